"""Admins hear of errors: counted, gathered, now and then, and never with words of those who use the bot."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from fake_clock import Clock
from fake_telegram.judge import judged_text

from bot.admin.monitoring import AT_MOST_EVERY, KINDS_AT_MOST, LOOK_EVERY, OTHERS, ErrorLog, send_digests
from bot.chat import Message, Place
from bot.errors import ChatGone
from bot.logs import Redaction
from bot.wording.admin_messages import digest

SECRET = "what did Sullivan whisper"


@pytest.fixture
def clock() -> Clock:
    return Clock(0.0)


@pytest.fixture
def errors(clock: Clock) -> Iterator[ErrorLog]:
    log = ErrorLog(clock)
    loggers = [logging.getLogger(name) for name in ("bot.testing", "telegram.testing")]
    for logger in loggers:
        logger.handlers.insert(0, log)
    yield log
    for logger in loggers:
        logger.removeHandler(log)


OURS, THEIRS = logging.getLogger("bot.testing"), logging.getLogger("telegram.testing")


def fail(logger: logging.Logger, words: str) -> None:
    try:
        int(words)
    except ValueError:
        logger.exception("it failed: %s", words)


def test_what_is_filled_into_a_message_and_the_text_of_an_exception_are_left_out(errors: ErrorLog) -> None:
    fail(OURS, SECRET)
    OURS.error("a %s failed", SECRET, extra={"fault": "KeyError at desk.py:7"})
    THEIRS.error(SECRET)
    fail(THEIRS, SECRET)
    lines, _ = errors.take()
    assert SECRET not in str(lines)
    assert {line.split(" · ")[0] for line, _ in lines} == {
        "it failed: %s", "a %s failed", "telegram.testing: error", "telegram.testing: ValueError"
    }  # fmt: skip
    assert any("KeyError at desk.py:7" in line for line, _ in lines)


def test_a_filter_that_fills_in_words_before_the_output_does_not_fill_them_in_here(errors: ErrorLog) -> None:
    output = logging.NullHandler()
    output.addFilter(Redaction("token"))
    OURS.addHandler(output)
    OURS.error("a %s failed", SECRET)
    OURS.removeHandler(output)
    assert SECRET not in str(errors.take())


def test_warnings_are_no_errors_and_errors_are_counted_on(errors: ErrorLog) -> None:
    OURS.warning("a chat is flooded")
    for _ in range(3):
        OURS.error("down")
    assert [count for _, count in errors.take()[0]] == [3]
    assert (errors.count, errors.take()[0]) == (3, [])


def test_kinds_of_errors_are_bounded(errors: ErrorLog) -> None:
    for number in range(5 * KINDS_AT_MOST):
        OURS.error(f"kind {number}")
    lines, _ = errors.take()
    assert len(lines) == KINDS_AT_MOST + 1
    assert dict(lines)[OTHERS] == 4 * KINDS_AT_MOST


class Letters:
    """Takes what is sent; one admin never started the bot."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []

    async def send(self, place: Place, message: Message) -> int:
        if place.chat_id == 13:
            raise ChatGone("bot can't initiate conversation with a user")
        self.sent.append((place.chat_id, message.plain))
        return 1


def run(errors: ErrorLog, clock: Clock, letters: Letters, until: float) -> None:
    clock.end = until
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(send_digests(errors, [13, 70], letters.send, clock.sleep))


def test_errors_that_come_together_are_one_digest_and_then_there_is_none_for_a_while(
    errors: ErrorLog, clock: Clock
) -> None:
    letters = Letters()
    for _ in range(500):
        OURS.error("down")
    run(errors, clock, letters, LOOK_EVERY)
    OURS.error("down again")
    assert [chat for chat, _ in letters.sent] == [70]
    assert "500 × down" in letters.sent[0][1]


def test_what_comes_meanwhile_is_told_after_the_pause(errors: ErrorLog, clock: Clock) -> None:
    letters = Letters()
    OURS.error("down")

    async def meanwhile(place: Place, message: Message) -> int:
        OURS.error("down again")
        return await letters.send(place, message)

    clock.end = 2 * LOOK_EVERY + AT_MOST_EVERY
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(send_digests(errors, [70], meanwhile, clock.sleep))
    assert len(letters.sent) == 2
    assert "down again" in letters.sent[1][1]


def test_without_errors_nobody_is_written_to(errors: ErrorLog, clock: Clock) -> None:
    letters = Letters()
    run(errors, clock, letters, 100 * LOOK_EVERY)
    assert letters.sent == []


def test_a_digest_is_a_message_that_the_platform_takes_whatever_is_in_it() -> None:
    words = digest([(f"<b>&{'x' * 4000} {number}", 1) for number in range(50)], 3600)
    assert "and 40 more" in judged_text(words.html, 4096)["text"]
