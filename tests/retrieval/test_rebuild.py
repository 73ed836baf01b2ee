"""Rebuilding: nothing embedded twice, nothing half-built ever published."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from shelf_store import HashEmbedder, ShelfStore

from retrieval.errors import RebuildCancelled, RebuildFailed, RebuildRunning
from retrieval.index import rebuild as rebuilding
from retrieval.index.engine import Progress, Rebuilt, Scope
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.generation import INDEXES, open_generation
from retrieval.index.rebuild import rebuild
from retrieval.index.tantivy_words import TantivyWords

LINES = [f"The harbour master said berth {number} was closed." for number in range(40)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 8)


def run(store: ShelfStore, data: Path, embedder: HashEmbedder, scope: Scope = Scope.MISSING) -> Rebuilt:
    return rebuild(store, data, embedder, scope, lambda _: None, cancelled=lambda: False)


def indexed(data: Path) -> list[int]:
    """The passages in the index, the same ones in its vectors and its words."""
    serving = open_generation(data / INDEXES)
    ids = FaissIndex(serving.vectors).ids().tolist()
    assert TantivyWords(serving.words).ids() == ids
    assert serving.manifest.count == len(ids)
    return ids


def test_every_passage_is_embedded_once(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    ids = store.put(*LINES)
    rebuilt = run(store, tmp_path, embedder)
    assert (rebuilt.passages, rebuilt.embedded, rebuilt.reused, rebuilt.removed) == (40, 40, 0, 0)
    assert indexed(tmp_path) == ids
    serving = FaissIndex(open_generation(tmp_path / INDEXES).vectors)
    assert serving.search(embedder.embed([LINES[7]])[0], 1, None)[0][0] == ids[7]


def test_only_what_is_new_is_embedded(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    old = store.put(*LINES)
    run(store, tmp_path, embedder)
    new = store.put("The mayor denied it.", "Nobody else spoke.")
    store.take_down(*old[:3])
    rebuilt = run(store, tmp_path, embedder)
    assert (rebuilt.passages, rebuilt.embedded, rebuilt.reused, rebuilt.removed) == (39, 2, 37, 3)
    assert embedder.embedded == 42
    assert indexed(tmp_path) == old[3:] + new


def test_the_same_index_comes_of_many_steps_as_of_one(
    store: ShelfStore, embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.faiss_index.SMALL", 5)
    for number in range(0, 40, 4):
        ids = store.put(*LINES[number : number + 4])
        run(store, tmp_path / "steps", embedder)
        if number % 3 == 0:
            store.take_down(ids[0])
    run(store, tmp_path / "steps", embedder)
    run(store, tmp_path / "once", embedder)
    assert indexed(tmp_path / "steps") == indexed(tmp_path / "once") == store.passage_ids()
    query = embedder.embed(["Who closed the berth?"])[0]
    steps, once = (FaissIndex(open_generation(tmp_path / each / INDEXES).vectors) for each in ("steps", "once"))
    assert dict(steps.search(query, 40, None)) == pytest.approx(dict(once.search(query, 40, None)), abs=1e-6)


def test_nothing_is_published_where_nothing_changed(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES)
    first, second = run(store, tmp_path, embedder), run(store, tmp_path, embedder)
    assert (first.generation, second.embedded) == (second.generation, 0)


def test_a_full_rebuild_embeds_everything_anew(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES)
    first = run(store, tmp_path, embedder)
    second = run(store, tmp_path, embedder, Scope.EVERYTHING)
    assert second.embedded == 40
    assert second.generation != first.generation


def test_another_model_shares_no_vector(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES)
    run(store, tmp_path, embedder)
    assert run(store, tmp_path, HashEmbedder("other", "1" * 64)).embedded == 40


def test_an_empty_store_has_an_empty_index(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    assert run(store, tmp_path, embedder).passages == 0
    assert indexed(tmp_path) == []
    ids = store.put(*LINES)
    run(store, tmp_path, embedder)
    store.take_down(*ids)
    assert run(store, tmp_path, embedder).removed == 40
    assert indexed(tmp_path) == []


def test_progress_says_how_far_it_is(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES[:20])
    told: list[Progress] = []
    rebuild(store, tmp_path, embedder, Scope.MISSING, told.append, cancelled=lambda: False)
    assert [(each.done, each.total) for each in told] == [(8, 20), (16, 20), (20, 20)]
    assert all(each.rate > 0 for each in told)
    assert told[-1].seconds_left == 0


def test_a_stopped_rebuild_goes_on_where_it_stopped(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES)
    told: list[Progress] = []
    with pytest.raises(RebuildCancelled, match="16 of 40"):
        rebuild(store, tmp_path, embedder, Scope.MISSING, told.append, cancelled=lambda: len(told) == 2)
    assert run(store, tmp_path, embedder).embedded == 24
    assert embedder.embedded == 40


def test_a_stopped_rebuild_leaves_the_old_index_serving(
    store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    old = store.put(*LINES[:20])
    run(store, tmp_path, embedder)
    store.put(*LINES[20:])
    with pytest.raises(RebuildCancelled):
        rebuild(store, tmp_path, embedder, Scope.MISSING, lambda _: None, cancelled=lambda: True)
    assert indexed(tmp_path) == old


def test_what_vanishes_meanwhile_is_in_neither_vectors_nor_words(
    store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    ids = store.put(*LINES)
    gone = iter(ids[:5])
    rebuild(store, tmp_path, embedder, Scope.MISSING, lambda _: store.take_down(next(gone)), cancelled=lambda: False)
    assert indexed(tmp_path) == ids[5:]


def test_there_is_one_rebuild_at_a_time(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    store.put(*LINES)

    def second(_: Progress) -> None:
        with pytest.raises(RebuildRunning, match="another rebuild is running"):
            run(store, tmp_path, embedder)

    rebuild(store, tmp_path, embedder, Scope.MISSING, second, cancelled=lambda: False)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=["full", "read-only", "forbidden"])
@pytest.mark.parametrize("step", ["write_vectors", "write_words", "fsync"])
def test_a_disk_that_takes_nothing_leaves_the_old_index_serving(
    store: ShelfStore, embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: int
) -> None:
    old = store.put(*LINES)
    run(store, tmp_path, embedder)
    store.put("The mayor denied it.")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else rebuilding, step, refuse)
        said = rf"{os.strerror(fault)}.*free some space or mend the permissions.*ontherecord rebuild"
        with pytest.raises(RebuildFailed, match=said):
            run(store, tmp_path, embedder)
    assert indexed(tmp_path) == old
    assert run(store, tmp_path, embedder).passages == 41


def test_a_place_that_can_not_be_written_is_named(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    (tmp_path / INDEXES).write_text("a file where the folder should be")
    with pytest.raises(RebuildFailed, match=str(tmp_path)):
        run(store, tmp_path, embedder)


def test_a_damaged_index_is_built_anew(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    ids = store.put(*LINES)
    run(store, tmp_path, embedder)
    (open_generation(tmp_path / INDEXES).vectors / "base.faiss").write_bytes(b"torn")
    assert run(store, tmp_path, embedder).embedded == 40
    assert indexed(tmp_path) == ids


def test_old_generations_are_taken_away(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    for line in LINES[:6]:
        store.put(line)
        last = run(store, tmp_path, embedder)
    folders = sorted(each.name for each in (tmp_path / INDEXES).iterdir() if each.is_dir())
    assert folders == ["00000005", last.generation]


def test_a_half_written_batch_is_not_used(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path) -> None:
    ids = store.put(*LINES)
    told: list[Progress] = []
    with pytest.raises(RebuildCancelled):
        rebuild(store, tmp_path, embedder, Scope.MISSING, told.append, cancelled=lambda: len(told) == 3)
    (partial,) = (tmp_path / INDEXES).glob("embedded-*")
    raw = bytearray(partial.read_bytes())
    raw[-5] ^= 1
    partial.write_bytes(raw)
    assert run(store, tmp_path, embedder).embedded == 24
    vectors = FaissIndex(open_generation(tmp_path / INDEXES).vectors).vectors(np.array(ids, np.int64))
    assert np.sum(vectors * embedder.embed(LINES), axis=1).min() > 0.999


def test_what_is_added_while_a_rebuild_runs_is_published_by_it(
    store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    ids, late = store.put(*LINES), list[int]()

    def add_late(_: Progress) -> None:
        if not late:
            late.extend(store.put("The dredger was late."))
            with pytest.raises(RebuildRunning):
                run(store, tmp_path, embedder)

    rebuild(store, tmp_path, embedder, Scope.MISSING, add_late, cancelled=lambda: False)
    assert indexed(tmp_path) == [*ids, *late]
