"""Words that turn a sentence round: opposites, words that can stand for another, and classes that exclude each other.

Opposites and synonyms are of stems and come from two tables: WordNet's, and pairs that news sets against each other.
"""

import re
from collections.abc import Sequence
from functools import cache

from corpus.english.lexicon import rows, stem

RIVALS = (
    "weekdays", "months", "days", "seasons", "turns", "directions", "units of time", "units of length", "money",
    "colours", "ranks", "relations", "sides", "company", "degrees", "bounds", "extremes", "ends",
)  # fmt: skip
"""Headings under which one word excludes every other: what happens on Monday does not happen on Tuesday."""
REVERSING = re.compile(r"(?:un|non|dis|in|im|il|ir|anti|mis)-?(?=\w{4})")
UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
POWERS = {
    "hundred": 100, "hundreds": 100, "thousand": 1_000, "thousands": 1_000, "k": 1_000, "million": 1_000_000,
    "millions": 1_000_000, "m": 1_000_000, "mn": 1_000_000, "billion": 10**9, "billions": 10**9, "bn": 10**9,
    "trillion": 10**12, "tn": 10**12, "dozen": 12, "dozens": 12,
}  # fmt: skip
FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(k|m|mn|bn|tn)?")


@cache
def contrasting(heading: str) -> frozenset[str]:
    """The folded words under a heading of the table of contrasts; KeyError where there is none of this name."""
    return _contrasts()[heading]


def excludes(one: str, other: str) -> bool:
    """Whether two folded words are different members of one class, such as weekdays or directions."""
    return one != other and any(one in contrasting(each) and other in contrasting(each) for each in RIVALS)


def opposed(one: str, other: str) -> bool:
    """Whether two folded words are opposites in some form: rise and fell, safer and dangerous, legal and illegal."""
    first, second = stem(one), stem(other)
    if first == second:
        return False
    return second in _opposites().get(first, ()) or _reverses(one, second) or _reverses(other, first)


def stands_for(word: str, printed: str) -> bool:
    """Whether a folded word can be used for the printed one: a synonym, or what the printed one is a kind of."""
    first, second = stem(word), stem(printed)
    return not opposed(word, printed) and (first in _synonyms().get(second, ()) or second in _synonyms().get(first, ()))


def number(words: Sequence[str]) -> tuple[float, int] | None:
    """The number that folded words begin with, and how many of them it takes: "two hundred", "3 million", "31st"."""
    figure = FIGURE.fullmatch(words[0]) if words else None
    if figure:
        value, taken = float(figure[1].replace(",", "")) * POWERS.get(figure[2] or "", 1), 1
    elif words and words[0] in {*UNITS, *TENS, *POWERS} - {"k", "m", "mn"}:
        value, taken = _spelled(words)
    else:
        return None
    while taken < len(words) and words[taken] in POWERS:
        value, taken = value * POWERS[words[taken]], taken + 1
    return value, taken


def _spelled(words: Sequence[str]) -> tuple[float, int]:
    if words[0] in TENS:
        more = UNITS.get(words[1], 0) if len(words) > 1 else 0
        return (float(TENS[words[0]] + more), 2) if 0 < more < 10 else (float(TENS[words[0]]), 1)
    return (float(UNITS[words[0]]), 1) if words[0] in UNITS else (1.0, 0)


def _reverses(word: str, base: str) -> bool:
    prefix = REVERSING.match(word)
    return prefix is not None and stem(word[prefix.end() :]) == base


@cache
def _contrasts() -> dict[str, frozenset[str]]:
    return {heading: frozenset(listed.split()) for heading, listed in rows("contrasts.tsv")}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """For each stem those of its opposites."""
    found = _pairs("opposites.tsv")
    for word, _, opposites in _related():
        found.setdefault(word, set()).update(opposites)
    return {word: frozenset(others - {word}) for word, others in found.items()}


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    found = _pairs("synonyms.tsv")
    for word, synonyms, _ in _related():
        found.setdefault(word, set()).update(synonyms)
    return {word: frozenset(others) for word, others in found.items()}


def _pairs(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for (pair,) in rows(name):
        one, other = map(stem, pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _related() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    table = (cells for cells in rows("related_words.tsv") if not cells[0].startswith("#"))
    return [(word, frozenset(synonyms.split()), frozenset(opposites.split())) for word, synonyms, opposites in table]
