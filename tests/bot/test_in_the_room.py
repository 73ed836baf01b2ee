"""What people do in chats besides asking: talk, reply, check, wait for news, send what has no words."""

import itertools
import json
import sqlite3
import stat

import pytest
from fake_newsroom import ARTICLES
from fake_telegram.chats import FakeChat, person
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

NUMBERS = itertools.count(70_000)
QUESTION = "What did Sullivan say?"


@pytest.fixture
def private(talk: FakeTelegram) -> FakeChat:
    return talk.private(next(NUMBERS))


@pytest.fixture
def group(talk: FakeTelegram) -> FakeChat:
    return talk.group(-next(NUMBERS))


def last(talk: FakeTelegram, chat: FakeChat, text: str, author: int = 0, **more: object) -> dict:
    """The bot's answer to a message."""
    before = len(chat.from_bot())
    talk.say(chat, author or abs(chat.id), text, **more)
    return talk.said(chat, before + 1)[-1]


def labels(message: dict) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def test_small_talk_gets_a_line_in_private_and_a_reaction_in_a_group(
    talk: FakeTelegram, private: FakeChat, group: FakeChat
) -> None:
    assert last(talk, private, "thank you!")["text"] == "You're welcome."
    assert "who said what" in last(talk, private, "hello")["text"]
    answer = last(talk, group, "/ask " + QUESTION, author=7)
    thanks = talk.say(group, 7, "thanks bot", reply_to=answer["message_id"])
    talk.wait(lambda: talk.reactions.get((group.id, thanks)))
    assert len(group.from_bot()) == 1


def test_replies_carry_the_context_of_what_they_reply_to(talk: FakeTelegram, group: FakeChat) -> None:
    answer = last(talk, group, "/ask " + QUESTION, author=7)["message_id"]
    last(talk, group, "/ask what did Brandt say?", author=8)
    where = last(talk, group, "where was that?", author=8, reply_to=answer)
    assert "Printed in:" in where["text"]
    assert "The Ellis Courier" in where["text"]
    own = last(talk, group, "only direct quotes", author=9, reply_to=answer)
    assert "nine years" in own["text"]
    assert "four months" not in own["text"]


def test_a_reply_to_an_answer_that_is_no_longer_kept_is_understood_from_its_words(
    talk: FakeTelegram, group: FakeChat
) -> None:
    message = {"message_id": 1_000_000 + next(NUMBERS), "date": 1, "chat": group.described(),
               "from": {"id": 4242, "is_bot": True, "first_name": "On the Record", "username": "recordbot"},
               "text": "1. Jake Sullivan, harbour master \u00b7 in quotation marks\n\"We have waited\""}  # fmt: skip
    group.messages[message["message_id"]] = message | {"reply_markup": {"inline_keyboard": []}, "html": "old"}
    before = len(group.from_bot())
    talk.say(group, 9, "more", reply_to=message["message_id"])
    assert "ferries" in talk.said(group, before + 1)[-1]["text"]


def test_a_pick_works_in_words(talk: FakeTelegram, private: FakeChat) -> None:
    assert "Which one?" in last(talk, private, "What did Nowak say?")["text"]
    assert "thin" in last(talk, private, "the Anna one")["text"]
    assert "wait for the ruling" in last(talk, private, "the other one")["text"]


def test_a_message_of_somebody_else_is_checked_where_it_stands(talk: FakeTelegram, group: FakeChat) -> None:
    claim = "The work would take four years."
    said = talk.say(group, 8, claim)
    verdict = last(talk, group, "/check", author=7, reply_to=said)
    assert verdict["text"].startswith("Not so")
    assert "printed: months" in verdict["text"]
    sent = talk.called("sendMessage")[-1].params["reply_parameters"]
    assert (sent["message_id"], sent["quote"]) == (said, claim)


