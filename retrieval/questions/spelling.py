"""Slips of the keyboard: the known word that a typed one was probably meant to be."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # "Ali", "Xi": one slip away from too many others
TWO_SLIPS = 9


def like(word: str, known: Sequence[str], most: int) -> list[str]:
    """Known words that look much like a typed one, the nearest first: about one letter in three may differ."""
    if len(word) < SHORTEST:
        return []
    alike = process.extract(word, known, scorer=OSA.distance, score_cutoff=len(word) // 3, limit=most)
    return [each for each, _, _ in alike if len(each) >= SHORTEST - 1]


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word within one slip (two from nine letters on) that begins alike; None where there is none.

    A slip is a letter too many, too few, another one, or two that changed places (optimal string alignment).
    """
    if len(word) < SHORTEST:
        return None
    slips = 2 if len(word) >= TWO_SLIPS else 1
    alike = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=8)
    near = [(distance, each) for each, distance, _ in alike if each[:1] == word[:1] and len(each) >= SHORTEST]
    return min(near)[1] if near else None
