import pytest
from marked_text import NOTHING, KnowingTagger, body, names, read_marked

from corpus.article import Span
from corpus.attribution.statements import find_statements
from corpus.tagging.tags import Part, Tags


def untagged(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Speakers and words of what is found where a tagger found nothing."""
    return [
        (names(text, each.speakers), each.content[0].of(text)) for each in find_statements(text, body(text), NOTHING)
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“It rained,” Anna Brandt said.", "“It rained,”"),
        ("“It rained all day,” said Anna Brandt, the mayor.", "“It rained all day,”"),
        ('"Did it rain?" Anna Brandt asked.', '"Did it rain?"'),
        ("Anna Brandt told reporters: ‘It rained.’", "‘It rained.’"),
        ("Anna Brandt said that it rained all day.", "that it rained all day"),
        ("But Anna Brandt insisted the roof was dry.", "the roof was dry"),
        ("The roof was dry on Monday, Anna Brandt said.", "The roof was dry on Monday"),
        ("According to Anna Brandt, the roof was dry.", "the roof was dry"),
        ("The roof was dry all week, according to Anna Brandt.", "The roof was dry all week"),
        ("Anna Brandt made clear that it rained all day.", "that it rained all day"),
        (
            "Anna Brandt put the number of empty houses at about 3.5 million.",
            "the number of empty houses at about 3.5 million",
        ),
        ("Anna Brandt sent a plain message to the club: mend the roof now.", "mend the roof now"),
    ],
)
def test_a_plain_form_is_read_without_any_tag(text: str, content: str) -> None:
    assert untagged(text) == [(("Anna Brandt",), content)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Brandt met the mayor on Monday.",
        "Anna Brandt, it is said, never slept at all.",
        "The “Old Quay” was closed by Anna Brandt.",
        "If Anna Brandt said that it rained, it rained.",
        "It was announced that the quay would close.",
        "Anna Brandt maintains a garden that children may visit.",
        "He is too heavy for the boat, according to his own body weight.",
        "Anna Brandt put the kettle on at 9.",
    ],
)
def test_a_mention_is_not_a_statement(text: str) -> None:
    assert [said for said, _ in untagged(text) if said] == []


def test_a_possessive_names_whose_body_speaks() -> None:
    text = "Norway's harbour authority said the quay would close."
    (statement,) = find_statements(text, body(text), NOTHING)
    assert statement.source == Span(0, 26)


def test_a_form_adds_nothing_to_what_the_tagger_found() -> None:
    text, tags = read_marked("<s><p>Anna Brandt</p></s> <c>said</c> that <t>it rained all day</t>.")
    (statement,) = find_statements(text, body(text), KnowingTagger(tags))
    assert statement.content == (Span(22, 39),)


def test_a_name_without_a_tag_is_read_by_title_or_given_name() -> None:
    text = "Mr. Xq Zv said it rained."
    tags = Tags(((Part.SOURCE, Span(0, 9)), (Part.CUE, Span(10, 14)), (Part.CONTENT, Span(15, 24))), ())
    (statement,) = find_statements(text, body(text), KnowingTagger(tags))
    assert names(text, statement.speakers) == ("Xq Zv",)
