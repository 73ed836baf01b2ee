"""The vector index in FAISS: immutable segments mapped from files, searched exactly.

Vectors are kept as 16-bit floats: half the bytes, and on unit vectors of this length the ten nearest stay the same.
"""

import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Vectors
from retrieval.vector_index import Hit

Ids = NDArray[np.int64]
Rows = NDArray[np.int64]

BASE, DELTA, REMOVED = "base", "delta", "removed.npy"
MERGE = 0.1  # of the base: more passages than that added or removed since, and all are written anew
SMALL = 20_000  # passages that are written anew in less than a tenth of a second
PIECE = 10_000  # vectors that are copied at a time
GATHER = 5_000  # rows up to which picking them out and scoring them beats a scan with a filter


class Segment:
    """Vectors and their passage ids, ascending, as `write_vectors` writes them; opening reads nothing but headers."""

    def __init__(self, stem: Path) -> None:
        self.ids: Ids = np.load(stem.with_suffix(".npy"), mmap_mode="r")
        self._flat = faiss.read_index(str(stem.with_suffix(".faiss")), faiss.IO_FLAG_MMAP_IFC)
        mapped = self._flat.codes  # type: ignore[attr-defined]  # faiss types all that it reads as its base class
        codes = faiss.rev_swig_ptr(mapped.data(), mapped.size())
        self.vectors: NDArray[np.float16] = codes.view(np.float16).reshape(-1, self._flat.d)

    def rows(self, ids: Ids) -> Rows:
        """The rows of those of the ids that are here."""
        rows = np.searchsorted(self.ids, ids)
        rows = rows[rows < len(self.ids)]
        return rows[np.isin(self.ids[rows], ids)]

    def nearest(self, query: Vectors, k: int, living: Rows | None) -> Iterator[Hit]:
        """The k nearest of the living rows (None: all rows), best first."""
        k = min(k, len(self.ids) if living is None else len(living))
        if k == 0:
            return iter(())
        if living is not None and len(living) <= GATHER:
            scores = self.vectors[living].astype(np.float32) @ query
            best = np.argsort(-scores, kind="stable")[:k]
            return zip(self.ids[living[best]].tolist(), scores[best].tolist(), strict=True)
        faiss.omp_set_num_threads(1)  # per thread; two threads for one query double the CPU time and gain nothing
        scores, rows = self._flat.search(query[None], k, params=_only(living, len(self.ids)))
        return zip(self.ids[rows[0]].tolist(), scores[0].tolist(), strict=True)


class FaissIndex:
    """Finds nearest passages in a folder as `write_vectors` made it; nothing in it changes while it is open."""

    def __init__(self, folder: Path) -> None:
        stems = [folder / name for name in (BASE, DELTA) if (folder / f"{name}.npy").exists()]
        self._segments = [Segment(stem) for stem in stems]
        self.removed: Ids = np.load(folder / REMOVED)
        self._living = [_living(segment, self.removed) for segment in self._segments]

    def __len__(self) -> int:
        return sum(len(s.ids) if rows is None else len(rows) for s, rows in zip(self._segments, self._living, strict=True))

    def ids(self) -> Ids:
        """All passage ids, ascending."""
        parts = [_kept(segment, living) for segment, living in zip(self._segments, self._living, strict=True)]
        return np.sort(np.concatenate([np.empty(0, np.int64), *parts]))

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k passages nearest to one query vector of unit length, best first."""
        query = np.ascontiguousarray(query, np.float32).reshape(-1)
        wanted = None if among is None else np.unique(np.fromiter(among, np.int64, len(among)))
        hits: list[Hit] = []
        for segment, living in zip(self._segments, self._living, strict=True):
            hits += segment.nearest(query, k, _among(segment, living, wanted))
        return sorted(hits, key=lambda hit: -hit[1])[: max(k, 0)]

    def ids_after_base(self) -> Ids:
        """The ids that stand in the delta, ascending."""
        return _kept(self._segments[-1], self._living[-1]) if len(self._segments) > 1 else np.empty(0, np.int64)

    def is_worn(self, changes: int) -> bool:
        """Whether, after so many further changes, all is better written anew."""
        base = len(self._segments[0].ids) if self._segments else 0
        return base < SMALL or len(self.ids_after_base()) + len(self.removed) + changes > MERGE * base

    def vectors(self, ids: Ids) -> Vectors:
        """The stored vectors of these ids, in the order given; any values for ids that are not here."""
        found = np.zeros((len(ids), self._segments[0].vectors.shape[1]), np.float32)
        for segment in self._segments:
            here = np.isin(ids, segment.ids)
            found[here] = segment.vectors[np.searchsorted(segment.ids, ids[here])]
        return found


def write_vectors(
    folder: Path, dimension: int, before: Path | None, gone: Ids, new: Ids, vectors: Callable[[Ids], Vectors]
) -> None:
    """Write an index of what was there `before`, without what is `gone`, and of these `new` passages.

    The large base segment of `before` is shared, not copied, until a tenth of it is new or gone.
    """
    folder.mkdir()
    old = None if before is None else FaissIndex(before)
    if old is None or before is None or old.is_worn(len(gone) + len(new)):
        kept = np.empty(0, np.int64) if old is None else np.setdiff1d(old.ids(), gone, assume_unique=True)
        _write_segment(folder / BASE, dimension, np.union1d(kept, new), _from(old, kept, vectors))
        np.save(folder / REMOVED, np.empty(0, np.int64))
        return
    for file in before.glob(f"{BASE}.*"):
        share(file, folder / file.name)
    later = np.setdiff1d(old.ids_after_base(), gone, assume_unique=True)
    _write_segment(folder / DELTA, dimension, np.union1d(later, new), _from(old, later, vectors))
    np.save(folder / REMOVED, np.union1d(old.removed, gone))


def share(file: Path, place: Path) -> None:
    """Make a file that never changes appear in a second place; copied where the file system has no hard links."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _write_segment(stem: Path, dimension: int, ids: Ids, vectors: Callable[[Ids], Vectors]) -> None:
    if not len(ids):
        return
    flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for start in range(0, len(ids), PIECE):
        flat.add(np.ascontiguousarray(vectors(ids[start : start + PIECE]), np.float32))
    np.save(stem.with_suffix(".npy"), ids)
    try:
        faiss.write_index(flat, str(stem.with_suffix(".faiss")))
    except RuntimeError as error:
        raise OSError(errno.EIO, str(error)) from error


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


def _living(segment: Segment, removed: Ids) -> Rows | None:
    dead = segment.rows(removed)
    if not len(dead):
        return None
    return np.setdiff1d(np.arange(len(segment.ids)), dead, assume_unique=True)


def _kept(segment: Segment, living: Rows | None) -> Ids:
    return segment.ids if living is None else segment.ids[living]


def _among(segment: Segment, living: Rows | None, wanted: Ids | None) -> Rows | None:
    if wanted is None:
        return living
    rows = segment.rows(wanted)
    return rows if living is None else np.intersect1d(rows, living, assume_unique=True)


def _only(rows: Rows | None, count: int) -> faiss.SearchParameters | None:
    if rows is None:
        return None
    bits = np.zeros(count, bool)
    bits[rows] = True
    packed = np.packbits(bits, bitorder="little")
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(packed))  # type: ignore[call-arg, arg-type]  # its stubs lag
