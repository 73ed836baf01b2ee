from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Block, BlockKind, Span
from corpus.passages import split

BODY, RELATED, CAPTION = BlockKind.BODY, BlockKind.RELATED, BlockKind.CAPTION
SENTENCE = "The harbour board met at noon and heard that the north quay is still closed to boats. "  # 17 words


def page(*parts: tuple[BlockKind, str]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, Span(len(text), len(text) + len(part))))
        text += part
    return text, blocks


def passages(*parts: tuple[BlockKind, str]) -> list[str]:
    text, blocks = page(*parts)
    return [span.of(text) for span in split(text, blocks)]


def body(text: str) -> list[str]:
    return passages((BODY, text))


def test_short_neighbours_are_joined_up_to_sixty_words():
    short = SENTENCE.strip() + "\n"
    assert [len(passage.split()) for passage in body(short * 6)] == [51, 51]


def test_a_paragraph_of_middling_length_stays_whole():
    paragraph = (SENTENCE * 5).strip()
    assert body(paragraph + "\n" + paragraph) == [paragraph, paragraph]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_parts():
    found = body((SENTENCE * 12).strip())
    assert [len(passage.split()) for passage in found] == [68, 68, 68]
    assert all(passage.endswith("boats.") for passage in found)


def test_a_passage_never_spans_another_block():
    found = passages((BODY, SENTENCE + "\n"), (RELATED, "ALSO READ\nFish are back\n"), (BODY, SENTENCE))
    assert found == [SENTENCE.strip()] * 2


def test_a_caption_is_a_passage_of_its_own():
    found = passages((CAPTION, "The quay on Dec 7. Pic/Tidewire\n"), (BODY, SENTENCE))
    assert found == ["The quay on Dec 7. Pic/Tidewire", SENTENCE.strip()]


def test_a_quotation_of_many_sentences_is_never_cut():
    quotation = "“" + (SENTENCE * 9).strip() + "”"
    found = body(f"{SENTENCE * 3}{quotation} Quill said. {SENTENCE * 3}")
    assert sum(quotation in passage for passage in found) == 1


def test_a_quotation_that_runs_through_paragraphs_is_kept_whole():
    first, second = ("“" + (SENTENCE * 4).strip() for _ in range(2))
    found = body(f"{SENTENCE * 3}\n{first}\n{second}” Quill said.\n{SENTENCE * 4}")
    assert f"{first}\n{second}” Quill said." in found


def test_an_endless_quotation_is_cut_at_sentence_ends():
    found = body("“" + (SENTENCE * 60).strip() + "”")
    assert len(found) > 8
    assert all(passage.rstrip("”").endswith("boats.") for passage in found)


@pytest.mark.parametrize(
    "text", ["word " * 200_000, "x" * 10**6, "港" * 10**6, '"' * 100_000, "“a. " * 100_000, "a\n" * 99_999]
)
def test_a_megabyte_without_a_full_stop_gives_passages_that_can_be_read(text):
    assert 0 < max(map(len, body(text))) < 10_000


def test_nothing_gives_no_passage():
    assert split("", []) == body(" \n\n\t") == []


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(BlockKind), st.text("ab “”\"'.\n\u2028\0", min_size=1, max_size=300)), max_size=6
    )
)
def test_passages_are_in_order_within_one_block_kind_and_lose_no_word(parts):
    text, blocks = page(*parts)
    found = split(text, blocks)
    assert all(one.end <= other.start for one, other in pairwise(found))
    read = "".join(block.span.of(text) for block in blocks if block.kind in {BODY, CAPTION})
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(read.split())
    unread = [block.span for block in blocks if block.kind not in {BODY, CAPTION}]
    assert not any(span.touches(block) for span in found for block in unread)
