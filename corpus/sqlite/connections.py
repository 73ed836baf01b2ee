"""Connections to one SQLite file: a connection a thread, write-ahead log, durable commits, errors in words."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreUnavailable
from corpus.sqlite.dialect import SqliteDatabase
from corpus.sqlite.tables import prepare

PATIENCE = 30.0  # seconds to wait for another writer; a batch of articles commits in well under one
# The cache is of each thread's own; 8 MB answer and add as fast as 32, for the system caches the file too.
SETTINGS = """
PRAGMA foreign_keys = ON;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -8000;
PRAGMA temp_store = MEMORY;
"""
# What SQLite says, what that means, and what to do. The first that fits counts.
FAULTS = (
    ("locked", "another process is writing to it", "wait for that to end, and try again"),
    ("full", "the disk is full", "free some space, and try again; what was acknowledged is safe"),
    ("readonly", "it can't be written", "make the file and its folder writable for this user"),
    ("unable to open", "it can't be opened", "check that the folder exists and this user may write there"),
    ("malformed", "the file is damaged", "restore a backup, or move it away and add the articles again"),
    ("not a database", "the file is no SQLite database", "choose another --data-dir, or move the file away"),
    ("disk i/o", "the disk fails to read or write", "check the disk and its free space, and try again"),
    ("closed database", "it was closed", "open it again"),
)


class SqliteConnections:
    """Opens the file, made where it does not exist, and hands each thread its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._closed = False
        try:
            with self._explained():
                path.parent.mkdir(parents=True, exist_ok=True)
                prepare(self._connection(), path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[SqliteDatabase]:
        """See Connections."""
        with self._explained():
            connection = self._connection()
            if connection.in_transaction:
                yield SqliteDatabase(connection)
                return
            connection.execute("BEGIN")
            try:
                yield SqliteDatabase(connection)
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[SqliteDatabase]:
        """See Connections."""
        with self._explained():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteDatabase(connection)
                connection.execute("UPDATE change SET revision = revision + 1")
                connection.execute("COMMIT")
            finally:
                connection.rollback()

    def backup(self, target: Path) -> None:
        """Copy the store, as it is at one moment, while others read and write it."""
        with self._explained():
            copy = sqlite3.connect(target)
            try:
                self._connection().backup(copy, pages=1000)
            finally:
                copy.close()

    def close(self) -> None:
        """See Connections."""
        self._closed = True
        while self._all:
            self._all.pop().close()

    def _connection(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError("Cannot operate on a closed database")
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            # Used by its own thread only; checked off so that close() may close it from another.
            connection = sqlite3.connect(self.path, PATIENCE, isolation_level=None, check_same_thread=False)
            connection.executescript(SETTINGS)
            self._own.connection = connection
            self._all.append(connection)
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):
                raise  # a fault of this program, not of the place
            raise _unavailable(self.path, error) from error


def _unavailable(path: Path, error: Exception) -> StoreUnavailable:
    said = str(error).lower()
    for sign, fault, remedy in FAULTS:
        if sign in said:
            return StoreUnavailable(path, fault, remedy)
    return StoreUnavailable(path, str(error), "check the file and its folder")
