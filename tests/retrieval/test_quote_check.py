import pytest
from harbour_news import STRIKE, TIDE, WINTER, newsroom
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import Finding
from retrieval.finding.quote_check import Checked, Match, beside, quoted_words

NEWS = newsroom(STRIKE, WINTER)
PRINTED = "The tide will not wait for a committee"


def looked_up(quotation: str) -> Checked:
    return NEWS.check(quotation)


def printed(checked: Checked) -> str:
    """The words of the article that a quotation was found as."""
    assert checked.finding is not None
    assert checked.span is not None
    return checked.span.of(NEWS.store.article(checked.finding.citation.article_id).text)


@pytest.mark.parametrize("quotation", [PRINTED, PRINTED.upper(), "the tide will\n not wait for a committee.", TIDE])
def test_words_as_printed_are_exact_whatever_their_case_and_spaces(quotation: str) -> None:
    checked = looked_up(quotation)
    assert checked.match is Match.EXACT
    assert PRINTED in printed(checked)


def test_who_said_it_is_known() -> None:
    found = looked_up(PRINTED).finding
    assert found is not None
    assert (found.speaker, found.role) == ("Tomas Rehn", "harbour pilot")


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("The tide will never wait for a committee", [("not", "never")]),
        ("The tide really will not wait for a committee", [(None, "really")]),
    ],
)
def test_a_word_that_differs_is_pointed_out(quotation: str, differences: list[tuple[str | None, str]]) -> None:
    checked = looked_up(quotation)
    assert checked.match is Match.NEAR
    assert checked.finding is not None
    text = NEWS.store.article(checked.finding.citation.article_id).text
    assert [(each.printed and each.printed.of(text), each.quoted) for each in checked.differences] == differences


@pytest.mark.parametrize(
    "quotation", ["The tide turned against the whole committee on ferries", "Nobody ever said that", ""]
)
def test_other_words_on_the_same_topic_are_not_found(quotation: str) -> None:
    assert looked_up(quotation).match is Match.NOT_FOUND


CHECKED = [
    ("Ferries will sail again on Monday, Ilse Maren said.", Match.EXACT, "Ilse Maren"),
    ("Ilse Maren said that the ferries would sail again on Monday.", Match.NEAR, "Ilse Maren"),
    ("Ilse Maren: “Ferries will not sail again on Monday”", Match.CONTRARY, "Ilse Maren"),
    ("According to Ilse Maren, ferries will sail again on Tuesday.", Match.CONTRARY, "Ilse Maren"),
    ("The tide will wait for a committee", Match.CONTRARY, "Tomas Rehn"),
    ("Tomas Rehn said ferries will sail again on Monday.", Match.BY_ANOTHER, "Ilse Maren"),
    ("“The tide will not wait for a committee”, said Ilse Maren", Match.BY_ANOTHER, "Tomas Rehn"),
    ("Ploughs cleared 40 kilometres of road before dawn", Match.EXACT, None),
    ("Ploughs cleared 60 kilometres of road before dawn", Match.CONTRARY, None),
    ("Ilse Maren said the moon is made of cheese.", Match.NOT_FOUND, None),
    ("She always says that ferries will sail again on Monday", Match.EXACT, "Ilse Maren"),
    ("Is this so?", Match.NOT_FOUND, None),
    ("", Match.NOT_FOUND, None),
]


@pytest.mark.parametrize(("sentence", "match", "speaker"), CHECKED)
def test_a_sentence_is_checked_with_the_name_that_it_gives(sentence: str, match: Match, speaker: str | None) -> None:
    checked = NEWS.check(sentence)
    assert checked.match is match
    assert (checked.finding.speaker if checked.finding else None) == speaker


def test_what_differs_is_named_on_both_sides() -> None:
    checked = NEWS.check("According to Ilse Maren, ferries will sail again on Tuesday.")
    assert checked.finding is not None
    text = NEWS.store.article(checked.finding.citation.article_id).text
    assert [(each.printed and each.printed.of(text), each.quoted) for each in checked.differences] == [
        ("Monday", "Tuesday")
    ]
    assert checked.claimed == "Ilse Maren"


@pytest.mark.parametrize("text", ["“One two three four”", '"One two three four"', "«One two three four»"])
def test_a_text_wholly_in_quotation_marks_is_a_quotation(text: str) -> None:
    assert quoted_words(text) == "One two three four"


@pytest.mark.parametrize(
    "text", ["“One two three”", '"One two" or "three four"', "One two three four", '"', "", "'' ''"]
)
def test_other_texts_are_not(text: str) -> None:
    assert quoted_words(text) is None


@settings(deadline=None)
@given(st.text(), st.text(min_size=1))
def test_no_text_breaks_it(quotation: str, text: str) -> None:
    one = NEWS.rank(PRINTED, 1)[0]
    finding = Finding(text, type(one.span)(0, len(text)), one.kind, None, None, None, (), one.citation, 1.0)
    checked = beside(quotation, finding)
    assert checked is None or checked.span is None or checked.span.end <= len(text)
