"""The tables of a SQLite file: made where there are none, brought up to date where an earlier version made them."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import StoreTooNew
from corpus.sql.upgrading import FORMAT, PRINTED, fill_lookup, fill_printed
from corpus.sqlite.dialect import SqliteDatabase

SCHEMA = Path(__file__).with_name("schema.sql")
REPLACED = ("DROP INDEX IF EXISTS article_printed", "DROP TABLE name_word")
ADDED = ("CREATE TABLE lookup", "CREATE INDEX lookup_appearance", "CREATE INDEX article_printed")


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Leave the file with the tables of this version, or as it was; of several processes that try, one does it."""
    if _format(connection, path) == FORMAT:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = _format(connection, path)  # another process may have been here since
        if found == 0:
            _execute(connection, _schema())
        elif found < FORMAT:
            _upgrade(connection)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    finally:
        connection.rollback()


def _upgrade(connection: sqlite3.Connection) -> None:
    """From format 1, which was without `lookup`, and at first without columns for where an article was printed."""
    _execute(connection, REPLACED)
    columns = {row[1] for row in connection.execute("PRAGMA table_info(article)")}
    missing = [name for name in PRINTED if name not in columns]
    _execute(connection, [f"ALTER TABLE article ADD COLUMN {name} TEXT" for name in missing])
    if missing:
        fill_printed(SqliteDatabase(connection))
    _execute(connection, [each for each in _schema() if each.startswith(ADDED)])
    fill_lookup(SqliteDatabase(connection))


def _format(connection: sqlite3.Connection, path: Path) -> int:
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > FORMAT:
        raise StoreTooNew(path, found, FORMAT)
    return found


def _schema() -> list[str]:
    """The statements that make all tables, each from its first word on."""
    script = SCHEMA.read_text("utf-8")
    lines = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    return [statement.strip() for statement in lines.split(";\n")]


def _execute(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:  # executescript() would commit what was begun
        connection.execute(statement)