def test_a_turned_not_is_never_nearly(talk: FakeTelegram, private: FakeChat) -> None:
    assert last(talk, private, "“Sullivan said the ferries would not keep running.”")["text"].startswith("Not so")
    assert "printed" in last(talk, private, "“We have waited nine years for this”")["text"]


def test_a_guest_is_answered_where_the_bot_is_no_member(talk: FakeTelegram) -> None:
    chat = talk.group(-next(NUMBERS))
    claim = {"message_id": 1, "date": 1, "chat": chat.described(), "from": person(8),
             "text": "We have waited nine years for this"}  # fmt: skip
    message = {"message_id": 2, "date": 1, "chat": chat.described(), "from": person(7), "guest_query_id": "g1",
               "text": "@recordbot is this true?", "reply_to_message": claim,
               "entities": [{"type": "mention", "offset": 0, "length": 10}]}  # fmt: skip
    talk.open_queries.add("g1")
    talk.push({"guest_message": message})
    shown = talk.wait(lambda: talk.cards.get("g1"))["result"]
    assert "nine years" in shown["input_message_content"]["message_text"]
    assert chat.from_bot() == []


def test_a_refusal_offers_questions_and_to_tell_later(talk: FakeTelegram, private: FakeChat) -> None:
    refusal = last(talk, private, "What did Petra Holm say?")
    assert [label for label in labels(refusal) if label.startswith("What did")]
    again = last(talk, private, "What did Petra Holm say about tugs?")
    assert "I hold" in refusal["text"]
    assert "I hold 2 articles with" not in again["text"]
    talk.press(private, private.id, refusal["message_id"], "What did Jake Sullivan")
    talk.wait(lambda: "nine years" in private.messages[refusal["message_id"]]["text"])


def test_what_was_not_found_is_told_once_when_it_is_there(telegram: FakeTelegram, start_bot: object) -> None:
    bot: RunningBot = start_bot()  # type: ignore[operator]
    chat = telegram.private(5)
    telegram.say(chat, 5, "“the tugs were too old”")
    refusal = telegram.said(chat)[0]
    press = telegram.press(chat, 5, refusal["message_id"], "\N{BELL}")
    telegram.wait(lambda: "once" in telegram.toasts.get(press, ""))
    bot.kill()
    (bot.folder / "added").touch()
    bot.start()
    assert "tugs were too old" in telegram.said(chat, 2)[1]["text"]
    telegram.say(chat, 5, "/following")
    assert "Nobody is followed" in telegram.said(chat, 3)[2]["text"]


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("voice", {"file_id": "v", "file_unique_id": "v", "duration": 3}, "can't listen"),
        ("sticker", {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                     "is_video": False, "type": "regular"}, "words only"),
        ("photo", [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}], "can't read pictures"),
    ],
)  # fmt: skip
def test_what_has_no_words_gets_a_helpful_line(
    talk: FakeTelegram, private: FakeChat, kind: str, content: object, words: str
) -> None:
    message = {"message_id": next(NUMBERS), "date": 1, "chat": private.described(), "from": person(private.id)}
    talk.push({"message": message | {kind: content}})
    assert words in talk.said(private)[0]["text"]


def test_a_link_shows_what_is_on_record_in_that_page(talk: FakeTelegram, private: FakeChat) -> None:
    def link(url: str) -> str:
        entities = [{"type": "url", "offset": 0, "length": len(url)}]
        message = {"message_id": next(NUMBERS), "date": 1, "chat": private.described(), "from": person(private.id)}
        before = len(private.from_bot())
        talk.push({"message": message | {"text": url, "entities": entities}})
        return str(talk.said(private, before + 1)[-1]["text"])

    assert ARTICLES[0].url is not None
    assert "have not read that page" in link("https://nowhere.example/a")


def test_a_mistyped_command_is_answered_when_it_is_mended(talk: FakeTelegram, private: FakeChat) -> None:
    number = talk.say(private, private.id, "/aks " + QUESTION)
    hint = talk.said(private)[0]
    assert "Did you mean /ask?" in hint["text"]
    talk.edit(private, number, "/ask " + QUESTION)
    talk.wait(lambda: "nine years" in private.messages[hint["message_id"]]["text"])


