"""Was the bot spoken to, and what was it asked?"""

from dataclasses import replace

import pytest

from bot.chat import ChatKind, Command, Me, Replied, Spoken
from bot.dispatch.addressed import command, question

ME = Me(42, "RecordBot", hears_all=False)
GROUP = Spoken(-1, ChatKind.SUPERGROUP, 5, 7, "What did Sullivan say?")
PRIVATE = replace(GROUP, kind=ChatKind.PRIVATE)


def test_plain_words_in_private_are_a_question() -> None:
    assert question(PRIVATE, ME) == "What did Sullivan say?"


def test_plain_words_in_a_group_are_none() -> None:
    assert question(GROUP, ME) is None


def test_a_channel_is_never_answered() -> None:
    assert question(replace(GROUP, kind=ChatKind.CHANNEL, command=Command("ask", "", "who?")), ME) is None


@pytest.mark.parametrize("to", ["", "recordbot", "RECORDBOT"])
def test_ask_is_a_question_whoever_of_us_is_named(to: str) -> None:
    assert question(replace(GROUP, command=Command("ask", to, "Who spoke?")), ME) == "Who spoke?"


def test_ask_for_another_bot_is_nothing_to_us() -> None:
    spoken = replace(PRIVATE, text="/ask@otherbot who?", command=Command("ask", "otherbot", "who?"))
    assert question(spoken, ME) is None
    assert command(spoken, ME) is None


def test_another_command_is_no_question_even_in_private() -> None:
    assert question(replace(PRIVATE, text="/help", command=Command("help", "", "")), ME) is None


def test_ask_as_a_reply_takes_that_message_as_the_question() -> None:
    spoken = replace(GROUP, command=Command("ask", "", ""), replied=Replied(3, 9, " Did the mayor speak? "))
    assert question(spoken, ME) == "Did the mayor speak?"


def test_ask_without_words_is_a_question_without_words() -> None:
    assert question(replace(GROUP, command=Command("ask", "", "")), ME) == ""


def test_a_reply_to_the_bot_is_a_question_and_a_reply_to_others_is_not() -> None:
    assert question(replace(GROUP, replied=Replied(3, ME.id, "...")), ME) == "What did Sullivan say?"
    assert question(replace(GROUP, replied=Replied(3, 9, "...")), ME) is None


def test_a_mention_is_taken_out_of_the_question() -> None:
    spoken = replace(GROUP, text="@recordbot, what did Nowak say?", mentions=(("recordbot", 0, 10),))
    assert question(spoken, ME) == "what did Nowak say?"


def test_a_mention_of_somebody_else_is_no_question() -> None:
    spoken = replace(GROUP, text="@recordbots hello", mentions=(("recordbots", 0, 11),))
    assert question(spoken, ME) is None


def test_a_bare_mention_as_a_reply_takes_that_message_as_the_question() -> None:
    spoken = replace(GROUP, text="@recordbot", mentions=(("recordbot", 0, 10),), replied=Replied(3, 9, "Who spoke?"))
    assert question(spoken, ME) == "Who spoke?"
