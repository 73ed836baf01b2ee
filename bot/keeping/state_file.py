"""The conversation's state in a SQLite file, for one process.

With WAL and synchronous=NORMAL what was committed survives the death of the process at any moment.
"""

import sqlite3
from pathlib import Path

from bot.errors import StateFromTheFuture
from bot.keeping.state import FORMATS

FILE_NAME = "telegram.sqlite3"


class StateFile(sqlite3.Connection):
    """A State."""

    def leads(self) -> bool:
        """See State: there is no other process."""
        return True

    def scrub(self) -> None:
        """Let nothing that was removed stand in the journal beside the file any longer."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def open_state(folder: Path) -> StateFile:
    """The state file in this folder, made or brought up to date; StateFromTheFuture where it is newer than we are."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    connection = sqlite3.connect(path, isolation_level=None, factory=StateFile)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # a question that was answered is not left in free pages
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > len(FORMATS):
        raise StateFromTheFuture(str(path), found, len(FORMATS))
    for number, script in enumerate(FORMATS[found:], found + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
    return connection
