"""What is printed about a passage, and so finds it."""

import pytest
from shelf_store import ShelfStore

from corpus.article import Article, Published, Span
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind
from retrieval.index.passage_words import about, worded

TEXT = "“It will open,” mayor Ana Reis said, according to the Harbour Board."
SAID = Statement(
    source=Span(16, 30),
    cue=Span(31, 35),
    content=(Span(0, 15),),
    kind=StatementKind.DIRECT,
    speakers=(Speaker(Span(22, 30), Span(16, 21), SpeakerKind.PERSON),),
    via=Speaker(Span(54, 67), None, SpeakerKind.ORGANISATION),
    extent=Span(0, len(TEXT)),
)


def article(moment: str) -> Article:
    return Article("a", "a", TEXT, (), "The Tide", "Newswire", "Bridge", None, "Porto", Published(moment, moment))


def test_outlet_headline_place_day_and_speakers_are_words_about_a_passage() -> None:
    assert about(article("2024-03-05T09:00:00+01:00"), [SAID]).splitlines() == [
        "Bridge",
        "The Tide",
        "Newswire",
        "Porto",
        "Tuesday 5 March 2024",
        "Ana Reis",
        "Harbour Board",
    ]


@pytest.mark.parametrize("moment", ["March 2024", "2024-13-45"])
def test_a_day_that_is_none_is_taken_as_printed(moment: str) -> None:
    assert moment in about(article(moment), [])


def test_an_article_of_which_nothing_is_known_has_no_words_about_it() -> None:
    assert about(Article("a", "a", TEXT, ()), []) == ""


def test_every_passage_gets_its_own_text(store: ShelfStore) -> None:
    ids = store.put("It will open.", "It will not.") + store.put("It rained.", outlet="The Tide")
    found = list(worded(store, store.passage_texts(0)))  # type: ignore[arg-type]  # as much of a store as is read
    assert [each.passage for each in found] == ids
    assert [each.text for each in found] == ["It will open.", "It will not.", "It rained."]
    assert "The Tide" in found[2].about
    assert "The Tide" not in found[0].about


def test_what_was_taken_down_meanwhile_is_left_out(store: ShelfStore) -> None:
    store.put("It will open.", "It will not.")
    last = store.put("It rained.")
    passages = list(store.passage_texts(0))
    del store.articles[passages[0][0].article_id]
    assert [each.passage for each in worded(store, passages)] == last  # type: ignore[arg-type]  # see above
