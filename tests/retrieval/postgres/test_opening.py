"""The index in PostgreSQL that questions are asked of, while it is rebuilt, damaged, or of another model."""

import threading
from pathlib import Path

import pytest
from shared_work import put, run, serving, texts
from shelf_store import HashEmbedder

from corpus import postgres_store
from corpus.errors import StoreUnavailable
from corpus.postgres_store import PostgresStore
from retrieval.errors import NoIndex, WrongIndex
from retrieval.index import doctor as checking
from retrieval.index import open_index as opening
from retrieval.index.doctor import mend
from retrieval.index.engine import Checkup, Remedy
from retrieval.index.postgres_index import examine, open_index
from retrieval.vector_index import Index


@pytest.fixture
def index(store: PostgresStore, embedder: HashEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr(opening, "load_embedder_of", lambda model, digest, data: embedder)
    monkeypatch.setattr(checking, "load_embedder", lambda model, data: embedder)
    put(store, range(30))
    run(store, embedder)
    return open_index(store, "hash", tmp_path)


def found(index: Index, text: str, k: int) -> tuple[list[int], list[int]]:
    vectors = index.vectors.search(index.embed([text])[0], k, None)
    return [each for each, _ in vectors], [each for each, _ in index.words.search(text, k, None)]


def test_a_question_finds_its_passage_by_meaning_and_by_words(index: Index, store: PostgresStore) -> None:
    ids = store.passage_ids()
    assert found(index, texts(store)[7], 1) == ([ids[7]], [ids[7]])
    assert (len(index.vectors), index.words.frequency("bridges")) == (30, 30)


def test_a_new_generation_is_picked_up_without_a_restart(
    index: Index, store: PostgresStore, embedder: HashEmbedder, postgres_url: str
) -> None:
    before = index.generation
    put(store, [77])
    new, text = store.passage_ids()[-1], texts(store)[-1]
    assert new not in found(index, text, 50)[1]
    with postgres_store.open_store(postgres_url) as elsewhere:
        run(elsewhere, embedder)
    assert index.generation != before
    assert found(index, text, 1) == ([new], [new])


def test_what_is_removed_is_gone_at_once(index: Index, store: PostgresStore) -> None:
    text, ids = texts(store)[7], store.passage_ids()
    for name in store.article_ids()[5:15]:
        store.remove(name)
    by_meaning, by_words = found(index, text, 12)
    assert len(by_meaning) == len(by_words) == 12
    assert not set(by_meaning + by_words) & set(ids[5:15])


def test_searches_go_on_while_generations_change(index: Index, store: PostgresStore, embedder: HashEmbedder) -> None:
    text, faults, done = texts(store)[7], [], threading.Event()
    right = [store.passage_ids()[7]]

    def ask() -> None:
        while not done.is_set():
            if found(index, text, 1) != (right, right):
                faults.append(index.generation)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    for number in range(40, 46):
        put(store, [number])
        run(store, embedder)
    done.set()
    for thread in asking:
        thread.join()
    assert faults == []


def test_no_index_names_the_command_that_makes_one(store: PostgresStore, tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="DATABASE_URL yet: `ontherecord rebuild`"):
        open_index(store, "hash", tmp_path)


def test_an_index_of_another_model_is_refused(index: Index, store: PostgresStore, tmp_path: Path) -> None:
    with pytest.raises(WrongIndex, match="hash, not other: `ontherecord rebuild --full`"):
        open_index(store, "other", tmp_path)


def test_a_generation_of_another_model_leaves_the_old_one_answering(index: Index, store: PostgresStore) -> None:
    before = index.generation
    run(store, HashEmbedder("other", "1" * 64))
    assert index.generation == before
    right = [store.passage_ids()[7]]
    assert found(index, texts(store)[7], 1) == (right, right)


def test_a_database_that_may_only_be_read_answers_and_says_where_to_write(
    index: Index, embedder: HashEmbedder, postgres_url: str, tmp_path: Path
) -> None:
    with postgres_store.open_store(f"{postgres_url}%20-cdefault_transaction_read_only%3Don") as replica:
        right = [replica.passage_ids()[7]]
        assert found(open_index(replica, "hash", tmp_path), texts(replica)[7], 1) == (right, right)
        assert examine(replica, tmp_path, "hash").faults == ()
        with pytest.raises(StoreUnavailable, match="it is a read replica: add and remove on the primary"):
            run(replica, embedder)


def test_a_sound_index_has_no_faults(index: Index, store: PostgresStore, tmp_path: Path) -> None:
    checkup = examine(store, tmp_path, "hash")
    assert checkup.faults == ()
    assert (checkup.stored, checkup.vectors, checkup.words, checkup.sampled) == (30, 30, 30, 30)
    assert checkup.least_cosine == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(
    ("damage", "said", "remedy"),
    [
        ("DELETE FROM {passages} WHERE passage IN (SELECT min(passage) FROM {passages})", "lacks 1", "--full"),
        ("UPDATE {stems} SET texts = texts + 1 WHERE stem = 'bridg'", "1 stems are counted wrong", "--full"),
        ("UPDATE {passages} SET embedding = embedding - embedding - embedding", "cosine of -1", "--full"),
    ],
)
def test_damage_is_found_and_mended(
    index: Index, store: PostgresStore, embedder: HashEmbedder, tmp_path: Path, damage: str, said: str, remedy: str
) -> None:
    series = serving(store).series
    with store.connections.writing() as database:
        database.rows(damage.format(passages=series.passages, stems=series.stems))
    checkup = examine(store, tmp_path, "hash")
    assert any(said in fault.what for fault in checkup.faults)
    assert any(fault.remedy.endswith(remedy) for fault in checkup.faults)
    assert (
        mend(lambda: examine(store, tmp_path, "hash"), lambda: None, lambda scope: run(store, embedder, scope)).faults
        == ()
    )


def test_no_index_is_a_fault_only_where_there_is_something_to_index(store: PostgresStore, tmp_path: Path) -> None:
    def faults() -> Checkup:
        return examine(store, tmp_path, "hash")

    assert faults().faults == ()
    put(store, [1])
    assert [fault.remedy for fault in faults().faults] == [Remedy.REBUILD]
