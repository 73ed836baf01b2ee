"""What /status tells: what is held, what it is answered with, and how the bot is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.administration.beside import Beside
from bot.administration.error_log import ErrorLog
from bot.chat import Me
from bot.conversation import Newsroom
from bot.wording.markup import Markup, bold, joined, short, text
from corpus.errors import StoreUnavailable
from retrieval.errors import RetrievalError


@dataclass(frozen=True, slots=True)
class Status:
    """Looks when it is asked; `waiting` counts the updates that are not answered yet, this question
    among them.
    """

    me: Me
    newsroom: Newsroom
    model: str
    beside: Beside
    errors: ErrorLog
    waiting: Callable[[], int]
    clock: Callable[[], float]
    started: float

    def held(self) -> list[str]:
        """The lines about articles and index; reads the store. An outage is a line too."""
        try:
            size = self.newsroom.store.size()
            held = [
                f"Articles: {size.articles:,}, statements: {size.statements:,}, speakers: {size.speakers:,}",
                f"Passages: {size.passages:,}",
            ]
        except StoreUnavailable as fault:
            held = [f"Articles: out of order ({type(fault).__name__})"]
        try:
            return [*held, f"Index: {self.newsroom.edition()[1]}", f"Model: {self.model}"]
        except (RetrievalError, StoreUnavailable) as fault:
            return [*held, f"Index: out of order ({type(fault).__name__})", f"Model: {self.model}"]

    def text(self, held: list[str]) -> Markup:
        """All of it."""
        hears = "yes" if self.me.hears_all else "no (privacy mode: commands, replies to me, and mentions)"
        lines = [
            *held,
            f"Waiting for an answer: {max(0, self.waiting() - 1)}",
            f"Beside that: {self._running()}",
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
        return f"{type(running.errand).__name__.lower()}{far}"


def _time(seconds: float) -> str:
    minutes = int(seconds // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min"
