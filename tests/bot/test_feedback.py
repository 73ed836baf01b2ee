"""Thumbs: what is kept of them, what is not, and what the operator gets."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from fake_newsroom import ARTICLES, HARBOUR
from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

from bot.archive import open_archive
from bot.commands import inspect as inspecting
from bot.feedback import Feedback, FeedbackBook, Opinion, Rated, ShownPage
from bot.settings import Settings
from bot.state.state import FILE_NAME, open_state

NUMBERS = count(40_000)


@pytest.fixture
def chat(talk: FakeTelegram) -> FakeChat:
    return talk.private(next(NUMBERS))


@pytest.fixture
def state(shared_bot: RunningBot) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(shared_bot.folder / FILE_NAME)) as state:
        yield state


def asked(talk: FakeTelegram, chat: FakeChat) -> int:
    talk.say(chat, chat.id, "What did Sullivan say?")
    return int(talk.said(chat)[0]["message_id"])


def thumb(talk: FakeTelegram, chat: FakeChat, answer: int, label: str, presser: int = 0) -> None:
    press = talk.press(chat, presser or chat.id, answer, label)
    talk.wait(lambda: "noted" in talk.toasts.get(press, ""))


def token(state: sqlite3.Connection, chat: FakeChat) -> str:
    return str(state.execute("SELECT token FROM answers WHERE chat_id = ?", (chat.id,)).fetchone()[0])


def given(state: sqlite3.Connection, token: str) -> list[tuple[object, ...]]:
    return state.execute("SELECT first, verdict, shown FROM feedback WHERE token = ?", (token,)).fetchall()


def test_a_thumb_keeps_what_was_shown_and_the_verdict_and_nobody(
    talk: FakeTelegram, chat: FakeChat, state: sqlite3.Connection
) -> None:
    thumb(talk, chat, asked(talk, chat), "👍")
    ((first, verdict, shown),) = given(state, token(state, chat))
    assert (first, verdict) == (0, "good")
    findings = json.loads(str(shown))["findings"]
    assert [HARBOUR[one["start"] : one["end"]] for one in findings] == HARBOUR.split("\n")[1:3]
    everything = str(state.execute("SELECT * FROM feedback").fetchall())
    assert str(chat.id) not in everything
    assert "What did" not in everything


def test_a_second_thumb_replaces_the_first_and_each_page_has_its_own(
    talk: FakeTelegram, chat: FakeChat, state: sqlite3.Connection
) -> None:
    answer = asked(talk, chat)
    thumb(talk, chat, answer, "👍")
    thumb(talk, chat, answer, "👎")
    talk.press(chat, chat.id, answer, "More")
    talk.wait(lambda: chat.messages[answer]["text"].startswith("3 of 3"))
    thumb(talk, chat, answer, "👍")
    assert [(first, verdict) for first, verdict, _ in given(state, token(state, chat))] == [(0, "bad"), (2, "good")]


def test_once_the_answer_is_forgotten_nothing_leads_from_the_verdict_to_the_chat(
    talk: FakeTelegram, chat: FakeChat, state: sqlite3.Connection
) -> None:
    thumb(talk, chat, asked(talk, chat), "👍")
    kept = token(state, chat)
    talk.say(chat, chat.id, "/forget")
    talk.said(chat, 2)
    assert state.execute("SELECT count(*) FROM answers WHERE token = ?", (kept,)).fetchone() == (0,)
    assert len(given(state, kept)) == 1


@pytest.mark.parametrize("data", ["rate:", "rate:superb", "rate:good:bad", "rate"])
def test_a_thumb_that_was_made_up_keeps_nothing(
    talk: FakeTelegram, chat: FakeChat, state: sqlite3.Connection, data: str
) -> None:
    press = talk.press_data(chat, chat.id, asked(talk, chat), data)
    talk.wait(lambda: "no longer here" in talk.toasts.get(press, ""))
    assert given(state, token(state, chat)) == []


def test_the_operator_gets_evaluation_cases_of_what_is_still_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, article = Settings(data_dir=tmp_path), ARTICLES[0]
    with open_archive(settings) as archive:
        archive.store.add(article, [], [], None)
    with closing(open_state(tmp_path)) as state:
        book = FeedbackBook(state)
        start = HARBOUR.index("Sullivan said")
        shown = ShownPage((Rated(article.id, start, start + 13, "Jake Sullivan"), Rated("gone", 0, 5, None)))
        book.keep("a", 0, Feedback("2026-11-25", Opinion.BAD, shown))
        book.keep("b", 0, Feedback("2026-11-26", Opinion.GOOD, ShownPage((Rated("gone", 0, 5, None),))))
    inspecting.feedback(settings)
    printed = capsys.readouterr()
    assert [json.loads(line) for line in printed.out.splitlines()] == [
        {
            "verdict": "bad",
            "day": "2026-11-25",
            "findings": [
                {
                    "docid": f"{article.id}#{start}-{start + 13}",
                    "speaker": "Jake Sullivan",
                    "text": "Sullivan said",
                }
            ],
        }
    ]
    assert "1 verdict left out" in printed.err


def test_without_a_bot_there_is_no_feedback_and_no_file_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inspecting.feedback(Settings(data_dir=tmp_path))
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []
