"""Finds sources, cues, contents and names in running text with the trained network."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Span
from corpus.tagging.base_encoder import tensor
from corpus.tagging.onnx_runtime import OnnxNetwork
from corpus.tagging.tags import LABELS, NAME_KINDS, OUTSIDE, PARTS, NameKind, Part, Tags, begins, continues
from corpus.tagging.viterbi import best_labels
from corpus.tagging.windows import MOST_PIECES, PACKED, Read, Window, windows
from corpus.tagging.wordpieces import CLS, Wordpieces
from corpus.tagging.words import LOWER, Words, split_words

__all__ = ["NameKind", "Part", "Tagger", "Tags", "load_tagger"]

MODEL = Path(__file__).parents[1] / "model" / "tagger.onnx"

GOES_ON = begins(PARTS.index(Part.CONTENT)) + 1
# How much less readily a content goes on than the network says. Without it, three words of content too many are found
# for every hundred of dev; with it, one, and 0.5 points more contents to the letter.
CAUTION = 0.2

Floats = NDArray[np.float32]


class Tagger:
    """Reads paragraphs. One tagger may be used from several threads at once."""

    def __init__(self, encoder: OnnxNetwork, wordpieces: Wordpieces) -> None:
        self._encoder, self._wordpieces = encoder, wordpieces
        self._words = tensor("embeddings.word_embeddings.weight")
        self._places = tensor("embeddings.position_embeddings.weight")
        *_, transitions = self._run(Window([], [CLS], [LOWER], [], []))
        self._transitions = transitions.copy()
        self._transitions[0, :, GOES_ON] -= CAUTION

    def tag(self, text: str, spans: Sequence[Span]) -> Tags:
        """The parts and names in the given paragraphs, which are in order and do not overlap.

        No span found crosses the border of a paragraph, and none lies outside of them. Any text is taken.
        """
        split = [split_words(text, span) for span in spans]
        parts, names = self._scores([self._read(words) for words, _ in split])
        where = [span for _, spans in split for span in spans]
        of_parts, of_names = self._transitions
        return Tags(
            tuple((PARTS[kind], span) for kind, span in _spans(best_labels(parts, of_parts), where)),
            tuple((NAME_KINDS[kind], span) for kind, span in _spans(best_labels(names, of_names), where)),
        )

    def _read(self, words: Words) -> Read:
        return Read(words.texts, self._wordpieces.of_words(words.texts, MOST_PIECES), words.shapes())

    def _scores(self, paragraphs: list[Read]) -> tuple[list[Floats], list[Floats]]:
        """The scores [words, labels] of each paragraph, for parts and for names."""
        scores = [np.empty((2, 0, LABELS), np.float32)]
        for window in windows(paragraphs, PACKED):
            parts, names, _ = self._run(window)
            scores.append(np.stack((parts[0, window.heads], names[0, window.heads])))
        whole = np.concatenate(scores, axis=1)
        ends = list(accumulate((len(paragraph.words) for paragraph in paragraphs), initial=0))
        of_parts, of_names = ([head[start:end] for start, end in pairwise(ends)] for head in whole)
        return of_parts, of_names

    def _run(self, window: Window) -> list[Floats]:
        """The scores [1, pieces, labels] for parts and for names, and the transitions of both.

        One window at a time: eight took a tenth longer, for their activations outgrow the cache, and rounding to
        8 bits made the labels of one depend on the others.
        """
        vectors = self._words[window.pieces] + self._places[: len(window.pieces)]
        shapes = np.array([window.shapes], np.int64)
        real = np.ones(shapes.shape, np.float32)
        return self._encoder.run({"vectors": vectors[None], "shapes": shapes, "real": real})


def load_tagger() -> Tagger:
    """The tagger that ships with the project; raises WrongBaseWeights where MiniLM is not the official one."""
    return Tagger(OnnxNetwork(MODEL), Wordpieces())


def _spans(paragraphs: Iterable[list[int]], where: list[tuple[int, int]]) -> Iterator[tuple[int, Span]]:
    """The kind and the characters of each span that the labels mark."""
    labels = [label for paragraph in paragraphs for label in paragraph]
    for first, label in enumerate(labels):
        if label == OUTSIDE or continues(label):
            continue
        last = first
        while last + 1 < len(labels) and labels[last + 1] == label + 1:
            last += 1
        yield (label - 1) // 2, Span(where[first][0], where[last][1])
