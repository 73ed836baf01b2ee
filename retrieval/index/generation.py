"""Generations: vectors and words of the same passages in one folder, published together by one atomic step."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.errors import BrokenIndex, NoIndex, WrongIndex

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


def publish(building: Path, manifest: Manifest) -> Generation:
    """Make what was built in a folder the serving generation: durably, and by one atomic step."""
    indexes = building.parent
    (building / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf8")
    for path in [*building.rglob("*"), building]:
        _sync(path)
    numbers = [int(each.name) for each in indexes.iterdir() if each.name.isdigit()]
    folder = indexes / f"{max(numbers, default=0) + 1:08d}"
    building.rename(folder)
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
