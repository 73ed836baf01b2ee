"""Errors counted without user content, digests of them for admins, and /status."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from threading import Lock

from bot.admin.jobs import JobRunner
from bot.answerer import Answerer
from bot.chat import Me, Message, Place
from bot.errors import ChatError
from bot.wording.admin_messages import digest
from bot.wording.markup import Markup, bold, joined, short, text
from corpus.errors import StoreUnavailable
from retrieval.errors import RetrievalError

OURS = ("bot", "corpus", "retrieval")
KINDS_AT_MOST = 100
OTHERS = "others"


class ErrorLog(logging.Handler):
    """Takes the fixed words of a message in our own code, never what is filled in, in which names and texts may be.

    What is safe to be shown beside them is given by the logging call as `extra={"fault": ...}`. Of other libraries
    only the logger's name and the kind of exception are taken. For several threads.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(logging.ERROR)
        self._clock, self._guard = clock, Lock()
        self._count, self._new, self._since = 0, Counter[str](), clock()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one error."""
        line = _line(record)
        with self._guard:
            self._count += 1
            known = line in self._new or len(self._new) < KINDS_AT_MOST
            self._new[line if known else OTHERS] += 1

    @property
    def count(self) -> int:
        """All errors since the start."""
        return self._count

    def take(self) -> tuple[list[tuple[str, int]], float]:
        """The errors since they were last taken, most frequent first, and how many seconds that was ago."""
        with self._guard:
            new, self._new = self._new, Counter()
            since, self._since = self._since, self._clock()
            return new.most_common(), self._since - since


def _line(record: logging.LogRecord) -> str:
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    if record.name.partition(".")[0] not in OURS:
        return f"{record.name}: {kind or 'error'}"
    parts = [str(record.msg), str(getattr(record, "fault", "")), kind, f"{record.filename}:{record.lineno}"]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Status:
    """Looks when it is asked; `waiting` counts the updates that are not answered yet, this question
    among them.
    """

    me: Me
    answerer: Answerer
    model: str
    beside: JobRunner
    errors: ErrorLog
    waiting: Callable[[], int]
    clock: Callable[[], float]
    started: float

    def held(self) -> list[str]:
        """The lines about articles and index; reads the store. An outage is a line too."""
        try:
            size = self.answerer.store.size()
            held = [
                f"Articles: {size.articles:,}, statements: {size.statements:,}, speakers: {size.speakers:,}",
                f"Passages: {size.passages:,}",
            ]
        except StoreUnavailable as fault:
            held = [f"Articles: out of order ({type(fault).__name__})"]
        try:
            return [*held, f"Index: {self.answerer.edition()[1]}", f"Model: {self.model}"]
        except (RetrievalError, StoreUnavailable) as fault:
            return [*held, f"Index: out of order ({type(fault).__name__})", f"Model: {self.model}"]

    def text(self, held: list[str]) -> Markup:
        """All of it."""
        hears = "yes" if self.me.hears_all else "no (privacy mode: commands, replies to me, and mentions)"
        lines = [
            *held,
            f"Waiting for an answer: {max(0, self.waiting() - 1)}",
            f"JobRunner that: {self._running()}",
            f"Errors since the start: {self.errors.count}",
            f"Running for: {_time(self.clock() - self.started)}",
            f"Reads all of a group: {hears}",
        ]
        return joined([bold(text(f"@{self.me.username}")), *(short(line, 300) for line in lines)], "\n")

    def _running(self) -> str:
        running = self.beside.running
        if running is None:
            return "nothing"
        step = running.step
        far = f", {step.done:,} of {step.total:,}" if step is not None and step.total else ""
        return f"{type(running.job).__name__.lower()}{far}"


def _time(seconds: float) -> str:
    minutes = int(seconds // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min"


LOOK_EVERY = 60.0
"""Seconds between two looks at whether there are errors, in which those that come together are gathered."""

AT_MOST_EVERY = 1800.0
"""Seconds between two digests."""

_logger = logging.getLogger(__name__)

Send = Callable[[Place, Message], Awaitable[int]]


async def send_digests(
    errors: ErrorLog, admins: Collection[int], send: Send, sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Look and send, for ever. An admin who can't be written to has not started the bot, and is left out."""
    while True:
        await sleep(LOOK_EVERY)
        lines, seconds = errors.take()
        if not lines:
            continue
        words = digest(lines, seconds)
        for admin in admins:
            try:
                await send(Place(admin), Message(words.html, words.plain))
            except ChatError as fault:
                _logger.info("an admin gets no digest of errors: %s", type(fault).__name__)
        await sleep(AT_MOST_EVERY)
