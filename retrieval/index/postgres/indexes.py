"""The indexes of a series: made when it is published first, which takes a tenth of keeping them while it is filled."""

from corpus.postgres.connections import PostgresDatabase
from retrieval.index.postgres.generations import Series

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
