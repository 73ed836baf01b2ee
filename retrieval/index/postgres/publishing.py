"""Publishing in PostgreSQL: what was embedded becomes a generation in one transaction, or stays unseen."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.postgres.connections import PostgresDatabase
from corpus.sql.database import Row
from retrieval.embedder import Vectors
from retrieval.index.postgres.generations import (
    PUBLISHING,
    Generation,
    Series,
    newest,
    newest_of,
)
from retrieval.index.postgres.indexes import make_indexes
from retrieval.index.postgres.pgvector_index import written
from retrieval.index.postgres.postgres_words import written_stems
from retrieval.index.tantivy_words import Worded

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
class Published:
    """What came of publishing: the serving generation, and how many passages of the one before are gone."""

    generation: Generation
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


def publish(database: PostgresDatabase, series: Series, model: str, revision: int) -> Published | None:
    """Publish what was added to a series, the store read at this revision; None where a later series serves by now.

    Where the serving generation has all of it, that is returned.
    """
    hold_still(database)
    if is_overtaken(database, series):
        return None
    serving, before = newest(database), newest_of(database, series)
    if serving is not None and _has_all(database, serving, series, model, revision):
        return Published(serving, 0)
    gone, new = _settle(database, series, _number(before))
    make_indexes(database, series)
    if before is None:
        database.script(f"ANALYZE {series.passages}, {series.stems}")  # plans would be made for empty tables otherwise
    passages = (before.passages if before is not None else 0) - gone[0] + new[0]
    words = (before.words if before is not None else 0) - gone[1] + new[1]
    published = Generation(_number(serving) + 1, series, model, revision, passages, words, is_level=True)
    database.rows(PUBLISHED, published.number, series.id, model, revision, passages, words)
    if serving is not None and serving.series != series:
        return Published(published, max(0, serving.passages - passages))
    return Published(published, gone[0])


def _has_all(database: PostgresDatabase, serving: Generation, series: Series, model: str, revision: int) -> bool:
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


def _number(generation: Generation | None) -> int:
    return generation.number if generation is not None else 0
