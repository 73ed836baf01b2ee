import pytest

from corpus.article import Block, BlockKind, Span
from corpus.attribution.layout import paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Okoro met Sen. Lund on Jan. 3 at 9 a.m. Eastern time.",
        "The U.S. Senate heard J. P. Osei of Brook & Penn Inc. on Monday.",
        "Prices rose by 3.5 percent, i.e. more than in the U.K. and France.",
        '"Is it safe?" Anna Brandt asked.',
        '"It is safe!" said the harbour master.',
        "She waited... and then left.",
    ],
)
def test_one_sentence_stays_whole(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It cost 5 million in the U.S.", "The buyer was not named."),
        ("“We lost.”", "He shrugged."),
        ("They ‘threaten nobody’.", "With that the talks ended."),
        ("Nobody came...", "Then the rain began."),
        ("Was it wise?", "“Yes,” she said."),
        ("He joined Calder Inc.", "It failed in May."),
    ],
)
def test_two_sentences_are_told_apart(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_a_break_in_the_body_begins_a_new_stretch() -> None:
    text = "One.\nTwo.\nALSO READ\nThree.\n"
    kinds = [(BlockKind.BODY, 0, 10), (BlockKind.RELATED, 10, 20), (BlockKind.BODY, 20, 27)]
    found = paragraphs(text, [Block(kind, Span(start, end)) for kind, start, end in kinds])
    assert [(stretch, span.of(text)) for stretch, span in found] == [(0, "One."), (0, "Two."), (1, "Three.")]


def test_a_hard_wrapped_paragraph_is_one() -> None:
    text = (
        "The harbour board met at noon on Monday and decided to\n"
        "close the north quay to all boats until the wall has\nbeen mended.\n"
    )
    assert len(list(paragraphs(text, [Block(BlockKind.BODY, Span(0, len(text)))]))) == 1
