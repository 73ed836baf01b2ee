"""Runs errands beside the bot, one at a time, so that none costs an answer."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event

from bot.administration.errands import Errand, Failed, Outcome, Report, Step, Stopped

Worker = Callable[[Errand, Connection, Event], None]
"""What the other process runs: it sends reports, of which the last is an outcome. It can be pickled."""

SWITCHED_OFF = "I was switched off meanwhile. What was done until then is kept: please order it again."
DIED = "its process ended before it was done; the log says more"

_spawn = get_context("spawn")


@dataclass(slots=True)
class Running:
    """An errand that is on its way; `step` is how far it is."""

    errand: Errand
    outcome: "asyncio.Future[Outcome]"
    stop: Event
    process: SpawnProcess
    step: Step | None = None
    is_cancelled: bool = False

    def cancel(self) -> None:
        """Ask it to stop where that leaves things in order; asked again, end it: nothing is ever published in part."""
        if self.is_cancelled:
            self.process.kill()
        else:
            self.is_cancelled = True
            self.stop.set()


class Beside:
    """The place beside the bot. All methods run on the event loop."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.running: Running | None = None
        self._ending = DIED

    def start(self, errand: Errand) -> Running:
        """Start an errand; only where none is running."""
        assert self.running is None
        ours, theirs = _spawn.Pipe(duplex=False)
        stop = _spawn.Event()
        process = _spawn.Process(target=self._worker, args=(errand, theirs, stop), daemon=True)
        process.start()
        theirs.close()
        running = Running(errand, asyncio.get_running_loop().create_future(), stop, process)
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
        outcome: Outcome | None = None
        while (report := await asyncio.to_thread(_next, pipe)) is not None:
            if isinstance(report, Step):
                running.step = report
            else:
                outcome = report
        pipe.close()
        await asyncio.to_thread(running.process.join)
        self.running = None
        running.outcome.set_result(outcome or _without_a_word(running, self._ending))


def _without_a_word(running: Running, ending: str) -> Outcome:
    """What became of an errand whose process said nothing more."""
    return Stopped() if running.is_cancelled and ending == DIED else Failed(ending)


def _next(pipe: Connection) -> Report | None:
    try:
        report: Report = pipe.recv()
    except (EOFError, OSError):
        return None
    return report
