"""What the encoder reads at once: whole paragraphs, as many as fit; long ones are cut at sentence ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.tagging.wordpieces import CLS, SEP
from corpus.tagging.words import LOWER

WINDOW = 192  # wordpieces, with the marks between paragraphs: what a long paragraph is cut to
MOST_PIECES = 6  # of one word; a word is known by its beginning
FULL_ENOUGH = 0.7  # from here on a long paragraph is cut at the next sentence end


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph as the encoder gets it: the words, their pieces and their shapes."""

    words: list[str]
    pieces: list[list[int]]
    shapes: list[int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words [start, end) of the paragraph with this number, and whether it ends there."""

    paragraph: int
    start: int
    end: int
    last: bool


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the encoder.

    `pieces` and `shapes` are of equal length, [CLS] first and [SEP] after each stretch; `marks` are those of
    them at which a paragraph begins or ends; `heads` the first pieces of the words, stretch after stretch.
    """

    stretches: list[Stretch]
    pieces: list[int]
    shapes: list[int]
    heads: list[int]
    marks: list[int]


def windows(paragraphs: Sequence[Read], packed: int = 0) -> Iterator[Window]:
    """All words of all paragraphs, in windows of WINDOW pieces at most, and of `packed` if of several paragraphs.

    Paragraphs are read alone as well as with their neighbours: within a tenth of a point, whatever is packed.
    """
    waiting: list[Stretch] = []
    used = 1
    for number, paragraph in enumerate(paragraphs):
        for stretch, cost in _stretches(number, paragraph):
            if waiting and used + cost > packed:
                yield _window(paragraphs, waiting)
                waiting, used = [], 1
            waiting.append(stretch)
            used += cost
    if waiting:
        yield _window(paragraphs, waiting)


def _stretches(number: int, paragraph: Read) -> Iterator[tuple[Stretch, int]]:
    """The paragraph whole if it fits, else in cuts; each with its pieces, [SEP] included."""
    room = WINDOW - 2
    if sum(map(len, paragraph.pieces)) <= room:
        yield Stretch(number, 0, len(paragraph.words), True), 1 + sum(map(len, paragraph.pieces))
        return
    start = used = 0
    for i, (word, pieces) in enumerate(zip(paragraph.words, paragraph.pieces, strict=True)):
        if used + len(pieces) > room:
            yield Stretch(number, start, i, False), used + 1
            start, used = i, 0
        used += len(pieces)
        if word in ".!?" and used >= FULL_ENOUGH * room:
            yield Stretch(number, start, i + 1, i + 1 == len(paragraph.words)), used + 1
            start, used = i + 1, 0
    if start < len(paragraph.words):
        yield Stretch(number, start, len(paragraph.words), True), used + 1


def _window(paragraphs: Sequence[Read], stretches: list[Stretch]) -> Window:
    pieces, shapes, heads = [CLS], [LOWER], []
    marks = [0] if stretches[0].start == 0 else []
    for stretch in stretches:
        paragraph = paragraphs[stretch.paragraph]
        for i in range(stretch.start, stretch.end):
            heads.append(len(pieces))
            pieces += paragraph.pieces[i]
            shapes += [paragraph.shapes[i]] * len(paragraph.pieces[i])
        marks += [len(pieces)] if stretch.last else []
        pieces.append(SEP)
        shapes.append(LOWER)
    return Window(stretches, pieces, shapes, heads, marks)
