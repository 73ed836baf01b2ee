"""The conversation's state: unanswered questions, threads, settings of chats. In a file, or shared in PostgreSQL.

SQL here is what both SQLite and PostgreSQL understand: ON CONFLICT, no INSERT OR REPLACE. Used from one thread only,
the event loop's: each call takes well below a millisecond in a file, a few in a database.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from corpus.errors import StoreUnavailable

FORMATS = (
    """
    CREATE TABLE inbox (update_id INTEGER PRIMARY KEY, payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE seen (number INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER NOT NULL UNIQUE);
    CREATE TABLE threads (
        chat_id INTEGER NOT NULL, asker INTEGER NOT NULL, thread TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, asker)
    ) WITHOUT ROWID;
    CREATE TABLE answers (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER NOT NULL, asker INTEGER NOT NULL,
        thread TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat_id, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_by_question ON answers (chat_id, question_id);
    CREATE INDEX answers_by_age ON answers (at);
    CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, settings TEXT NOT NULL);
    """,
    """
    ALTER TABLE inbox ADD COLUMN asker INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE inbox ADD COLUMN handed_over INTEGER NOT NULL DEFAULT 0;
    """,
    """
    CREATE TABLE moves (old_id INTEGER PRIMARY KEY, new_id INTEGER NOT NULL);
    CREATE INDEX moves_by_new ON moves (new_id);
    ALTER TABLE answers ADD COLUMN token TEXT NOT NULL DEFAULT '';
    CREATE TABLE feedback (
        token TEXT NOT NULL, first INTEGER NOT NULL, day TEXT NOT NULL, verdict TEXT NOT NULL, shown TEXT NOT NULL,
        PRIMARY KEY (token, first)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE follows (
        id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL,
        speaker INTEGER NOT NULL, name TEXT NOT NULL, topic TEXT NOT NULL,
        UNIQUE (chat_id, forum_topic, speaker, topic)
    );
    CREATE TABLE heard (words INTEGER PRIMARY KEY);
    CREATE TABLE news (
        chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL, words INTEGER NOT NULL, article TEXT NOT NULL,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, speaker INTEGER NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, forum_topic, words)
    ) WITHOUT ROWID;
    CREATE TABLE digests (
        chat_id INTEGER NOT NULL, forum_topic INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat_id, forum_topic)
    ) WITHOUT ROWID;
    CREATE TABLE read_up_to (revision INTEGER NOT NULL, latest TEXT NOT NULL);
    """,
    """
    ALTER TABLE inbox ADD COLUMN owner TEXT NOT NULL DEFAULT '';
    ALTER TABLE inbox ADD COLUMN held_until REAL NOT NULL DEFAULT 0;
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
