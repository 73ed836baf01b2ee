"""The tables of opposites, synonyms and classes, and how numbers are read."""

import pytest

from corpus.english.contrasts import contrasting, excludes, number, opposed, stands_for


@pytest.mark.parametrize(
    ("one", "other"),
    [("rise", "fall"), ("rising", "fell"), ("supports", "opposed"), ("safer", "dangerous"), ("legal", "illegal"),
     ("happy", "unhappy"), ("win", "lost"), ("stay", "changed"), ("guilty", "innocent")],
)  # fmt: skip
def test_opposites_are_known_in_all_their_forms(one: str, other: str) -> None:
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(("one", "other"), [("rise", "rising"), ("ferry", "harbour"), ("united", "reunited")])
def test_other_words_are_no_opposites(one: str, other: str) -> None:
    assert not opposed(one, other)


def test_synonyms_stand_for_each_other_and_opposites_never_do() -> None:
    assert stands_for("buy", "purchase")
    assert stands_for("exports", "exported") is False
    assert not stands_for("increase", "decrease")


def test_members_of_a_class_exclude_each_other() -> None:
    assert excludes("monday", "tuesday")
    assert not excludes("monday", "monday")
    assert not excludes("monday", "march")


@pytest.mark.parametrize(
    ("words", "value"),
    [("31st", 31), ("1,200", 1200), ("3 million", 3e6), ("2.5bn", 2.5e9), ("two hundred", 200), ("twenty five", 25),
     ("a", None), ("may", None), ("hundred", 100)],
)  # fmt: skip
def test_numbers_are_read_in_figures_and_words(words: str, value: float | None) -> None:
    found = number(words.split())
    assert (found[0] if found else None) == value


def test_no_word_stands_both_for_sure_and_for_maybe() -> None:
    assert not contrasting("possible") & contrasting("future")
