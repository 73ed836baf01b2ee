"""The article store in PostgreSQL, for several processes on several hosts."""

from typing import TYPE_CHECKING

from corpus.errors import StoreUnavailable
from corpus.sql.store import SqlStore

if TYPE_CHECKING:
    from corpus.postgres.connections import PostgresConnections


class PostgresStore(SqlStore):
    """An ArticleStore in one database; what is derived from it is kept beside it, over the same connections."""

    def __init__(self, connections: "PostgresConnections") -> None:
        self.connections = connections
        super().__init__(connections)


def open_store(url: str) -> PostgresStore:
    """The store in the database of this URL ("postgresql://..."); its tables are made where there are none.

    StoreUnavailable where it can't be reached, StoreTooNew where a later version wrote it. On a read replica all reads
    work once the tables are there.
    """
    try:
        from corpus.postgres.connections import PostgresConnections  # noqa: PLC0415 psycopg is an extra
    except ImportError as error:
        raise StoreUnavailable("of DATABASE_URL", str(error), "pip install 'ontherecord[postgres]'") from error
    return PostgresStore(PostgresConnections(url))
