from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_text import KnowingTagger, body, names, read_marked, statements_of
from voices import read_voices

from corpus.article import Block, BlockKind, Span
from corpus.attribution.statements import find_statements
from corpus.pages.blocks import find_blocks
from corpus.statement import Statement, StatementKind
from corpus.tagging.tagger import Tagger, load_tagger
from corpus.tagging.tags import NameKind, Part, Tags

DIRECT, INDIRECT, MIXED = StatementKind.DIRECT, StatementKind.INDIRECT, StatementKind.MIXED
VOICES = sorted((Path(__file__).parent / "voices").glob("*.txt"))


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return load_tagger()


@pytest.mark.parametrize("page", VOICES, ids=lambda page: page.stem)
def test_invented_news_of_many_kinds_is_attributed_right(page: Path, tagger: Tagger) -> None:
    text, expected = read_voices(page)
    found = find_statements(text, find_blocks(text), tagger)
    assert [voice for voice in expected if not voice.is_found(text, found)] == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“It rained.”", DIRECT),
        ("‘It rained at the miners’ hall.’", DIRECT),
        ("''It rained.''", DIRECT),
        ("that it “rained”", MIXED),
        ("that it didn't rain at the miners' hall", INDIRECT),
    ],
)
def test_the_kind_goes_by_the_quotation_marks(content: str, kind: StatementKind) -> None:
    _, (statement,) = statements_of(f"<s><p>Anna Brandt</p></s> <c>said</c> <t>{content}</t>")
    assert statement.kind is kind


def test_a_reader_sees_whole_sentences_and_whole_quotations() -> None:
    text, (statement,) = statements_of(
        "Before. <t>“It rained. It always does,”</t> <s><p>Anna Brandt</p></s> <c>said</c>. After."
    )
    assert statement.extent.of(text) == "“It rained. It always does,” Anna Brandt said."


def test_related_headlines_neither_speak_nor_interfere() -> None:
    opening = "<t>“We are ready,”</t> <s>adviser <p>Jake Roe</p></s> <c>said</c>.\n"
    headlines = "ALSO READ\n<s><p>Peter Doe</p></s> <c>says</c> <t>he is ready</t>\n"
    closing = "<s>He</s> <c>added</c> <t>that it was late</t>.\n"
    text, tags = read_marked(opening + headlines + closing)
    first, second = text.index("ALSO"), text.index("He added")
    blocks = [
        Block(BlockKind.BODY, Span(0, first)),
        Block(BlockKind.RELATED, Span(first, second)),
        Block(BlockKind.BODY, Span(second, len(text))),
    ]
    found = find_statements(text, blocks, KnowingTagger(tags))
    assert [names(text, each.speakers) for each in found] == [("Jake Roe",), ("Jake Roe",)]


PIECES = st.sampled_from(
    [
        *"\"'“”‘’.,!?:;…—- \n\t\r\x00\u2028ab",
        *("''", "🙂", "שלום", "\u202e", "\ud800", "said ", "Mr. Roe ", "Jane Doe ", "he ", "She ", "according to "),
        *("told ", "who ", "the adviser ", "that ", "Jane Doe quoted John Roe as saying ", "telling them that "),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=120))


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Block], Tags]:
    """Any text, cut into any blocks, with any tags."""
    text = draw(TEXTS.filter(bool))
    borders = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
    kinds = st.sampled_from([BlockKind.BODY, BlockKind.BODY, BlockKind.RELATED])
    blocks = [Block(draw(kinds), Span(*ends)) for ends in pairwise(borders)]
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 40)).map(
        lambda drawn: Span(drawn[0], min(len(text), sum(drawn)))
    )
    parts = draw(st.lists(st.tuples(st.sampled_from(Part), spans), max_size=8))
    return (
        text,
        blocks,
        Tags(tuple(parts), tuple(draw(st.lists(st.tuples(st.sampled_from(NameKind), spans), max_size=5)))),
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_no_page_and_no_tagger_makes_a_span_that_leaves_the_body(page: tuple[str, list[Block], Tags]) -> None:
    text, blocks, tags = page
    bodies = [block.span for block in blocks if block.kind is BlockKind.BODY]
    for statement in find_statements(text, blocks, KnowingTagger(tags)):
        assert statement.content
        for span in spans_of(statement):
            assert any(body.covers(span) for body in bodies)
            assert span.of(text).strip()
        parts = [part for part in (statement.source, statement.cue, *statement.content) if part]
        assert all(statement.extent.covers(part) for part in parts)


def spans_of(statement: Statement) -> Sequence[Span]:
    said = [*statement.speakers, *filter(None, [statement.via])]
    named = [span for speaker in said for span in (speaker.name, speaker.role) if span]
    return [span for span in (statement.source, statement.cue, *statement.content, *named) if span]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", '"' * 3000, "He said " * 3000, "\x00" * 3000, "Jane Doe said it rained. " * 2000]
)
def test_empty_and_endless_texts_are_read(text: str) -> None:
    blocks = body(text) if text else ()
    assert all(statement.content for statement in find_statements(text, blocks, KnowingTagger(Tags((), ()))))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, max_size=4).map("\n".join))
def test_any_text_is_attributed_within_its_body(tagger: Tagger, text: str) -> None:
    whole = f"{text}\n“We will keep the bridge open,” Mr Osei told reporters in Geneva."
    blocks = find_blocks(whole)
    bodies = [block.span for block in blocks if block.kind is BlockKind.BODY]
    for statement in find_statements(whole, blocks, tagger):
        assert all(any(body.covers(span) for body in bodies) for span in spans_of(statement))


@pytest.mark.parametrize("joint", [", but", " and", ", while", "; although"])
def test_a_sentence_in_which_two_speak_is_shown_to_each_by_clause(joint: str) -> None:
    text, found = statements_of(
        f"<s><p>Ada Quill</p></s> <c>said</c> <t>it rained</t>{joint} "
        "<s><p>Otto Pike</p></s> <c>said</c> <t>it snowed</t>."
    )
    assert [each.extent.of(text) for each in found] == ["Ada Quill said it rained", "Otto Pike said it snowed."]


def test_a_clause_without_a_finite_verb_is_shown_with_its_sentence() -> None:
    text, found = statements_of(
        "The board met, with <s><p>Ada Quill</p></s> <c>calling</c> <t>it a risk</t> and <s><p>Otto Pike</p></s> "
        "<c>calling</c> <t>it a joke</t>."
    )
    assert {each.extent.of(text) for each in found} == {text}


def test_what_one_says_twice_in_a_sentence_is_shown_whole() -> None:
    text, found = statements_of(
        "<s><p>Ada Quill</p></s> <c>said</c> <t>it rained</t> and <s><p>Quill</p></s> <c>said</c> <t>it snowed</t>."
    )
    assert {each.extent.of(text) for each in found} == {text}
