"""The vector index: a large segment that generations share, and a small one of what was added since."""

import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np

from retrieval.embedder import Vectors
from retrieval.index.faiss_segment import Ids, Segment, write_segment
from retrieval.vector_index import Hit

BASE, DELTA, REMOVED = "base", "delta", "removed.npy"
WORN = 0.1  # of the base: more passages than that added or removed since, and all are written anew
SMALL = 20_000  # passages that are written anew in less than a tenth of a second


class FaissIndex:
    """Finds nearest passages in a folder as `write_vectors` made it; nothing in it changes while it is open."""

    def __init__(self, folder: Path) -> None:
        self.removed: Ids = np.load(folder / REMOVED)
        stems = [folder / name for name in (BASE, DELTA) if (folder / f"{name}.npy").exists()]
        self._segments = [Segment(stem, self.removed) for stem in stems]
        self._count = sum(map(len, self._segments))

    def __len__(self) -> int:
        return self._count

    def ids(self) -> Ids:
        """All passage ids, ascending."""
        return np.sort(np.concatenate([np.empty(0, np.int64), *(segment.ids() for segment in self._segments)]))

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k passages nearest to one query vector of unit length, best first."""
        if k < 1:
            return []
        query = np.ascontiguousarray(query, np.float32).reshape(-1)
        wanted = None if among is None else np.sort(np.fromiter(set(among), np.int64))
        hits = [hit for segment in self._segments for hit in segment.search(query, k, wanted)]
        return sorted(hits, key=lambda hit: -hit[1])[:k]

    def ids_after_base(self) -> Ids:
        """The ids of what was added since the base was written, ascending."""
        return self._segments[1].ids() if len(self._segments) > 1 else np.empty(0, np.int64)

    def is_worn(self, changes: int) -> bool:
        """Whether, after so many further changes, all is better written anew."""
        base = self._segments[0].written() if self._segments else 0
        return base < SMALL or len(self.ids_after_base()) + len(self.removed) + changes > WORN * base

    def vectors(self, ids: Ids) -> Vectors:
        """The stored vectors of these ids, in the order given; zeros for an id that is not here."""
        parts = [segment.vectors(ids) for segment in self._segments]
        found = np.zeros((len(ids), parts[0][1].shape[1]), np.float32)
        for here, vectors in parts:
            found[here] = vectors
        return found


def write_vectors(
    folder: Path, before: Path | None, gone: Ids, new: Ids, vectors: Callable[[Ids], Vectors], *, dimension: int
) -> None:
    """Write an index of what was there `before`, without what is `gone`, and of these `new` passages.

    The large base segment of `before` is shared, not copied, until a tenth of it is new or gone.
    """
    folder.mkdir()
    old = None if before is None else FaissIndex(before)
    if old is None or before is None or old.is_worn(len(gone) + len(new)):
        kept, stem, removed = np.empty(0, np.int64) if old is None else old.ids(), folder / BASE, gone[:0]
    else:
        for file in before.glob(f"{BASE}.*"):
            share(file, folder / file.name)
        kept, stem, removed = old.ids_after_base(), folder / DELTA, np.union1d(old.removed, gone)
    np.save(folder / REMOVED, removed)
    kept = np.setdiff1d(kept, gone, assume_unique=True)
    if len(ids := np.union1d(kept, new)):
        write_segment(stem, dimension, ids, _from(old, kept, vectors))


def share(file: Path, place: Path) -> None:
    """Make a file that never changes appear in a second place; copied where the file system has no hard links."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _from(old: FaissIndex | None, kept: Ids, fresh: Callable[[Ids], Vectors]) -> Callable[[Ids], Vectors]:
    """Looks vectors up: in the old index those that are kept of it, the others among the fresh ones."""

    def vectors(ids: Ids) -> Vectors:
        old_ones = np.isin(ids, kept)
        if old is None or not old_ones.any():
            return fresh(ids)
        found = old.vectors(ids)
        found[~old_ones] = fresh(ids[~old_ones])
        return found

    return vectors
