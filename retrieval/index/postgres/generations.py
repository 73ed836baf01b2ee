"""Generations in PostgreSQL: rows of one series of tables, published by one row in one transaction."""

from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreUnavailable
from corpus.postgres.connections import PostgresDatabase
from retrieval.embedder import Embedder

HERE = Path(__file__).parent
MAKING = 7_305_161_902  # the advisory lock of who makes tables and plans a rebuild
PUBLISHING = 7_305_161_903  # shared by who adds passages, alone by who publishes
NEWEST = """
SELECT number, series, model, weights, dimension, partitions, index_generation.revision, passages, words,
    index_generation.revision = change.revision
FROM index_generation JOIN index_series ON index_series.id = series, change ORDER BY number DESC LIMIT 1
"""
LAST = """
SELECT number, model, revision, passages, words FROM index_generation WHERE series = ? ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Series:
    """Tables of passages with vectors of one model."""

    id: int
    weights: str
    dimension: int
    partitions: int

    @property
    def passages(self) -> str:
        """The table of its passages."""
        return f"index_passage_{self.id}"

    @property
    def stems(self) -> str:
        """The table of its stems."""
        return f"index_stem_{self.id}"

    def parts(self) -> list[str]:
        """The tables that hold its passages: the whole one, or its partitions by article."""
        if self.partitions == 1:
            return [self.passages]
        return [f"{self.passages}_{number}" for number in range(self.partitions)]


@dataclass(frozen=True, slots=True)
class Generation:
    """What was published; `is_level` is whether the store has not changed since it was read."""

    number: int
    series: Series
    model: str
    revision: int
    passages: int
    words: int
    is_level: bool

    @property
    def name(self) -> str:
        """The number as all engines print it."""
        return f"{self.number:08d}"


def newest(database: PostgresDatabase) -> Generation | None:
    """The serving generation, if there is one."""
    return newest_of_all(database) if _has_tables(database) else None


def newest_of_all(database: PostgresDatabase) -> Generation | None:
    """The same, where it is known that there are tables."""
    for number, series, model, weights, dimension, partitions, *read in database.rows(NEWEST):
        return Generation(number, Series(series, weights, dimension, partitions), model, *read)
    return None


def newest_of(database: PostgresDatabase, series: Series) -> Generation | None:
    """The newest generation of one series, whether it serves or not."""
    for number, model, revision, passages, words in database.rows(LAST, series.id):
        return Generation(number, series, model, revision, passages, words, is_level=False)
    return None


def make_tables(database: PostgresDatabase) -> None:
    """Make what every index needs, where it is not there, and hold up others who would."""
    database.rows("SELECT pg_advisory_xact_lock(?)", MAKING)
    if not _has_tables(database):
        database.script((HERE / "schema.sql").read_text("utf-8"))
    if not database.rows("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"):
        raise StoreUnavailable("of DATABASE_URL", "its server has no pgvector", "install it there (0.8 or newer)")
    database.script("CREATE EXTENSION IF NOT EXISTS vector")
    ((version,),) = database.rows("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    if is_too_old(version):
        remedy = "install 0.8 or newer on its server, and run ALTER EXTENSION vector UPDATE"
        raise StoreUnavailable("of DATABASE_URL", f"it has pgvector {version}", remedy)


def is_too_old(version: str) -> bool:
    """Whether a pgvector can't go on searching its graph until it has enough hits: that came with 0.8."""
    return tuple(int(part) for part in version.split(".")[:2]) < (0, 8)


def unfinished_series(database: PostgresDatabase, embedder: Embedder, after: int) -> Series:
    """The series with vectors of this model that was begun after another one and never published; made if need be."""
    began = "SELECT id, weights, dimension, partitions FROM index_series WHERE id > ? AND weights = ? ORDER BY id"
    for row in database.rows(began, after, embedder.digest):
        return Series(*row)
    return _new_series(database, embedder)


def prune(database: PostgresDatabase) -> None:
    """Drop the series of generations before the last two, which a reader may be about to read, and abandoned ones."""
    database.rows("SET LOCAL lock_timeout = '5s'")
    database.rows("SELECT pg_advisory_xact_lock(?)", PUBLISHING)
    kept = database.rows("SELECT series FROM index_generation ORDER BY number DESC LIMIT 2")
    serving = kept[0][0]
    for row in database.rows("SELECT id, weights, dimension, partitions FROM index_series WHERE id < ?", serving):
        if row[:1] not in kept:
            series = Series(*row)
            database.rows("DELETE FROM index_generation WHERE series = ?", series.id)
            database.rows("DELETE FROM index_series WHERE id = ?", series.id)
            database.script(f"DROP TABLE {series.passages}, {series.stems}")


def _new_series(database: PostgresDatabase, embedder: Embedder) -> Series:
    ((partitions,),) = database.rows("SELECT partitions FROM index_layout")
    made = "INSERT INTO index_series (weights, dimension, partitions) VALUES (?, ?, ?) RETURNING id"
    ((number,),) = database.rows(made, embedder.digest, embedder.dimension, partitions)
    series = Series(number, embedder.digest, embedder.dimension, partitions)
    partitioned = "PARTITION BY HASH (article)" if partitions > 1 else ""
    tables = (HERE / "series.sql").read_text("utf-8")
    database.script(tables.format(series=number, dimension=series.dimension, partitioned=partitioned))
    for remainder, part in enumerate(series.parts()):
        if partitions > 1:
            bounds = f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {remainder})"
            database.script(f"CREATE TABLE {part} PARTITION OF {series.passages} {bounds}")
        database.script(f"ALTER TABLE {part} ADD PRIMARY KEY (passage)")
    return series


def _has_tables(database: PostgresDatabase) -> bool:
    return database.rows("SELECT to_regclass('index_generation')") != [(None,)]
