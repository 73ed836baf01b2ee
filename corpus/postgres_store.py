"""The article store in PostgreSQL, for several processes on several hosts."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from corpus.english.words import tokens
from corpus.errors import StoreUnavailable, WrongStoreFormat
from corpus.records import indexable
from corpus.sql.database import FORMAT, Row, Value
from corpus.sql.sql_store import SqlStore

MAKING = 7_305_161_904  # the advisory lock of who makes a schema
SCHEMA = Path(__file__).with_name("sql") / "postgres.sql"
WRITING = 7_305_161_901  # the advisory lock of writers; any number will do, as long as all processes have the same
PATIENCE = 10  # seconds to wait for the server to answer
LONGEST_WORD = 100  # characters; an index has no room for more, and no name is as long
AT_ONCE = 100
PRINTING = b"""
SELECT article.seq FROM printed JOIN article ON article.seq = printed.article
WHERE printed.words @> %s AND article.current = 1 ORDER BY article.seq DESC LIMIT %s OFFSET %s
"""


Parameter = Value | Sequence[int] | Sequence[str]
"""A value of a statement; a list becomes an array."""


class PostgresDatabase:
    """See Database. Words are looked up by an inverted index of each article's words, wherever they stand in it."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Parameter) -> list[Row]:
        """See Database."""
        cursor = self._connection.execute(_placed(sql), values)
        return cursor.fetchall() if cursor.description else []

    def script(self, sql: str) -> None:
        """Run statements that take no values, such as those that make tables."""
        self._connection.execute(sql.encode())

    def each(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """See Database."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_placed(sql), list(rows))

    def index_text(self, article: int, text: str) -> None:
        """See Database."""
        self._connection.execute(b"INSERT INTO printed VALUES (%s, %s)", (article, _words_of(text)))

    def forget_text(self, article: int, text: str) -> None:
        """See Database. The words go with the article's row."""

    def index_all(self, texts: Iterable[tuple[int, str]]) -> None:
        """See Database."""
        self._connection.execute(b"DELETE FROM printed")
        for article, text in texts:
            self.index_text(article, text)

    def has_words(self, texts: Iterable[tuple[int, str]]) -> bool:
        """See Database."""
        known: dict[int, list[str]] = dict(self._connection.execute(b"SELECT article, words FROM printed").fetchall())
        return known == {article: _words_of(text) for article, text in texts}

    def faults(self) -> list[str]:
        """See Database. Checksums of its pages are the server's own affair."""
        return []

    def remake_indexes(self) -> None:
        """See Database. The server's administrator does that."""

    def leniently(self) -> AbstractContextManager[None]:
        """See Database. The server stores nothing else than UTF-8."""
        return nullcontext()

    def articles_printing(self, words: Sequence[str], limit: int) -> Iterator[int]:
        """See Database."""
        sought = [word[:LONGEST_WORD] for word in words]
        for offset in range(0, 1 << 62, AT_ONCE):
            found = self._connection.execute(PRINTING, (sought, AT_ONCE, offset)).fetchall()
            yield from (seq for (seq,) in found)
            if len(found) < AT_ONCE:
                return


def _words_of(text: str) -> list[str]:
    return sorted({word[:LONGEST_WORD] for word in tokens(indexable(text))})


class PostgresConnections:
    """Connects to the database of this URL, makes the tables where there are none, and hands each thread its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._own = threading.local()
        self._all: list[psycopg.Connection[Row]] = []
        self._closed = False
        try:
            with explained(self._url):
                self._prepare(self._connection())
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[PostgresDatabase]:
        """See Connections."""
        with explained(self._url):
            connection = self._connection()
            if connection.info.transaction_status is not psycopg.pq.TransactionStatus.IDLE:
                yield PostgresDatabase(connection)
                return
            connection.isolation_level, connection.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            with connection.transaction():
                yield PostgresDatabase(connection)

    @contextmanager
    def writing(self) -> Iterator[PostgresDatabase]:
        """See Connections."""
        with self.deriving() as database:
            database.rows("SELECT pg_advisory_xact_lock(?)", WRITING)
            yield database
            database.rows("UPDATE change SET revision = revision + 1")

    @contextmanager
    def deriving(self) -> Iterator[PostgresDatabase]:
        """A transaction that changes nothing of the store but what is kept beside it; any number at a time."""
        with explained(self._url):
            connection = self._connection()
            if connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE:
                connection.isolation_level, connection.read_only = None, None
            with connection.transaction():
                yield PostgresDatabase(connection)

    def close(self) -> None:
        """See Connections."""
        self._closed = True
        while self._all:
            self._all.pop().close()

    def _connection(self) -> psycopg.Connection[Row]:
        if self._closed:
            raise psycopg.OperationalError("the store was closed")
        connection: psycopg.Connection[Row] | None = getattr(self._own, "connection", None)
        if connection is None or connection.closed:
            connection = psycopg.connect(self._url, connect_timeout=PATIENCE, autocommit=True)
            self._own.connection = connection
            self._all.append(connection)
        return connection

    def _prepare(self, connection: psycopg.Connection[Row]) -> None:
        if self._format(connection) == FORMAT:
            return
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITING,))
            if self._format(connection) is None:  # another process may have been here since
                connection.execute(SCHEMA.read_bytes())

    def _format(self, connection: psycopg.Connection[Row]) -> int | None:
        """The format of the tables; None where there are none."""
        if connection.execute("SELECT to_regclass('store_format')").fetchone() == (None,):
            return None
        found = connection.execute("SELECT version FROM store_format").fetchone()
        if found is None or found[0] != FORMAT:
            raise WrongStoreFormat(_place(self._url), found[0] if found else 0, FORMAT)
        return int(found[0])


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Faults of the server of this URL, raised in words."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.ProgrammingError, psycopg.InternalError) as error:
        raise StoreUnavailable(_place(url), " ".join(str(error).split()), _remedy(error)) from error


def _place(url: str) -> str:
    """The database without its password."""
    try:
        known = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "of DATABASE_URL"
    return f"{known.get('dbname', '')} at {known.get('host', 'localhost')}"


def _remedy(error: psycopg.Error) -> str:
    if isinstance(error, psycopg.errors.DiskFull):
        return "free some space on its server, and try again; what was acknowledged is safe"
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return "ask whoever runs its server; docs/postgresql.md says which rights are needed"
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return "it is a read replica: add and remove on the primary, and open the store there first after an update"
    return "check that the server runs and that DATABASE_URL is right, and try again"


def _placed(sql: str) -> bytes:
    """The statement with the placeholders of this engine."""
    return sql.replace("?", "%s").encode()


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


class PostgresStore(SqlStore):
    """An ArticleStore in one database; what is derived from it is kept beside it, over the same connections."""

    def __init__(self, connections: PostgresConnections) -> None:
        self.connections = connections
        super().__init__(connections)


def open_store(url: str) -> PostgresStore:
    """The store in the database of this URL ("postgresql://..."); its tables are made where there are none.

    StoreUnavailable where it can't be reached, WrongStoreFormat where another version wrote it. On a read replica all
    reads work once the tables are there.
    """
    return PostgresStore(PostgresConnections(url))
