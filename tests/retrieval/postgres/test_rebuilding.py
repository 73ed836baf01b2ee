"""Rebuilding in PostgreSQL: nothing embedded twice, nothing half-built ever published."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import psycopg
import pytest
from invented_news import report
from shared_work import put, run, serving, texts
from shelf_store import HashEmbedder

from corpus import postgres_store
from corpus.errors import StoreUnavailable
from corpus.postgres_store import PostgresStore
from retrieval.embedder import Vectors
from retrieval.errors import RebuildCancelled
from retrieval.index import postgres_rebuild as rebuilding
from retrieval.index.engine import Progress, Scope
from retrieval.index.passage_words import Worded
from retrieval.index.postgres_generations import (
    LEASE,
    MOST_DIMENSIONS,
    EmbeddingQueue,
    Series,
    add_passages,
    has_graphs,
    is_too_old,
    next_number,
)
from retrieval.index.postgres_index import PgvectorIndex, PostgresWords
from retrieval.index.postgres_rebuild import rebuild


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 8)
    monkeypatch.setattr(rebuilding, "PAUSE", 0.01)


def indexed(store: PostgresStore) -> list[int]:
    return PgvectorIndex(store.connections, serving(store)).ids().tolist()


def test_every_passage_is_embedded_once(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    rebuilt = run(store, embedder)
    assert (rebuilt.passages, rebuilt.embedded, rebuilt.reused, rebuilt.removed) == (20, 20, 0, 0)
    assert indexed(store) == store.passage_ids()
    vectors = PgvectorIndex(store.connections, serving(store))
    for passage, text in list(store.passage_texts(0))[::7]:
        assert vectors.search(embedder.embed([text])[0], 1, None)[0][0] == passage.id


def test_only_what_is_new_is_embedded_and_what_is_gone_goes(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    run(store, embedder)
    put(store, range(20, 23))
    for name in store.article_ids()[:2]:
        store.remove(name)
    rebuilt = run(store, embedder)
    assert (rebuilt.passages, rebuilt.embedded, rebuilt.reused, rebuilt.removed) == (21, 3, 18, 2)
    assert embedder.embedded == 23
    assert indexed(store) == store.passage_ids()
    words = PostgresWords(store.connections, serving(store))
    assert words.frequency("bridge") == 21
    assert (words.frequency("0"), words.frequency("22")) == (0, 1)


def test_nothing_is_published_where_nothing_changed(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(5))
    first, second = run(store, embedder), run(store, embedder)
    assert (first.generation, second.embedded) == (second.generation, 0)


def test_an_empty_store_has_an_empty_index(store: PostgresStore, embedder: HashEmbedder) -> None:
    assert run(store, embedder).passages == 0
    put(store, range(3))
    run(store, embedder)
    for name in store.article_ids():
        store.remove(name)
    assert run(store, embedder).removed == 3
    assert indexed(store) == []


def test_a_full_rebuild_embeds_everything_anew_beside_what_serves(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(12))
    run(store, embedder)
    before, seen = PgvectorIndex(store.connections, serving(store)), []
    rebuilt = run(store, embedder, Scope.EVERYTHING, lambda _: seen.append(len(before.ids())))
    assert (rebuilt.embedded, embedder.embedded, seen) == (12, 24, [12, 12])
    assert len(before.ids()) == 12  # whoever still reads it
    put(store, [12])
    run(store, embedder)
    with store.connections.reading() as database:
        assert database.rows("SELECT to_regclass('index_passage_1')") == [(None,)]
        assert len(database.rows("SELECT 1 FROM index_series")) == 1


def test_another_model_shares_no_vector(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(9))
    run(store, embedder)
    assert run(store, HashEmbedder("other", "1" * 64)).embedded == 9


def test_a_stopped_rebuild_goes_on_where_it_stopped(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    told: list[Progress] = []
    with pytest.raises(RebuildCancelled, match="16 of 20"):
        rebuild(store, embedder, Scope.MISSING, told.append, cancelled=lambda: len(told) == 2)
    assert [(each.done, each.total) for each in told] == [(8, 20), (16, 20)]
    assert run(store, embedder).embedded == 4
    assert embedder.embedded == 20


def test_a_stopped_full_rebuild_goes_on_where_it_stopped(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    run(store, embedder)
    told: list[Progress] = []
    with pytest.raises(RebuildCancelled):
        rebuild(store, embedder, Scope.EVERYTHING, told.append, cancelled=lambda: len(told) == 2)
    put(store, [20])
    assert run(store, embedder).embedded == 1  # of the serving one, which is published between
    assert run(store, embedder, Scope.EVERYTHING).embedded == 5
    assert PostgresWords(store.connections, serving(store)).frequency("bridge") == serving(store).passages == 21


class Failing(HashEmbedder):
    def embed(self, texts: Sequence[str]) -> Vectors:
        raise MemoryError


def test_a_worker_that_fails_gives_its_passages_back(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(5))
    with pytest.raises(MemoryError):
        run(store, Failing())
    assert run(store, embedder).embedded == 5


def queue_of(store: PostgresStore) -> EmbeddingQueue:
    with store.connections.reading() as database:
        ((series, weights, dimension, partitions),) = database.rows("SELECT * FROM index_series")
    return EmbeddingQueue(Series(series, weights, dimension, partitions))


def time_passes(store: PostgresStore, seconds: int) -> None:
    with store.connections.deriving() as database:
        database.rows("UPDATE index_queue SET leased_until = leased_until - ? * interval '1 second'", seconds)


def test_what_is_leased_is_given_to_nobody_else_until_the_lease_ends(store: PostgresStore) -> None:
    put(store, range(5))
    with pytest.raises(MemoryError):
        run(store, Failing())
    queue = queue_of(store)
    with store.connections.deriving() as database:
        first = queue.lease(database, 3)
    with store.connections.deriving() as database:
        second = queue.lease(database, 3)
    assert sorted(first + second) == store.passage_ids()
    time_passes(store, LEASE - 5)
    with store.connections.deriving() as database:
        assert queue.lease(database, 3) == []
    time_passes(store, 6)
    with store.connections.deriving() as database:
        assert queue.lease(database, 3) == first


class Overslept(HashEmbedder):
    """Takes so long over its first batch that another worker does it meanwhile."""

    def __init__(self, store: PostgresStore, other: HashEmbedder) -> None:
        super().__init__()
        self.store, self.other = store, other

    def embed(self, texts: Sequence[str]) -> Vectors:
        time_passes(self.store, LEASE)
        if self.other.embedded == 0:
            run(self.store, self.other)
        return super().embed(texts)


class Slow(HashEmbedder):
    """Takes ten seconds a passage, by the clock that is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.batches = 1_000.0, []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(len(texts))
        self.now += 10 * len(texts)
        return super().embed(texts)


