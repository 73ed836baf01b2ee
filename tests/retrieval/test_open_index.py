"""The index that questions are asked of, while it is rebuilt, damaged, or of another model."""

import json
import threading
from pathlib import Path

import pytest
from shelf_store import HashEmbedder, ShelfStore

from retrieval.errors import BrokenIndex, NoIndex, WrongIndex
from retrieval.index import open_index as opening
from retrieval.index.engine import Scope
from retrieval.index.generation import INDEXES, MANIFEST, POINTER, open_generation
from retrieval.index.open_index import open_index
from retrieval.index.rebuild import rebuild
from retrieval.vector_index import Index

LINES = [f"The harbour master said berth {number} was closed." for number in range(30)]


def run(store: ShelfStore, data: Path, embedder: HashEmbedder) -> None:
    rebuild(store, data, embedder, Scope.MISSING, lambda _: None, cancelled=lambda: False)


@pytest.fixture
def index(store: ShelfStore, embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr(opening, "load_embedder_of", lambda model, digest, data: embedder)
    store.put(*LINES)
    run(store, tmp_path, embedder)
    return open_index(tmp_path, store, "hash")


def found(index: Index, text: str, k: int) -> tuple[list[int], list[int]]:
    vectors = index.vectors.search(index.embed([text])[0], k, None)
    return [each for each, _ in vectors], [each for each, _ in index.words.search(text, k, None)]


def test_a_question_finds_its_passage_by_meaning_and_by_words(index: Index) -> None:
    by_meaning, by_words = found(index, LINES[7], 1)
    assert by_meaning == by_words == [8]


def test_a_new_generation_is_picked_up_without_a_restart(
    index: Index, store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    before = index.generation
    (new,) = store.put("The mayor denied everything.")
    assert new not in found(index, "The mayor denied everything.", 50)[1]
    run(store, tmp_path, embedder)
    assert index.generation != before
    assert found(index, "The mayor denied everything.", 1) == ([new], [new])


def test_what_is_removed_is_gone_at_once(index: Index, store: ShelfStore) -> None:
    store.take_down(*range(5, 15))
    by_meaning, by_words = found(index, LINES[7], 12)
    assert len(by_meaning) == len(by_words) == 12
    assert not set(by_meaning + by_words) & set(range(5, 15))
    among = [8, 9, 20]
    assert [each for each, _ in index.words.search("berth", 5, among)] == [20]
    assert [each for each, _ in index.vectors.search(index.embed(["?"])[0], 5, among)] == [20]


def test_searches_go_on_while_generations_change(
    index: Index, store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    faults: list[str] = []
    done = threading.Event()

    def ask() -> None:
        query = embedder.embed([LINES[7]])[0]
        while not done.is_set():
            by_meaning, by_words = index.vectors.search(query, 1, None), index.words.search(LINES[7], 1, None)
            if [by_meaning[0][0], by_words[0][0]] != [8, 8]:
                faults.append(f"{by_meaning} {by_words}")
                return

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    try:
        for number in range(12):
            store.put(f"Statement {number} of the mayor.")
            run(store, tmp_path, embedder)
    finally:
        done.set()
    for thread in asking:
        thread.join()
    assert faults == []


def test_no_index_names_the_command_that_makes_one(store: ShelfStore, tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="`ontherecord rebuild`"):
        open_index(tmp_path, store, "hash")


def test_an_index_of_another_model_is_refused(index: Index, store: ShelfStore, tmp_path: Path) -> None:
    with pytest.raises(WrongIndex, match="hash, not other: `ontherecord rebuild --full`"):
        open_index(tmp_path, store, "other")


def test_an_index_of_another_format_is_refused(index: Index, store: ShelfStore, tmp_path: Path) -> None:
    manifest = open_generation(tmp_path / INDEXES).folder / MANIFEST
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    with pytest.raises(WrongIndex, match=r"format 99.*ontherecord rebuild --full"):
        open_index(tmp_path, store, "hash")


@pytest.mark.parametrize("damage", ["cut", "missing", "manifest", "pointer"])
def test_a_damaged_index_is_refused(index: Index, store: ShelfStore, tmp_path: Path, damage: str) -> None:
    folder = open_generation(tmp_path / INDEXES).folder
    match damage:
        case "cut":
            (folder / "vectors" / "base.faiss").write_bytes(b"")
        case "missing":
            (folder / "words" / "meta.json").unlink()
        case "manifest":
            (folder / MANIFEST).write_text("{")
        case "pointer":
            (tmp_path / INDEXES / POINTER).write_text("../..")
    with pytest.raises(BrokenIndex, match="ontherecord rebuild --full"):
        open_index(tmp_path, store, "hash")


def test_a_generation_that_can_not_be_opened_leaves_the_old_one_answering(
    index: Index, store: ShelfStore, embedder: HashEmbedder, tmp_path: Path
) -> None:
    before = index.generation
    run(store, tmp_path, HashEmbedder("other", "1" * 64))
    assert index.generation == before
    assert found(index, LINES[7], 1) == ([8], [8])
