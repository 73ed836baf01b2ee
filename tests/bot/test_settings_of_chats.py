"""/settings in a chat, with the bot as its own process: who may change them, and what they do."""

from itertools import count
from typing import Any

import pytest
from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

NUMBERS = count(30_000)
ADMIN, MEMBER = 70, 71
QUESTION = "/ask What did Sullivan say?"


@pytest.fixture
def group(talk: FakeTelegram) -> FakeChat:
    return talk.group(-next(NUMBERS), admins={ADMIN})


def said(talk: FakeTelegram, chat: FakeChat, author: int, words: str, **more: Any) -> dict[str, Any]:
    """The bot's next message after somebody wrote."""
    before = len(chat.from_bot())
    talk.say(chat, author, words, **more)
    return talk.said(chat, before + 1)[-1]


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def test_everybody_may_see_and_only_admins_change(talk: FakeTelegram, group: FakeChat) -> None:
    assert "Answers: long" in said(talk, group, MEMBER, "/settings")["text"]
    assert "Only admins" in said(talk, group, MEMBER, "/settings short")["text"]
    assert "Answers: long" in said(talk, group, MEMBER, "/settings")["text"]
    assert "Answers: short" in said(talk, group, ADMIN, "/settings short")["text"]
    assert "Answers: short" in said(talk, group, MEMBER, "/settings")["text"]


def test_an_anonymous_admin_changes_them_too(talk: FakeTelegram, group: FakeChat) -> None:
    talk.say_as_chat(group, "/settings short")
    assert "Answers: short" in talk.said(group)[0]["text"]


def test_a_button_is_an_admins(talk: FakeTelegram, group: FakeChat) -> None:
    number = said(talk, group, MEMBER, "/settings")["message_id"]
    press = talk.press(group, MEMBER, number, "Short")
    talk.wait(lambda: "Only admins" in talk.toasts.get(press, ""))
    talk.press(group, ADMIN, number, "Short")
    talk.wait(lambda: "✓ Short" in labels(group.messages[number]))
    assert len(group.from_bot()) == 1


def test_short_answers_have_one_passage_and_can_be_paged(talk: FakeTelegram, group: FakeChat) -> None:
    said(talk, group, ADMIN, "/settings short")
    answer = said(talk, group, MEMBER, QUESTION)
    assert answer["text"].startswith("1 of 3")
    talk.press(group, MEMBER, answer["message_id"], "More")
    talk.wait(lambda: group.messages[answer["message_id"]]["text"].startswith("2 of 3"))


def test_an_outlet_that_is_chosen_confines_answers_and_says_so(talk: FakeTelegram, group: FakeChat) -> None:
    menu = said(talk, group, ADMIN, "/settings")["message_id"]
    talk.press(group, ADMIN, menu, "Outlets")
    talk.wait(lambda: "Lund Dagblad" in labels(group.messages[menu]))
    talk.press(group, ADMIN, menu, "Lund Dagblad")
    talk.wait(lambda: "✓ Lund Dagblad" in labels(group.messages[menu]))
    assert "confined to articles of Lund Dagblad" in said(talk, group, MEMBER, QUESTION)["text"]
    assert "Several speakers" in said(talk, group, MEMBER, "/ask What did Nowak say?")["text"]


def test_lists_of_articles_are_confined_too_and_say_so(talk: FakeTelegram, group: FakeChat) -> None:
    assert "Harbour to be dredged" in said(talk, group, MEMBER, "/latest")["text"]
    said(talk, group, ADMIN, "/settings outlets Lund Dagblad")
    for order in ("/latest", "/sources"):
        listed = said(talk, group, MEMBER, order)["text"]
        assert "Lund" in listed
        assert "Ellis" not in listed.replace("Port Ellis", "")
        assert "confined to articles of Lund Dagblad" in listed


def test_what_was_shown_of_another_outlet_before_is_not_paged_on(talk: FakeTelegram, group: FakeChat) -> None:
    answer = said(talk, group, MEMBER, QUESTION)["message_id"]
    said(talk, group, ADMIN, "/settings outlets Lund Dagblad")
    talk.press(group, MEMBER, answer, "More")
    talk.wait(lambda: "no longer here" in group.messages[answer]["text"])


