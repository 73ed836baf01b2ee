"""Timelines: what somebody said over time, as a picture with its list."""

import builtins
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fake_newsroom import ARTICLES, LATER, FakeNewsroom, findings, later_findings
from fake_telegram.judge import Refused, judged_text
from fake_telegram.server import FakeTelegram
from hypothesis import HealthCheck, given, settings
from running_bot import RunningBot
from test_messages import hostile_findings

from bot.conversation import Page, Thread
from bot.errors import NoPictures
from bot.telegram_chat.api import LIMITS
from bot.timeline import Timeline, timeline
from bot.timeline_commands import INK, PAPER, Timelines, draw
from bot.wording.messages import reply_message, timeline_text
from retrieval.answer import Answer, Finding, Outcome

NUMBERS = count(60_000)


def dated(moment: str | None, outlet: str | None = "The Ellis Courier") -> Finding:
    one = findings()[0]
    return replace(one, citation=replace(one.citation, published=moment, outlet=outlet))


def over(days: Sequence[int]) -> list[Finding]:
    return [dated((date(2024, 3, 1) + timedelta(days=each)).isoformat()) for each in days]


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


@pytest.fixture
def two_days(telegram: FakeTelegram, start_bot: Callable[..., RunningBot]) -> FakeTelegram:
    """A bot with articles of two days."""
    bot = start_bot()
    (bot.folder / "added").touch()
    return telegram


def test_a_timeline_is_a_picture_with_the_list_in_its_caption(two_days: FakeTelegram) -> None:
    chat = two_days.private(next(NUMBERS))
    two_days.say(chat, chat.id, "/timeline Sullivan")
    answer = two_days.said(chat)[0]
    assert two_days.called("sendPhoto")[0].ok
    lines = answer["text"].split("\n")
    assert lines[0] == "Jake Sullivan · 4 statements, 4 March 2024 to 9 March 2024"
    assert lines[2] == "9 March 2024 · Lund Dagblad: Sullivan said the tugs were too old."
    assert '<a href="https://lund.example/tugs">Lund Dagblad</a>' in answer["html"]


def test_a_topic_narrows_it(two_days: FakeTelegram) -> None:
    chat = two_days.private(next(NUMBERS))
    two_days.say(chat, chat.id, "/timeline Sullivan tugs")
    assert two_days.said(chat)[0]["text"].startswith("Jake Sullivan on tugs · 1 statement, 9 March 2024\n")


def test_its_button_opens_all_statements_newest_first(two_days: FakeTelegram) -> None:
    chat = two_days.private(next(NUMBERS))
    two_days.say(chat, chat.id, "/timeline Sullivan")
    picture = two_days.said(chat)[0]
    two_days.press(chat, chat.id, picture["message_id"], "All 4 statements")
    opened = two_days.said(chat, 2)[1]
    assert opened["text"].index("the tugs were too old") < opened["text"].index("We have waited nine years")
    assert "Context 1" in labels(opened)


def test_an_answer_that_spans_days_has_a_button_that_leads_to_its_timeline(two_days: FakeTelegram) -> None:
    group = two_days.group(-next(NUMBERS), is_forum=True, topics={9})
    two_days.say(group, 7, "/ask What did Sullivan say?", topic=9)
    answer = two_days.said(group)[0]
    two_days.press(group, 8, answer["message_id"], "Timeline")
    picture = two_days.said(group, 2)[1]
    assert (picture["replied_to"], picture["message_thread_id"]) == (answer["message_id"], 9)
    assert picture["text"].startswith("Jake Sullivan · 4 statements")


def test_an_answer_of_one_day_has_none(talk: FakeTelegram) -> None:
    chat = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, "What did Sullivan say?")
    assert "Timeline" not in labels(talk.said(chat)[0])


def test_a_name_of_several_speakers_is_chosen_first(talk: FakeTelegram) -> None:
    chat = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, "/timeline Nowak")
    talk.press(chat, chat.id, talk.said(chat)[0]["message_id"], "Piotr")
    assert talk.said(chat, 2)[1]["text"].startswith("Piotr Nowak · 1 statement, 4 March 2024")
    assert len(talk.called("sendPhoto")) > 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("/timeline", "Write a speaker after /timeline"),
        ("/timeline Kowalska", "Nobody here is on record"),
        ("/timeline an outage", "Search is out of order"),
    ],
)
def test_what_has_no_timeline_is_said(talk: FakeTelegram, words: str, says: str) -> None:
    chat = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, words)
    assert says in talk.said(chat)[0]["text"]


def test_without_words_it_is_about_the_last_answer(talk: FakeTelegram) -> None:
    chat = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, "What did the mayor say?")
    talk.say(chat, chat.id, "/timeline")
    assert talk.said(chat, 2)[1]["text"].startswith("the mayor · 1 statement")


