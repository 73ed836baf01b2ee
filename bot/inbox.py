"""The inbox: every accepted update is written here before work on it starts, and removed after the answer."""

import sqlite3

from bot.state_file import together

SEEN_AT_MOST = 20_000
"""Update ids that are remembered, so that one which is delivered again is not answered again."""

ATTEMPTS = 3
"""Starts of an update that ends the process each time, before it is given up."""


class Inbox:
    """Updates that were accepted and not yet answered, oldest first."""

    def __init__(self, state: sqlite3.Connection) -> None:
        self._state = state

    def accept(self, update_id: int, payload: str) -> bool:
        """Keep an update, durably; False where it was accepted before."""
        with together(self._state):
            new = self._state.execute("INSERT OR IGNORE INTO seen (update_id) VALUES (?)", (update_id,)).rowcount
            if new:
                self._state.execute("INSERT INTO inbox (update_id, payload) VALUES (?, ?)", (update_id, payload))
                self._state.execute(
                    "DELETE FROM seen WHERE number <= (SELECT max(number) FROM seen) - ?", (SEEN_AT_MOST,)
                )
        return bool(new)

    def start(self, update_id: int) -> bool:
        """Note that work on it starts; False where it was started too often and is to be given up."""
        self._state.execute("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?", (update_id,))
        row = self._state.execute("SELECT attempts FROM inbox WHERE update_id = ?", (update_id,)).fetchone()
        return row is not None and row[0] <= ATTEMPTS

    def survived(self, update_id: int) -> None:
        """Note that the work on it did not end the process, so that a later death is not put down to it."""
        self._state.execute("UPDATE inbox SET attempts = 0 WHERE update_id = ?", (update_id,))

    def done(self, update_id: int) -> None:
        """Forget an update's content."""
        self._state.execute("DELETE FROM inbox WHERE update_id = ?", (update_id,))

    def waiting(self) -> list[tuple[int, str]]:
        """All (update id, payload) that are not done, oldest first."""
        return list(self._state.execute("SELECT update_id, payload FROM inbox ORDER BY update_id"))

    def __len__(self) -> int:
        return int(self._state.execute("SELECT count(*) FROM inbox").fetchone()[0])
