"""The word lists themselves: what no reader of code would see."""

from importlib.resources import files

import pytest

from corpus.english.lexicon import classes, inflected, words


def rows(table: str) -> list[str]:
    return (files("corpus") / "data" / table).read_text(encoding="utf-8").splitlines()


ROWS = rows("words.tsv")
HEADINGS = [row.split("\t")[0] for row in ROWS]
FORMS = {"base", "present", "past", "participle", "gerund"}
WITH_LETTERS = {"function words": {"a", "i", "q"}, "impersonal pronouns": {"i"}, "name particles": {"e", "y"}}


def test_each_heading_stands_once() -> None:
    assert len(set(HEADINGS)) == len(HEADINGS)


@pytest.mark.parametrize("row", ROWS, ids=HEADINGS)
def test_words_are_sorted_each_once_and_longer_than_a_letter(row: str) -> None:
    heading, listed, *forms = row.split("\t")
    assert {form for each in forms for form in each.split()} <= FORMS
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
        ("verbs of speech", "auxiliaries"),
        ("verbs of speech", "adverbs before verbs"),
        ("other verbs", "auxiliaries"),
        ("male nouns", "bodies"),
        ("female nouns", "bodies"),
        ("honorifics", "kin"),
        ("evidence", "kin"),
        ("name particles", "kin"),
    ],
)
def test_no_word_is_in_two_classes_that_exclude_each_other(one: str, other: str) -> None:
    assert words(one) & words(other) == frozenset()


def test_each_verb_has_one_class() -> None:
    listed = [verb for row in rows("verbs.tsv") for verb in row.split("\t")[1].split()]
    assert len(set(listed)) == len(listed) == len(classes())
    assert all(row.split("\t")[1].split() == sorted(row.split("\t")[1].split()) for row in rows("verbs.tsv"))


def test_irregular_words_are_sorted_each_once() -> None:
    for kind in ("verb", "noun"):
        bases = [row.split("\t")[1] for row in rows("irregular.tsv") if row.startswith(f"{kind}\t")]
        assert bases == sorted(set(bases))


@pytest.mark.parametrize(
    ("verb", "present", "past", "participle", "gerund"),
    [
        ("say", "says", "said", "said", "saying"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("argue", "argues", "argued", "argued", "arguing"),
        ("stress", "stresses", "stressed", "stressed", "stressing"),
        ("write", "writes", "wrote", "written", "writing"),
        ("admit", "admits", "admitted", "admitted", None),
        ("foresee", "foresees", "foresaw", "foreseen", "foreseeing"),
    ],
)
def test_forms_of_a_verb_follow_from_its_lemma(
    verb: str, present: str, past: str, participle: str, gerund: str | None
) -> None:
    forms = {"present": present, "past": past, "participle": participle, "gerund": gerund}
    assert {kind: inflected(verb, kind) for kind, form in forms.items() if form} == {
        kind: [form] for kind, form in forms.items() if form
    }
