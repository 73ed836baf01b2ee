import csv
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import BlockKind
from corpus.pages.blocks import find_blocks

CODES = {
    "D": BlockKind.DATELINE,
    "H": BlockKind.HEADLINE,
    "W": BlockKind.BYLINE,
    "C": BlockKind.CAPTION,
    "B": BlockKind.BODY,
    "R": BlockKind.RELATED,
    "N": BlockKind.NOTICE,
}
STORY = "The court in Torvale freed the engineer on Friday, three years after the dam of the valley gave way.\n"
MAY_BE = {
    "tags": {BlockKind.RELATED, BlockKind.NOTICE},
    "advert": {BlockKind.RELATED, BlockKind.NOTICE},
    "app_promo": {BlockKind.RELATED, BlockKind.NOTICE},
    "related_header": {BlockKind.RELATED},
    "related_inline": {BlockKind.RELATED},
    "reporter_credit": {BlockKind.BYLINE},
    "agency_credit": {BlockKind.BYLINE},
    "caption_credit": {BlockKind.CAPTION},
    "dateline_top": {BlockKind.DATELINE},
    "dateline_lead": {BlockKind.DATELINE},
    "tip_line": {BlockKind.NOTICE, BlockKind.BYLINE},
}


def pages() -> Iterator[tuple[str, list[str]]]:
    page_forms = (Path(__file__).parent / "page_forms.txt").read_text(encoding="utf-8")
    for page in page_forms.split("\n== ")[1:]:
        name, *lines = page.strip("\n").split("\n")
        yield name, lines


def kinds_of(text: str, part: str, after: int = 0) -> tuple[int, set[BlockKind]]:
    """Where the part ends, and the kinds of the blocks that it stands in."""
    start = text.index(part, after)
    end = start + len(part)
    return end, {block.kind for block in find_blocks(text) if block.span.start < end and start < block.span.end}


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize(("name", "lines"), list(pages()), ids=[name for name, _ in pages()])
def test_every_line_of_a_page_is_what_a_reader_takes_it_for(name: str, lines: list[str], separator: str) -> None:
    if separator == "\n\n" and name == "hard-wrapped lines":
        pytest.skip("a blank line after each line ends each paragraph")
    text, wrong = "", []
    for line in lines:
        text += separator if line == "--" else line[2:] + separator
    at = 0
    for line in lines:
        at, found = (at, set()) if line == "--" else kinds_of(text, line[2:], at)
        if line != "--" and found != {CODES[line[0]]}:
            wrong.append((line, sorted(found)))
    assert not wrong


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize(
    "marker", ["ALSO READ", "Read more:", "Trending Now", "What Others Are Reading", "Advertisement"]
)
def test_a_list_of_headlines_is_left_out_wherever_it_stands(marker: str, place: str) -> None:
    story = [STORY.strip(), "The minister said it was late.", "He added that the dam would be rebuilt."]
    listed = [marker, "Who watches the dams?", "Dam engineers ask for a new law", "'We knew': Voices from the valley"]
    at = {"before": 1, "between": 2, "after": 3}[place]
    if marker == "Advertisement":
        del listed[1]
    text = "\n".join([*story[:at], *listed, *story[at:]])
    assert [block.span.of(text).strip() for block in find_blocks(text) if block.kind is BlockKind.BODY] == story


def test_each_paragraph_of_the_story_is_a_block_and_a_list_is_one() -> None:
    text = STORY + STORY + "ALSO READ\nDam engineers ask for a new law\nTorvale remembers its dead\n" + STORY
    kinds = [block.kind for block in find_blocks(text)]
    assert kinds == [BlockKind.BODY, BlockKind.BODY, BlockKind.RELATED, BlockKind.BODY]


def test_white_space_belongs_to_the_block_before_it_and_at_the_top_to_the_first() -> None:
    text = f"\n\n  {STORY}\n \n{STORY}\n"
    first, second = find_blocks(text)
    assert first.span.of(text) == f"\n\n  {STORY}\n \n"
    assert second.span.of(text) == f"{STORY}\n"


