"""Answers that are confined to some outlets or languages, before anything is ranked."""

from dataclasses import replace

import pytest
from fakes import MemoryIndex, MemoryStore
from harbour_news import FERRY, SNOW, STRIKE, TODAY, TOLLS, WINTER, newsroom, put

from bot.wording.reasons import reason_text
from retrieval.answer import Answer, Outcome
from retrieval.asking import Newsroom
from retrieval.questions.question import Context, Within, plain_language

COURIER = Within(outlets=("Northern Courier",))
HERALD = Within(outlets=("Harbour Herald",))


def asked(question: str, within: Within, room: Newsroom | None = None) -> Answer:
    answer, _ = (room or newsroom(STRIKE, WINTER)).ask(question, None, within)
    return answer


def test_only_what_the_outlets_printed_is_found() -> None:
    assert [each.text for each in asked("what did Maren say?", COURIER).findings] == [SNOW]
    assert [each.text for each in asked("what did Maren say?", HERALD).findings] == [FERRY, TOLLS]


@pytest.mark.parametrize(
    "question", ["what did Maren say?", "who said the ferries will sail?", "what about ploughs and ferries?", "Maren"]
)
def test_nothing_of_another_outlet_is_found_whatever_is_asked(question: str) -> None:
    for finding in asked(question, COURIER).findings:
        assert finding.citation.outlet == "Northern Courier"
    for finding in newsroom(STRIKE, WINTER).rank(question, 50, COURIER):
        assert finding.citation.outlet == "Northern Courier"


def test_a_speaker_of_other_outlets_only_is_said_to_be_on_record_elsewhere() -> None:
    answer = asked("what did Rehn say?", COURIER)
    assert answer.outcome is Outcome.NOTHING_FOUND
    assert reason_text(answer.reasons) == (
        "Tomas Rehn is on record, but not in the articles that I may answer from here. "
        "Answers here are confined to articles of Northern Courier."
    )


def test_counts_are_those_of_the_outlets() -> None:
    reason = reason_text(asked("what did Maren say about penguin colonies?", COURIER).reasons)
    assert reason.startswith("Ilse Maren is on record here once, but I found nothing near")


def test_a_name_that_only_other_outlets_print_is_not_printed_here() -> None:
    assert reason_text(asked("what did Nora Quist say?", COURIER).reasons).startswith(
        "No article here names Nora Quist."
    )


def test_the_latest_day_told_is_one_of_these_outlets() -> None:
    assert "The latest is from 2024-01-12." in reason_text(
        asked("what did Maren say in February 2024?", COURIER).reasons
    )


def test_an_outlet_asked_for_beyond_them_is_not_there() -> None:
    answer = asked("what did Maren say according to the Harbour Herald?", COURIER)
    assert (answer.outcome, answer.findings) == (Outcome.NOTHING_FOUND, ())
    assert "not in what Harbour Herald published" in reason_text(answer.reasons)


@pytest.mark.parametrize(
    "question", ["?", "who said?", "what did Maren say?", "how many kilometres did ploughs clear?"]
)
def test_an_outlet_that_has_no_article_any_more_leaves_nothing_and_says_so(question: str) -> None:
    answer = asked(question, Within(outlets=("The Lamp",)))
    assert (answer.outcome, answer.findings) == (Outcome.NOTHING_FOUND, ())
    assert reason_text(answer.reasons).endswith("Answers here are confined to articles of The Lamp.")
    assert "Maren say" not in reason_text(answer.reasons)


def test_a_choice_stays_within_what_holds_now() -> None:
    room = newsroom(STRIKE, WINTER)
    _, context = room.ask("what did Maren say?", Context())
    chosen, _ = room.ask_speaker("what did Maren say?", context.speakers[0], context, COURIER)
    assert [each.text for each in chosen.findings] == [SNOW]


def test_a_language_confines_too_and_one_that_is_not_given_is_one() -> None:
    store = MemoryStore()
    for story in (STRIKE, WINTER):
        put(store, story)
    first, second = store.article_ids()
    store._articles[first] = replace(store.article(first), language="en-GB")
    index = MemoryIndex(store)
    room = Newsroom(store, lambda: index, lambda: TODAY)
    assert [each.text for each in asked("what did Maren say?", Within(languages=("en",)), room).findings] == [
        FERRY,
        TOLLS,
    ]
    unknown = asked("what did Maren say?", Within(languages=("und",)), room)
    assert {each.citation.article_id for each in unknown.findings} == {second}
    french = asked("what did Maren say?", Within(languages=("fr",)), room)
    assert reason_text(french.reasons).endswith("Answers here are confined to articles in “fr”.")


@pytest.mark.parametrize(
    ("given", "plain"), [("en-GB", "en"), ("EN_us", "en"), ("de", "de"), (None, "und"), ("", "und"), (" ", "und")]
)
def test_a_language_is_the_same_in_all_countries(given: str | None, plain: str) -> None:
    assert plain_language(given) == plain
