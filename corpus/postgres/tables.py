"""The tables in a PostgreSQL database: made where there are none, brought up to date where their format is older."""

from pathlib import Path
from typing import Protocol

from corpus.sql.database import Database
from corpus.sql.upgrading import FORMAT, PRINTED, fill_lookup, fill_printed

SCHEMA = Path(__file__).with_name("schema.sql")
COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = CAST('article' AS regclass) AND NOT attisdropped"


class Scripted(Database, Protocol):
    """A connection that runs scripts too."""

    def script(self, sql: str) -> None:
        """Run statements that take no values."""


def make(database: Scripted, found: int | None) -> None:
    """Make all tables, or bring those of the format that was found up to date, in the caller's transaction."""
    if found is None:
        database.script(SCHEMA.read_text("utf-8"))
    elif found < FORMAT:
        _upgrade(database)
        database.rows("UPDATE store_format SET version = ?", FORMAT)


def _upgrade(database: Scripted) -> None:
    """From format 1, which was without `lookup`, and at first without columns for where an article was printed."""
    database.script("DROP TABLE name_word")
    columns = {name for (name,) in database.rows(COLUMNS)}
    missing = [name for name in PRINTED if name not in columns]
    if missing:
        database.script("; ".join(f"ALTER TABLE article ADD COLUMN {name} text" for name in missing))
        fill_printed(database)
    script = SCHEMA.read_text("utf-8")
    database.script(script[script.index("CREATE TABLE lookup") : script.index("CREATE TABLE statement (")])
    fill_lookup(database)
