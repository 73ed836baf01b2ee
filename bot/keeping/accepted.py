"""An accepted update, as the work on it sees it: started, handed over to the platform, done."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import ChatError, Withdrawn
from bot.keeping.state import State

ATTEMPTS = 3
"""Starts of an update that ends the process each time, before it is given up."""

HANDED_OVER_AT_MOST = 2
"""Times that an answer is handed over to the platform where it is not known whether it arrived."""

OURS = "update_id = ? AND owner = ?"


class Accepted:
    """One row of the inbox.

    An answer is sent at most twice. The mark for it is written before the platform has the message, because a process
    that dies between the two can't tell on which side it died: after the first such death the answer is sent again,
    since a question must not be lost; after the second it is dropped, since the asker most likely has two by then.
    Lost is thus only what two deaths in a row caught between the mark and the platform's receiving it: nothing tells
    that case from two answers that arrived, and the log counts both.
    """

    def __init__(self, state: State, update_id: int, owner: str) -> None:
        """`owner` is the process that holds it; once another one does, it is none of this one's any more."""
        self._state, self.update_id, self._owner = state, update_id, owner

    def is_kept(self) -> bool:
        """Whether it is still to be worked on here; False where its asker had it forgotten."""
        return self._number("handed_over") is not None

    def start(self) -> bool:
        """Note that work on it starts; False where it was started too often and is to be given up."""
        self._set("attempts = attempts + 1")
        attempts = self._number("attempts")
        return attempts is not None and attempts <= ATTEMPTS

    def survived(self) -> None:
        """Note that the work on it did not end the process, so that a later death is not put down to it."""
        self._set("attempts = 0")

    def may_be_sent(self) -> bool:
        """Whether an answer to it may be handed over: not too often before, and it was not forgotten meanwhile."""
        before = self._number("handed_over")
        return before is not None and before < HANDED_OVER_AT_MOST

    @contextmanager
    def handing_over(self) -> Iterator[None]:
        """Durably mark, for as long as the platform has not refused it, that an answer is on its way.

        Raises Withdrawn where it was forgotten meanwhile, or another process took it over.
        """
        if not self._set("handed_over = handed_over + 1"):
            raise Withdrawn
        try:
            yield
        except ChatError:
            self._set("handed_over = handed_over - 1")
            raise

    def done(self) -> bool:
        """Forget its content; False where that was forgotten before."""
        return self._state.execute(f"DELETE FROM inbox WHERE {OURS}", self._key()).rowcount > 0  # noqa: S608 -- fixed words

    def forget_earlier(self, asker: int) -> None:
        """Remove everything that this person sent before it."""
        self._state.execute("DELETE FROM inbox WHERE asker = ? AND update_id < ?", (asker, self.update_id))

    def _set(self, change: str) -> bool:
        return self._state.execute(f"UPDATE inbox SET {change} WHERE {OURS}", self._key()).rowcount > 0  # noqa: S608 -- fixed words

    def _number(self, column: str) -> int | None:
        query = f"SELECT {column} FROM inbox WHERE {OURS}"  # noqa: S608 -- fixed words
        row: tuple[int] | None = self._state.execute(query, self._key()).fetchone()
        return row[0] if row else None

    def _key(self) -> tuple[int, str]:
        return self.update_id, self._owner
