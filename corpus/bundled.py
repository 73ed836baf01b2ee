"""The weights that come with the project, each checked against its digest before it is used."""

import hashlib
from functools import cache
from pathlib import Path

from corpus.errors import DamagedWeights

FOLDER = Path(__file__).parent / "model"
SUMS = "SHA256SUMS"  # in the format of sha256sum, to be checked without this project too


@cache
def bundled(name: str, folder: Path = FOLDER) -> Path:
    """The file of this name in corpus/model.

    Raises DamagedWeights where it is missing or not the one that the digests name.
    """
    path = folder / name
    try:
        lines = (folder / SUMS).read_text("ascii").splitlines()
        if {file: digest for digest, file in map(str.split, lines)}[name] == _digest(path):
            return path
    except (OSError, ValueError, KeyError) as error:
        raise DamagedWeights(path) from error
    raise DamagedWeights(path)


def write_sums(folder: Path = FOLDER) -> None:
    """Write the digests of the weights in a folder, as the last step of making them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in {".onnx", ".tsv", ".safetensors"})
    (folder / SUMS).write_text("".join(f"{_digest(path)}  {path.name}\n" for path in files), "ascii")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
