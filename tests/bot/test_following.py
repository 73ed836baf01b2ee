"""Following a speaker: a chat is told when something new is added, gathered, once, and nothing that was taken down."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from fake_newsroom import LATER
from fake_telegram.chats import FakeChat
from fake_telegram.judge import Refused
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

NUMBERS = count(70_000)
Start = Callable[..., RunningBot]
ALL = ["Jake Sullivan", "the mayor", "Jake Sullivan on ferries"]
NEW = "New on record: Jake Sullivan\n\n"


@pytest.fixture
def chat(talk: FakeTelegram) -> FakeChat:
    return talk.private(next(NUMBERS))


def asked(telegram: FakeTelegram, chat: FakeChat, words: str, author: int = 0, **more: Any) -> dict[str, Any]:
    """What is answered in a private chat, or to its author in a group."""
    before = len(chat.from_bot())
    telegram.say(chat, author or chat.id, words, **more)
    return telegram.said(chat, before + 1)[-1]


def news(chat: FakeChat) -> list[dict[str, Any]]:
    return [message for message in chat.from_bot() if message["text"].startswith(NEW)]


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def add(bot: RunningBot) -> None:
    """Add an article, as another process does."""
    (bot.folder / "added").touch()


def settled(telegram: FakeTelegram, bot: RunningBot) -> None:
    """Wait until everything that the bot could have to say by now is said: a question is answered after two looks."""
    looks = bot.looks()
    telegram.wait_outside(lambda: bot.looks() > looks + 2)
    asked(telegram, telegram.private(next(NUMBERS)), "What did the mayor say?")


def test_what_is_added_by_another_process_is_told_with_its_words_and_citation(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    bot, chat = start_bot(), telegram.private(7)
    begun = asked(telegram, chat, "/follow Sullivan")
    assert begun["text"].startswith("Jake Sullivan\n\nI tell you here when something new of theirs is added")
    add(bot)
    told = telegram.said(chat, 2)[1]
    assert told["text"].startswith(NEW + "Sullivan · in the reporter's words\nSullivan said the tugs were too old.")
    assert '<a href="https://lund.example/tugs">Tugs for sale</a>' in told["html"]
    assert "Context" in labels(told)


def test_it_is_told_once_even_if_the_bot_is_killed_and_started_again(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan")
    add(bot)
    telegram.wait(lambda: news(chat))
    bot.kill()
    bot.start()
    settled(telegram, bot)
    assert len(news(chat)) == 1


def test_what_is_added_while_the_bot_is_down_is_told_after_its_start(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan tugs")
    bot.kill()
    add(bot)
    bot.start()
    assert telegram.wait(lambda: news(chat))


def test_on_another_topic_or_of_another_speaker_nothing_is_told(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, first, second = start_bot(), telegram.private(7), telegram.private(8)
    assert asked(telegram, first, "/follow Sullivan ferries")["text"].startswith("Jake Sullivan on ferries\n")
    asked(telegram, second, "/follow mayor")
    third = telegram.private(9)
    asked(telegram, third, "/follow Sullivan")
    add(bot)
    telegram.said(third, 2)
    settled(telegram, bot)
    assert [len(chat.from_bot()) for chat in (first, second)] == [1, 1]


def test_what_was_taken_down_before_it_is_told_is_not_told(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan")
    telegram.fail("sendMessage", Refused(429, "Too Many Requests: retry after 1", retry_after=1), chat=chat)
    telegram.say(chat, 7, "What did the mayor say?")
    telegram.wait(lambda: [call for call in telegram.called("sendMessage") if not call.ok])
    add(bot)  # its digest waits in the chat's line behind the flooded answer
    (bot.folder / "withdrawn").mkdir()
    (bot.folder / "withdrawn" / LATER.id).touch()
    telegram.said(chat, 2)
    settled(telegram, bot)
    assert "tugs" not in "".join(message["text"] for message in chat.from_bot())


def test_who_unfollows_before_it_is_told_is_not_told(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan")
    telegram.say(chat, 7, "What did the mayor say, slowly?")
    telegram.say(chat, 7, "/unfollow all")
    add(bot)
    looks = bot.looks()
    telegram.wait_outside(lambda: bot.looks() > looks + 2)
    bot.let_go()
    telegram.said(chat, 3)
    settled(telegram, bot)
    assert news(chat) == []


def test_a_chat_that_is_muted_is_told_when_it_is_so_no_longer(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan")
    asked(telegram, chat, "/settings mute")
    add(bot)
    settled(telegram, bot)
    assert news(chat) == []
    asked(telegram, chat, "/settings unmute")
    assert telegram.wait(lambda: news(chat))


def test_a_chat_that_is_gone_follows_nobody_any_more(telegram: FakeTelegram, start_bot: Start) -> None:
    bot, chat = start_bot(), telegram.private(7)
    asked(telegram, chat, "/follow Sullivan")
    chat.has_bot = False
    add(bot)
    telegram.wait(lambda: [call for call in telegram.called("sendMessage") if not call.ok])
    chat.has_bot = True
    assert "Nobody is followed here" in asked(telegram, chat, "/following")["text"]


def test_a_group_that_became_a_supergroup_is_told_there(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot()
    group = telegram.group(-5, kind="group", admins={7})
    asked(telegram, group, "/follow Sullivan", 7)
    new = telegram.migrate(group, -1005)
    asked(telegram, new, "/following", 7)
    add(bot)
    assert telegram.said(new, 2)[1]["text"].startswith(NEW)
    settled(telegram, bot)
    assert len(new.from_bot()) == 2


def test_a_group_that_moves_while_it_is_told_is_told_once(telegram: FakeTelegram, start_bot: Start) -> None:
    bot = start_bot()
    group, new = telegram.group(-5, kind="group", admins={7}), telegram.group(-1005)
    asked(telegram, group, "/follow Sullivan", 7)
    group.migrated_to = new.id
    add(bot)
    assert telegram.said(new)[0]["text"].startswith(NEW)
    settled(telegram, bot)
    assert len(new.from_bot()) == 1


def test_a_forums_topic_is_told_where_it_follows_and_the_forum_where_that_is_gone(
    telegram: FakeTelegram, start_bot: Start
) -> None:
    bot = start_bot()
    kept, lost = (telegram.group(number, is_forum=True, topics={9}, admins={7}) for number in (-1005, -1006))
    for forum in (kept, lost):
        asked(telegram, forum, "/follow Sullivan", 7, topic=9)
    lost.topics.clear()
    add(bot)
    assert telegram.said(kept, 2)[1]["message_thread_id"] == 9
    assert "message_thread_id" not in telegram.said(lost, 2)[1]


def test_in_a_group_its_admins_decide_anonymous_ones_too(talk: FakeTelegram) -> None:
    group = talk.group(-next(NUMBERS), admins={7})
    assert "its admins decide" in asked(talk, group, "/follow Sullivan", 8)["text"]
    assert asked(talk, group, "/follow Sullivan", 7)["text"].startswith("Jake Sullivan\n")
    talk.say_as_chat(group, "/follow mayor")
    assert "the mayor" in talk.said(group, 3)[2]["text"]
    assert "its admins decide" in asked(talk, group, "/unfollow all", 8)["text"]
    listed = asked(talk, group, "/following", 8)
    assert "1. Jake Sullivan\n2. the mayor" in listed["text"]
    press = talk.press(group, 8, listed["message_id"], "✕ Jake Sullivan")
    talk.wait(lambda: "admins decide" in talk.toasts.get(press, ""))
    talk.press(group, 7, listed["message_id"], "✕ Jake Sullivan")
    talk.wait(lambda: "Sullivan" not in group.messages[listed["message_id"]]["text"])


def test_a_name_of_several_speakers_is_chosen_first(talk: FakeTelegram, chat: FakeChat) -> None:
    choice = asked(talk, chat, "/follow Nowak ruling")
    talk.press(chat, chat.id, choice["message_id"], "Piotr")
    talk.wait(lambda: chat.messages[choice["message_id"]]["text"].startswith("Piotr Nowak on ruling\n"))
    assert "1. Piotr Nowak on ruling" in asked(talk, chat, "/following")["text"]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("/unfollow 2", ["Jake Sullivan", "Jake Sullivan on ferries"]),
        ("/unfollow sullivan", ["the mayor"]),
        ("/unfollow Ferries", ["Jake Sullivan", "the mayor"]),
        ("/unfollow all", []),
        ("/unfollow 9", ALL),
        ("/unfollow 0", ALL),
        ("/unfollow kowalska", ALL),
        ("/unfollow", ALL),
    ],
)
def test_following_is_ended_by_number_name_or_altogether(
    talk: FakeTelegram, chat: FakeChat, words: str, left: list[str]
) -> None:
    for name in ("Sullivan", "mayor", "Sullivan ferries"):
        asked(talk, chat, f"/follow {name}")
    asked(talk, chat, words)
    listed = asked(talk, chat, "/following")["text"].split("\n")[1:]
    assert [line.partition(". ")[2] for line in listed] == left


def test_following_twice_is_following_once(talk: FakeTelegram, chat: FakeChat) -> None:
    asked(talk, chat, "/follow Sullivan")
    asked(talk, chat, "/follow Sullivan")
    assert labels(asked(talk, chat, "/following")) == ["✕ Jake Sullivan"]


def test_forget_removes_what_a_person_follows(talk: FakeTelegram, chat: FakeChat) -> None:
    asked(talk, chat, "/follow Sullivan")
    asked(talk, chat, "/forget")
    assert "Nobody is followed here" in asked(talk, chat, "/following")["text"]


def test_a_chat_follows_no_more_than_is_said(talk: FakeTelegram, chat: FakeChat) -> None:
    for number in range(20):
        asked(talk, chat, f"/follow Sullivan topic{number}")
    assert "as many as I can take" in asked(talk, chat, "/follow mayor")["text"]
    assert len(labels(asked(talk, chat, "/following"))) == 20


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("/follow", "Write a speaker after /follow"),
        ("/follow ...", "I know nobody of that name"),
        ("/follow an outage", "Search is out of order"),
        ("/following", "Nobody is followed here"),
        ("/unfollow", "Nobody is followed here"),
    ],
)
def test_what_can_not_be_followed_is_said(talk: FakeTelegram, chat: FakeChat, words: str, says: str) -> None:
    assert says in asked(talk, chat, words)["text"]
