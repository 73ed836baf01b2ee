"""Roles as concepts, and the tables of countries and offices they are made of."""

import re
from importlib.resources import files

import pytest

from corpus.english.offices import Role, holds, role_of


def role(phrase: str) -> Role:
    found = role_of(phrase)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Danish foreign minister", "Secretary of Foreign Affairs of Denmark"),
        ("Chile's leader", "President of Chile"),
        ("the Chilean boss", "chief executive of Chile"),
        ("head of OPEC", "OPEC Secretary-General"),
        ("Britain's PM", "Prime Minister of the United Kingdom"),
        ("the New Zealand defense secretary", "NZ Defence Minister"),
        ("the fire service spokeswoman", "a spokesman for the fire service"),
    ],
)
def test_a_role_is_the_same_in_other_words(one: str, other: str) -> None:
    assert holds(role(one), role(other))
    assert role(one).others <= role(other).concepts


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("the minister", "the minister's chief of staff"),
        ("the president", "vice president"),
        ("the harbour master", "deputy harbour master"),
        ("national security", "national security adviser"),
        ("the prime minister", "minister"),
    ],
)
def test_another_office_is_not_meant(asked: str, held: str) -> None:
    assert not holds(role(asked), role(held))


@pytest.mark.parametrize("name", ["peoples.tsv", "offices.tsv"])
def test_tables_have_each_form_once(name: str) -> None:
    lines = (files("corpus") / "data" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    forms = [form for _, listed in rows for form in listed.split()]
    assert sorted(forms) == sorted(set(forms))
    assert all(re.fullmatch(r"[a-z][a-z_-]+", form) for form in forms)
    assert len({concept for concept, _ in rows}) == len(rows)
