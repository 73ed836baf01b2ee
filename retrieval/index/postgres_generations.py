"""Generations in PostgreSQL: rows of one series of tables, published by one row in one transaction.

Any number of workers on any number of hosts take passages from a queue, add them to a series, and publish.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreUnavailable
from corpus.postgres_store import PostgresDatabase
from corpus.sql.database import Row
from retrieval.embedder import Embedder, Vectors
from retrieval.index.passage_words import Worded
from retrieval.questions.words import stems

OFTEN = "DCBA"  # once, twice, three times, more often
MOST_TIMES = len(OFTEN)
LONGEST_STEM = 200  # characters; a tsvector has room for 2 KB
LONGEST_PASSAGE = 10_000  # different stems; a tsvector has room for a megabyte
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
class DatabaseGeneration:
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


def newest(database: PostgresDatabase) -> DatabaseGeneration | None:
    """The serving generation, if there is one."""
    return newest_of_all(database) if _has_tables(database) else None


def newest_of_all(database: PostgresDatabase) -> DatabaseGeneration | None:
    """The same, where it is known that there are tables."""
    for number, series, model, weights, dimension, partitions, *read in database.rows(NEWEST):
        return DatabaseGeneration(number, Series(series, weights, dimension, partitions), model, *read)
    return None


def newest_of(database: PostgresDatabase, series: Series) -> DatabaseGeneration | None:
    """The newest generation of one series, whether it serves or not."""
    for number, model, revision, passages, words in database.rows(LAST, series.id):
        return DatabaseGeneration(number, series, model, revision, passages, words, is_level=False)
    return None


def make_tables(database: PostgresDatabase) -> None:
    """Make what every index needs, where it is not there, and hold up others who would."""
    database.rows("SELECT pg_advisory_xact_lock(?)", MAKING)
    if not _has_tables(database):
        database.script((HERE / "postgres_index.sql").read_text("utf-8"))
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
    tables = (HERE / "postgres_series.sql").read_text("utf-8")
    database.script(tables.format(series=number, dimension=series.dimension, partitioned=partitioned))
    for remainder, part in enumerate(series.parts()):
        if partitions > 1:
            bounds = f"FOR VALUES WITH (MODULUS {partitions}, REMAINDER {remainder})"
            database.script(f"CREATE TABLE {part} PARTITION OF {series.passages} {bounds}")
        database.script(f"ALTER TABLE {part} ADD PRIMARY KEY (passage)")
    return series


def _has_tables(database: PostgresDatabase) -> bool:
    return database.rows("SELECT to_regclass('index_generation')") != [(None,)]


WITH_GRAPH = 20_000  # passages of a partition from which a graph is worth it: scanning as many takes 5 ms
MOST_DIMENSIONS = 4_000  # of a 16-bit vector in pgvector's graph
BY_GENERATION = "CREATE INDEX IF NOT EXISTS {part}_generation ON {part} (generation)"
BY_STEM = "CREATE INDEX IF NOT EXISTS {part}_stems ON {part} USING gin (stems) WITH (fastupdate = off)"
# The vectors are of unit length, so that the inner product is the cosine.
GRAPH = """
CREATE INDEX IF NOT EXISTS {part}_graph ON {part} USING hnsw (embedding halfvec_ip_ops)
WITH (m = 16, ef_construction = 100)
"""
LARGE = "SELECT 1 FROM {part} OFFSET {most} LIMIT 1"
INDEXED = """
SELECT count(*) FROM pg_class WHERE oid = ANY(ARRAY(SELECT to_regclass(part) FROM unnest(?::text[]) AS part))
AND (relkind = 'f' OR to_regclass(relname || '_graph') IS NOT NULL)
"""
ELSEWHERE = "SELECT relkind = 'f' FROM pg_class WHERE oid = to_regclass(?)"


def make_indexes(database: PostgresDatabase, series: Series) -> None:
    """Index what is here of a series; its vectors only where there are so many that a graph is worth it."""
    for part in series.parts():
        if database.rows(ELSEWHERE, part) == [(True,)]:
            continue
        database.script(BY_GENERATION.format(part=part))
        database.script(BY_STEM.format(part=part))
        if series.dimension <= MOST_DIMENSIONS and database.rows(LARGE.format(part=part, most=WITH_GRAPH - 1)):
            database.script(GRAPH.format(part=part))


def has_graphs(database: PostgresDatabase, series: Series) -> bool:
    """Whether every part of a series has a graph; one on another server sees to that itself."""
    return bool(database.rows(INDEXED, series.parts()) == [(len(series.parts()),)])


LEASE = 120  # seconds in which a worker is to be done with a batch; then another one takes it
PUT = """
INSERT INTO index_queue (series, passage)
SELECT {series}, passage.id FROM passage JOIN article ON article.seq = passage.article
WHERE article.current = 1 AND NOT EXISTS (SELECT 1 FROM {passages} AS known WHERE known.passage = passage.id)
ON CONFLICT DO NOTHING
"""
LEASED = """
UPDATE index_queue SET leased_until = now() + interval '{seconds} seconds'
WHERE series = ? AND passage = ANY(ARRAY(
    SELECT passage FROM index_queue WHERE series = ? AND leased_until < now()
    ORDER BY passage LIMIT ? FOR UPDATE SKIP LOCKED))
