"""How much of a topic a text covers: the share of the topic's words that it has, the rare ones counting for more."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from retrieval.words import alike, stem, stems, topic_words

RELATED = 0.8  # a word of the same family counts a little less than the word itself


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: its words, their stems, and how much each weighs (inverse document frequency)."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]

    def coverage(self, texts: Collection[tuple[Collection[str], float]]) -> float:
        """The weighted share of the topic's words found, 0 to 1.

        `texts` are the stems of texts, each with how much a word found there counts; a word counts where it counts most.
        """
        total = sum(self.weights)
        if not total:
            return 0.0
        found = (max(share * _found(each, text) for text, share in texts) for each in self.stems)
        return sum(weight * part for weight, part in zip(self.weights, found, strict=True)) / total


def weigh(text: str, frequency: Callable[[str], int], passages: int) -> Topic:
    """The topic of a question's words, weighed by how rare they are among so many passages."""
    kept = {stem(word): word for word in reversed(topic_words(text))}
    ordered = tuple(reversed(kept))
    weights = tuple(math.log1p(passages / (frequency(kept[each]) + 1)) for each in ordered)
    return Topic(tuple(kept[each] for each in ordered), ordered, weights)


@lru_cache(maxsize=8192)
def stem_set(text: str) -> frozenset[str]:
    """The stems of a text's words."""
    return frozenset(stems(text))


def _found(word: str, text: Collection[str]) -> float:
    if word in text:
        return 1.0
    return RELATED if any(alike(word, each) for each in text) else 0.0
