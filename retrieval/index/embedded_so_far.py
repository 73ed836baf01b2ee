"""Vectors of an unfinished rebuild: an append-only file, so that a killed rebuild goes on where it stopped."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from retrieval.embedder import Vectors
from retrieval.index.faiss_segment import Ids

HEAD = np.dtype([("count", "<u4"), ("checksum", "<u4")])


class EmbeddedSoFar:
    """Batches of passage ids and their vectors (16-bit floats), each with its checksum.

    Passage ids are never used again and a passage's text never changes, so a batch stays true however long ago it was
    written. What follows a damaged or half-written batch is dropped.
    """

    def __init__(self, file: Path, dimension: int) -> None:
        self._file = file
        self._dimension = dimension
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        self._ids, self._starts = np.empty(0, np.int64), np.empty(0, np.int64)
        for ids, start in self._read():
            self._know(ids, start)

    def ids(self) -> Ids:
        """The ids of all passages with a vector, in the order of writing."""
        return self._ids

    def append(self, ids: Ids, vectors: Vectors) -> None:
        """Keep a batch, durably, before returning."""
        body = ids.astype("<i8").tobytes() + vectors.astype("<f2").tobytes()
        head = np.array([(len(ids), zlib.crc32(body))], HEAD)
        with self._file.open("ab") as file:
            start = file.tell()
            file.write(head.tobytes() + body)
            file.flush()
            os.fsync(file.fileno())
        self._know(ids, start + HEAD.itemsize + ids.nbytes)

    def vectors(self, ids: Ids) -> Vectors:
        """The vectors of these ids, which must be here, in the order given."""
        if not len(ids):
            return np.empty((0, self._dimension), np.float32)
        order = np.argsort(self._ids, kind="stable")
        starts = self._starts[order[np.searchsorted(self._ids, ids, sorter=order)]]
        written = np.memmap(self._file, np.uint8, mode="r")
        raw = written[starts[:, None] + np.arange(2 * self._dimension)]
        return np.asarray(raw.view("<f2"), np.float32)

    def forget(self) -> None:
        """Remove the file: its vectors are published."""
        self._file.unlink(missing_ok=True)

    def _know(self, ids: Ids, start: int) -> None:
        self._ids = np.concatenate([self._ids, ids])
        self._starts = np.concatenate([self._starts, start + 2 * self._dimension * np.arange(len(ids))])

    def _read(self) -> Iterator[tuple[Ids, int]]:
        whole = 0
        with self._file.open("r+b") as file:
            while len(head := file.read(HEAD.itemsize)) == HEAD.itemsize:
                count, checksum = np.frombuffer(head, HEAD)[0].tolist()
                size = count * (8 + 2 * self._dimension)
                if len(body := file.read(size)) < size or zlib.crc32(body) != checksum:
                    break
                yield np.frombuffer(body, "<i8", count).astype(np.int64), whole + HEAD.itemsize + 8 * count
                whole += HEAD.itemsize + size
            file.truncate(whole)
