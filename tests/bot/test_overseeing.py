"""How far a job is, is shown in one message, and not too often."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fake_errands import do

from bot.admin.admin_commands import EVERY, JobMessages, Uploads
from bot.admin.jobs import Failed, Job, JobOutcome, JobRunner, Rebuild, Step, Stopped
from bot.chat import ChatKind, Message, Place, Spoken
from bot.errors import ChatGone, MessageRefused
from retrieval.index.engine import Scope

ORDER = Spoken(7, ChatKind.PRIVATE, 1, 7, "/rebuild")


@dataclass
class Running:
    """A job without a process."""

    job: Job
    outcome: "asyncio.Future[JobOutcome]"
    step: Step | None = None
    cancelled: int = 0

    def cancel(self) -> None:
        self.cancelled += 1


@dataclass
class OneErrand:
    """Where one job runs, of which a test says how far it is."""

    running: Running | None = None

    def start(self, job: Job) -> Running:
        self.running = Running(job, asyncio.get_running_loop().create_future())
        return self.running


@dataclass
class Stage:
    """A clock that only pauses set on, and a sender that notes when it says what."""

    now: float = 0.0
    edits: list[tuple[float, str]] = field(default_factory=list)
    refuses: type[Exception] | None = None
    at_pause: Callable[[int], None] = lambda number: None
    _pauses: int = 0

    async def pause(self, seconds: float) -> None:
        self._pauses += 1
        self.at_pause(self._pauses)
        await asyncio.sleep(0)
        self.now += seconds

    async def say(self, place: Place, message: Message, accepted: Any) -> int:
        if self.refuses is ChatGone:
            raise ChatGone
        return 5

    async def change(self, chat_id: int, message_id: int, message: Message) -> None:
        self.edits.append((self.now, message.plain))
        if self.refuses is MessageRefused:
            raise MessageRefused

    async def off_the_loop(self, work: Callable[[], Any]) -> Any:
        return work()


def oversee(stage: Stage, tmp_path: Path, ends_at: int) -> OneErrand:
    """Oversee a job that is a step further at each pause, and ends at one of them."""
    beside = OneErrand()

    def further(number: int) -> None:
        running = beside.running
        assert running is not None
        running.step = Step("passages", number, 100)
        if number == ends_at:
            running.outcome.set_result(Stopped())

    async def run() -> None:
        job_messages = JobMessages(stage, beside, Uploads(tmp_path), stage.pause)  # type: ignore[arg-type]
        await job_messages.begin(ORDER, Rebuild(Scope.MISSING), None)  # type: ignore[arg-type]
        await asyncio.gather(*job_messages._tasks)

    stage.at_pause = further
    asyncio.run(run())
    return beside


def test_a_message_is_edited_at_most_every_three_seconds_and_the_end_is_shown(tmp_path: Path) -> None:
    stage = Stage()
    oversee(stage, tmp_path, ends_at=6)
    times = [at for at, _ in stage.edits]
    assert all(later - earlier >= EVERY for earlier, later in pairwise(times))
    assert "Stopped" in stage.edits[-1][1]
    assert ["1 of 100" in words for _, words in stage.edits[:1]] == [True]
    assert EVERY >= 3


def test_an_errand_goes_on_where_its_message_is_gone(tmp_path: Path) -> None:
    stage = Stage(refuses=MessageRefused)
    oversee(stage, tmp_path, ends_at=3)
    assert len(stage.edits) > 1


def test_an_errand_that_nobody_can_be_told_of_is_cancelled(tmp_path: Path) -> None:
    stage, beside = Stage(refuses=ChatGone), OneErrand()

    async def run() -> None:
        job_messages = JobMessages(stage, beside, Uploads(tmp_path), stage.pause)  # type: ignore[arg-type]
        with pytest.raises(ChatGone):
            await job_messages.begin(ORDER, Rebuild(Scope.MISSING), None)  # type: ignore[arg-type]

    asyncio.run(run())
    assert beside.running is not None
    assert beside.running.cancelled == 1


def test_a_job_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.admin.jobs.LONGEST", 0.0)

    async def run() -> JobOutcome:
        runner = JobRunner(partial(do, tmp_path))
        return await runner.start(Rebuild(Scope.MISSING)).outcome

    outcome = asyncio.run(run())
    assert isinstance(outcome, Failed)
    assert "took longer than" in outcome.why
