"""The inbox: every accepted update is written here before work on it starts, and removed after the answer."""

import sqlite3

from bot.accepted import Accepted
from bot.state_file import together

SEEN_AT_MOST = 20_000
"""Update ids that are remembered, so that one which is delivered again is not answered again."""


class Inbox:
    """Updates that were accepted and not yet answered, oldest first."""

    def __init__(self, state: sqlite3.Connection) -> None:
        self._state = state

    def accept(self, update_id: int, asker: int, payload: str) -> bool:
        """Keep what a person sent (0: nobody did), durably; False where it was accepted before."""
        with together(self._state):
            new = self._state.execute("INSERT OR IGNORE INTO seen (update_id) VALUES (?)", (update_id,)).rowcount
            if new:
                columns = "INSERT INTO inbox (update_id, asker, payload) VALUES (?, ?, ?)"
                self._state.execute(columns, (update_id, asker, payload))
                self._state.execute(
                    "DELETE FROM seen WHERE number <= (SELECT max(number) FROM seen) - ?", (SEEN_AT_MOST,)
                )
        return bool(new)

    def accepted(self, update_id: int) -> Accepted:
        """The update with this id, for the work on it."""
        return Accepted(self._state, update_id)

    def waiting(self) -> list[tuple[int, str]]:
        """All (update id, payload) that are not done, oldest first."""
        return list(self._state.execute("SELECT update_id, payload FROM inbox ORDER BY update_id"))

    def __len__(self) -> int:
        return int(self._state.execute("SELECT count(*) FROM inbox").fetchone()[0])