RETURNING passage
"""
RETURNED = "UPDATE index_queue SET leased_until = '-infinity' WHERE series = ? AND passage = ANY(?::bigint[])"
TAKEN = "DELETE FROM index_queue WHERE series = ? AND passage = ANY(?::bigint[]) RETURNING passage"


class EmbeddingQueue:
    """Passages of one series. Each call is made within a transaction of the caller's.

    A lease says who works on what, so that nothing is embedded twice. It does not decide what is kept: a passage is
    taken off the queue by whoever is done with it first, and who comes second keeps nothing of it.
    """

    def __init__(self, series: Series) -> None:
        self.series = series

    def put_missing(self, database: PostgresDatabase) -> None:
        """Put in every current passage that is not in the series."""
        database.rows(PUT.format(series=self.series.id, passages=self.series.passages))

    def lease(self, database: PostgresDatabase, most: int) -> list[int]:
        """Passages to be embedded now, by this worker alone until the lease ends; none where all are leased."""
        found = database.rows(LEASED.format(seconds=LEASE), self.series.id, self.series.id, most)
        return sorted(passage for (passage,) in found)

    def give_back(self, database: PostgresDatabase, passages: Sequence[int]) -> None:
        """End a lease."""
        database.rows(RETURNED, self.series.id, list(passages))

    def take(self, database: PostgresDatabase, passages: Sequence[int]) -> set[int]:
        """Take passages off the queue; those that nobody else took before."""
        return {passage for (passage,) in database.rows(TAKEN, self.series.id, list(passages))}

    def waiting(self, database: PostgresDatabase) -> int:
        """How many passages are in the queue, leased ones included."""
        return int(database.rows("SELECT count(*) FROM index_queue WHERE series = ?", self.series.id)[0][0])


ADDED = """
INSERT INTO {passages} (passage, article, generation, embedding, length, stems)
SELECT passage.id, passage.article, ?, embedding::halfvec, length, stems::tsvector
FROM unnest(?::bigint[], ?::text[], ?::integer[], ?::text[]) AS embedded (id, embedding, length, stems)
JOIN passage ON passage.id = embedded.id
"""
OF_STEMS = "lexeme AS stem, count(*) AS passages, count(*) FILTER (WHERE positions[1] = 1) AS texts"
GONE = """
WITH gone AS (
    DELETE FROM {passages} AS known WHERE NOT EXISTS (
        SELECT 1 FROM passage JOIN article ON article.seq = passage.article
        WHERE passage.id = known.passage AND article.current = 1)
    RETURNING generation, length, stems),
counted AS (SELECT {of_stems} FROM gone, unnest(stems) WHERE generation <= ? GROUP BY lexeme),
uncounted AS (
    UPDATE {stems} AS known SET passages = known.passages - counted.passages, texts = known.texts - counted.texts
    FROM counted WHERE known.stem = counted.stem)
