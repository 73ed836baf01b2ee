"""What every word index keeps."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres_server import empty_schema
from published import open_database, publish_these

from corpus.postgres_store import PostgresStore
from retrieval.embedder import Vectors
from retrieval.index.passage_words import Worded
from retrieval.index.postgres_generations import newest
from retrieval.index.postgres_index import PostgresWords
from retrieval.index.tantivy_words import TantivyWords, write_words
from retrieval.vector_index import WordIndex

PASSAGES = [
    Worded(3, "The harbour will close for repairs, María García said.", "Harbour Times Lisbon Friday 1 March 2024"),
    Worded(5, "She added that ferries were cancelled.", "Harbour Times Lisbon Friday 1 March 2024 María García"),
    Worded(8, "The central bank raised rates.", "Morning Ledger Oslo Saturday 2 March 2024"),
    Worded(11, "Rates, rates and rates again: a bank's week.", "Morning Ledger Oslo Sunday 3 March 2024"),
    Worded(2**40, "U.S. officials welcomed the anti-piracy patrols.", "Morning Ledger"),
]
Make = Callable[[list[Worded]], WordIndex]


def written_at_once(folder: Path, passages: list[Worded]) -> WordIndex:
    write_words(folder / "all", None, [], passages)
    return TantivyWords(folder / "all")


def grown(folder: Path, passages: list[Worded]) -> WordIndex:
    write_words(folder / "early", None, [], [Worded(1, "The harbour bank said no.", ""), *passages[:3]])
    write_words(folder / "late", folder / "early", [1], passages[3:])
    return TantivyWords(folder / "late")


def in_postgres(store: PostgresStore, passages: list[Worded]) -> WordIndex:
    return PostgresWords(store.connections, publish_these(store, 2, rows(passages)))


def grown_in_postgres(store: PostgresStore, passages: list[Worded]) -> WordIndex:
    publish_these(store, 2, rows([Worded(1, "The harbour bank said no.", ""), *passages[:3]]))
    with store.connections.writing() as database:
        database.rows("DELETE FROM passage WHERE id = 1")
    return in_postgres(store, passages[3:])


def rows(passages: list[Worded]) -> list[tuple[Vectors, Worded]]:
    return [(np.ones(2, np.float32), each) for each in passages]


WAYS = {"tantivy": written_at_once, "tantivy, grown": grown}
WAYS_IN_POSTGRES = {
    "postgres": (in_postgres, 1),
    "postgres, grown": (grown_in_postgres, 1),
    "postgres, partitioned": (in_postgres, 3),
}


@pytest.fixture(params=[*WAYS, *WAYS_IN_POSTGRES])
def words(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WordIndex]:
    if request.param in WAYS_IN_POSTGRES:
        write, partitions = WAYS_IN_POSTGRES[request.param]
        with open_database(request.getfixturevalue("postgres_url"), partitions) as store:
            yield write(store, PASSAGES)
    else:
        yield WAYS[request.param](tmp_path, PASSAGES)


def found(index: WordIndex, query: str, among: list[int] | None = None) -> list[int]:
    return [passage for passage, _ in index.search(query, 10, among)]


def test_a_passage_is_found_by_its_words_in_any_form(words: WordIndex) -> None:
    assert found(words, "closing harbours")[0] == 3
    assert found(words, "BANK") == [11, 8] or found(words, "BANK") == [8, 11]
    assert found(words, "the US")[0] == 2**40
    assert found(words, "piracy") == [2**40]


def test_accents_and_case_make_no_difference(words: WordIndex) -> None:
    assert set(found(words, "garcia")) == {3, 5} == set(found(words, "GARCÍA")) == set(found(words, "Garci\u0301a"))


def test_a_passage_is_found_by_what_is_printed_about_it(words: WordIndex) -> None:
    assert found(words, "ferries Lisbon")[0] == 5
    assert set(found(words, "Oslo March 2024")[:2]) == {8, 11}


def test_the_better_match_comes_first(words: WordIndex) -> None:
    hits = words.search("rates", 10, None)
    assert [passage for passage, _ in hits] == [11, 8]
    assert hits[0][1] > hits[1][1] > 0


def test_only_the_passages_asked_for_are_ranked(words: WordIndex) -> None:
    assert found(words, "rates", [8, 3, 77]) == [8]
    assert found(words, "rates", []) == []
    whole, some = dict(words.search("bank rates", 10, None)), dict(words.search("bank rates", 10, [8]))
    assert some[8] == pytest.approx(whole[8])


def test_no_more_than_asked_for_are_given(words: WordIndex) -> None:
    assert len(words.search("march", 2, None)) == 2
    assert words.search("march", 0, None) == []


def test_a_word_is_counted_in_the_texts_alone(words: WordIndex) -> None:
    assert words.frequency("rate") == 2
    assert words.frequency("Lisbon") == 0
    assert words.frequency("?") == words.frequency("") == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?!",
        "rates AND (",
        'text:"',
        "id:[3 TO *]",
        "-rates",
        "*",
        "\ud800 rates",
        "\0",
        "r" * 99_999,
        "a " * 99_999,
    ],
)
def test_no_query_is_an_error(words: WordIndex, query: str) -> None:
    words.search(query, 5, None)
    words.search(query, 5, [3])


def test_operators_are_only_words(words: WordIndex) -> None:
    assert set(found(words, "NOT rates")) == {8, 11}
    assert set(found(words, "id:3 rates*")) >= {8, 11}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_any_text_can_be_asked(words: WordIndex, query: str) -> None:
    assert all(score > 0 for _, score in words.search(query, 5, None))
    words.frequency(query)


def test_what_was_removed_is_never_found_and_the_index_before_stays(tmp_path: Path) -> None:
    before = written_at_once(tmp_path, PASSAGES)
    write_words(tmp_path / "less", tmp_path / "all", [8], [])
    assert found(TantivyWords(tmp_path / "less"), "rates") == [11]
    assert set(found(before, "rates")) == set(found(TantivyWords(tmp_path / "all"), "rates")) == {8, 11}


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    empty = written_at_once(tmp_path, [])
    assert found(empty, "rates") == []
    assert found(empty, "rates", [3]) == []
    assert empty.frequency("rates") == 0


def test_both_engines_score_alike(tmp_path: Path, postgres_url: str) -> None:
    """Tantivy keeps lengths in a byte, so the scores are the same but for that."""
    with open_database(postgres_url) as store:
        here, there = written_at_once(tmp_path, PASSAGES), in_postgres(store, PASSAGES)
        for query in ("rates", "bank rates", "harbour Lisbon ferries", "Oslo March 2024 Ledger"):
            assert dict(there.search(query, 10, None)) == pytest.approx(dict(here.search(query, 10, None)), rel=0.05)


@pytest.fixture(scope="module")
def postgres_store(postgres_server: str) -> Iterator[PostgresStore]:
    """300 passages of words that are the rarer the higher their number."""
    draw = random.Random(4)
    drawn = [[f"w{int(draw.paretovariate(0.5)) % 100}" for _ in range(draw.randint(5, 40))] for _ in range(300)]
    with open_database(empty_schema(postgres_server)) as store:
        publish_these(store, 2, rows([Worded(number, " ".join(each), "") for number, each in enumerate(drawn)]))
        yield store


@pytest.mark.parametrize("query", ["w0", "w1 w2", "w0 w3 w40", "w1 w7 w11 w50 w90", "w95 w96 w0"])
@pytest.mark.parametrize("k", [1, 10])
def test_no_passage_is_left_out_for_its_common_words(postgres_store: PostgresStore, query: str, k: int) -> None:
    """What the ranking skips would not have come among the k best: the scores are those of all that match."""
    with postgres_store.connections.reading() as database:
        generation = newest(database)
    assert generation is not None
    words = PostgresWords(postgres_store.connections, generation)
    best = words.search(query, k, None)
    every = words.search(query, 1_000, None)
    assert [score for _, score in best] == pytest.approx([score for _, score in every[:k]])
