"""What is said to be kept for two days is not on disk for longer."""

import asyncio
from pathlib import Path

import pytest
from fake_clock import Clock
from fake_newsroom import FakeNewsroom

from bot.conversation import Conversation, Thread
from bot.state.state import FILE_NAME, State, open_state
from bot.state.threads import EVERY_SECONDS, KEPT_SECONDS, KeptAnswer, Threads, sweep


@pytest.fixture
def clock() -> Clock:
    return Clock(1_000_000.0)


def keep_one(state: State, clock: Clock) -> None:
    thread, _ = Conversation(FakeNewsroom()).say(Thread(), "What did Sullivan say?", 3)
    threads = Threads(state, clock)
    threads.keep_thread(1, 7, thread)
    threads.keep_answer(KeptAnswer(1, 2, 3, 7, thread))


def run(state: State, clock: Clock, seconds: float) -> None:
    """Sweep for so long, by the clock."""
    clock.end = clock.now + seconds
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(sweep(Threads(state, clock), state, clock.sleep))


def test_nothing_of_a_thread_is_on_disk_two_days_and_an_hour_later(tmp_path: Path, clock: Clock) -> None:
    state = open_state(tmp_path)
    keep_one(state, clock)
    run(state, clock, KEPT_SECONDS + EVERY_SECONDS)
    written = b"".join(path.read_bytes() for path in tmp_path.glob(FILE_NAME + "*"))
    assert b"nine years" not in written


def test_what_is_younger_than_two_days_stays(tmp_path: Path, clock: Clock) -> None:
    state = open_state(tmp_path)
    keep_one(state, clock)
    run(state, clock, KEPT_SECONDS - 2 * EVERY_SECONDS)
    assert Threads(state, clock).answer(1, 2) is not None


def test_what_grew_old_while_the_bot_did_not_run_is_swept_at_its_start(tmp_path: Path, clock: Clock) -> None:
    state = open_state(tmp_path)
    keep_one(state, clock)
    clock.now += KEPT_SECONDS
    run(state, clock, 0)
    assert state.execute("SELECT (SELECT count(*) FROM threads) + (SELECT count(*) FROM answers)").fetchone() == (0,)


def test_a_disk_that_refuses_once_does_not_end_the_sweeping(tmp_path: Path, clock: Clock) -> None:
    state = open_state(tmp_path)
    keep_one(state, clock)
    state.execute("ALTER TABLE answers RENAME TO elsewhere")
    run(state, clock, EVERY_SECONDS)
    state.execute("ALTER TABLE elsewhere RENAME TO answers")
    clock.now += KEPT_SECONDS
    run(state, clock, 0)
    assert state.execute("SELECT count(*) FROM answers").fetchone() == (0,)
