"""In groups the bot speaks only when it is spoken to."""

from itertools import count

import pytest
from fake_telegram.chats import BOT, FakeChat
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

NUMBERS = count(20_000)
QUESTION = "What did Sullivan say?"


@pytest.fixture
def group(talk: FakeTelegram) -> FakeChat:
    return talk.group(-next(NUMBERS))


def test_groups_hear_nothing_unless_they_ask(telegram: FakeTelegram, start_bot: object) -> None:
    telegram.hears_all = True
    start_bot()  # type: ignore[operator]
    group = telegram.group(-5)
    telegram.say(group, 7, QUESTION)
    telegram.say(group, 8, "@somebody " + QUESTION)
    telegram.say(group, 8, "/ask@otherbot " + QUESTION)
    telegram.say(group, 8, "/weather")
    asked = telegram.say(group, 8, f"@recordbot {QUESTION}")
    (answer,) = telegram.said(group)
    assert answer["replied_to"] == asked


@pytest.mark.parametrize("words", ["@recordbot what did Sullivan say?", f"/ask {QUESTION}", "/ask@recordbot Sullivan?"])
def test_who_is_spoken_to_replies_to_the_asker(talk: FakeTelegram, group: FakeChat, words: str) -> None:
    asked = talk.say(group, 7, words)
    (answer,) = talk.said(group)
    assert answer["replied_to"] == asked
    assert "nine years" in answer["text"]


def test_ask_as_a_reply_takes_that_message_as_the_question(talk: FakeTelegram, group: FakeChat) -> None:
    target = talk.say(group, 7, "What did the mayor say?")
    talk.say(group, 8, "/ask", reply_to=target)
    assert "via Ilse Brandt" in talk.said(group)[0]["text"]


def test_a_reply_to_an_answer_goes_on_from_there_whoever_replies(talk: FakeTelegram, group: FakeChat) -> None:
    talk.say(group, 7, "/ask " + QUESTION)
    answer = talk.said(group)[0]["message_id"]
    talk.say(group, 8, "/ask what did Ilse Brandt say?")
    talk.said(group, 2)
    talk.say(group, 8, "more", reply_to=answer)
    assert "ferries" in talk.said(group, 3)[2]["text"]


def test_no_typing_is_shown_in_a_group(talk: FakeTelegram, shared_bot: RunningBot, group: FakeChat) -> None:
    def typed(chat: int) -> bool:
        return any(call.params["chat_id"] == chat for call in talk.called("sendChatAction"))

    private = talk.private(next(NUMBERS))
    talk.say(group, 7, "/ask Sullivan, slowly?")
    talk.say(private, private.id, "What did Sullivan say, slowly?")
    talk.wait(lambda: typed(private.id))  # who asked later has waited long enough
    shared_bot.let_go()
    shared_bot.let_go()
    talk.said(group)
    talk.said(private)
    assert not typed(group.id)


def test_an_anonymous_admin_is_answered(talk: FakeTelegram, group: FakeChat) -> None:
    talk.say_as_chat(group, "/ask " + QUESTION)
    assert "nine years" in talk.said(group)[0]["text"]


def test_an_answer_stays_in_its_topic(talk: FakeTelegram) -> None:
    forum = talk.group(-next(NUMBERS), is_forum=True, topics={55})
    talk.say(forum, 7, "/ask " + QUESTION, topic=55)
    assert talk.said(forum)[0]["message_thread_id"] == 55


@pytest.mark.parametrize("thread", [1, 3])
def test_a_thread_number_that_is_no_topic_is_not_sent_back(talk: FakeTelegram, group: FakeChat, thread: int) -> None:
    talk.say(group, 7, "/ask " + QUESTION, message_thread_id=thread)
    assert "message_thread_id" not in talk.said(group)[0]


