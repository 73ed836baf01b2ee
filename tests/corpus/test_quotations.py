import pytest

from corpus.article import Span
from corpus.attribution.layout import quotations


def quoted(text: str) -> list[str]:
    return [found.span.of(text) for found in quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We won," he said. "Twice."', ['"We won,"', '"Twice."']),
        ("“We won,” he said.", ["“We won,”"]),
        ("''We won,'' he said.", ["''We won,''"]),
        ("‘We won,’ he said.", ["‘We won,’"]),
        ("'We won,' he said.", ["'We won,'"]),
        ("„Gewonnen“, he said.", ["„Gewonnen“"]),
        ("“She said ‘never’,” he recalled.", ["“She said ‘never’,”"]),
    ],
)
def test_marks_of_every_style_are_read(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The miners' union didn't say whether it's true.",
        "The ’90s weren’t Anna’s favourite years.",
        'It is 6\'2" tall and 5" wide.',
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_end_a_quotation() -> None:
    assert quoted("He said: 'The miners' union is not asking for the moon.'") == [
        "'The miners' union is not asking for the moon.'"
    ]


def test_a_curly_single_mark_may_be_left_open_where_a_sentence_begins() -> None:
    assert quoted("He sat. ‘It’s late. We’ll go.") == ["‘It’s late. We’ll go."]
    assert quoted("‘It’s late. We’ll go.") == ["‘It’s late. We’ll go."]
    assert quoted("They came in the ‘roaring Twenties") == []


def test_a_quotation_left_open_runs_to_the_end_of_its_paragraph() -> None:
    (found,) = quotations("He said: “It never ended", Span(0, 24))
    assert (found.span, found.closed) == (Span(9, 24), False)