def test_a_group_that_takes_no_pictures_gets_the_list(talk: FakeTelegram) -> None:
    group = talk.group(-next(NUMBERS))
    refusal = Refused(400, "Bad Request: not enough rights to send photos to the chat")
    talk.fail("sendPhoto", refusal, chat=group)
    asked = talk.say(group, 7, "/timeline Sullivan")
    answer = talk.said(group)[0]
    assert answer["text"].startswith("Jake Sullivan · 3 statements")
    assert answer["replied_to"] == asked


def shown(found: Sequence[Finding]) -> Timeline:
    return timeline(found, "Jake Sullivan", "the harbour")


@pytest.mark.parametrize(
    "found",
    [
        over([0]),
        over([0, 1]),
        over([0] * 7),
        over(range(0, 3000, 7)),
        [dated("0001-01-01"), dated("9999-12-31")],
        [dated("2024-03-04", f"Outlet {each}") for each in range(30)],
        [
            dated("2024-03-04", "$\\frac{1}{0}$ 日本 \x00 \ud800 😀"),
            dated("2024-03-04", " "),
            dated("2024-03-05", None),
        ],
    ],
    ids=["one", "two days", "one day", "many", "all of time", "many outlets", "odd outlets"],
)
def test_any_timeline_has_a_picture_of_a_phones_width(found: list[Finding]) -> None:
    picture = draw(shown(found))
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert width == 1080
    assert 400 < height < 1800
    assert len(picture) < 400_000


def test_the_picture_is_read_in_light_and_in_dark_chats_alike() -> None:
    light, dark = (sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) / 765 for colour in (PAPER, INK))
    assert abs(light - dark) > 0.65


def test_what_gives_no_date_is_in_the_list_and_not_in_the_picture() -> None:
    found = [dated(None), *over([3, 1]), dated("some day")]
    listed = timeline_text(shown(found), LIMITS.caption, LIMITS.entities).plain.split("\n")
    assert listed[0] == "Jake Sullivan on the harbour · 4 statements, 2 March 2024 to 4 March 2024"
    assert [line.partition(" · ")[0] for line in listed[2:]] == ["4 March 2024", "2 March 2024", "no date", "some day"]


def test_a_list_too_long_for_a_caption_counts_what_it_leaves_out() -> None:
    listed = timeline_text(shown(over(range(40))), LIMITS.caption, LIMITS.entities)
    lines = judged_text(listed.html, LIMITS.caption)["text"].split("\n")
    assert lines[-1] == f"and {40 - len(lines[2:-1])} more"
    assert len(lines) > 6


def test_a_long_statement_is_cut_between_words_with_an_ellipsis() -> None:
    one = replace(findings()[0], text="word " * 60, citation=findings()[0].citation)
    line = timeline_text(shown([one]), LIMITS.caption, LIMITS.entities).plain.split("\n")[-1]
    assert line.endswith("word […]")


def test_where_pictures_can_not_be_drawn_the_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return there(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoPictures, match=r"pip install 'ontherecord\[timeline\]'"):
        draw(shown(over([1])))
    _, message = Timelines(FakeNewsroom(), LIMITS).of("Sullivan", Thread())
    assert message.picture == b""
    assert "I can draw no pictures here" in judged_text(message.html, LIMITS.text)["text"]
    assert "We have waited nine years" in message.plain


def test_what_was_taken_down_is_in_no_timeline(tmp_path: Path) -> None:
    (tmp_path / "added").touch()
    (tmp_path / "withdrawn").mkdir()
    (tmp_path / "withdrawn" / ARTICLES[0].id).touch()
    _, message = Timelines(FakeNewsroom(tmp_path / "withdrawn"), LIMITS).of("Sullivan", Thread())
    assert message.plain.startswith("Jake Sullivan · 1 statement, 9 March 2024")


def test_the_button_is_for_the_first_speaker_alone() -> None:
    def has_button(*found: Finding) -> bool:
        page = Page(Answer("?", Outcome.ANSWERED, found, len(found)), 0, 1)
        return any(one.label == "Timeline" for row in reply_message(page, 3, LIMITS).buttons for one in row)

    sullivan, brandt = later_findings()
    assert has_button(findings()[0], sullivan)
    assert not has_button(findings()[0], brandt)
    assert not has_button(replace(sullivan, speaker=None), replace(findings()[0], speaker=" "))
    assert LATER.id == sullivan.citation.article_id


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_findings(), hostile_findings())
def test_no_finding_can_make_a_list_that_telegram_refuses(one: Finding, other: Finding) -> None:
    made = timeline([one, other] * 30, one.speaker or "", other.speaker or "")
    for limit in (LIMITS.caption, LIMITS.text):
        judged_text(timeline_text(made, limit, LIMITS.entities).html, limit)