SELECT count(*), coalesce(sum(length), 0)::bigint FROM gone WHERE generation <= ?
"""
ANY_NEW = "SELECT 1 FROM {passages} WHERE generation > ? LIMIT 1"
NEW = "SELECT count(*), coalesce(sum(length), 0)::bigint FROM {passages} WHERE generation > ?"
STEMS = """
INSERT INTO {stems} AS known
SELECT {of_stems} FROM {passages}, unnest(stems) WHERE generation > ? GROUP BY lexeme
ON CONFLICT (stem) DO UPDATE
SET passages = known.passages + excluded.passages, texts = known.texts + excluded.texts
"""
PUBLISHED = """
INSERT INTO index_generation (number, series, model, revision, passages, words) VALUES (?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of publishing: the serving generation, and how many passages of the one before are gone."""

    generation: DatabaseGeneration
    removed: int


def hold_still(database: PostgresDatabase) -> None:
    """Wait until nobody adds or publishes, and let nobody do so until the transaction ends.

    A plan needs this: a passage that somebody is just taking off the queue would not be seen in the series yet.
    """
    database.rows("SELECT pg_advisory_xact_lock(?)", PUBLISHING)


def is_overtaken(database: PostgresDatabase, series: Series) -> bool:
    """Whether a later series serves by now, so that this one will never be published again."""
    serving = newest(database)
    return serving is not None and serving.series.id > series.id


def next_number(database: PostgresDatabase, series: Series) -> int | None:
    """What rows of a series that are added now are marked with, so that they are seen when it is next published.

    None where a later series serves by now, so that nobody will. It stays so until the transaction ends.
    """
    database.rows("SELECT pg_advisory_xact_lock_shared(?)", PUBLISHING)
    return None if is_overtaken(database, series) else _number(newest_of(database, series)) + 1


def add_passages(
    database: PostgresDatabase, series: Series, number: int, rows: Sequence[tuple[Vectors, Worded]]
) -> None:
    """Add passages with their vectors and words, marked with this number; those not in the store are left out."""
    stems = [written_stems(worded) for _, worded in rows]
    database.rows(
        ADDED.format(passages=series.passages),
        number,
        [worded.passage for _, worded in rows],
        [written(vector) for vector, _ in rows],
        [length for length, _ in stems],
        [lexemes for _, lexemes in stems],
    )


def publish(database: PostgresDatabase, series: Series, model: str, revision: int) -> Publication | None:
    """Publish what was added to a series, the store read at this revision; None where a later series serves by now.

    Where the serving generation has all of it, that is returned.
    """
    hold_still(database)
    if is_overtaken(database, series):
        return None
    serving, before = newest(database), newest_of(database, series)
    if serving is not None and _has_all(database, serving, series, model, revision):
        return Publication(serving, 0)
    gone, new = _settle(database, series, _number(before))
    make_indexes(database, series)
    if before is None:
        database.script(f"ANALYZE {series.passages}, {series.stems}")  # plans would be made for empty tables otherwise
    passages = (before.passages if before is not None else 0) - gone[0] + new[0]
    words = (before.words if before is not None else 0) - gone[1] + new[1]
    published = DatabaseGeneration(_number(serving) + 1, series, model, revision, passages, words, is_level=True)
    database.rows(PUBLISHED, published.number, series.id, model, revision, passages, words)
    if serving is not None and serving.series != series:
        return Publication(published, max(0, serving.passages - passages))
    return Publication(published, gone[0])


def _has_all(
    database: PostgresDatabase, serving: DatabaseGeneration, series: Series, model: str, revision: int
) -> bool:
    if serving.series != series or serving.model != model or serving.revision < revision:
        return False
    return not database.rows(ANY_NEW.format(passages=series.passages), serving.number)


def _settle(database: PostgresDatabase, series: Series, before: int) -> tuple[Row, Row]:
    """Bring rows and stems of a series up to the store; how many passages and words of them are gone, and are new."""
    names = {"passages": series.passages, "stems": series.stems, "of_stems": OF_STEMS}
    (gone,) = database.rows(GONE.format(**names), before, before)
    (new,) = database.rows(NEW.format(**names), before)
    database.rows(STEMS.format(**names), before)
    return gone, new


def _number(generation: DatabaseGeneration | None) -> int:
    return generation.number if generation is not None else 0


def written(vector: Vectors) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join(map(repr, vector.tolist()))}]"


def written_stems(worded: Worded) -> tuple[int, str]:
    """How many words a passage is found by, and its stems as a tsvector is written."""
    said, about = _cut(worded.text), _cut(worded.about)
    counted, in_text = Counter([*said, *about]), set(said)
    first = counted.most_common(LONGEST_PASSAGE)
    lexemes = (f"{quoted(stem)}:{1 if stem in in_text else 2}{OFTEN[min(n, MOST_TIMES) - 1]}" for stem, n in first)
    return len(said) + len(about), " ".join(lexemes)


def _cut(text: str) -> list[str]:
    return [each[:LONGEST_STEM] for each in stems(text)]


def quoted(stem: str) -> str:
    """A stem as a tsvector and a tsquery have it."""
    doubled = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
