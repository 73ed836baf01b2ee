"""Slips of the keyboard: the words of names on record that a typed one looks like, or was probably meant to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.store import ArticleStore

SHORTEST = 4  # "Ali", "Xi": one slip away from too many others
TWO_SLIPS = 9
CONSIDERED = 8  # of the words that are one slip away, those of the most quoted


@dataclass(frozen=True, slots=True)
class Similar:
    """A word of names on record, how many letters differ, and who bears it, most statements first."""

    word: str
    distance: int
    bearers: tuple[int, ...]


def like(store: ArticleStore, word: str, most: int) -> list[Similar]:
    """Words that look much like a typed one, the nearest first: about one letter in three may differ."""
    if len(word) < SHORTEST:
        return []
    return [each for each in _similar(store, word, len(word) // 3, most) if len(each.word) >= SHORTEST - 1]


def closest(store: ArticleStore, word: str) -> str | None:
    """The word within one slip (two from nine letters on) that begins alike; None where there is none.

    A slip is a letter too many, too few, another one, or two that changed places (optimal string alignment).
    """
    if len(word) < SHORTEST:
        return None
    found = _similar(store, word, 2 if len(word) >= TWO_SLIPS else 1, CONSIDERED)
    near = [(each.distance, each.word) for each in found if len(each.word) >= SHORTEST]
    return min(near)[1] if near else None


def _similar(store: ArticleStore, word: str, reach: int, most: int) -> list[Similar]:
    """The nearest words of the same first letter, within `reach` letters; of equally near ones the most quoted."""
    alike = _nearest(word, store.words_like(word[:1], len(word) - reach, len(word) + reach), reach, most)
    bearers: dict[str, list[int]] = {}
    for each, speaker in store.bearers_of_any(list(alike)) if alike else ():
        bearers.setdefault(each, []).append(speaker)
    ranked = sorted(bearers, key=lambda each: alike[each])  # stable: the words of the most quoted come first
    return [Similar(each, alike[each], tuple(bearers[each])) for each in ranked[:most]]


def _nearest(word: str, known: Sequence[str], reach: int, most: int) -> dict[str, int]:
    """The distances of so many known words, and of all that are as near as the last of them."""
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=reach, limit=None)
    farthest = found[most - 1][1] if len(found) >= most else reach
    return {each: int(distance) for each, distance, _ in found if distance <= farthest}
