"""Parts of attributions and names, the labels that stand for them, and the most likely sequences of labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span


class Part(StrEnum):
    """The three parts of an attribution: who, by which words, what."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class NameKind(StrEnum):
    """What bears a name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


SIGNS = 4  # numbers a word: of nothing said and of an attitude, each as a word of the cue and as one of the content


@dataclass(frozen=True, slots=True)
class Signs:
    """What the encoder tells of each word of a text: its characters [start, end) and SIGNS numbers."""

    where: NDArray[np.int64]
    numbers: NDArray[np.float32]

    def of(self, spans: Sequence[Span]) -> NDArray[np.float32]:
        """The mean over all words in the spans; zeros where there are none."""
        inside = [
            self.numbers[
                np.searchsorted(self.where[:, 1], span.start, "right") : np.searchsorted(self.where[:, 0], span.end)
            ]
            for span in spans
        ]
        together = np.concatenate(inside) if inside else self.numbers[:0]
        return together.mean(0) if len(together) else np.zeros(self.numbers.shape[1:], np.float32)


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found in one text, each in the order of the text; spans of one kind of tag never overlap."""

    parts: tuple[tuple[Part, Span], ...]
    names: tuple[tuple[NameKind, Span], ...]
    signs: Signs | None = field(default=None, compare=False)


PARTS = tuple(Part)
NAME_KINDS = tuple(NameKind)

# Labels are BIO: 0 is outside, and the k-th kind of span begins with 1 + 2k and goes on with 2 + 2k.
OUTSIDE = 0
LABELS = 1 + 2 * len(PARTS)


def begins(kind: int) -> int:
    """The label of the first word of a span of the k-th kind."""
    return 1 + 2 * kind


def continues(label: int) -> bool:
    """Whether the label goes on with a span (I-), instead of beginning one or standing outside."""
    return label != OUTSIDE and label % 2 == 0


def may_follow(previous: int, label: int) -> bool:
    """Whether a word of this label may come after a word of the other one within a paragraph."""
    return not continues(label) or previous in (label - 1, label)


Scores = NDArray[np.float32]
Labels = NDArray[np.uint8]

NEVER = -1e9


def best_labels(scores: Scores, lengths: Sequence[int], transitions: Scores) -> Labels:
    """The best labels [heads, words] of paragraphs one after the other, of so many words each.

    `scores` is [heads, words, labels]; `transitions` [heads, labels, labels] scores label after label. Before and after
    a paragraph is OUTSIDE, so nothing runs across its borders; what has a very low score in `transitions` never
    happens. All heads of all paragraphs are taken a step at a time together, the longest paragraphs first.
    """
    starts = np.array([0, *accumulate(lengths)], np.int_)[:-1]
    order = np.argsort(-np.array(lengths, np.int_), kind="stable")
    starts, by_length = starts[order], np.array(lengths, np.int_)[order]
    going = [int(np.searchsorted(-by_length, -k)) for k in range(by_length.max(initial=0))]
    into = np.array(transitions.swapaxes(1, 2)[:, None], np.float64, order="C")  # [heads, 1, next label, label]
    totals = np.full((len(transitions), len(by_length), transitions.shape[1]), NEVER)  # a million words outgrow 32 bits
    totals[..., OUTSIDE] = 0
    came_from = []
    for k, still in enumerate(going):
        ways = totals[:, :still, None] + into
        came_from.append(ways.argmax(3).astype(np.uint8))
        totals[:, :still] = ways.max(3) + scores[:, starts[:still] + k]
    last = (totals + transitions[:, None, :, OUTSIDE]).argmax(2)
    return _back(came_from, last, starts, scores.shape[:2])


def _back(came_from: list[Labels], last: NDArray[np.int_], starts: NDArray[np.int_], shape: tuple[int, ...]) -> Labels:
    """The labels that led to the last ones, all heads of all paragraphs a step at a time."""
    found = np.zeros(shape, np.uint8)
    heads, paragraphs = np.ogrid[: shape[0], : len(starts)]
    now = last.astype(np.uint8)
    for k in range(len(came_from) - 1, -1, -1):
        still = came_from[k].shape[1]
        found[:, starts[:still] + k] = now[:, :still]
        now[:, :still] = came_from[k][heads, paragraphs[:, :still], now[:, :still]]
    return found
