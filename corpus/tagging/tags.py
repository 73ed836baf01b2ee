"""What the tagger finds: the parts of attributions and the names, and the labels that stand for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

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
