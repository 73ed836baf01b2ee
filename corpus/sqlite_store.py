"""The article store in one SQLite file: no server, safe under kill -9, read while it is written."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote

from corpus.english.words import fold
from corpus.errors import StoreUnavailable, WrongStoreFormat
from corpus.records import indexable
from corpus.sql.database import FORMAT, Row, Value
from corpus.sql.sql_store import SqlStore

SCHEMA = Path(__file__).with_name("sql") / "sqlite.sql"
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
PRINTING = """
SELECT seq FROM printed JOIN article ON article.seq = printed.rowid
WHERE printed MATCH ? AND current = 1 ORDER BY printed.rowid DESC LIMIT ?
"""


class SqliteDatabase:
    """See Database. Words are looked up by FTS5, which keeps their places, so that no other articles come up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """See Database."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """See Database."""
        self._connection.executemany(sql, rows)

    def index_text(self, article: int, text: str) -> None:
        """See Database."""
        self.rows("INSERT INTO printed (rowid, text) VALUES (?, ?)", article, fold(indexable(text)))

    def forget_text(self, article: int, text: str) -> None:
        """See Database."""
        self.rows("INSERT INTO printed (printed, rowid, text) VALUES ('delete', ?, ?)", article, fold(indexable(text)))

    def index_all(self, texts: Iterable[tuple[int, str]]) -> None:
        """See Database."""
        self.rows("INSERT INTO printed (printed) VALUES ('delete-all')")
        for article, text in texts:
            self.index_text(article, text)

    def has_words(self, texts: Iterable[tuple[int, str]]) -> bool:
        """See Database. The texts are indexed beside, and the two are compared word by word."""
        ((made,),) = self.rows("SELECT sql FROM sqlite_master WHERE name = 'printed'")
        with closing(sqlite3.connect("")) as beside:
            beside.execute(made)
            SqliteDatabase(beside).index_all(texts)
            beside.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, printed, instance)")
            self.rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, printed, instance)")
            words = "SELECT term, doc, offset FROM temp.word"
            here, there = self._connection.execute(words), beside.execute(words)
            try:
                return all(one == other for one, other in zip_longest(here, there))
            finally:
                here.close()
                self.rows("DROP TABLE temp.word")

    def faults(self) -> list[str]:
        """See Database."""
        said = [line for (line,) in self.rows("PRAGMA integrity_check") if line != "ok"]
        orphans = sorted({table for table, *_ in self.rows("PRAGMA foreign_key_check")})
        return [*said, *(f"the table {table} has rows that refer to none" for table in orphans)]

    def remake_indexes(self) -> None:
        """See Database."""
        self.rows("REINDEX")

    @contextmanager
    def leniently(self) -> Iterator[None]:
        """See Database."""
        self._connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            yield
        finally:
            self._connection.text_factory = str

    def articles_printing(self, words: Sequence[str], limit: int) -> list[int]:
        """See Database."""
        return [seq for (seq,) in self.rows(PRINTING, f'"{" ".join(words)}"', limit)]


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Leave the file with the tables of this version, or as it was; of several processes that try, one does it."""
    if _format(connection, path) == FORMAT:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = _format(connection, path)  # another process may have been here since
        if found == 0:
            _execute(connection, _schema())
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.rollback()


def _format(connection: sqlite3.Connection, path: Path) -> int:
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found not in (0, FORMAT):
        raise WrongStoreFormat(path, found, FORMAT)
    return found


def _schema() -> list[str]:
    """The statements that make all tables, each from its first word on."""
    script = SCHEMA.read_text("utf-8")
    lines = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in lines.split(";\n")]


def _execute(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:  # executescript() would commit what was begun
        connection.execute(statement)


class SqliteConnections:
    """Opens the file, made where it does not exist, and hands each thread its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._closed = False
        try:
            with self._explained():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _prepare(self._connection(), path)
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
            place = self.path if _is_writable(self.path) else f"file:{quote(str(self.path.resolve()))}?immutable=1"
            connection = sqlite3.connect(
                place, PATIENCE, isolation_level=None, check_same_thread=False, uri=place != self.path
            )
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


def _is_writable(path: Path) -> bool:
    """Whether it may be written; a whole store in a folder that may not can be read as one that nobody changes."""
    journal = path.with_name(f"{path.name}-wal")
    return os.access(path.parent, os.W_OK) or not path.exists() or (journal.exists() and journal.stat().st_size > 0)


def _unavailable(path: Path, error: Exception) -> StoreUnavailable:
    said = str(error).lower()
    for sign, fault, remedy in FAULTS:
        if sign in said:
            return StoreUnavailable(path, fault, remedy)
    return StoreUnavailable(path, str(error), "check the file and its folder")


def open_store(path: Path) -> "SqliteStore":
    """The store in this file, which is made (with its folder) where it does not exist.

    StoreUnavailable where it can't be opened, WrongStoreFormat where a later version wrote it.
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
