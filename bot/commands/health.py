"""`ontherecord health`: whether the bot beside it is alive and its archive can be read, from a file that `run` writes.

The file's age tells that the event loop turns, its words what could not be read at the last beat. Nothing is opened
to tell: neither store nor index nor Telegram.
"""

import asyncio
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import terminal
from bot.answerer import Answerer
from bot.errors import Unhealthy
from bot.settings import Settings
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

FILE_NAME = "heartbeat.json"

BEAT_SECONDS = 15.0
"""Seconds between two beats."""

DEAD_SECONDS = 90.0
"""Age of a file whose bot no longer beats: a machine that swaps may well miss a few beats."""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What a bot knew of itself at one beat; `faults` name what could not be read then."""

    pid: int
    generation: str
    waiting: int
    faults: tuple[str, ...]


async def beat(
    folder: Path, answerer: Answerer, waiting: Callable[[], int], sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Write the file at once and at each beat; cancelled, take it away: a bot that stopped in order is not alive."""
    path = folder / FILE_NAME
    try:
        while True:
            heartbeat = await asyncio.to_thread(_examine, answerer, waiting())
            try:
                _write(path, heartbeat)
            except OSError as fault:  # a full disk ends no conversation
                _logger.error("the heartbeat can't be written: %s", fault)
            await sleep(BEAT_SECONDS)
    finally:
        with suppress(OSError):
            path.unlink()


def _examine(answerer: Answerer, waiting: int) -> Heartbeat:
    try:
        return Heartbeat(os.getpid(), answerer.edition()[1], waiting, ())
    except (CorpusError, RetrievalError) as fault:
        return Heartbeat(os.getpid(), "", waiting, (f"{type(fault).__name__}: {fault}",))


def _write(path: Path, heartbeat: Heartbeat) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(heartbeat)), encoding="utf-8")
    beside.replace(path)


def health(settings: Settings) -> None:
    """Print a line where the bot of this data directory is well; Unhealthy, with the reason, where it is not."""
    path = settings.data_dir / FILE_NAME
    try:
        age = time.time() - path.stat().st_mtime
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unhealthy(f"no bot runs on {settings.data_dir}", "start it with `ontherecord run`") from None
    except (OSError, ValueError) as fault:
        raise Unhealthy(f"{path} can't be read ({fault})", "see who may read the data directory") from fault
    if age > DEAD_SECONDS:
        raise Unhealthy(f"the bot (process {found['pid']}) has not moved for {age:.0f} s", "restart it")
    if found["faults"]:
        raise Unhealthy("; ".join(found["faults"]), "run `ontherecord doctor`")
    terminal.print_line(f"well: index {found['generation']}, {terminal.count(found['waiting'], 'update')} waiting")
