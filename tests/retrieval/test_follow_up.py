from dataclasses import replace

import pytest
from harbour_news import FERRY, PUMPS, SNOW, STRIKE, TIDE, TOLLS, WINTER, Said, Story, newsroom

from bot.wording.reasons import reason_text
from retrieval.asking import Newsroom, having_shown
from retrieval.questions.question import Kind


def texts(room: Newsroom, *questions: str) -> list[str]:
    """What is shown at the last of several questions of one asker."""
    context = None
    for question in questions:
        answer, context = room.ask(question, context)
        context = having_shown(context, answer.findings[: answer.shown])
    return [finding.text for finding in answer.findings[: answer.shown]]


def news() -> Newsroom:
    return newsroom(STRIKE, WINTER)


def test_another_topic_of_the_same_speaker() -> None:
    assert texts(news(), "what did Maren say about ferries?", "and about bridge tolls?") == [TOLLS]


def test_another_speaker_on_the_same_topic() -> None:
    assert texts(news(), "what did Maren say about pumps for low streets?", "and Orsk?") == [PUMPS]


def test_a_pronoun_is_whom_the_last_answer_was_about() -> None:
    assert texts(news(), "what did Maren say about tolls?", "what did she say about snow?") == [SNOW]


def test_what_was_added_leaves_out_what_was_shown() -> None:
    assert texts(news(), "what did Maren say about tolls?", "what did she add?") == [FERRY, SNOW]


def test_a_reply_is_looked_for_where_the_words_were_found() -> None:
    again = "“I shall wait,” said Tomas Rehn."
    later = Story("Pilots wait", [again], [Said(again, "Tomas Rehn")], published="2024-03-18")
    room = newsroom(STRIKE, later)
    assert texts(room, "what did Maren say about tolls?", "what did Rehn answer?") == [TIDE]
    assert texts(room, "what did Rehn say?") == [again, TIDE]


def test_more_without_an_answer_before_has_nothing_to_show() -> None:
    alone, _ = news().ask("more")
    assert reason_text(alone.reasons) == "There is no answer before this to show more of."


def test_a_pronoun_without_anybody_before_is_asked_back() -> None:
    answer, _ = news().ask("what did he say?")
    assert reason_text(answer.reasons) == "It is not clear who “he” is: please ask with the name."


def test_a_question_that_finds_nothing_keeps_what_was_talked_about() -> None:
    assert texts(news(), "what did Maren say about tolls?", "thanks", "what did she say about snow?") == [SNOW]


@pytest.mark.parametrize("question", ["when was that?", "who said that?", "source?", "which paper", "say that again"])
def test_when_and_where_it_was_said_is_told_with_the_same_words_again(question: str) -> None:
    assert texts(news(), "what did Maren say about snow?", question) == [SNOW]


def test_a_time_holds_on_until_another_one_is_given() -> None:
    later = Story("Tolls", ["Tolls rise, Ilse Maren said."], [Said("Tolls rise, Ilse Maren said.", "Ilse Maren")])
    room = newsroom(STRIKE, replace(later, published="2024-05-02"))
    _, context = room.ask("what did Maren say about ferries in March 2024?")
    followed = room.explain("and about tolls?", context)
    assert (followed.topic, followed.period and followed.period.words) == ("tolls", "in March 2024")


def test_who_is_it_goes_on_with_another_name() -> None:
    room = news()
    _, context = room.ask("who is Ilse Maren?")
    followed = room.explain("and Rehn?", context)
    assert (followed.kind, followed.topic) == (Kind.WHO_IS, "Rehn")


def test_an_answer_to_that_is_looked_for_where_that_was_found() -> None:
    again = "“I shall wait,” said Tomas Rehn."
    later = Story("Pilots wait", [again], [Said(again, "Tomas Rehn")], published="2024-03-18")
    assert texts(newsroom(STRIKE, later), "what did Maren say about tolls?", "what did Rehn say to that?") == [TIDE]


def test_another_addressee_of_the_same_words() -> None:
    _, context = news().ask("what did Maren say?")
    followed = news().explain("and to Rehn?", context)
    assert (followed.addressee and followed.addressee.words, len(followed.speakers)) == ("Rehn", 1)


def test_a_time_alone_asks_the_last_question_of_that_time() -> None:
    assert texts(news(), "what did Maren say?", "and in January 2024?") == [SNOW]


def test_it_is_what_the_question_before_was_about() -> None:
    read = news().explain("what caused it?", news().ask("when did the ferry strike begin?")[1])
    assert read.kind is Kind.FACT
    assert read.topic == "what caused it ferry strike begin"


@pytest.mark.parametrize("courtesy", ["thanks!", "Thank you so much", "ok, bye"])
def test_courtesies_ask_nothing(courtesy: str) -> None:
    assert news().explain(courtesy).kind is Kind.NO_QUESTION


def test_somebody_else_on_something_else_is_a_question_of_its_own() -> None:
    assert texts(news(), "what did Maren say about tolls?", "and what about Orsk on pumps?") == [PUMPS]
