"""The word lists themselves: what no reader of code would see."""

from importlib.resources import files

import pytest

from corpus.english.lexicon import words

ROWS = (files("corpus") / "data" / "words.tsv").read_text(encoding="utf-8").splitlines()
HEADINGS = [row.split("\t")[0] for row in ROWS]
WITH_LETTERS = {"function words": {"a", "i", "q"}, "impersonal pronouns": {"i"}, "name particles": {"e", "y"}}


def test_each_heading_stands_once() -> None:
    assert len(set(HEADINGS)) == len(HEADINGS)


@pytest.mark.parametrize("row", ROWS, ids=HEADINGS)
def test_words_are_sorted_each_once_and_longer_than_a_letter(row: str) -> None:
    heading, listed = row.split("\t")
    assert listed.split() == sorted(set(listed.split()))
    assert {word for word in listed.split() if len(word) < 2} <= WITH_LETTERS.get(heading, set())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("male nouns", "female nouns"),
        ("male titles", "female titles"),
        ("bodies", "unnamed persons"),
        ("bodies", "kin"),
        ("callings", "function words"),
        ("callings", "prepositions"),
        ("offices", "function words"),
        ("kin", "verbs of speech"),
    ],
)
def test_no_word_is_in_two_classes_that_exclude_each_other(one: str, other: str) -> None:
    assert words(one) & words(other) == frozenset()