def test_a_question_in_another_language_is_told_so_in_that_language(talk: FakeTelegram, private: FakeChat) -> None:
    assert "Ich lese englische Artikel" in last(talk, private, "Was hat Sullivan über die Ukraine gesagt?")["text"]


def test_a_button_pressed_by_somebody_else_leaves_the_askers_answer(talk: FakeTelegram, group: FakeChat) -> None:
    answer = last(talk, group, "/ask " + QUESTION, author=7)
    talk.press(group, 8, answer["message_id"], "More")
    other = talk.said(group, 2)[1]
    assert "ferries" in other["text"]
    assert group.messages[answer["message_id"]]["text"] == answer["text"]


def test_the_profile_speaks_the_languages_that_telegram_users_have(talk: FakeTelegram, private: FakeChat) -> None:
    last(talk, private, "hello")
    assert set(talk.profile) == {"", "de", "es", "fr", "ru"}
    described = [call.params for call in talk.called("setMyCommands") if call.params.get("language_code") == "de"]
    assert len(described) == 2
    assert not [call for call in talk.called("setMyShortDescription") if not call.ok]


def test_an_update_that_nobody_can_read_is_skipped(telegram: FakeTelegram, start_bot: object) -> None:
    bot: RunningBot = start_bot()  # type: ignore[operator]
    poll = {"id": "1", "question": "a secret", "options": [], "type": "of tomorrow"}
    chat = telegram.private(5)
    telegram.push({"message": {"message_id": "x", "poll": poll, "chat": {"id": 5}}})
    telegram.push({"message": [1, 2, 3]})
    telegram.say(chat, 5, QUESTION)
    assert "nine years" in telegram.said(chat)[0]["text"]
    assert "a secret" not in bot.log()


def test_forwarded_orders_are_never_obeyed(telegram: FakeTelegram, start_bot: object) -> None:
    start_bot(admins="5")  # type: ignore[operator]
    chat = telegram.private(5)
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    telegram.say(chat, 5, f"/remove {ARTICLES[0].url}", forward_origin=origin)
    telegram.said(chat)
    telegram.say(chat, 5, QUESTION)
    assert "nine years" in telegram.said(chat, 2)[1]["text"]


def test_after_forget_no_file_has_a_word_of_the_question(telegram: FakeTelegram, start_bot: object) -> None:
    bot: RunningBot = start_bot()  # type: ignore[operator]
    chat = telegram.private(5)
    telegram.say(chat, 5, "What did Sullivan say about zwiebelkuchen?")
    telegram.said(chat)
    telegram.say(chat, 5, "/forget")
    telegram.said(chat, 2)
    for file in bot.folder.glob("telegram*"):
        assert b"zwiebelkuchen" not in file.read_bytes(), file
        if "sqlite" in file.name:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_reactions_count_as_feedback(telegram: FakeTelegram, start_bot: object) -> None:
    bot: RunningBot = start_bot()  # type: ignore[operator]
    chat = telegram.private(5)
    telegram.say(chat, 5, QUESTION)
    answer = telegram.said(chat)[0]["message_id"]
    change = {"chat": chat.described(), "message_id": answer, "user": person(5), "date": 1, "old_reaction": []}
    telegram.push({"message_reaction": change | {"new_reaction": [{"type": "emoji", "emoji": "\N{THUMBS DOWN SIGN}"}]}})
    telegram.wait(telegram.all_fetched)
    assert bot.stop() == 0
    rows = sqlite3.connect(bot.folder / "telegram.sqlite3").execute("SELECT verdict, shown FROM feedback").fetchall()
    assert [(verdict, len(json.loads(shown)["findings"])) for verdict, shown in rows] == [("bad", 2)]
