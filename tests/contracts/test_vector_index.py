"""What every vector index keeps, whichever way it was written."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import faiss
import numpy as np
import pytest
from postgres_server import empty_schema
from published import open_database, publish_again, publish_these

from corpus.postgres_store import PostgresStore
from retrieval.embedder import Ids, Vectors
from retrieval.index.faiss_index import FaissIndex, write_vectors
from retrieval.index.passage_words import Worded
from retrieval.index.postgres_index import PgvectorIndex
from retrieval.vector_index import VectorIndex

Make = Callable[[Ids, Vectors], VectorIndex]
COUNT, DIMENSION, FREEDOM = 3_000, 48, 20


def directions(count: int, seed: int) -> Vectors:
    """Texts differ in fewer ways than vectors have dimensions, so these do too."""
    spread = np.random.default_rng(77).standard_normal((FREEDOM, DIMENSION))
    rows = (np.random.default_rng(seed).standard_normal((count, FREEDOM)) @ spread).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def lookup(ids: Ids, vectors: Vectors) -> Callable[[Ids], Vectors]:
    return lambda some: vectors[np.searchsorted(ids, some)]


def written_at_once(folder: Path, ids: Ids, vectors: Vectors) -> VectorIndex:
    none = np.empty(0, np.int64)
    write_vectors(folder / "all", None, none, ids, lookup(ids, vectors), dimension=DIMENSION)
    return FaissIndex(folder / "all")


def grown(folder: Path, ids: Ids, vectors: Vectors) -> VectorIndex:
    """The same passages, of which some came later and after others had gone."""
    gone = np.array([-7, -5], np.int64)
    early = np.concatenate([gone, ids[: int(len(ids) * 0.97)]])
    known = np.concatenate([gone, ids])
    every = np.concatenate([directions(2, 99), vectors])
    write_vectors(folder / "early", None, np.empty(0, np.int64), early, lookup(known, every), dimension=DIMENSION)
    write_vectors(
        folder / "late", folder / "early", gone, ids[len(early) - 2 :], lookup(known, every), dimension=DIMENSION
    )
    return FaissIndex(folder / "late")


def in_postgres(store: PostgresStore, ids: Ids, vectors: Vectors) -> VectorIndex:
    return PgvectorIndex(store.connections, publish_these(store, DIMENSION, rows(ids, vectors)))


def grown_in_postgres(store: PostgresStore, ids: Ids, vectors: Vectors) -> VectorIndex:
    """The same, some of them later and after others had gone."""
    gone, early = np.array([-7, -5], np.int64), int(len(ids) * 0.97)
    publish_these(store, DIMENSION, [*rows(gone, directions(2, 99)), *rows(ids[:early], vectors[:early])])
    with store.connections.writing() as database:
        database.rows("DELETE FROM passage WHERE id < 0")
    return PgvectorIndex(store.connections, publish_these(store, DIMENSION, rows(ids[early:], vectors[early:])))


def rows(ids: Ids, vectors: Vectors) -> list[tuple[Vectors, Worded]]:
    return [(vector, Worded(passage, "", "")) for passage, vector in zip(ids.tolist(), vectors, strict=True)]


WAYS = {  # and passages from which there are codes, and from which they lie in lists
    "faiss": (written_at_once, 10**9, 10**9),
    "faiss, grown": (grown, 10**9, 10**9),
    "faiss, coded": (written_at_once, 1_000, 10**9),
    "faiss, coded and grown": (grown, 1_000, 10**9),
    "faiss, in lists": (written_at_once, 1_000, 1_000),
    "faiss, in lists and grown": (grown, 1_000, 1_000),
}
WAYS_IN_POSTGRES = {  # partitions, and passages of one from which it has a graph
    "postgres": (in_postgres, 1, 10**9),
    "postgres, graph": (in_postgres, 1, 500),
    "postgres, graph and grown": (grown_in_postgres, 1, 500),
    "postgres, partitioned graphs": (in_postgres, 3, 500),
}


@pytest.fixture(scope="module")
def in_database(postgres_server: str) -> Iterator[Callable[[str], Make]]:
    """Makes each index once for all tests: they only read."""
    made: dict[str, VectorIndex] = {}
    with ExitStack() as stores, pytest.MonkeyPatch.context() as patch:

        def make(way: str, ids: Ids, vectors: Vectors) -> VectorIndex:
            if way not in made:
                write, partitions, graph = WAYS_IN_POSTGRES[way]
                patch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", graph)
                store = stores.enter_context(open_database(empty_schema(postgres_server), partitions))
                made[way] = write(store, ids, vectors)
            return made[way]

        yield lambda way: partial(make, way)


@pytest.fixture(params=[*WAYS, *WAYS_IN_POSTGRES])
def make(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    if request.param in WAYS_IN_POSTGRES:
        in_database: Callable[[str], Make] = request.getfixturevalue("in_database")
        return in_database(request.param)
    write, coded, parted = WAYS[request.param]
    monkeypatch.setattr("retrieval.index.faiss_index.SMALL", 100)  # so that little is grown and coded as much is
    monkeypatch.setattr("retrieval.index.faiss_index.CODED", coded)
    monkeypatch.setattr("retrieval.index.faiss_index.PARTED", parted)
    monkeypatch.setattr("retrieval.index.faiss_index.OPENED", 90)  # of 219 lists
    return lambda ids, vectors: write(tmp_path, ids, vectors)


@pytest.fixture
def ids() -> Ids:
    return np.sort(np.random.default_rng(5).choice(50_000, COUNT, replace=False)).astype(np.int64)


def test_a_passage_is_nearest_to_its_own_vector(make: Make, ids: Ids) -> None:
    vectors = directions(COUNT, 1)
    index = make(ids, vectors)
    assert len(index) == COUNT
    for row in (0, 17, COUNT - 1):
        (passage, score), second = index.search(vectors[row], 2, None)
        assert passage == ids[row]
        assert score == pytest.approx(1.0, abs=1e-3)
        assert second[1] < score


def test_the_ten_nearest_are_those_of_an_exact_search(make: Make, ids: Ids) -> None:
    vectors = directions(COUNT, 1)
    queries = vectors[::60] + directions(50, 2)  # as far from passages as questions are
    index = make(ids, vectors)
    found = [{passage for passage, _ in index.search(query, 10, None)} for query in queries]
    exact = [set(ids[np.argsort(-(vectors @ query))[:10]].tolist()) for query in queries]
    assert np.mean([len(one & other) / 10 for one, other in zip(found, exact, strict=True)]) >= 0.99


def test_scores_are_cosines_best_first(make: Make, ids: Ids) -> None:
    vectors, query = directions(COUNT, 1), directions(1, 2)[0]
    hits = make(ids, vectors).search(query, 20, None)
    rows = np.searchsorted(ids, [passage for passage, _ in hits])
    assert [score for _, score in hits] == pytest.approx((vectors[rows] @ query).tolist(), abs=1e-3)
    assert sorted(hits, key=lambda hit: -hit[1]) == hits


@pytest.mark.parametrize("few", [1, 40, 2_000])
def test_only_the_passages_asked_for_are_ranked(make: Make, ids: Ids, few: int) -> None:
    vectors, query = directions(COUNT, 1), directions(1, 2)[0]
    among = np.random.default_rng(3).choice(ids, few, replace=False)
    rows = np.searchsorted(ids, np.sort(among))
    exact = ids[rows[np.argsort(-(vectors[rows] @ query))[:10]]].tolist()
    hits = make(ids, vectors).search(query, 10, {*among.tolist(), 60_000, -1})
    assert [passage for passage, _ in hits] == exact


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5])
def test_a_filter_costs_no_recall(make: Make, ids: Ids, share: float) -> None:
    vectors, queries = directions(COUNT, 1), directions(20, 2)
    among = np.sort(np.random.default_rng(3).choice(ids, int(share * COUNT), replace=False))
    index, near = make(ids, vectors), vectors[np.searchsorted(ids, among)]
    assert recall(index, queries, among, near) >= 0.99


def recall(index: VectorIndex, queries: Vectors, among: Ids, vectors: Vectors) -> float:
    """The share of the ten nearest of some passages, which have these vectors, that is found among them."""
    found = [{passage for passage, _ in index.search(query, 10, among.tolist())} for query in queries]
    exact = [set(among[np.argsort(-(vectors @ query))[:10]].tolist()) for query in queries]
    return float(np.mean([len(one & other) / 10 for one, other in zip(found, exact, strict=True)]))


def test_the_graph_goes_on_under_a_filter_until_there_is_enough(
    postgres_url: str, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", 500)
    monkeypatch.setattr("retrieval.index.postgres_index.PICKED", 0)  # so that all filters are for the graph
    monkeypatch.setattr("retrieval.index.postgres_index.MOST_STEPS_AT_ONCE", 10)  # which are too few
    vectors, among = directions(COUNT, 1), ids[::20]
    with open_database(postgres_url) as store:
        index = in_postgres(store, ids, vectors)
        assert recall(index, directions(20, 2), among, vectors[::20]) >= 0.9


def test_asking_for_more_than_there_is_gives_all_there_is(make: Make, ids: Ids) -> None:
    index = make(ids, directions(COUNT, 1))
    query = directions(1, 2)[0]
    assert sorted(passage for passage, _ in index.search(query, COUNT + 5, None)) == ids.tolist()
    assert [passage for passage, _ in index.search(query, 5, [int(ids[3])])] == [ids[3]]
    assert index.search(query, 5, []) == []
    assert index.search(query, 0, None) == []


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    none = np.empty(0, np.int64)
    index = written_at_once(tmp_path, none, directions(0, 1))
    assert len(index) == 0
    assert index.search(directions(1, 2)[0], 5, None) == []
    assert index.search(directions(1, 2)[0], 5, [1]) == []


@pytest.mark.parametrize("coded", [10**9, 1_000], ids=["exact", "in lists"])
def test_what_was_removed_is_never_found(tmp_path: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch, coded: int) -> None:
    monkeypatch.setattr("retrieval.index.faiss_index.SMALL", 100)
    monkeypatch.setattr("retrieval.index.faiss_index.CODED", coded)
    monkeypatch.setattr("retrieval.index.faiss_index.PARTED", coded)
    vectors = directions(COUNT, 1)
    written_at_once(tmp_path, ids, vectors)
    gone = ids[10:60]
    write_vectors(tmp_path / "less", tmp_path / "all", gone, gone[:0], lookup(ids, vectors), dimension=DIMENSION)
    index = FaissIndex(tmp_path / "less")
    assert len(index) == COUNT - 50
    assert gone[0] not in [passage for passage, _ in index.search(vectors[10], COUNT, None)]
    assert index.search(vectors[10], 5, gone.tolist()) == []
    assert len(index.search(vectors[10], COUNT, None)) == COUNT - 50


def test_codes_as_earlier_versions_wrote_them_still_answer(tmp_path: Path, ids: Ids) -> None:
    vectors = directions(COUNT, 1)
    written_at_once(tmp_path, ids, vectors)
    codes = faiss.IndexPQFastScan(DIMENSION, DIMENSION // 4, 4, faiss.METRIC_INNER_PRODUCT)
    codes.train(vectors)
    codes.add(vectors)
    faiss.write_index(codes, str(tmp_path / "all" / "base.codes"))
    assert recall(FaissIndex(tmp_path / "all"), directions(20, 2), ids, vectors) >= 0.99


def test_what_is_written_twice_is_the_same(tmp_path: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.index.faiss_index.CODED", 1_000)
    monkeypatch.setattr("retrieval.index.faiss_index.PARTED", 1_000)
    for place in ("one", "other"):
        (tmp_path / place).mkdir()
        written_at_once(tmp_path / place, ids, directions(COUNT, 1))
    for file in ("base.npy", "base.faiss", "base.codes"):
        one, other = (tmp_path / place / "all" / file for place in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()


def test_what_was_removed_is_never_found_in_postgres(postgres_url: str, ids: Ids) -> None:
    with open_database(postgres_url) as store:
        before = in_postgres(store, ids[:500], directions(500, 1))
        with store.connections.writing() as database:
            database.rows("DELETE FROM passage WHERE id = ANY(?::bigint[])", ids[10:60].tolist())
        index = PgvectorIndex(store.connections, publish_again(store, DIMENSION))
        assert (len(before), len(index)) == (500, 450)
        found = [passage for passage, _ in index.search(directions(500, 1)[10], 500, None)]
        assert sorted(found) == [*ids[:10].tolist(), *ids[60:500].tolist()]


def test_what_is_not_published_yet_is_not_found_in_postgres(postgres_url: str, ids: Ids) -> None:
    with open_database(postgres_url) as store:
        before = in_postgres(store, ids[:20], directions(20, 1))
        publish_these(store, DIMENSION, rows(ids[20:25], directions(5, 2)))
        assert len(before.search(directions(1, 3)[0], 100, None)) == 20
        assert before.search(directions(1, 3)[0], 100, ids[18:22].tolist()) != []


def test_an_empty_index_in_postgres_finds_nothing(postgres_url: str) -> None:
    with open_database(postgres_url) as store:
        index = in_postgres(store, np.empty(0, np.int64), directions(0, 1))
        assert len(index) == 0
        assert index.search(directions(1, 2)[0], 5, None) == index.search(directions(1, 2)[0], 5, [1]) == []


def test_a_generation_that_grew_leaves_the_one_before_as_it_was(tmp_path: Path, ids: Ids) -> None:
    vectors = directions(COUNT, 1)
    before = written_at_once(tmp_path, ids[:-1], vectors)
    write_vectors(tmp_path / "more", tmp_path / "all", ids[:5], ids[-1:], lookup(ids, vectors), dimension=DIMENSION)
    assert before.search(vectors[2], 1, None)[0][0] == ids[2]
    assert len(FaissIndex(tmp_path / "all")) == COUNT - 1
