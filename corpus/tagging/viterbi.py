"""The most likely sequences of labels, of those that make valid spans."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from corpus.tagging.tags import OUTSIDE

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
