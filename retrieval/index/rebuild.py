"""Rebuilding the index from the store: beside the serving generation, published whole or not at all."""

import fcntl
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.store import ArticleStore, Passage
from retrieval.embedder import Embedder, Ids
from retrieval.errors import BrokenIndex, NoIndex, RebuildCancelled, RebuildFailed, RebuildRunning, WrongIndex
from retrieval.index import generation
from retrieval.index.engine import Progress, Rebuilt, Scope
from retrieval.index.faiss_index import FaissIndex, write_vectors
from retrieval.index.generation import INDEXES, EmbeddedSoFar, Generation, Manifest
from retrieval.index.passage_words import Worded, worded
from retrieval.index.tantivy_words import write_words

WANTED = "wanted"  # a file: somebody asked for a rebuild while one was running
BATCH = 256  # passages embedded between two durable marks, two seconds of work: what a kill can cost


def rebuild(
    store: ArticleStore,
    data: Path,
    embedder: Embedder,
    scope: Scope,
    progress: Callable[[Progress], None],
    *,
    cancelled: Callable[[], bool],
) -> Rebuilt:
    """Bring the index of a data directory up to the store, and publish it.

    A vector of this very model is used again, whether it is in the serving generation (not for EVERYTHING) or left by
    a rebuild that was stopped. What is asked for while a rebuild runs is done by that one, when it is through.
    Raises RebuildRunning, RebuildCancelled or RebuildFailed; the serving generation answers on in each case, and while
    this runs.
    """
    indexes, rebuilt = data / INDEXES, None
    try:
        while rebuilt is None or (indexes / WANTED).exists():
            with _alone(indexes):
                (indexes / WANTED).unlink(missing_ok=True)  # before the store is read
                rebuilt = _Rebuild(store, indexes, embedder, scope).run(progress, cancelled)
            scope = Scope.MISSING
    except RebuildRunning:
        if rebuilt is None:
            raise
    except OSError as error:
        raise RebuildFailed(indexes, error) from error
    return rebuilt


class _Rebuild:
    """One run; the lock is held by whoever makes it."""

    def __init__(self, store: ArticleStore, indexes: Path, embedder: Embedder, scope: Scope) -> None:
        self._started = time.monotonic()
        self._store, self._indexes, self._embedder = store, indexes, embedder
        self._before = _usable(indexes, embedder) if scope is Scope.MISSING else None
        # The revision is read first: what is added meanwhile makes the index behind, never ahead.
        self._revision = store.revision()
        self._current: Ids = np.array(store.passage_ids(), np.int64)
        self._known: Ids = np.empty(0, np.int64) if self._before is None else FaissIndex(self._before.vectors).ids()
        self._fresh: Ids = np.setdiff1d(self._current, self._known, assume_unique=True)
        self._gone: Ids = np.setdiff1d(self._known, self._current, assume_unique=True)

    def run(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Rebuilt:
        if self._before is not None and self._before.manifest.revision == self._revision:
            return self._rebuilt(self._before, embedded=0)
        so_far = EmbeddedSoFar(self._indexes / f"embedded-{self._embedder.digest[:16]}", self._embedder.dimension)
        embedded = self._embed(so_far, progress, cancelled)
        published = self._publish(so_far)
        so_far.forget()
        generation.prune(self._indexes)
        return self._rebuilt(published, embedded)

    def _embed(self, so_far: EmbeddedSoFar, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> int:
        missing = np.setdiff1d(self._fresh, so_far.ids())
        done, started = 0, time.monotonic()
        for batch in _batches(self._texts(missing)):
            if cancelled():
                raise RebuildCancelled(done, len(missing))
            ids = np.array([passage.id for passage, _ in batch], np.int64)
            so_far.append(ids, self._embedder.embed([text for _, text in batch]))
            done += len(batch)
            rate = done / max(time.monotonic() - started, 1e-9)
            progress(Progress(done, len(missing), rate, (len(missing) - done) / rate))
        return done

    def _publish(self, so_far: EmbeddedSoFar) -> Generation:
        building = generation.new_folder(self._indexes)
        before = self._before
        kept: list[int] = []
        with_vectors = np.intersect1d(self._fresh, so_far.ids())
        worded_ones = _noting(worded(self._store, self._texts(with_vectors)), kept)
        write_words(building / "words", before.words if before else None, self._gone.tolist(), worded_ones)
        new = np.array(sorted(kept), np.int64)
        dimension, old = self._embedder.dimension, before.vectors if before else None
        write_vectors(building / "vectors", old, self._gone, new, so_far.vectors, dimension=dimension)
        ids = np.union1d(np.setdiff1d(self._known, self._gone), new)
        manifest = Manifest(
            format=generation.FORMAT,
            model=self._embedder.name,
            weights=self._embedder.digest,
            dimension=dimension,
            count=len(ids),
            corpus=corpus_digest(ids),
            revision=self._revision,
            files=generation.digests(building, before),
        )
        return generation.publish(building, manifest)

    def _texts(self, ids: Ids) -> Iterator[tuple[Passage, str]]:
        if not len(ids):
            return iter(())
        wanted = set(ids.tolist())
        return (each for each in self._store.passage_texts(int(ids[0]) - 1) if each[0].id in wanted)

    def _rebuilt(self, published: Generation, embedded: int) -> Rebuilt:
        count = published.manifest.count
        seconds = time.monotonic() - self._started
        return Rebuilt(published.name, count, embedded, count - embedded, len(self._gone), seconds)


def corpus_digest(ids: Ids) -> str:
    """SHA-256 of passage ids, ascending, as a manifest states it."""
    return hashlib.sha256(ids.astype("<i8").tobytes()).hexdigest()


def _usable(indexes: Path, embedder: Embedder) -> Generation | None:
    """The serving generation, if its vectors are of this model and its files are what was written."""
    try:
        serving = generation.open_generation(indexes)
    except (NoIndex, BrokenIndex, WrongIndex):
        return None
    if serving.manifest.weights != embedder.digest or generation.damaged_files(serving):
        return None
    return serving


@contextmanager
def _alone(indexes: Path) -> Iterator[None]:
    """Hold the lock of the index folder; it falls with the process, however that ends."""
    indexes.mkdir(parents=True, exist_ok=True)
    lock = indexes / "lock"
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            (indexes / WANTED).touch()  # whoever holds the lock looks for it once more when done
            raise RebuildRunning(lock) from error
        yield


def _batches(texts: Iterator[tuple[Passage, str]]) -> Iterator[list[tuple[Passage, str]]]:
    while batch := list(islice(texts, BATCH)):
        yield batch


def _noting(each_worded: Iterable[Worded], noted: list[int]) -> Iterator[Worded]:
    for each in each_worded:
        noted.append(each.passage)
        yield each
