"""Rebuilding the index in PostgreSQL: any number of workers, on any number of hosts, share the work."""

import time
from collections.abc import Callable, Iterable
from itertools import groupby

from corpus.errors import StoreUnavailable, UnknownArticle
from corpus.postgres_store import PostgresDatabase, PostgresStore
from corpus.store import Passage
from retrieval.embedder import Embedder, Vectors
from retrieval.errors import RebuildCancelled
from retrieval.index.engine import Progress, Rebuilt, Scope
from retrieval.index.passage_words import Worded, worded
from retrieval.index.postgres_generations import (
    LEASE,
    EmbeddingQueue,
    Publication,
    Series,
    add_passages,
    hold_still,
    is_overtaken,
    make_tables,
    newest,
    next_number,
    prune,
    publish,
    unfinished_series,
)

BATCH = 256  # passages that are leased at once at most, two seconds of work: what a kill can cost
FIRST, LEAST = 32, 4  # passages of the first batch, before it is known how quick the model is, and of any batch
PAUSE = 0.5  # seconds between two looks at what other workers have leased


def rebuild(
    store: PostgresStore,
    embedder: Embedder,
    scope: Scope,
    progress: Callable[[Progress], None],
    *,
    cancelled: Callable[[], bool],
) -> Rebuilt:
    """Bring the index in the store's database up to the store, together with all who do the same, and publish it.

    A vector of this very model is used again, in the serving generation (not for EVERYTHING) and in one that was
    begun since and stopped. Returns when what was missing is published, by whomever. Raises RebuildCancelled, or
    StoreUnavailable; the serving generation answers on in each case, and while this runs.
    """
    return _SharedRebuild(store, embedder, scope).run(progress, cancelled)


class _SharedRebuild:
    """One worker's run."""

    def __init__(self, store: PostgresStore, embedder: Embedder, scope: Scope) -> None:
        self._started = time.monotonic()
        self._store, self._embedder = store, embedder
        self._plan(scope)

    def run(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Rebuilt:
        done, most, published = 0, FIRST, None
        while published is None:
            if cancelled():
                raise RebuildCancelled(done, done + self._left)
            leased = self._lease(min(most, BATCH))
            if embedded := self._embed(leased):
                done += embedded
                rate = done / max(time.monotonic() - self._started, 1e-9)
                most = max(LEAST, int(rate * LEASE / 4))  # well within the lease
                progress(Progress(done, done + self._left, rate, self._left / rate))
            elif self._left:
                time.sleep(PAUSE)  # others embed the rest, or died over it
            elif (published := self._published()) is None:
                self._plan(Scope.MISSING)
        self._prune()
        count = published.generation.passages
        seconds = time.monotonic() - self._started
        return Rebuilt(published.generation.name, count, done, count - done, published.removed, seconds)

    def _plan(self, scope: Scope) -> None:
        with self._store.connections.deriving() as database:
            make_tables(database)
            hold_still(database)
            self._series = self._chosen(database, scope)
            self._queue = EmbeddingQueue(self._series)
            # The revision is read first: what is added meanwhile makes the index behind, never ahead.
            self._revision = int(database.rows("SELECT revision FROM change")[0][0])
            self._queue.put_missing(database)
            self._left = self._queue.waiting(database)

    def _chosen(self, database: PostgresDatabase, scope: Scope) -> Series:
        """The serving series, where its vectors are of this model and are to be used again; else one after it."""
        serving = newest(database)
        if serving is not None and scope is Scope.MISSING and serving.series.weights == self._embedder.digest:
            return serving.series
        return unfinished_series(database, self._embedder, serving.series.id if serving is not None else 0)

    def _lease(self, most: int) -> list[int]:
        """Passages for this worker. Where somebody began after this and was done before, it goes on from there."""
        with self._store.connections.deriving() as database:
            if not is_overtaken(database, self._series):
                leased = self._queue.lease(database, most)
                self._left = self._queue.waiting(database)
                return leased
        self._plan(Scope.MISSING)
        return []

    def _embed(self, leased: list[int]) -> int:
        """Embed and keep a batch; how many passages it had that this worker was the first to be done with."""
        if not leased:
            return 0
        try:
            return self._keep(leased, self._embedded(leased))
        except BaseException:
            with self._store.connections.deriving() as database:
                self._queue.give_back(database, leased)
            raise

    def _embedded(self, passages: list[int]) -> dict[int, tuple[Vectors, Worded]]:
        """These passages with their vectors and words; those that are no longer current are left out."""
        texts = _texts(self._store, passages)
        vectors = self._embedder.embed([text for _, text in texts]) if texts else ()
        vector_of = dict(zip((passage.id for passage, _ in texts), vectors, strict=True))
        return {each.passage: (vector_of[each.passage], each) for each in worded(self._store, texts)}

    def _keep(self, leased: list[int], embedded: dict[int, tuple[Vectors, Worded]]) -> int:
        with self._store.connections.deriving() as database:
            number = next_number(database, self._series)
            if number is None:
                return 0
            taken = sorted(self._queue.take(database, leased))
            add_passages(database, self._series, number, [embedded[each] for each in taken if each in embedded])
            self._left -= len(taken)
        return len(taken)

    def _published(self) -> Publication | None:
        with self._store.connections.deriving() as database:
            return publish(database, self._series, self._embedder.name, self._revision)

    def _prune(self) -> None:
        try:
            with self._store.connections.deriving() as database:
                prune(database)
        except StoreUnavailable:  # somebody reads it still: the next rebuild tries again
            return


def _texts(store: PostgresStore, passages: Iterable[int]) -> list[tuple[Passage, str]]:
    """These passages with their texts; those that are no longer current are left out."""
    found: list[tuple[Passage, str]] = []
    for name, group in groupby(store.passages(passages), key=lambda each: each.article_id):
        try:
            text = store.article(name).text
        except UnknownArticle:
            continue
        found += [(passage, passage.span.of(text)) for passage in group]
    return found
