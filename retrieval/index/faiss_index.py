"""Vectors in FAISS: a large segment that generations share, and a small one of what was added since.

A segment is immutable and mapped from its files. Vectors are kept as 16-bit floats: half the bytes, and the ten
nearest of unit vectors stay the same. A large segment has codes of 4 bits beside them, 40 bytes a passage, which name
candidates that are then scored exactly.

The codes of a very large one lie in lists, each of what is near its centre, of which a question opens those nearest to
it. It opens many: questions are worded otherwise than passages, and what is nearest to one is spread wider than what
is nearest to a passage. At a million passages a tenth of the lists has nine of a real question's ten nearest.
"""

import errno
from collections.abc import Callable, Collection
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.embedder import Ids, Vectors
from retrieval.index.generation import share
from retrieval.vector_index import Hit

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

CODED = 50_000  # passages from which the codes are worth it: scanning as many vectors takes 2.5 ms
PARTED = 500_000  # passages from which the codes lie in lists
CANDIDATES = 400  # that the codes name for the ten nearest
MORE = 0.0012  # of the passages, where that is more: among more of them more lie near one another
FOR_EACH = 10  # candidates for each hit that is asked for
OPEN = 0.2  # of the passages: where a filter leaves less, flat codes would have to name too many
HALF = 0.5  # of the passages: where a filter leaves less, the nearest may be in any list
MANY = 0.01  # of the passages: so many hits may be in any list too
NARROWEST = 16  # dimensions that are worth coding
KEPT = 5 / 8  # of the dimensions: what lies in the others is less than what the codes lose
SUBSPACE = 3  # of the kept dimensions that share a code of 4 bits
TRAINING = 50_000  # vectors that the codes are made from
LISTS, MOST_LISTS = 4, 16_384  # times the root of the number of passages, and at most
OPENED = 1_200  # lists: fewer lose more than one in a hundred of the nearest ten of real questions, at any size
FROM = 8  # vectors for each list that the lists are made from
ROUNDS = 4  # in which they are
GATHER = 0.05  # of the passages: up to here picking them out and scoring them beats a scan with a filter
PIECE = 10_000  # vectors that are copied at a time
SCANNER = 11  # FAISS's way through lists for one query and many candidates; its own choice takes a third longer


class Segment:
    """Vectors and their passage ids, ascending, without those that were removed since they were written.

    Opening reads headers, and the codes of a large segment. Any number of threads may search it.
    """

    def __init__(self, stem: Path, removed: Ids) -> None:
        self._ids: Ids = np.load(stem.with_suffix(".npy"), mmap_mode="r")
        self._flat = faiss.read_index(str(stem.with_suffix(".faiss")), faiss.IO_FLAG_MMAP_IFC)
        mapped = self._flat.codes  # type: ignore[attr-defined]  # faiss types all that it reads as its base class
        self._raw: NDArray[np.uint8] = faiss.rev_swig_ptr(mapped.data(), mapped.size()).reshape(len(self._ids), -1)
        codes = stem.with_suffix(".codes")
        self._codes = faiss.read_index(str(codes)) if codes.exists() else None
        self._lists = faiss.try_extract_index_ivf(self._codes) if self._codes is not None else None
        dead = _rows(self._ids, removed)
        self._living = _mask(np.setdiff1d(np.arange(len(self._ids)), dead), len(self._ids)) if len(dead) else None

    def __len__(self) -> int:
        return len(self._ids) if self._living is None else int(np.count_nonzero(self._living))

    def ids(self) -> Ids:
        """The ids of all passages that were not removed, ascending."""
        return self._ids if self._living is None else self._ids[self._living]

    def written(self) -> int:
        """How many passages were written, those that were removed included."""
        return len(self._ids)

    def vectors(self, ids: Ids) -> tuple[Mask, Vectors]:
        """Which of these ids are here, and the vectors of those, in the order given."""
        here = np.isin(ids, self._ids)
        rows = self._raw[np.searchsorted(self._ids, ids[here])]
        return here, rows.view(np.float16).astype(np.float32)

    def search(self, query: Vectors, k: int, among: Ids | None) -> list[Hit]:
        """The k nearest passages, best first; only of those `among` (ascending), if given."""
        allowed = self._living
        if among is not None:
            rows = _rows(self._ids, among)
            rows = rows if self._living is None else rows[self._living[rows]]
            if len(rows) <= GATHER * len(self._ids):
                return self._best(query, k, rows)
            allowed = _mask(rows, len(self._ids))
        count = len(self._ids) if allowed is None else int(np.count_nonzero(allowed))
        candidates = self._candidates(query, k, allowed, count / len(self._ids))
        if len(candidates) >= k:
            return self._best(query, k, candidates)
        return self._scan(query, min(k, count), allowed)

    def _candidates(self, query: Vectors, k: int, allowed: Mask | None, share: float) -> Rows:
        """Rows that the codes put nearest, the k nearest among them; none where a scan is quicker."""
        if self._codes is None or (self._lists is None and share < OPEN):
            return np.empty(0, np.int64)
        most, only = max(CANDIDATES, FOR_EACH * k, MORE * len(self._ids)), None
        if self._lists is not None and (share < HALF or k > MANY * len(self._ids)):
            only = _everywhere(self._lists, allowed)
        else:
            most /= share
        faiss.omp_set_num_threads(1)
        _, (rows,) = self._codes.search(query[None], min(int(most), len(self._ids)), params=only)
        rows = rows[rows >= 0]
        return np.asarray(rows if allowed is None else rows[allowed[rows]], np.int64)

    def _best(self, query: Vectors, k: int, rows: Rows) -> list[Hit]:
        """The k nearest of these rows, picked out and scored exactly."""
        few = _empty(self._flat.d)  # a scan of copies takes a tenth of the time in which numpy widens 16-bit floats
        few.add_sa_codes(self._raw[rows])
        return self._hits(few.search(query[None], max(1, min(k, len(rows)))), rows)

    def _scan(self, query: Vectors, k: int, allowed: Mask | None) -> list[Hit]:
        if k < 1:
            return []
        only = None
        if allowed is not None:
            only = faiss.SearchParameters(sel=_only(allowed))  # type: ignore[call-arg]  # the stubs lag behind
        faiss.omp_set_num_threads(1)  # per thread; two threads for one query double the CPU time and gain nothing
        return self._hits(self._flat.search(query[None], k, params=only), None)

    def _hits(self, found: tuple[Vectors, Rows], rows: Rows | None) -> list[Hit]:
        (scores,), (at,) = found
        scores, at = scores[at >= 0], at[at >= 0]
        return list(zip(self._ids[at if rows is None else rows[at]].tolist(), scores.tolist(), strict=True))


