"""Jobs: long work ordered by admins, one at a time, in a process of its own."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from typing import Protocol

from retrieval.index.engine import Rebuilt, Scope


@dataclass(frozen=True, slots=True)
class Add:
    """Fetch articles or read them from files, store them, and index them."""

    urls: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Bring the index up to the store."""

    scope: Scope


Job = Add | Rebuild


class Stop(Protocol):
    """Whether a job is to be stopped."""

    def is_set(self) -> bool:
        """Whether it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: articles added so far, or passages embedded of all that are to be."""

    what: str
    done: int
    total: int | None = None
    rate: float = 0.0
    seconds_left: float = 0.0


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles; `rejections` are the first reasons why some were not taken."""

    added: int
    corrected: int
    duplicate: int
    rejected: int
    rejections: tuple[tuple[str, str], ...]
    index: Rebuilt | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """It was stopped on request; what was done until then is kept."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done, and why, in words for an admin."""

    why: str


JobOutcome = Added | Rebuilt | Stopped | Failed
Report = Step | JobOutcome


Worker = Callable[[Job, Connection, Event], None]
"""What the other process runs: it sends reports, of which the last is an outcome. It can be pickled."""

SWITCHED_OFF = "I was switched off meanwhile. What was done until then is kept: please order it again."
DIED = "its process ended before it was done; the log says more"

LONGEST = 6 * 3600.0
"""Seconds after which a job is stopped, and ended if it does not stop; an add can be ordered again, and goes on."""

GRACE = 300.0
TOOK_TOO_LONG = "it took longer than {hours:g} hours and was stopped; what was done until then is kept"

_spawn = get_context("spawn")


@dataclass(slots=True)
class Running:
    """A job that is on its way; `step` is how far it is."""

    job: Job
    outcome: "asyncio.Future[JobOutcome]"
    stop: Event
    process: SpawnProcess
    step: Step | None = None
    is_cancelled: bool = False
    is_late: bool = False

    def run_out(self) -> None:
        """Stop it because it takes too long."""
        self.is_late = True
        self.cancel()

    def cancel(self) -> None:
        """Ask it to stop where that leaves things in order; asked again, end it: nothing is ever published in part."""
        if self.is_cancelled:
            self.process.kill()
        else:
            self.is_cancelled = True
            self.stop.set()


class JobRunner:
    """The place beside the bot. All methods run on the event loop."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.running: Running | None = None
        self._ending = DIED

    def start(self, job: Job) -> Running:
        """Start a job; only where none is running."""
        assert self.running is None
        ours, theirs = _spawn.Pipe(duplex=False)
        stop = _spawn.Event()
        process = _spawn.Process(target=self._worker, args=(job, theirs, stop), daemon=True)
        process.start()
        theirs.close()
        running = Running(job, asyncio.get_running_loop().create_future(), stop, process)
        self.running = running
        self._reading = asyncio.create_task(self._read(running, ours))
        return running

    async def close(self) -> None:
        """End what is running; what it has done until now is kept by the store and the index."""
        if self.running is not None:
            self._ending = SWITCHED_OFF
            self.running.process.kill()
            await self._reading

    async def _read(self, running: Running, pipe: Connection) -> None:
        outcome: JobOutcome | None = None
        loop = asyncio.get_running_loop()
        timers = [loop.call_later(LONGEST, running.run_out), loop.call_later(LONGEST + GRACE, running.cancel)]
        while (report := await asyncio.to_thread(_next, pipe)) is not None:
            if isinstance(report, Step):
                running.step = report
            else:
                outcome = report
        pipe.close()
        await asyncio.to_thread(running.process.join)
        self.running = None
        for timer in timers:
            timer.cancel()
        if running.is_late and isinstance(outcome, Stopped | None):
            outcome = Failed(TOOK_TOO_LONG.format(hours=LONGEST / 3600))
        running.outcome.set_result(outcome or _without_a_word(running, self._ending))


def _without_a_word(running: Running, ending: str) -> JobOutcome:
    """What became of a job whose process said nothing more."""
    return Stopped() if running.is_cancelled and ending == DIED else Failed(ending)


def _next(pipe: Connection) -> Report | None:
    try:
        report: Report = pipe.recv()
    except (EOFError, OSError):
        return None
    return report
