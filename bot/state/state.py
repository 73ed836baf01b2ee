"""The conversation's state: unanswered questions, threads, settings of chats. In a file, or shared in PostgreSQL.

The SQL is common to SQLite and PostgreSQL: ON CONFLICT, no INSERT OR REPLACE. Used from the event loop's thread only:
a call takes well below a millisecond in a file, a few in a database.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.errors import StateFromTheFuture
from bot.settings import Settings
from corpus.errors import StoreUnavailable

FORMATS = (
    """
    CREATE TABLE inbox (
        update_id INTEGER PRIMARY KEY, payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
        asker INTEGER NOT NULL DEFAULT 0, handed_over INTEGER NOT NULL DEFAULT 0, owner TEXT NOT NULL DEFAULT '',
        held_until REAL NOT NULL DEFAULT 0
    );
    CREATE TABLE seen (number INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER NOT NULL UNIQUE);
    CREATE TABLE threads (
        chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL, asker INTEGER NOT NULL, thread TEXT NOT NULL,
        at REAL NOT NULL, PRIMARY KEY (chat_id, forum_topic, asker)
    ) WITHOUT ROWID;
    CREATE TABLE answers (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER NOT NULL, asker INTEGER NOT NULL,
        thread TEXT NOT NULL, at REAL NOT NULL, token TEXT NOT NULL DEFAULT '', PRIMARY KEY (chat_id, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_by_question ON answers (chat_id, question_id);
    CREATE INDEX answers_by_age ON answers (at);
    CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, settings TEXT NOT NULL);
    CREATE TABLE moves (old_id INTEGER PRIMARY KEY, new_id INTEGER NOT NULL);
    CREATE INDEX moves_by_new ON moves (new_id);
    CREATE TABLE feedback (
        token TEXT NOT NULL, first INTEGER NOT NULL, day TEXT NOT NULL, verdict TEXT NOT NULL, shown TEXT NOT NULL,
        why TEXT NOT NULL DEFAULT '', PRIMARY KEY (token, first)
    ) WITHOUT ROWID;
    CREATE TABLE follows (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL,
        kind TEXT NOT NULL, speaker INTEGER NOT NULL, name TEXT NOT NULL, topic TEXT NOT NULL,
        once INTEGER NOT NULL DEFAULT 0, UNIQUE (chat_id, forum_topic, kind, speaker, name, topic)
    );
    CREATE TABLE heard (words INTEGER PRIMARY KEY);
    CREATE TABLE news (
        chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL, words INTEGER NOT NULL, article TEXT NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, speaker INTEGER NOT NULL, follow INTEGER NOT NULL,
        at REAL NOT NULL, PRIMARY KEY (chat_id, forum_topic, words)
    ) WITHOUT ROWID;
    CREATE TABLE digests (
        chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat_id, forum_topic)
    ) WITHOUT ROWID;
    CREATE TABLE read_up_to (revision INTEGER NOT NULL, latest TEXT NOT NULL);
    """,
)
"""One script for each format, in SQLite's words; where there is a state, those that are new are run."""

Value = str | int | float | None

UNAVAILABLE = (sqlite3.Error, StoreUnavailable)
"""What is raised where the state can't be read or written."""


class Rows(Protocol):
    """What came of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """All rows that are left."""


class State(Protocol):
    """Durable after every statement. Raises one of UNAVAILABLE."""

    def execute(self, statement: str, values: Sequence[Value] = ..., /) -> Rows:
        """Run one statement; its parameters are `?` in order."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> Rows:
        """Run one statement for each row of parameters."""

    def leads(self) -> bool:
        """Whether this process, and no other that is alive, does what only one may do."""

    def scrub(self) -> None:
        """Let nothing that was removed stand anywhere beside the tables any longer."""

    def close(self) -> None:
        """Close it."""


@contextmanager
def together(state: State) -> Iterator[None]:
    """All changes made inside become durable at once, or none of them."""
    state.execute("BEGIN")
    try:
        yield
    except BaseException:
        state.execute("ROLLBACK")
        raise
    state.execute("COMMIT")


def supersede(
    state: State, table: str, column: str, value: Value, where: Mapping[str, Value], key: Sequence[str]
) -> None:
    """Set a column of some rows; a row that has the same `key` already gives way to them."""
    moved = " AND ".join(f"moved.{name} = ?" for name in where)
    same = " AND ".join(f"moved.{name} = {table}.{name}" for name in key if name != column) or "1 = 1"
    rows = f"SELECT 1 FROM {table} AS moved WHERE {moved} AND {same} AND moved.{column} <> {table}.{column}"  # noqa: S608 -- fixed words
    state.execute(f"DELETE FROM {table} WHERE {column} = ? AND EXISTS ({rows})", (value, *where.values()))  # noqa: S608 -- fixed words
    chosen = " AND ".join(f"{name} = ?" for name in where)
    state.execute(f"UPDATE {table} SET {column} = ? WHERE {chosen}", (value, *where.values()))  # noqa: S608 -- fixed words


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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)  # SQLite gives the journal beside it the same mode
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


def is_shared(settings: Settings) -> bool:
    """Whether several processes may serve this bot: Telegram's posts can be spread, its getUpdates can't."""
    return settings.database_url is not None and settings.webhook_url is not None


def has_state(settings: Settings) -> bool:
    """Whether a bot may have run with these settings."""
    return is_shared(settings) or (settings.data_dir / FILE_NAME).exists()


def open_state_of(settings: Settings) -> State:
    """The state, made or brought up to date; StateFromTheFuture, or StoreUnavailable where the server is away."""
    if settings.database_url is None or settings.telegram_token is None or not is_shared(settings):
        return open_state(settings.data_dir)
    from bot.state.postgres_state import open_shared_state  # noqa: PLC0415  psycopg is an extra

    bot = settings.telegram_token.get_secret_value().partition(":")[0]
    return open_shared_state(settings.database_url.get_secret_value(), bot)


T = TypeVar("T")


def to_json(record: object) -> str:
    """The record, a dataclass of plain values, tuples, enums, dates and such records, as JSON in ASCII."""
    return json.dumps(asdict(record), separators=(",", ":"), default=_plain)  # type: ignore[call-overload]


def from_json(kind: type[T], line: str) -> T:
    """The record again. ValueError, KeyError or TypeError where the line was written for other types."""
    found: T = _revived(kind, json.loads(line))
    return found


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a record holds a {type(value).__name__}, which has no JSON form")


def _revived(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        members = [member for member in get_args(kind) if member is not NoneType]
        return None if value is None else _revived(members[0], value)
    if origin is tuple:
        inner = get_args(kind)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_revived(one, item) for one, item in zip(kinds, value, strict=True))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _revived(hints[field.name], value[field.name]) for field in fields(kind)})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, date):
        return datetime.fromisoformat(value) if issubclass(kind, datetime) else date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
