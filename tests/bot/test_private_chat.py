"""A private chat with the bot, which runs as its own process against a fake Telegram."""

from itertools import count
from typing import Any

import pytest
from fake_newsroom import ARTICLES
from fake_telegram.chats import FakeChat
from fake_telegram.server import TOKEN, FakeTelegram
from running_bot import RunningBot

NUMBERS = count(10_000)


@pytest.fixture
def chat(talk: FakeTelegram) -> FakeChat:
    return talk.private(next(NUMBERS))


def asked(talk: FakeTelegram, chat: FakeChat, words: str) -> dict[str, Any]:
    """The answer to a question."""
    before = len(chat.from_bot())
    talk.say(chat, chat.id, words)
    return talk.said(chat, before + 1)[-1]


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def test_a_question_is_answered_in_one_message_with_the_words_as_printed(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    assert '"We have waited nine years for this," harbour master Jake Sullivan said.' in answer["text"]
    assert "The Ellis Courier · Coastwire · Port Ellis · 4 March 2024" in answer["text"]
    assert answer["replied_to"] is None


def test_more_and_previous_turn_the_pages_of_the_same_message(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    number = answer["message_id"]
    talk.press(chat, chat.id, number, "More")
    talk.wait(lambda: chat.messages[number]["text"].startswith("3 of 3"))
    talk.press(chat, chat.id, number, "◀ Previous")
    talk.wait(lambda: chat.messages[number]["text"] == answer["text"])
    assert len(chat.from_bot()) == 1


def test_context_opens_the_surroundings_and_goes_back(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    number = answer["message_id"]
    talk.press(chat, chat.id, number, "Context 2")
    talk.wait(lambda: "will be dredged next spring" in chat.messages[number]["text"])
    talk.press(chat, chat.id, number, "◀ Back")
    talk.wait(lambda: chat.messages[number]["text"] == answer["text"])


def test_a_passage_in_its_surroundings_has_a_link_that_opens_it_again(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    talk.press(chat, chat.id, answer["message_id"], "Context 2")
    opened = talk.wait(lambda: [one for one in chat.from_bot() if "Copy link" in labels(one)])[0]
    (row,) = opened["reply_markup"]["inline_keyboard"]
    link = row[1]["copy_text"]["text"]
    assert link.startswith("https://t.me/recordbot?start=")
    again = asked(talk, chat, "/start " + link.partition("=")[2])
    assert again["html"] == opened["html"]


def test_every_press_is_acknowledged(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    press = talk.press(chat, chat.id, answer["message_id"], "Context")
    talk.wait(lambda: press in talk.toasts)


def test_a_press_that_changes_nothing_is_no_fault(talk: FakeTelegram, chat: FakeChat) -> None:
    number = asked(talk, chat, "What did Sullivan say?")["message_id"]
    press = talk.press_data(chat, chat.id, number, "page:0")
    edited = talk.wait(lambda: [one for one in talk.called("editMessageText") if one.params["chat_id"] == chat.id])
    assert "not modified" in edited[0].description
    assert talk.toasts[press] == ""
    assert "via Ilse Brandt" in asked(talk, chat, "What did the mayor say?")["text"]


def test_a_button_of_a_message_that_is_not_known_says_so(talk: FakeTelegram, chat: FakeChat) -> None:
    asked(talk, chat, "What did Sullivan say?")
    mine = talk.say(chat, chat.id, "/nothing")
    press = talk.press_data(chat, chat.id, mine, "page:1")
    talk.wait(lambda: "no longer here" in talk.toasts.get(press, ""))


def test_follow_ups_keep_the_thread(talk: FakeTelegram, chat: FakeChat) -> None:
    asked(talk, chat, "What did Sullivan say?")
    assert "ferries would keep running" in asked(talk, chat, "more")["text"]
    assert asked(talk, chat, "and about ships?")["text"].endswith("Harbour to be dredged & widened")


def test_a_choice_of_speakers_is_a_button_each(talk: FakeTelegram, chat: FakeChat) -> None:
    question = asked(talk, chat, "What did Nowak say?")
    assert labels(question) == ["Anna Nowak", "Piotr Nowak"]
    talk.press(chat, chat.id, question["message_id"], "Piotr")
    talk.wait(lambda: "wait for the ruling" in chat.messages[question["message_id"]]["text"])


def test_an_edited_question_edits_the_answer(talk: FakeTelegram, chat: FakeChat) -> None:
    number = talk.say(chat, chat.id, "What did Sullivan say?")
    answer = talk.said(chat)[0]
    talk.edit(chat, number, "What did the mayor say?")
    talk.wait(lambda: "via Ilse Brandt" in chat.messages[answer["message_id"]]["text"])
    assert len(chat.from_bot()) == 1


def test_two_questions_and_two_edits_are_two_answers(talk: FakeTelegram, chat: FakeChat) -> None:
    numbers = [talk.say(chat, chat.id, words) for words in ("What did Sullivan say?", "What did the mayor say?")]
    for number in numbers:
        talk.edit(chat, number, "What did Kowalska say?")
    talk.say(chat, chat.id, "/privacy")
    assert ["Nobody" in answer["text"] for answer in talk.said(chat, 3)] == [True, True, False]


def test_an_edit_of_something_that_was_never_answered_is_not_answered(talk: FakeTelegram, chat: FakeChat) -> None:
    author = {"id": chat.id, "is_bot": False, "first_name": "P"}
    chat.messages[1] = {"message_id": 1, "date": 1, "chat": chat.described(), "from": author, "text": "x"}
    talk.edit(chat, 1, "What did Sullivan say?")
    asked(talk, chat, "What did the mayor say?")
    assert len(chat.from_bot()) == 1


def test_nothing_found_is_said_with_the_reason(talk: FakeTelegram, chat: FakeChat) -> None:
    assert "Nobody here is on record" in asked(talk, chat, "What did Kowalska say?")["text"]


def test_where_nothing_is_found_it_is_said_what_there_is_instead(talk: FakeTelegram, chat: FakeChat) -> None:
    last = asked(talk, chat, "What did Kowalska say?")["text"].split("\n")[-1]
    assert last.startswith("I hold 2 articles with 6 statements of 4 speakers. Most on record: Jake Sullivan, ")
    asked(talk, chat, "/settings outlets Lund Dagblad")
    assert "Most on record" not in asked(talk, chat, "What did Kowalska say?")["text"]
    asked(talk, chat, "/settings reset")


FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}}


@pytest.mark.parametrize(
    ("words", "more", "answer"),
    [
        ("“We have waited nine years for this”", {}, "Yes, these words were printed:\nJake Sullivan, harbour master"),
        ("we have waited NINE years for this", FORWARDED, "Yes, these words were printed:"),
        ("“We have waited ten years for this”", {}, "printed: nine · quoted: ten"),
        ("“We have waited years for this”", {}, "printed: nine · quoted: (nothing)"),
        ("“Nobody ever asked me about boats”", {}, "That does not mean that nobody said them"),
        ("What did the mayor ever say?", FORWARDED, "via Ilse Brandt"),
        ("“this causes an outage”", {}, "Search is out of order"),
    ],
)
def test_a_quotation_is_checked(
    talk: FakeTelegram, chat: FakeChat, words: str, more: dict[str, Any], answer: str
) -> None:
    talk.say(chat, chat.id, words, **more)
    assert answer.replace("\n", " ") in " ".join(talk.said(chat)[0]["text"].split())


def test_checking_a_quotation_leaves_the_thread_as_it_is(talk: FakeTelegram, chat: FakeChat) -> None:
    asked(talk, chat, "What did Sullivan say?")
    asked(talk, chat, "“We have waited ten years for this”")
    assert "ferries would keep running" in asked(talk, chat, "more")["text"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/sources", "Lund Dagblad · 1 article"),
        ("/speakers", "Jake Sullivan, harbour master · 3 statements"),
        ("/latest", "The Ellis Courier · Coastwire · Port Ellis · 4 March 2024"),
        ("/about", "I hold 2 articles with 6 statements of 4 speakers."),
        ("/start", "I answer who said what"),
        ("/help", "In a group, write /ask"),
        ("/privacy", "I log no questions"),
        ("/ask", "Write the question after /ask"),
        ("/ask What did the mayor say?", "via Ilse Brandt"),
        ("/frobnicate", "I don't know that command"),
        ("/start inline", "I answer who said what"),
        (f"/start {ARTICLES[1].id}_0_44", "A court in Lund heard the appeal on Tuesday."),
        ("/start 0123456789abcdef_0_44", "no longer here"),
        ("x" * 4096, "Nobody here is on record"),
        ("this causes an outage", "Search is out of order"),
        ("this causes a mishap", "Something went wrong"),
        ("<b>&lt;", "Nobody here is on record"),
    ],
)
def test_everything_has_its_answer(talk: FakeTelegram, chat: FakeChat, words: str, answer: str) -> None:
    assert answer in asked(talk, chat, words)["text"]


def test_a_command_for_another_bot_is_not_answered(talk: FakeTelegram, chat: FakeChat) -> None:
    talk.say(chat, chat.id, "/ask@otherbot What did Sullivan say?")
    assert "I answer" in asked(talk, chat, "/start")["text"]


def test_typing_is_shown_where_the_answer_takes_long(
    talk: FakeTelegram, shared_bot: RunningBot, chat: FakeChat
) -> None:
    def typed() -> bool:
        return any(call.params["chat_id"] == chat.id for call in talk.called("sendChatAction"))

    talk.say(chat, chat.id, "What did Sullivan say, slowly?")
    talk.wait(typed)
    shared_bot.let_go()
    talk.said(chat)


def test_a_slow_question_of_one_chat_delays_no_other(
    talk: FakeTelegram, shared_bot: RunningBot, chat: FakeChat
) -> None:
    other = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, "What did Sullivan say, slowly?")
    asked(talk, other, "What did the mayor say?")
    assert chat.from_bot() == []
    shared_bot.let_go()
    talk.said(chat)


def test_answers_of_one_chat_come_in_the_order_of_its_questions(
    talk: FakeTelegram, shared_bot: RunningBot, chat: FakeChat
) -> None:
    talk.say(chat, chat.id, "What did Sullivan say, slowly?")
    talk.say(chat, chat.id, "What did the mayor say?")
    asked(talk, talk.private(next(NUMBERS)), "What did the mayor say?")
    shared_bot.let_go()
    first, second = talk.said(chat, 2)
    assert "Sullivan" in first["text"]
    assert "the mayor" in second["text"]


def test_forget_removes_threads_and_buttons(talk: FakeTelegram, chat: FakeChat) -> None:
    answer = asked(talk, chat, "What did Sullivan say?")
    assert "nothing of our conversations" in asked(talk, chat, "/forget")["text"]
    press = talk.press(chat, chat.id, answer["message_id"], "More")
    talk.wait(lambda: "no longer here" in talk.toasts.get(press, ""))
    assert "Nobody here" in asked(talk, chat, "and about ships?")["text"]


def test_forget_drops_what_the_same_person_is_waiting_for_elsewhere(
    talk: FakeTelegram, shared_bot: RunningBot, chat: FakeChat
) -> None:
    group = talk.group(-next(NUMBERS))
    talk.say(group, chat.id, "/ask What did Sullivan say, slowly?")
    talk.say(group, chat.id, "/ask What did the mayor say?")
    talk.say(group, chat.id + 5000, "/ask What did Kowalska say?")
    assert "is dropped" in asked(talk, chat, "/forget")["text"]
    shared_bot.let_go()
    (answer,) = talk.said(group)
    assert "Nobody here" in answer["text"]


def test_channel_posts_bots_and_own_inline_messages_are_no_questions(talk: FakeTelegram, chat: FakeChat) -> None:
    message = {"message_id": 5, "date": 1, "text": "What did Sullivan say?", "chat": chat.described()}
    me = {"id": chat.id, "is_bot": False, "first_name": "P"}
    robot = {"id": 777, "is_bot": True, "first_name": "R"}
    talk.push({"channel_post": message | {"chat": {"id": chat.id, "type": "channel", "title": "C"}}})
    talk.push({"message": message | {"from": robot}})
    talk.push({"message": message | {"from": me, "via_bot": robot}})
    talk.push({"message": {key: value for key, value in message.items() if key != "text"} | {"from": me}})
    asked(talk, chat, "What did the mayor say?")
    assert len(chat.from_bot()) == 1


def test_token_and_questions_stand_in_no_log(talk: FakeTelegram, chat: FakeChat, shared_bot: RunningBot) -> None:
    asked(talk, chat, "mishap with an umbrella")
    log = shared_bot.log()
    assert "RuntimeError" in log
    assert TOKEN not in log
    assert "umbrella" not in log