def test_a_muted_chat_hears_nothing_but_its_settings(talk: FakeTelegram, group: FakeChat) -> None:
    said(talk, group, ADMIN, "/settings mute")
    talk.say(group, MEMBER, QUESTION)
    talk.say(group, MEMBER, "/help")
    assert "muted" in said(talk, group, MEMBER, "/settings")["text"]
    said(talk, group, ADMIN, "/settings unmute")
    assert "nine years" in said(talk, group, MEMBER, QUESTION)["text"]
    assert len(group.from_bot()) == 4


def test_within_the_pause_one_word_is_said_and_then_nothing(talk: FakeTelegram, group: FakeChat) -> None:
    said(talk, group, ADMIN, "/settings cooldown 3600")
    assert "nine years" in said(talk, group, MEMBER, QUESTION)["text"]
    assert "pause of 60 min" in said(talk, group, MEMBER, QUESTION)["text"]
    talk.say(group, 72, QUESTION)
    assert "Pause between answers: none" in said(talk, group, ADMIN, "/settings cooldown off")["text"]
    assert "nine years" in said(talk, group, MEMBER, QUESTION)["text"]
    assert len(group.from_bot()) == 5


def test_a_supergroup_keeps_what_the_group_chose(talk: FakeTelegram) -> None:
    group = talk.group(-next(NUMBERS), kind="group", admins={ADMIN})
    said(talk, group, ADMIN, "/settings short")
    new = talk.migrate(group, -next(NUMBERS))
    assert "Answers: short" in said(talk, new, MEMBER, "/settings")["text"]


def test_who_removes_the_bot_finds_the_usual_settings_later(talk: FakeTelegram, group: FakeChat) -> None:
    said(talk, group, ADMIN, "/settings short")
    talk.membership(group, "member", "kicked")
    talk.membership(group, "left", "member")
    talk.said(group, 2)
    assert "Answers: long" in said(talk, group, MEMBER, "/settings")["text"]


def test_settings_stay_in_the_topic_and_hold_for_all_topics(talk: FakeTelegram) -> None:
    forum = talk.group(-next(NUMBERS), is_forum=True, topics={55, 56}, admins={ADMIN})
    assert said(talk, forum, ADMIN, "/settings short", topic=55)["message_thread_id"] == 55
    assert "Answers: short" in said(talk, forum, MEMBER, "/settings", topic=56)["text"]


def test_in_private_everybody_sets_what_is_wanted_and_forget_takes_it_back(talk: FakeTelegram) -> None:
    chat = talk.private(next(NUMBERS))
    said(talk, chat, chat.id, "/settings short")
    assert said(talk, chat, chat.id, "What did Sullivan say?")["text"].startswith("1 of 3")
    said(talk, chat, chat.id, "/forget")
    assert "Answers: long" in said(talk, chat, chat.id, "/settings")["text"]


def test_an_anonymous_admin_who_has_things_forgotten_does_not_reset_the_group(
    talk: FakeTelegram, group: FakeChat
) -> None:
    said(talk, group, ADMIN, "/settings short")
    talk.say_as_chat(group, "/forget")
    talk.said(group, 2)
    assert "Answers: short" in said(talk, group, MEMBER, "/settings")["text"]


@pytest.mark.parametrize(
    "data", ["set:", "set:page:x", "set:outlet:", "set:cooldown:x", "set:length:9", "set", "set:::"]
)
def test_a_button_that_was_made_up_changes_nothing(talk: FakeTelegram, group: FakeChat, data: str) -> None:
    number = said(talk, group, ADMIN, "/settings cooldown 10")["message_id"]
    press = talk.press_data(group, ADMIN, number, data)
    talk.wait(lambda: press in talk.toasts)
    assert "Pause between answers: 10 s" in said(talk, group, MEMBER, "/settings")["text"]


def test_who_is_admin_can_not_be_asked_while_the_network_is_down_and_is_asked_again(
    talk: FakeTelegram, group: FakeChat
) -> None:
    talk.fail("getChatMember", None, chat=group)
    assert "Answers: short" in said(talk, group, ADMIN, "/settings short")["text"]


def test_asking_too_fast_gets_one_friendly_word(telegram: FakeTelegram, start_bot: Any) -> None:
    bot: RunningBot = start_bot(a_minute=2)
    chat, other = telegram.private(7), telegram.private(8)
    for _ in range(6):
        telegram.say(chat, 7, "What did Sullivan say?")
    telegram.say(other, 8, "What did Sullivan say?")
    assert "nine years" in telegram.said(other)[0]["text"]
    assert bot.stop() == 0
    assert ["give me a minute" in each["text"] for each in chat.from_bot()] == [False, False, True]
