"""What every word index keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.index.tantivy_words import TantivyWords, Worded, write_words
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


@pytest.fixture(params=[written_at_once, grown], ids=["tantivy", "tantivy, grown"])
def words(request: pytest.FixtureRequest, tmp_path: Path) -> WordIndex:
    index: WordIndex = request.param(tmp_path, PASSAGES)
    return index


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