def test_a_mention_of_the_account_without_its_name_is_one_too(talk: FakeTelegram, group: FakeChat) -> None:
    mention = {"type": "text_mention", "offset": 0, "length": 6, "user": BOT}
    talk.say(group, 7, "Record, what did Sullivan say?", entities=[mention])
    assert "nine years" in talk.said(group)[0]["text"]


def test_a_question_that_was_deleted_is_answered_all_the_same(
    talk: FakeTelegram, shared_bot: RunningBot, group: FakeChat
) -> None:
    number = talk.say(group, 7, "/ask Sullivan, slowly?")
    del group.messages[number]
    shared_bot.let_go()
    assert "nine years" in talk.said(group)[0]["text"]


def test_the_greeting_explains_privacy_mode(talk: FakeTelegram, group: FakeChat) -> None:
    talk.membership(group, "left", "member")
    assert "privacy mode" in talk.said(group)[0]["text"]


def test_a_group_that_became_a_supergroup_keeps_its_threads(talk: FakeTelegram) -> None:
    group = talk.group(-next(NUMBERS), kind="group")
    talk.say(group, 7, "/ask " + QUESTION)
    talk.say(group, 7, "/privacy")
    talk.said(group, 2)  # so that the first answer is not only sent but dealt with
    new = talk.migrate(group, -next(NUMBERS))
    talk.say(new, 7, "/ask more")
    assert "ferries" in talk.said(new)[0]["text"]


def test_a_group_that_moves_while_it_waits_is_answered_in_its_new_place(talk: FakeTelegram) -> None:
    group, new = talk.group(-next(NUMBERS), kind="group"), talk.group(-next(NUMBERS))
    group.migrated_to = new.id
    talk.say(group, 7, "/ask " + QUESTION)
    assert "nine years" in talk.said(new)[0]["text"]


def test_being_removed_forgets_the_chat(talk: FakeTelegram, group: FakeChat) -> None:
    talk.say(group, 7, "/ask " + QUESTION)
    talk.said(group)
    talk.membership(group, "member", "kicked")
    talk.membership(group, "left", "member")
    talk.say(group, 7, "/ask more")
    assert "Nobody here" in talk.said(group, 3)[2]["text"]


def test_elsewhere_than_allowed_it_says_why_and_leaves(telegram: FakeTelegram, start_bot: object) -> None:
    start_bot(allowed_chats="-77")  # type: ignore[operator]
    home, elsewhere, person = telegram.group(-77), telegram.group(-78), telegram.private(7)
    telegram.membership(elsewhere, "left", "member")
    telegram.wait(lambda: not elsewhere.has_bot)
    assert "certain chats only" in elsewhere.from_bot()[0]["text"]
    telegram.say(home, 7, "/ask " + QUESTION)
    telegram.say(person, 7, QUESTION)
    assert "nine years" in telegram.said(home)[0]["text"]
    assert "certain people and groups only" in telegram.said(person)[0]["text"]


def test_allowed_people_and_admins_are_answered_in_private_and_inline(
    telegram: FakeTelegram, start_bot: object
) -> None:
    start_bot(allowed_chats="-77 8", admins="9")  # type: ignore[operator]
    for person in (8, 9):
        telegram.say(telegram.private(person), person, QUESTION)
        assert "nine years" in telegram.said(telegram.chats[person])[0]["text"]
    stranger, friend = telegram.type_inline(7, "sullivan"), telegram.type_inline(8, "sullivan")
    telegram.wait(lambda: telegram.cards.get(friend))
    assert stranger not in telegram.cards


def test_an_allowed_group_stays_allowed_as_a_supergroup(telegram: FakeTelegram, start_bot: object) -> None:
    start_bot(allowed_chats="-77")  # type: ignore[operator]
    home = telegram.group(-77, kind="group")
    telegram.say(home, 7, "/ask " + QUESTION)
    telegram.said(home)
    new = telegram.migrate(home, -1077)
    telegram.say(new, 7, "/ask " + QUESTION)
    assert "nine years" in telegram.said(new)[0]["text"]
    assert new.has_bot
