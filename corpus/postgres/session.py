"""One connection to a database for one thread: statements one by one, in a schema of their own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import sql

from corpus.postgres.connections import PATIENCE, explained
from corpus.sql.database import Row, Value


class PostgresSession:
    """Executes statements at once, and makes a new connection where one was lost. Used by one thread.

    `schema` is a name to be appended to that of the schema in which the URL's tables are.
    """

    def __init__(self, url: str, schema: str) -> None:
        self._url, self._schema = url, schema
        self._connection: psycopg.Connection[Row] | None = None
        with explained(url):
            self._connected()

    def execute(self, statement: str, values: Sequence[Value] = (), /) -> "psycopg.Cursor[Row]":
        """Run one statement, parameters `?` in order; StoreUnavailable where the server can't be reached."""
        with explained(self._url):
            return self._connected().execute(statement.replace("?", "%s").encode(), values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> "psycopg.Cursor[Row]":
        """Run one statement for each row of parameters."""
        with explained(self._url):
            cursor = self._connected().cursor()
            cursor.executemany(statement.replace("?", "%s").encode(), list(rows))
            return cursor

    def script(self, statements: str) -> None:
        """Run statements without parameters."""
        with explained(self._url):
            self._connected().execute(statements.encode())

    @contextmanager
    def locked(self, number: int) -> Iterator[None]:
        """A transaction that holds an advisory lock."""
        with explained(self._url), self._connected().transaction():
            self.execute("SELECT pg_advisory_xact_lock(?)", (number,))
            yield

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()

    def _connected(self) -> psycopg.Connection[Row]:
        if self._connection is None or self._connection.closed:
            self.close()
            connection = psycopg.connect(self._url, connect_timeout=PATIENCE, autocommit=True)
            ((whole,),) = connection.execute("SELECT current_schema() || %s", (self._schema,)).fetchall()
            connection.execute("SELECT pg_advisory_lock(%s)", (MAKING,))  # two who make a schema at once both fail
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(whole)))
            connection.execute("SELECT pg_advisory_unlock(%s)", (MAKING,))
            connection.execute("SELECT set_config('search_path', %s, false)", (whole,))
            self._connection = connection
        return self._connection


MAKING = 7_305_161_904  # the advisory lock of who makes a schema
