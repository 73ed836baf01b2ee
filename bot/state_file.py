"""The file with the conversation's state: unanswered questions, threads, settings of chats. SQLite.

Used from one thread only, the event loop's: each call takes well below a millisecond. With WAL and synchronous=NORMAL
what was committed survives the death of the process at any moment.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StateFromTheFuture

FILE_NAME = "telegram.sqlite3"

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
)
"""One script for each format; user_version counts those that were run."""


def open_state(folder: Path) -> sqlite3.Connection:
    """The state file in this folder, made or brought up to date; StateFromTheFuture where it is newer than we are."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # a question that was answered is not left in free pages
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > len(FORMATS):
        raise StateFromTheFuture(str(path), found, len(FORMATS))
    for number, script in enumerate(FORMATS[found:], found + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
    return connection


def empty_journal(connection: sqlite3.Connection) -> None:
    """Let nothing that was removed stand in the journal beside the file any longer."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def together(connection: sqlite3.Connection) -> Iterator[None]:
    """All changes made inside become durable at once, or none of them."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
