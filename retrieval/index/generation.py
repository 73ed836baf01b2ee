"""Generations: vectors and words of the same passages in one folder, published together by one atomic step."""

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from retrieval.embedder import Ids, Vectors
from retrieval.errors import BrokenIndex, NoIndex, WrongIndex

INDEXES = "index"  # the folder in the data directory
FORMAT = 1
POINTER, MANIFEST, BUILDING = "current", "manifest.json", "building"
KEPT = 2  # the serving generation and the one before it, which a reader may be about to open


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a generation was built, and what it consists of.

    `weights` is the SHA-256 of the model's weights, `corpus` that of all passage ids (int64, ascending), `revision`
    that of the store when it was read, and `files` the size and SHA-256 of every file.
    """

    format: int
    model: str
    weights: str
    dimension: int
    count: int
    corpus: str
    revision: int
    files: Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Generation:
    """One published generation: its name, its folder, and its manifest."""

    name: str
    folder: Path
    manifest: Manifest

    @property
    def vectors(self) -> Path:
        """The folder of the vector index."""
        return self.folder / "vectors"

    @property
    def words(self) -> Path:
        """The folder of the word index."""
        return self.folder / "words"


def published(indexes: Path) -> str:
    """The name of the serving generation; NoIndex where none was ever published."""
    try:
        name = (indexes / POINTER).read_text(encoding="utf8").strip()
    except FileNotFoundError as error:
        raise NoIndex(indexes) from error
    if not name.isdigit():
        raise BrokenIndex(indexes, f"{POINTER} names {name[:20]!r}")
    return name


def open_generation(indexes: Path) -> Generation:
    """The serving generation, all its files there and of the right size.

    Raises NoIndex where none was published, BrokenIndex where it is damaged, WrongIndex where its format is another.
    """
    while True:
        name = published(indexes)
        try:
            return read_generation(indexes / name)
        except FileNotFoundError as error:
            # It may have been pruned between the two reads; then there is a newer one.
            if published(indexes) == name:
                raise BrokenIndex(indexes / name, f"{Path(str(error.filename)).name} is missing") from error


def read_generation(folder: Path) -> Generation:
    """The generation in a folder, its files checked by size; FileNotFoundError where one is missing."""
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
        if raw["format"] != FORMAT:
            raise WrongIndex("format", str(raw["format"]), str(FORMAT))
        files = {name: (int(size), str(digest)) for name, (size, digest) in raw.pop("files").items()}
        manifest = Manifest(**raw, files=files)
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenIndex(folder, f"{MANIFEST} can't be read: {error}") from error
    for name, (size, _) in files.items():
        if (found := (folder / name).stat().st_size) != size:
            raise BrokenIndex(folder, f"{name} has {found} bytes, not {size}")
    return Generation(folder.name, folder, manifest)


def damaged_files(published: Generation) -> list[str]:
    """The files of a generation that are not what was written, by their digests."""
    damaged = []
    for name, (_, digest) in published.manifest.files.items():
        with (published.folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                damaged.append(name)
    return damaged


def new_folder(indexes: Path) -> Path:
    """An empty folder to build the next generation in; what an interrupted build left there is thrown away."""
    folder = indexes / BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def digests(folder: Path, before: Generation | None) -> dict[str, tuple[int, str]]:
    """The size and SHA-256 of every file in a folder. Files shared with the generation before are not read again."""
    found = {}
    for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".lock"):
        name = file.relative_to(folder).as_posix()
        if before is not None and name in before.manifest.files and _is_shared(file, before.folder / name):
            found[name] = before.manifest.files[name]
            continue
        with file.open("rb") as opened:
            found[name] = (file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest())
    return found


def share(file: Path, place: Path) -> None:
    """Make a file that never changes appear in a second place; copied where the file system has no hard links."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def publish(building: Path, manifest: Manifest) -> Generation:
    """Make what was built in a folder the serving generation: durably, and by one atomic step."""
    indexes = building.parent
    (building / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf8")
    for path in [*building.rglob("*"), building]:
        _sync(path)
    numbers = [int(each.name) for each in indexes.iterdir() if each.name.isdigit()]
    folder = indexes / f"{max(numbers, default=0) + 1:08d}"
    building.rename(folder)
    _sync(indexes)  # what the pointer names is there before it is named
    pointer = indexes / f"{POINTER}.new"
    pointer.write_text(folder.name, encoding="utf8")
    _sync(pointer)
    pointer.replace(indexes / POINTER)
    _sync(indexes)
    return Generation(folder.name, folder, manifest)


def prune(indexes: Path) -> None:
    """Remove generations but the serving one and the one before it.

    Whoever still reads a removed one keeps its files mapped, and they vanish when the last reader lets go.
    """
    serving = published(indexes)
    older = sorted(each for each in indexes.iterdir() if each.name.isdigit() and each.name != serving)
    for folder in older[: max(0, len(older) - KEPT + 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _is_shared(file: Path, other: Path) -> bool:
    return other.is_file() and file.samefile(other)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
