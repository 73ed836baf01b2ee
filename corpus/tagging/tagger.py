"""Finds sources, cues, contents and names in running text with the trained network."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from corpus.article import Span
from corpus.bundled import bundled
from corpus.tagging.encoder import Encoder
from corpus.tagging.minilm import Wordpieces, tensor
from corpus.tagging.tags import (
    LABELS,
    NAME_KINDS,
    OUTSIDE,
    PARTS,
    Labels,
    NameKind,
    Part,
    Scores,
    Signs,
    Tags,
    begins,
    best_labels,
)
from corpus.tagging.windows import MOST_PIECES, Read, Window, Words, in_rows, split_words, windows

__all__ = ["NameKind", "Part", "Tagger", "Tags", "load_tagger"]

MODEL = "tagger.onnx"

GOES_ON = begins(PARTS.index(Part.CONTENT)) + 1
# How much less readily a content goes on than the network says. Without it, three words of content too many are found
# for every hundred of dev; with it, as many too few as too many.
CAUTION = 0.25

SORTED_AT_ONCE = 512  # windows: enough to fill rows, few enough for a text of 50 MB


class Tagger:
    """Reads paragraphs. One tagger may be used from several threads at once."""

    def __init__(self, encoder: Encoder, wordpieces: Wordpieces) -> None:
        self._encoder, self._wordpieces = encoder, wordpieces
        self._words = tensor("embeddings.word_embeddings.weight")
        self._places = tensor("embeddings.position_embeddings.weight")
        self._transitions = encoder.transitions.copy()
        self._transitions[0, :, GOES_ON] -= CAUTION

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        """The parts and names in the given paragraphs of each text, which are in order and do not overlap.

        No span found crosses the border of a paragraph, and none lies outside of them. Any text is taken. Some articles
        at once cost less than one after the other: short rows of the network, which cost more, are fewer.
        """
        split = [[split_words(text, span) for span in spans] for text, spans in texts]
        paragraphs = [paragraph for each in split for paragraph in each]
        scores, signs = self._scores([self._read(words) for words, _ in paragraphs])
        labels = best_labels(scores, [len(spans) for _, spans in paragraphs], self._transitions)
        tags, end = [], 0
        for each in split:
            where = [span for _, spans in each for span in spans]
            start, end = end, end + len(where)
            tags.append(_tags(labels[:, start:end], where, signs[start:end]))
        return tags

    def _read(self, words: Words) -> Read:
        return Read(words.texts, self._wordpieces.of_words(words.texts, MOST_PIECES), words.shapes())

    def _scores(self, paragraphs: list[Read]) -> tuple[Scores, Scores]:
        """The scores [parts and names, words, labels] and the signs [words, signs] of all words."""
        scores = [np.empty((0, self._encoder.outputs), np.float32)]
        waiting = windows(paragraphs)
        while some := [*islice(waiting, SORTED_AT_ONCE)]:
            scores += self._of_windows(some)
        labels, signs = np.split(np.concatenate(scores), [2 * LABELS], 1)
        return labels.reshape(-1, 2, LABELS).swapaxes(0, 1), signs

    def _of_windows(self, some: Sequence[Window]) -> list[Scores]:
        """The scores [words, outputs] of the words of each window."""
        found: dict[int, Scores] = {}
        for width, rows in in_rows([len(window.pieces) for window in some]):
            found |= self._of_rows(some, rows, width)
        return [found[number] for number in range(len(some))]

    def _of_rows(self, some: Sequence[Window], rows: Sequence[Sequence[int]], width: int) -> dict[int, Scores]:
        """The scores of the words of the windows with the numbers that stand in these rows."""
        vectors = np.zeros((len(rows), width, self._words.shape[1]), np.float32)
        shapes, owners = np.zeros((2, len(rows), width), np.int32)
        heads: dict[int, tuple[int, list[int]]] = {}
        for row, numbers in enumerate(rows):
            start = 0
            for number in numbers:
                window = some[number]
                place = slice(start, start + len(window.pieces))
                np.add(self._words[window.pieces], self._places[: len(window.pieces)], out=vectors[row, place])
                shapes[row, place], owners[row, place] = window.shapes, number + 1
                heads[number] = row, [start + head for head in window.heads]
                start = place.stop
        scores = self._encoder.scores(vectors, shapes, owners)
        return {number: scores[place] for number, place in heads.items()}


def load_tagger(signs: Scores | None = None) -> Tagger:
    """The tagger that ships with the project, with other signs if given.

    Raises DamagedWeights where its file is not the published one, WrongBaseWeights where MiniLM is not.
    """
    return Tagger(Encoder(bundled(MODEL), signs), Wordpieces())


def _tags(labels: Labels, where: Sequence[tuple[int, int]], signs: Scores) -> Tags:
    parts, names = labels
    return Tags(
        tuple((PARTS[kind], span) for kind, span in _spans(parts, where)),
        tuple((NAME_KINDS[kind], span) for kind, span in _spans(names, where)),
        Signs(np.array(where, np.int64).reshape(-1, 2), signs),
    )


def _spans(labels: Labels, where: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Span]]:
    """The kind and the characters of each span that the labels mark."""
    (firsts,) = np.nonzero(labels % 2 == 1)
    borders = np.append(np.nonzero((labels == OUTSIDE) | (labels % 2 == 1))[0], len(labels))
    lasts = borders[np.searchsorted(borders, firsts, "right")] - 1
    for kind, first, last in zip(((labels[firsts] - 1) // 2).tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        yield kind, Span(where[first][0], where[last][1])
