"""Finds sources, cues, contents and names in running text with the trained network."""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil
from pathlib import Path

import numpy as np

from corpus.article import Span
from corpus.tagging.base_encoder import tensor
from corpus.tagging.openvino_runtime import OpenVinoNetwork
from corpus.tagging.tags import LABELS, NAME_KINDS, OUTSIDE, PARTS, NameKind, Part, Tags, begins
from corpus.tagging.viterbi import Labels, Scores, best_labels
from corpus.tagging.windows import MOST_PIECES, PACKED, Read, Window, windows
from corpus.tagging.wordpieces import CLS, Wordpieces
from corpus.tagging.words import LOWER, Words, split_words

__all__ = ["NameKind", "Part", "Tagger", "Tags", "load_tagger"]

MODEL = Path(__file__).parents[1] / "model" / "tagger.onnx"

GOES_ON = begins(PARTS.index(Part.CONTENT)) + 1
# How much less readily a content goes on than the network says. Without it, three words of content too many are found
# for every hundred of dev; with it, one, and 0.7 points more contents to the letter.
CAUTION = 0.2

BATCH = 8  # windows: of more the lengths differ more, and what is filled up is read too
STEP = 16  # wordpieces: of other lengths there are few, so that the runtime is soon prepared for all of them
SORTED_AT_ONCE = 256  # windows: enough for batches of like length, few enough for a text of 50 MB


class Tagger:
    """Reads paragraphs. One tagger may be used from several threads at once."""

    def __init__(self, encoder: OpenVinoNetwork, wordpieces: Wordpieces) -> None:
        self._encoder, self._wordpieces = encoder, wordpieces
        self._words = tensor("embeddings.word_embeddings.weight")
        self._places = tensor("embeddings.position_embeddings.weight")
        *_, transitions = self._run([Window([], [CLS], [LOWER], [], [])])
        self._transitions = transitions.copy()
        self._transitions[0, :, GOES_ON] -= CAUTION

    def tag(self, text: str, spans: Sequence[Span]) -> Tags:
        """The parts and names in the given paragraphs, which are in order and do not overlap.

        No span found crosses the border of a paragraph, and none lies outside of them. Any text is taken.
        """
        split = [split_words(text, span) for span in spans]
        where = [span for _, spans in split for span in spans]
        scores = self._scores([self._read(words) for words, _ in split])
        parts, names = best_labels(scores, [len(spans) for _, spans in split], self._transitions)
        return Tags(
            tuple((PARTS[kind], span) for kind, span in _spans(parts, where)),
            tuple((NAME_KINDS[kind], span) for kind, span in _spans(names, where)),
        )

    def _read(self, words: Words) -> Read:
        return Read(words.texts, self._wordpieces.of_words(words.texts, MOST_PIECES), words.shapes())

    def _scores(self, paragraphs: list[Read]) -> Scores:
        """The scores [parts and names, words, labels] of all words."""
        scores = [np.empty((2, 0, LABELS), np.float32)]
        waiting = windows(paragraphs, PACKED)
        while some := [*islice(waiting, SORTED_AT_ONCE)]:
            scores += self._of_windows(some)
        return np.concatenate(scores, axis=1)

    def _of_windows(self, some: Sequence[Window]) -> list[Scores]:
        """The scores of the words of each window; those of like length are run together."""
        found: dict[int, Scores] = {}
        order = sorted(range(len(some)), key=lambda number: len(some[number].pieces))
        for numbers in (order[start : start + BATCH] for start in range(0, len(order), BATCH)):
            parts, names, _ = self._run([some[number] for number in numbers])
            start = 0
            for number in numbers:
                heads = start + np.array(some[number].heads, np.int64)
                found[number] = np.stack((parts[heads], names[heads]))
                start += len(some[number].pieces)
        return [found[number] for number in range(len(some))]

    def _run(self, batch: Sequence[Window]) -> list[Scores]:
        """The scores [pieces, labels] for parts and for names, window after window, and the transitions of both."""
        lengths = [len(window.pieces) for window in batch]
        count, longest = _stepped(sum(lengths)), _stepped(max(lengths))
        vectors = np.zeros((count, self._words.shape[1]), np.float32)
        shapes, back = np.zeros((2, count), np.int64)
        seats = np.zeros((len(batch), longest), np.int64)
        real = np.zeros((len(batch), longest), np.float32)
        start = 0
        for row, (window, size) in enumerate(zip(batch, lengths, strict=True)):
            end = start + size
            np.add(self._words[window.pieces], self._places[:size], out=vectors[start:end])
            shapes[start:end] = window.shapes
            seats[row, :size], real[row, :size] = np.arange(start, end), 1
            back[start:end] = np.arange(row * longest, row * longest + size)
            start = end
        return self._encoder.run({"vectors": vectors, "shapes": shapes, "seats": seats, "real": real, "back": back})


def _stepped(size: int) -> int:
    return STEP * ceil(size / STEP)


def load_tagger() -> Tagger:
    """The tagger that ships with the project; raises WrongBaseWeights where MiniLM is not the official one."""
    return Tagger(OpenVinoNetwork(MODEL), Wordpieces())


def _spans(labels: Labels, where: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Span]]:
    """The kind and the characters of each span that the labels mark."""
    (firsts,) = np.nonzero(labels % 2 == 1)
    borders = np.append(np.nonzero((labels == OUTSIDE) | (labels % 2 == 1))[0], len(labels))
    lasts = borders[np.searchsorted(borders, firsts, "right")] - 1
    for kind, first, last in zip(((labels[firsts] - 1) // 2).tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        yield kind, Span(where[first][0], where[last][1])
