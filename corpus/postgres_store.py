"""The article store in PostgreSQL, for several processes on several hosts."""

from corpus.errors import StoreUnavailable
from corpus.sql.store import SqlStore


def open_store(url: str) -> SqlStore:
    """The store in the database of this URL ("postgresql://..."); its tables are made where there are none.

    StoreUnavailable where it can't be reached, StoreTooNew where a later version wrote it. On a read replica all reads
    work once the tables are there.
    """
    try:
        from corpus.postgres.connections import PostgresConnections  # noqa: PLC0415 psycopg is an extra
    except ImportError as error:
        raise StoreUnavailable("of DATABASE_URL", str(error), "pip install 'ontherecord[postgres]'") from error
    return SqlStore(PostgresConnections(url))
