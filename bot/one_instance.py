"""One instance for each token: a lock in the data directory that the system releases when the process dies."""

import sqlite3
from pathlib import Path

from bot.errors import AlreadyRunning


class OneInstance:
    """Holds the lock until it is closed. An exclusive transaction on an empty SQLite file works on every system."""

    def __init__(self, folder: Path, token: str) -> None:
        """Raises AlreadyRunning where another process holds it. The file's name has the bot's public id only."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"telegram-{token.partition(':')[0]}.lock"
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise AlreadyRunning(str(path)) from error

    def close(self) -> None:
        """Let the next instance start."""
        self._connection.close()
