"""An accepted update, as the work on it sees it: started, handed over to the platform, done."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from secrets import token_hex
from time import time

from bot.errors import ChatError, UpdateForgotten
from bot.state.state import State, together

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

        Raises UpdateForgotten where it was forgotten meanwhile, or another process took it over.
        """
        if not self._set("handed_over = handed_over + 1"):
            raise UpdateForgotten
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


SEEN_AT_MOST = 20_000
"""Update ids that are remembered, so that one which is delivered again is not answered again."""

HELD_SECONDS = 60.0
"""How long an update is held without a word of its process; clocks of several hosts may differ by a fraction of it."""

ACCEPT = "INSERT INTO inbox (update_id, asker, payload, owner, held_until) VALUES (?, ?, ?, ?, ?)"
TAKE_OVER = """
UPDATE inbox SET owner = ?, held_until = ? WHERE held_until <= ? RETURNING update_id, payload
"""


class Inbox:
    """Updates that were accepted and not yet answered, oldest first."""

    def __init__(self, state: State, clock: Callable[[], float] = time) -> None:
        self._state, self._clock = state, clock
        self._owner = token_hex(8)

    def accept(self, update_id: int, asker: int, payload: str) -> bool:
        """Keep what a person sent (0: nobody did), durably, for this process; False where it was accepted before."""
        with together(self._state):
            seen = "INSERT INTO seen (update_id) VALUES (?) ON CONFLICT (update_id) DO NOTHING"
            new = self._state.execute(seen, (update_id,)).rowcount
            if new:
                self._state.execute(ACCEPT, (update_id, asker, payload, self._owner, self._clock() + HELD_SECONDS))
                self._state.execute(
                    "DELETE FROM seen WHERE number <= (SELECT max(number) FROM seen) - ?", (SEEN_AT_MOST,)
                )
        return bool(new)

    def accepted(self, update_id: int) -> Accepted:
        """The update with this id, for the work on it."""
        return Accepted(self._state, update_id, self._owner)

    def take_over(self) -> list[tuple[int, str]]:
        """All (update id, payload) that nobody holds any more, oldest first; this process holds them now."""
        now = self._clock()
        return sorted(self._state.execute(TAKE_OVER, (self._owner, now + HELD_SECONDS, now)).fetchall())

    def hold(self, update_ids: Iterable[int]) -> None:
        """Say that this process still works on these."""
        until = self._clock() + HELD_SECONDS
        for update_id in update_ids:
            self._state.execute(
                "UPDATE inbox SET held_until = ? WHERE update_id = ? AND owner = ?", (until, update_id, self._owner)
            )

    def release(self) -> None:
        """Leave all that this process holds to whoever takes it over."""
        self._state.execute("UPDATE inbox SET held_until = 0 WHERE owner = ?", (self._owner,))

    def release_all(self) -> None:
        """Leave everything to whoever takes it over: no other process is alive."""
        self._state.execute("UPDATE inbox SET held_until = 0")

    def __len__(self) -> int:
        return int(self._state.execute("SELECT count(*) FROM inbox").fetchone()[0])
