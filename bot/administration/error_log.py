"""Counts the errors since the start, without words of those who use the bot."""

import logging
from collections import Counter
from collections.abc import Callable
from threading import Lock

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
