import shutil
from pathlib import Path

import pytest

from corpus.bundled import FOLDER, SUMS, bundled, write_sums
from corpus.errors import DamagedWeights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "model"))


@pytest.mark.parametrize("name", ["tagger.onnx", "judging.tsv"])
def test_weights_with_one_changed_bit_are_refused_with_the_remedy(folder: Path, name: str) -> None:
    assert bundled(name, folder) == folder / name
    bundled.cache_clear()
    held = bytearray((folder / name).read_bytes())
    held[len(held) // 2] ^= 1
    (folder / name).write_bytes(held)
    with pytest.raises(DamagedWeights, match="force-reinstall"):
        bundled(name, folder)


@pytest.mark.parametrize("left", [None, b"", b"\xff\0", b"one two three"])
def test_without_readable_digests_nothing_is_loaded(folder: Path, left: bytes | None) -> None:
    (folder / SUMS).unlink()
    if left is not None:
        (folder / SUMS).write_bytes(left)
    with pytest.raises(DamagedWeights):
        bundled("tagger.onnx", folder)


def test_every_weight_that_ships_has_its_digest(folder: Path) -> None:
    before = (folder / SUMS).read_text("ascii")
    write_sums(folder)
    assert (folder / SUMS).read_text("ascii") == before
