"""How much of a topic a text covers: the share of its words, the rare ones counting for more."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.english.lexicon import stem
from retrieval.questions.words import SHARED_BEGINNING, alike, stems, topic_words

RELATED = 0.8  # a word of the same family counts a little less than the word itself
TEXTS_KEPT = 4_096

Found = tuple[float, ...]
"""For each word of a topic how surely a text has it, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of a text, and their first letters, which say at once that no word of a family is there."""

    whole: frozenset[str]
    beginnings: frozenset[str]

    def has(self, wanted: str) -> float:
        """1 for a stem itself, less for another one of its family, 0 for neither."""
        if wanted in self.whole:
            return 1.0
        if wanted[:SHARED_BEGINNING] not in self.beginnings:
            return 0.0
        return RELATED if any(alike(wanted, each) for each in self.whole) else 0.0


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: the stems of its words, and how much each weighs (inverse document frequency)."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]

    def found_in(self, text: str) -> Found:
        """Which of the topic's words a text has."""
        there = stems_of(text)
        return tuple(there.has(each) for each in self.stems)

    def coverage(self, parts: Iterable[tuple[Found, float]]) -> float:
        """The weighted share of the topic's words that were found, 0 to 1; 0 for a topic without words.

        Each part has how much a word found there counts; a word counts where it counts most.
        """
        total = math.fsum(self.weights)
        if not total:
            return 0.0
        shares = zip(*([share * each for each in found] for found, share in parts), strict=True)
        return math.fsum(weight * max(column) for weight, column in zip(self.weights, shares, strict=True)) / total


def weigh(text: str, frequency: Callable[[str], int], passages: int) -> Topic:
    """The topic of a question's words, weighed by how rare they are among so many passages."""
    kept = {stem(word): word for word in topic_words(text)}
    return Topic(tuple(kept), tuple(math.log1p(passages / (frequency(word) + 1)) for word in kept.values()))


@lru_cache(maxsize=TEXTS_KEPT)
def stems_of(text: str) -> Stems:
    """The stems of a text's words."""
    whole = frozenset(stems(text))
    return Stems(whole, frozenset(each[:SHARED_BEGINNING] for each in whole))


ENOUGH = 0.6  # of the topic's words: of two both, or one and a relation of the other
AROUND = 0.8  # what a word counts that stands not in the sentences but around them


def has_topic(words: str) -> bool:
    """Whether any of these words can carry a topic."""
    return bool(topic_words(words))


def is_about(topic: str, said: str, around: str) -> bool:
    """Whether the sentences in which something is said, with what stands around them, have the topic's words."""
    wanted = weigh(topic, lambda _: 0, 1)
    return wanted.coverage([(wanted.found_in(said), 1.0), (wanted.found_in(around), AROUND)]) >= ENOUGH