def test_a_slow_model_is_given_no_more_than_it_can_do_within_its_lease(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(rebuilding, "time", SimpleNamespace(monotonic=lambda: slow.now))
    put(store, range(20))
    assert run(store, slow).embedded == 20
    assert slow.batches == [8, 4, 4, 4]


def test_who_comes_late_keeps_nothing_twice(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(5))
    late = run(store, Overslept(store, embedder))
    assert (embedder.embedded, late.embedded, late.passages) == (5, 0, 5)
    assert indexed(store) == store.passage_ids()
    assert PostgresWords(store.connections, serving(store)).frequency("bridge") == 5


def test_who_begins_while_another_one_keeps_what_it_embedded_does_not_embed_it_again(
    store: PostgresStore, embedder: HashEmbedder
) -> None:
    put(store, range(10))
    told: list[Progress] = []
    with pytest.raises(RebuildCancelled):
        rebuild(store, embedder, Scope.MISSING, told.append, cancelled=lambda: bool(told))
    queue, other = queue_of(store), HashEmbedder()
    with ThreadPoolExecutor(1) as second:
        with store.connections.deriving() as database:
            (passage, text), *_ = list(store.passage_texts(0))[8:]
            number = next_number(database, queue.series)
            assert number is not None
            assert queue.take(database, [passage.id]) == {passage.id}
            rows = [(embedder.embed([text])[0], Worded(passage.id, text, ""))]
            add_passages(database, queue.series, number, rows)
            rebuilding_too = second.submit(run, store, other)
            while not waits(store):
                pass
        assert rebuilding_too.result().passages == 10
    assert other.embedded == 1


def waits(store: PostgresStore) -> bool:
    """Whether a session waits for another one."""
    with store.connections.reading() as database:
        return database.rows("SELECT count(*) FROM pg_locks WHERE NOT granted") != [(0,)]


def test_a_later_full_rebuild_is_not_undone_by_an_earlier_one(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    run(store, embedder)
    put(store, range(20, 30))
    full: list[str] = []

    def overtake(_: Progress) -> None:
        if not full:
            full.append(run(store, embedder, Scope.EVERYTHING).generation)

    rebuilt = run(store, embedder, told=overtake)
    assert [rebuilt.generation] == full
    assert serving(store).series.id == 2
    assert indexed(store) == store.passage_ids()


def test_what_vanishes_meanwhile_is_not_published(store: PostgresStore, embedder: HashEmbedder) -> None:
    put(store, range(20))
    gone = iter(store.article_ids()[::-1])
    rebuilt = run(store, embedder, told=lambda _: store.remove(next(gone)) and None)
    assert (rebuilt.passages, indexed(store)) == (17, store.passage_ids())
    assert PostgresWords(store.connections, serving(store)).frequency("bridge") == 17


def test_a_graph_is_made_when_there_are_enough_passages(
    store: PostgresStore, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", 10)
    graphs = []
    for numbers in (range(9), [9]):
        put(store, numbers)
        run(store, embedder)
        with store.connections.reading() as database:
            graphs.append(has_graphs(database, serving(store).series))
    assert graphs == [False, True]
    (near, score), *_ = PgvectorIndex(store.connections, serving(store)).search(
        embedder.embed(texts(store)[-1:])[0], 3, None
    )
    assert (near, score) == (store.passage_ids()[-1], pytest.approx(1, abs=1e-3))


def test_vectors_too_long_for_a_graph_are_searched_one_by_one(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", 2)
    monkeypatch.setattr(HashEmbedder, "dimension", MOST_DIMENSIONS + 1)
    put(store, range(3))
    run(store, HashEmbedder())
    (near, _), *_ = PgvectorIndex(store.connections, serving(store)).search(
        HashEmbedder().embed(texts(store)[1:2])[0], 3, None
    )
    assert near == store.passage_ids()[1]


def test_who_may_not_install_pgvector_is_told_whom_to_ask(postgres_database: str, embedder: HashEmbedder) -> None:
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN; GRANT CREATE ON SCHEMA public TO guest")
    said = r"create extension \"vector\".*docs/postgresql.md says which rights"
    guest = postgres_database.replace("//postgres:@", "//guest:@")
    with postgres_store.open_store(guest) as store, pytest.raises(StoreUnavailable, match=said):
        run(store, embedder)


@pytest.mark.parametrize(("version", "too_old"), [("0.7.4", True), ("0.8.0", False), ("0.10.1", False), ("1.0", False)])
def test_a_pgvector_that_can_not_go_on_under_a_filter_is_too_old(version: str, too_old: bool) -> None:
    assert is_too_old(version) is too_old


def test_partitions_share_the_passages_by_article(
    store: PostgresStore, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", 5)
    put(store, range(30))
    run(store, embedder)
    with store.connections.deriving() as database:
        database.rows("UPDATE index_layout SET partitions = 3")
    run(store, embedder, Scope.EVERYTHING)
    store.add_all([report("Tom Reed", number=31)])
    run(store, embedder)
    series = serving(store).series
    with store.connections.reading() as database:
        held = [database.rows(f"SELECT count(*) FROM {part}")[0][0] for part in series.parts()]
        assert has_graphs(database, series)
    assert sum(held) == 31
    assert all(held)
    index = PgvectorIndex(store.connections, serving(store))
    for passage, text in list(store.passage_texts(0))[::6]:
        assert index.search(embedder.embed([text])[0], 5, None)[0][0] == passage.id
        assert PostgresWords(store.connections, serving(store)).search(text, 5, None)[0][0] == passage.id
