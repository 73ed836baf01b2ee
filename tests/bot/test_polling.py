"""Fetching goes on through everything but an instance that was there first, and a token that is refused."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.chat import Incoming
from bot.errors import AlreadyRunning, ChatError, Contended, Flooded, TokenRefused, Unreachable
from bot.telegram_chat.receiving import UpdateReader, poll

Found = list[dict[str, Any]]


class TheEnd(Exception):
    """The source has nothing more to give."""


class Script:
    """A source that does what it is told, and a clock that only sleeping moves."""

    def __init__(self, steps: Sequence[Exception | Found]) -> None:
        self.steps, self.offsets, self.received, self.pauses = list(steps), list[int](), list[int](), list[float]()

    async def fetch(self, offset: int) -> Found:
        self.offsets.append(offset)
        step = self.steps.pop(0) if self.steps else TheEnd()
        if isinstance(step, Exception):
            raise step
        return step

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        return raw["broken"][0] if "broken" in raw else None

    async def receive(self, update_id: int, payload: str, what: Incoming | None) -> None:
        self.received.append(update_id)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def run(self, ends_with: type[Exception] = TheEnd) -> "Script":
        with pytest.raises(ends_with):
            asyncio.run(poll(self, UpdateReader(self.read, self.receive), lambda: sum(self.pauses), self.sleep))
        return self


def updates(*numbers: int) -> Found:
    return [{"update_id": number} for number in numbers]


def test_hours_without_network_are_waited_through_at_a_steady_pace() -> None:
    script = Script([*[Unreachable("ConnectError")] * 1000, updates(5)]).run()
    assert script.received == [5]
    assert script.pauses[:4] == [0.5, 1, 2, 4]
    assert max(script.pauses) == 30
    assert sum(script.pauses) > 8 * 3600


def test_after_it_recovered_the_next_outage_begins_with_a_short_pause() -> None:
    script = Script([*[Unreachable("ConnectError")] * 9, updates(5), Unreachable("ConnectError")]).run()
    assert script.pauses[-1] == 0.5


def test_an_update_is_confirmed_only_by_the_fetch_after_it_was_kept() -> None:
    script = Script([updates(7, 8), Unreachable("ConnectError"), updates(9)]).run()
    assert script.offsets == [0, 9, 9, 10]
    assert script.received == [7, 8, 9]


def test_a_flood_is_waited_for_as_long_as_it_says() -> None:
    assert Script([Flooded(17)]).run().pauses == [17]


def test_a_newcomer_that_meets_another_instance_stops() -> None:
    assert Script([Contended("Conflict"), Contended("Conflict")]).run(AlreadyRunning).pauses == [1]


def test_who_was_there_first_stays() -> None:
    long_ago: list[ChatError] = [Unreachable("ConnectError")] * 9
    script = Script([*long_ago, *[Contended("Conflict")] * 5, updates(5)]).run()
    assert script.received == [5]


def test_a_single_meeting_is_taken_for_the_remains_of_an_earlier_run() -> None:
    assert Script([Contended("Conflict"), updates(5)]).run().received == [5]


def test_a_refused_token_ends_it() -> None:
    Script([TokenRefused()]).run(TokenRefused)


def test_an_update_that_can_not_be_read_is_skipped_and_confirmed(caplog: pytest.LogCaptureFixture) -> None:
    broken: list[Any] = [{"update_id": 6, "broken": None, "words": "a secret"}, {"update_id": "x"}, {}]
    script = Script([[*updates(5), *broken, *updates(7)], updates(8)]).run()
    assert script.received == [5, 7, 8]
    assert script.offsets == [0, 8, 9]
    assert len(caplog.records) == 3
    assert "secret" not in caplog.text