def write_segment(stem: Path, dimension: int, ids: Ids, vectors: Callable[[Ids], Vectors]) -> None:
    """Write a segment of these ids, ascending, at least one; their vectors are asked for piece by piece."""
    codes = _trained(dimension, ids, vectors) if len(ids) >= CODED and dimension >= NARROWEST else None
    np.save(stem.with_suffix(".npy"), ids)
    flat = _empty(dimension)
    with stem.with_suffix(".faiss").open("wb") as file:
        file.write(_head(flat, len(ids)))
        for start in range(0, len(ids), PIECE):
            piece = np.ascontiguousarray(vectors(ids[start : start + PIECE]), np.float32)
            file.write(flat.sa_encode(piece).tobytes())
            if codes is not None:
                codes.add(piece)
    if codes is not None:
        _write_codes(codes, stem.with_suffix(".codes"))


def _empty(dimension: int) -> faiss.IndexScalarQuantizer:
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _head(empty: faiss.IndexScalarQuantizer, count: int) -> bytes:
    """What FAISS writes before so many vectors: of none, but for the two numbers. So they need not all be in memory."""
    head = faiss.serialize_index(empty)
    head[8:16] = np.frombuffer(np.int64(count).tobytes(), np.uint8)
    head[-8:] = np.frombuffer(np.int64(count * empty.sa_code_size()).tobytes(), np.uint8)
    return bytes(head)


def _trained(dimension: int, ids: Ids, vectors: Callable[[Ids], Vectors]) -> faiss.IndexPreTransform:
    """Codes of what matters most of the vectors: their principal components, turned so that all count alike."""
    lists = min(int(LISTS * len(ids) ** 0.5), MOST_LISTS) if len(ids) >= PARTED else 0
    sample = np.ascontiguousarray(vectors(ids[:: max(1, len(ids) // max(TRAINING, FROM * lists))]), np.float32)
    spaces = round(KEPT * dimension / SUBSPACE)
    turned = faiss.PCAMatrix(dimension, SUBSPACE * spaces, 0, True)
    turned.train(sample)
    turned.have_bias = False  # it would change inner products
    codes = _in_lists(lists, turned.d_out) if lists else _codes(turned.d_out, SUBSPACE)
    codes.train(turned.apply(sample))
    return faiss.IndexPreTransform(turned, codes)


def _codes(dimension: int, subspace: int) -> faiss.IndexPQFastScan:
    return faiss.IndexPQFastScan(dimension, dimension // subspace, 4, faiss.METRIC_INNER_PRODUCT)


def _in_lists(lists: int, dimension: int) -> faiss.IndexIVFPQFastScan:
    nearest, spaces = faiss.IndexFlatIP(dimension), dimension // SUBSPACE
    codes = faiss.IndexIVFPQFastScan(nearest, dimension, lists, spaces, 4, faiss.METRIC_INNER_PRODUCT)
    codes.nprobe, codes.implem = min(OPENED, lists), SCANNER
    codes.cp.niter, codes.cp.max_points_per_centroid, codes.cp.min_points_per_centroid = ROUNDS, FROM, 1
    return codes


def _write_codes(codes: faiss.IndexPreTransform, file: Path) -> None:
    """Write codes that are complete. Lists are chosen by codes of their centres: a sixth of the time and memory."""
    lists = faiss.try_extract_index_ivf(codes)
    if lists is not None:
        centres = lists.quantizer.reconstruct_n(0, lists.nlist)
        coded = _codes(lists.d, 1)
        coded.train(centres)
        coded.add(centres)
        lists.quantizer, lists.own_fields = coded, False
    try:
        faiss.write_index(codes, str(file))
    except RuntimeError as error:
        raise OSError(errno.EIO, str(error)) from error


def _everywhere(lists: faiss.IndexIVF, allowed: Mask | None) -> faiss.SearchParameters:
    only = None if allowed is None else _only(allowed)
    within = faiss.SearchParametersIVF(sel=only, nprobe=lists.nlist)  # type: ignore[call-arg]  # the stubs lag behind
    return faiss.SearchParametersPreTransform(index_params=within)  # type: ignore[call-arg]


def _only(allowed: Mask) -> faiss.IDSelectorBitmap:
    return faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]


def _rows(ids: Ids, wanted: Ids) -> Rows:
    rows = np.searchsorted(ids, wanted)
    within = rows < len(ids)
    rows, wanted = rows[within], wanted[within]
    found: Rows = rows[ids[rows] == wanted]
    return found


def _mask(rows: Rows, count: int) -> Mask:
    mask = np.zeros(count, np.bool_)
    mask[rows] = True
    return mask


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
