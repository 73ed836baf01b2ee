"""The vector index in PostgreSQL, by pgvector: every row where few come into question, its graph (HNSW) otherwise."""

from collections.abc import Collection

import numpy as np

from corpus.postgres.connections import PostgresConnections, PostgresDatabase
from corpus.sql.database import portions
from retrieval.embedder import Vectors
from retrieval.index.faiss_segment import Ids
from retrieval.index.postgres.generations import Generation
from retrieval.index.postgres.indexes import has_graphs
from retrieval.vector_index import Hit

# Following the graph under a filter costs (hits / share of the passages that it lets through) steps, picking out all
# that it lets through as many as they are. The two meet where passages² = PICKED x all passages.
PICKED = 2_000
# How many passages the graph is searched for at once, to find 99 of 100: 200 of 30,000, 600 of 200,000 (measured).
STEPS, AMONG, GROWTH = 200, 30_000, 0.6
MOST_STEPS_AT_ONCE = 1_000  # what pgvector takes
MOST_HITS = 1_000  # from the graph; for more, it is quicker to look at every row
MOST_STEPS = 100_000  # looked at under a filter before the search gives up
# A plan must know its values: without them it takes every LIMIT for a tenth of the table, and scans all of it.
PLANS = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)"
ITERATING = """
SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', ?, true),
    set_config('hnsw.max_scan_tuples', ?, true)
"""
SCORES = """
SELECT passage, -(embedding <#> ?::halfvec) FROM {table} WHERE generation <= ? {among}
ORDER BY (embedding <#> ?::halfvec) {exactly} LIMIT {k}
"""
ONE_OF = "AND passage = ANY(?::bigint[])"
EXACTLY = "+ 0"  # an order that the graph does not have, so that it isn't asked


def steps(passages: int) -> int:
    """How many passages to search the graph for at once, with no filter; the more of them there are, the more."""
    return round(STEPS * float(max(1, passages / AMONG) ** GROWTH))


class PgvectorIndex:
    """Finds nearest passages in one generation; safe to use from several threads."""

    def __init__(self, connections: PostgresConnections, generation: Generation) -> None:
        self._connections, self._generation = connections, generation

    def __len__(self) -> int:
        return self._generation.passages

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k passages nearest to one query vector of unit length, best first."""
        if k < 1 or (among is not None and not among):
            return []
        wanted = None if among is None else [int(each) for each in set(among)]
        asked = written(np.asarray(query, np.float32).reshape(-1))
        with self._connections.reading() as database:
            database.rows(PLANS)
            exactly = self._is_exact(database, k, wanted)
            if not exactly:
                share = 1.0 if wanted is None else max(len(wanted), 1) / max(len(self), 1)
                at_once = min(MOST_STEPS_AT_ONCE, round(max(steps(len(self)), 2 * k) / min(1.0, share)))
                database.rows(ITERATING, str(at_once), str(MOST_STEPS))
            sql = SCORES.format(
                table=self._generation.series.passages,
                among="" if wanted is None else ONE_OF,
                exactly=EXACTLY if exactly else "",
                k=int(k),
            )
            values = [] if wanted is None else [wanted]
            found = database.rows(sql, asked, self._generation.number, *values, asked)
            return [(passage, float(score)) for passage, score in found]

    def ids(self) -> Ids:
        """All passage ids, ascending."""
        sql = f"SELECT passage FROM {self._generation.series.passages} WHERE generation <= ? ORDER BY passage"  # noqa: S608
        with self._connections.reading() as database:
            return np.array([row[0] for row in database.rows(sql, self._generation.number)], np.int64)

    def vectors(self, ids: Ids) -> Vectors:
        """The stored vectors of these ids, in the order given; zeros for an id that is not here."""
        sql = (
            f"SELECT passage, embedding::text FROM {self._generation.series.passages} WHERE passage = ANY(?::bigint[])"  # noqa: S608
        )
        found: dict[int, str] = {}
        with self._connections.reading() as database:
            for portion in portions(ids.tolist()):
                found |= dict(database.rows(sql, list(portion)))
        empty = np.zeros(self._generation.series.dimension, np.float32)
        return np.array([_read(found[each]) if each in found else empty for each in ids.tolist()], np.float32)

    def _is_exact(self, database: PostgresDatabase, k: int, wanted: list[int] | None) -> bool:
        if k > MOST_HITS or (wanted is not None and len(wanted) ** 2 <= PICKED * len(self)):
            return True
        return not has_graphs(database, self._generation.series)


def written(vector: Vectors) -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join(map(repr, vector.tolist()))}]"


def _read(text: str) -> Vectors:
    return np.array(text[1:-1].split(","), np.float32)