def test_a_dateline_that_opens_a_paragraph_is_split_off_it() -> None:
    text = f"WASHINGTON (Reuters) - {STORY}"
    assert [block.span.of(text) for block in find_blocks(text)] == ["WASHINGTON (Reuters) - ", STORY]


def test_a_name_may_be_parted_by_a_hard_wrapped_line() -> None:
    lines = (
        "The ferry of Lowmere will not sail again before the first of June, said its",
        "owner. Her brother had told the paper on Monday that it would.",
        "",
        "“She never told us anything of the kind, and I have the minutes,” said Ewan",
        "Strand.",
        "",
        "Nobody answered.",
    )
    bodies = [block.span.of("\n".join(lines)).strip() for block in find_blocks("\n".join(lines))]
    assert bodies == ["\n".join(lines[0:2]), "\n".join(lines[3:5]), lines[6]]


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    text = "The court in Torvale freed the engineer on Friday,\nthree years after the dam of the valley gave way.\n"
    assert len(find_blocks(text)) == 1


def test_blank_text_is_one_notice_and_empty_text_no_block() -> None:
    assert find_blocks("") == ()
    assert [block.kind for block in find_blocks(" \n\t\n")] == [BlockKind.NOTICE]


def test_text_without_any_story_stays_body_so_that_nothing_said_is_lost() -> None:
    text = "Haddad says he will go home"
    assert [block.kind for block in find_blocks(text)] == [BlockKind.BODY]


ODD = st.sampled_from(
    ["ALSO READ", "Advertisement", "By Ann", "\n", "\n\n", "\r", " ", STORY, "(PTI)", "—", "\ufeff", "Who?"]
)


@given(st.one_of(st.text(max_size=300), st.lists(ODD, max_size=40).map("".join)))
def test_blocks_cover_any_text_in_order_without_overlap(text: str) -> None:
    assert "".join(block.span.of(text) for block in find_blocks(text)) == text


HUGE = {
    "one line": "word " * 200_000,
    "one word": "x" * 1_000_000,
    "one word a line": "word\n" * 200_000,
    "markers": "ALSO READ\n" * 100_000,
    "headlines": "Dam engineers ask for a new law\n" * 30_000,
    "adverts": "Advertisement\n" * 70_000,
    "blank lines": "\n" * 1_000_000,
    "capitals": "A B C, D" * 100_000,
    "brackets": "(" * 1_000_000,
    "dashes": "A - " * 250_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_of_anything_is_read_in_linear_time(name: str) -> None:
    text = HUGE[name]
    seconds = []
    for part in (text[: len(text) // 4], text):
        started = time.process_time()
        find_blocks(part)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 12 * seconds[0] + 0.5


def test_forms_seen_at_real_outlets_are_told_from_the_story(shared: Path) -> None:
    with (shared / "data" / "boilerplate.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind, form = row["kind"], row["example"]
            text = f"{form} {STORY}" if kind == "dateline_lead" else f"{form}\n{STORY}"
            text = text + STORY if kind.startswith("dateline") else STORY + STORY + text
            opening = form[:6] if kind == "dateline_lead" else form
            assert kinds_of(text, opening)[1] <= MAY_BE.get(kind, {BlockKind.NOTICE}), (kind, form)
            assert find_blocks(text)[-1].kind is BlockKind.BODY


def test_the_story_of_annotated_articles_stays_body(shared: Path) -> None:
    """Of the contents of statements in PolNeAR, one in 500 at most falls out of the body with the furniture."""
    import json

    lost = total = 0
    for line in (shared / "data" / "polnear" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        others = [block.span for block in find_blocks(article["text"]) if block.kind is not BlockKind.BODY]
        for statement in article["statements"]:
            for start, end in statement["content"]:
                total += 1
                lost += any(span.start < end and start < span.end for span in others)
    assert lost <= total / 500
