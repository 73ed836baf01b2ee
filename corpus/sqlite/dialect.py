"""A SQLite connection as the store's SQL uses it."""

import sqlite3
from collections.abc import Iterable, Sequence

from corpus.english.words import fold
from corpus.records import indexable
from corpus.sql.database import Row, Value

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

    def articles_printing(self, words: Sequence[str], limit: int) -> list[int]:
        """See Database."""
        return [seq for (seq,) in self.rows(PRINTING, f'"{" ".join(words)}"', limit)]
