"""The queue of passages without a vector: any number of workers on any number of hosts take from it."""

from collections.abc import Sequence

from corpus.postgres.connections import PostgresDatabase
from retrieval.index.postgres.generations import Series

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
