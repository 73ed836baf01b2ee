"""Batches of like-long windows from annotated articles."""

from collections.abc import Iterable, Iterator
from random import Random

import numpy as np

from corpus.tagging.tags import OUTSIDE
from corpus.tagging.windows import MOST_PIECES, WINDOW, Read, Window, windows
from corpus.tagging.wordpieces import Wordpieces
from corpus.training.examples import Example
from corpus.training.network import IGNORED, Batch, tensors

PIECES_A_BATCH = 2048
SORTED_AT_ONCE = 256  # windows: enough for batches of like length, few enough for other batches each epoch
SIZES = (64, 100, 128, WINDOW)  # how much is packed into a window, by chance for each article

Labelled = tuple[Window, list[int], list[int]]


def batches(articles: Iterable[list[Example]], wordpieces: Wordpieces, random: Random) -> list[Batch]:
    """All articles once, in windows of varying size, in random order."""
    labelled = [window for each in articles for window in label(each, wordpieces, random.choice(SIZES))]
    random.shuffle(labelled)
    found = []
    for start in range(0, len(labelled), SORTED_AT_ONCE):
        some = sorted(labelled[start : start + SORTED_AT_ONCE], key=lambda each: len(each[0].pieces))
        found += [batch(group) for group in _groups(some)]
    random.shuffle(found)
    return found


def label(article: list[Example], wordpieces: Wordpieces, packed: int) -> Iterator[Labelled]:
    """The windows of an article, each with the labels of its words for parts and for names."""
    for window in windows([read(example, wordpieces) for example in article], packed):
        cuts = [(article[s.paragraph], s.start, s.end) for s in window.stretches]
        parts = [part for example, start, end in cuts for part in example.parts[start:end]]
        yield window, parts, [name for example, start, end in cuts for name in example.names[start:end]]


def read(example: Example, wordpieces: Wordpieces) -> Read:
    """The example as the encoder gets it."""
    pieces = wordpieces.of_words(example.words.texts, MOST_PIECES)
    return Read(example.words.texts, pieces, example.words.shapes())


def batch(group: list[Labelled]) -> Batch:
    """Windows padded to one length. The marks between paragraphs count as words outside of everything."""
    longest = max(len(window.pieces) for window, _, _ in group)
    pieces, shapes, real = np.zeros((3, len(group), longest), np.int64)
    parts, names = np.full((2, len(group), longest), IGNORED)
    for row, (window, part_labels, name_labels) in enumerate(group):
        size = len(window.pieces)
        pieces[row, :size], shapes[row, :size], real[row, :size] = window.pieces, window.shapes, 1
        for labels, given in ((parts, part_labels), (names, name_labels)):
            labels[row, window.marks] = OUTSIDE
            labels[row, window.heads] = given
    return tensors(pieces, shapes, real, parts, names)


def _groups(labelled: list[Labelled]) -> Iterator[list[Labelled]]:
    group: list[Labelled] = []
    for each in labelled:
        if group and (len(group) + 1) * len(each[0].pieces) > PIECES_A_BATCH:
            yield group
            group = []
        group.append(each)
    yield group
