"""Whether store, words and vectors agree, and what is done where they do not."""

from pathlib import Path

import pytest
from shelf_store import HashEmbedder, ShelfStore

from retrieval.index import doctor
from retrieval.index.doctor import examine, mend
from retrieval.index.engine import Checkup, Remedy, Scope
from retrieval.index.generation import INDEXES, open_generation
from retrieval.index.rebuild import rebuild

LINES = [f"The harbour master said berth {number} was closed." for number in range(30)]


@pytest.fixture
def data(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(doctor, "load_embedder", lambda model, data: embedder)
    store.put(*LINES)
    rebuild(store, tmp_path, embedder, Scope.MISSING, lambda _: None, cancelled=lambda: False)
    return tmp_path


def mended(store: ShelfStore, data: Path, embedder: HashEmbedder) -> Checkup:
    return mend(
        lambda: examine(store, data, "hash"),
        lambda: None,
        lambda scope: rebuild(store, data, embedder, scope, lambda _: None, cancelled=lambda: False),
    )


def test_a_sound_index_has_no_faults(store: ShelfStore, data: Path) -> None:
    checkup = examine(store, data, "hash")
    assert checkup.faults == ()
    assert (checkup.stored, checkup.vectors, checkup.words, checkup.sampled) == (30, 30, 30, 30)
    assert checkup.least_cosine == pytest.approx(1.0, abs=1e-3)


def test_an_index_behind_its_store_wants_a_rebuild(store: ShelfStore, data: Path, embedder: HashEmbedder) -> None:
    store.put("The mayor denied it.")
    store.take_down(3)
    (fault,) = examine(store, data, "hash").faults
    assert fault.what == "the index lacks 1 passages of the store and has 1 that are gone"
    assert fault.remedy is Remedy.REBUILD
    assert mended(store, data, embedder).faults == ()


def test_one_changed_byte_is_found_and_mended(store: ShelfStore, data: Path, embedder: HashEmbedder) -> None:
    file = open_generation(data / INDEXES).vectors / "base.faiss"
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw)
    (fault,) = examine(store, data, "hash").faults
    assert "base.faiss is not what was written" in fault.what
    assert mended(store, data, embedder).faults == ()


def test_vectors_of_another_model_are_found(store: ShelfStore, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "load_embedder", lambda model, data: HashEmbedder("other", "1" * 64))
    (fault,) = examine(store, data, "hash").faults
    assert fault.remedy is Remedy.REBUILD_FULL


def test_no_index_is_a_fault_only_where_there_is_something_to_index(store: ShelfStore, tmp_path: Path) -> None:
    assert examine(store, tmp_path, "hash").faults == ()
    store.put("The mayor denied it.")
    assert [fault.remedy for fault in examine(store, tmp_path, "hash").faults] == [Remedy.REBUILD]
