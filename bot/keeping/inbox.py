"""The inbox: every accepted update is written here before work on it starts, and removed after the answer.

Several processes may share one. Each holds what it works on for a while and keeps saying that it still does; what
nobody holds any more, because its process died, is taken over by another one.
"""

from collections.abc import Callable, Iterable
from secrets import token_hex
from time import time

from bot.keeping.accepted import Accepted
from bot.keeping.state import State, together

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
