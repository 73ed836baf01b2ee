import pytest
from harbour_news import STRIKE, TIDE, WINTER, newsroom
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import Finding
from retrieval.finding.quote_check import Checked, Match, attributed, check, quoted_words

NEWS = newsroom(STRIKE, WINTER)
PRINTED = "The tide will not wait for a committee"


def looked_up(quotation: str) -> Checked:
    return check(quotation, NEWS.rank(quotation, 20))


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
    checked = looked_up(PRINTED)
    assert checked.finding is not None
    article = NEWS.store.article(checked.finding.citation.article_id)
    found = attributed(checked, article, NEWS.store.statements_in(article.id)).finding
    assert found is not None
    assert (found.speaker, found.role) == ("Tomas Rehn", "harbour pilot")


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("The tide will never wait for a committee", [("not", "never")]),
        ("The tide will wait for a committee", [("not", "")]),
        ("The tide will not wait for a whole committee", [(None, "whole")]),
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
    assert check(quotation, NEWS.rank(PRINTED, 20)).match is Match.NOT_FOUND


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
    checked = check(quotation, [finding])
    assert checked.span is None or checked.span.end <= len(text)
