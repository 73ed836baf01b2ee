"""The article store in one SQLite file: no server, safe under kill -9, read while it is written."""

from pathlib import Path

from corpus.sql.store import SqlStore
from corpus.sqlite.connections import SqliteConnections


def open_store(path: Path) -> "SqliteStore":
    """The store in this file, which is made (with its folder) where it does not exist.

    StoreUnavailable where it can't be opened, StoreTooNew where a later version wrote it.
    """
    return SqliteStore(path)


class SqliteStore(SqlStore):
    """An ArticleStore in one file."""

    def __init__(self, path: Path) -> None:
        self._file = SqliteConnections(path)
        super().__init__(self._file)

    def backup(self, target: Path) -> None:
        """Copy the whole store to another file, while it is in use; the copy is of one moment."""
        self._file.backup(target)
