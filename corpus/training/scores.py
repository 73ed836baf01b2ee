"""How well a network tags annotated articles."""

from collections import Counter
from collections.abc import Set
from itertools import accumulate

import numpy as np
import torch

from corpus.tagging.tags import LABELS, NAME_KINDS, PARTS, Part, begins
from corpus.tagging.viterbi import best_labels
from corpus.tagging.wordpieces import Wordpieces
from corpus.training.augmentation import spans
from corpus.training.batches import batch, label
from corpus.training.examples import Example
from corpus.training.network import Tagging

Labels = tuple[list[int], list[int]]  # of parts and of names


def score(network: Tagging, articles: list[list[Example]], wordpieces: Wordpieces) -> dict[str, float]:
    """F1 in per cent: words of content, exact spans of each part, exact names."""
    counts: Counter[str] = Counter()
    network.eval()
    for article in articles:
        for gold, found in zip(article, tagged(network, article, wordpieces), strict=True):
            _count(counts, "content words", _content_words(gold.parts), _content_words(found[0]))
            for kind, part in enumerate(PARTS):
                _count(counts, part, _spans_of(gold.parts, kind), _spans_of(found[0], kind))
            for kind in range(len(NAME_KINDS)):
                _count(counts, "names", _spans_of(gold.names, kind), _spans_of(found[1], kind))
    names = ("content words", *PARTS, "names")
    return {name: round(200 * counts[f"{name} both"] / max(1, counts[f"{name} either"]), 2) for name in names}


def _count(counts: Counter[str], name: str, gold: Set[object], found: Set[object]) -> None:
    counts[f"{name} both"] += len(gold & found)
    counts[f"{name} either"] += len(gold) + len(found)


def _content_words(labels: list[int]) -> set[int]:
    content = begins(PARTS.index(Part.CONTENT))
    return {i for i, label in enumerate(labels) if label in (content, content + 1)}


def _spans_of(labels: list[int], kind: int) -> set[tuple[int, int]]:
    return {(start, end) for start, end in spans(labels) if labels[start] == begins(kind)}


def tagged(network: Tagging, article: list[Example], wordpieces: Wordpieces) -> list[Labels]:
    """The labels of parts and of names that the network gives to each paragraph."""
    lengths = [len(example.parts) for example in article]
    starts = [0, *accumulate(lengths)]
    scores = np.zeros((2, starts[-1], LABELS), np.float32)
    labelled = [*label(article, wordpieces, 0)]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        outputs = network(batch(labelled))
    for head, output in zip(scores, outputs, strict=True):
        for row, (window, _, _) in enumerate(labelled):
            of_words = output[row, window.heads].float().numpy()
            words = [starts[each.paragraph] + word for each in window.stretches for word in range(each.start, each.end)]
            head[words] = of_words
    best = best_labels(scores, lengths, network.transitions().detach().numpy()).tolist()
    return [
        (best[0][start : start + size], best[1][start : start + size])
        for start, size in zip(starts, lengths, strict=False)
    ]
