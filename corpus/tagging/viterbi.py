"""The most likely sequence of labels, of those that make valid spans."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.tagging.tags import OUTSIDE

Scores = NDArray[np.float32]

NEVER = -1e9


def best_labels(paragraphs: Sequence[Scores], transitions: Scores) -> list[list[int]]:
    """The best labels of each paragraph, given its scores [words, labels] and those of label after label.

    Before and after a paragraph is OUTSIDE, so nothing runs across its borders; what has a very low score in
    `transitions` never happens. All paragraphs are taken a step at a time together, the longest first.
    """
    order = sorted(range(len(paragraphs)), key=lambda i: -len(paragraphs[i]))
    lengths = np.array([len(paragraphs[i]) for i in order], np.int_)
    found: list[list[int]] = [[] for _ in paragraphs]
    steps = _steps([paragraphs[i] for i in order], lengths)
    for i, labels in zip(order, _walk(steps, lengths, transitions), strict=True):
        found[i] = labels
    return found


def _steps(paragraphs: list[Scores], lengths: NDArray[np.int_]) -> Iterator[Scores]:
    """The scores [paragraphs that go on so far, labels] of the first words, of the second, and so on."""
    for k in range(lengths.max(initial=0)):
        going = int(np.searchsorted(-lengths, -k))
        yield np.stack([paragraph[k] for paragraph in paragraphs[:going]])


def _walk(steps: Iterator[Scores], lengths: NDArray[np.int_], transitions: Scores) -> list[list[int]]:
    totals = np.full((len(lengths), transitions.shape[0]), NEVER, np.float32)
    totals[:, OUTSIDE] = 0
    came_from = []
    for scores in steps:
        going = len(scores)
        ways = totals[:going, :, None] + transitions
        came_from.append(ways.argmax(1))
        best = ways.max(1) + scores
        totals[:going] = best - best.max(1, keepdims=True)  # or a million words would outgrow 32 bits
    last = (totals + transitions[:, OUTSIDE]).argmax(1)
    return [_back(came_from, row, int(last[row]), int(length)) for row, length in enumerate(lengths)]


def _back(came_from: list[NDArray[np.int_]], row: int, last: int, length: int) -> list[int]:
    labels = [last] if length else []
    for k in range(length - 1, 0, -1):
        labels.append(int(came_from[k][row, labels[-1]]))
    return labels[::-1]
