"""Words, and the windows of them that the encoder reads.

Whole paragraphs are read, as many as fit; long ones are cut at sentence ends. Several windows stand in each row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.tagging.minilm import CLS, SEP

WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
SHAPES = 6
LOWER, TITLE, CAPITALS, MIXED, CLOSING, OPENING = range(SHAPES)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph in order, and of each whether it touches the one before it."""

    texts: list[str]
    glued: list[bool]

    def shapes(self) -> list[int]:
        """The shape of each word."""
        following = [*self.glued, False][1:]
        return [shape(word, *sides) for word, *sides in zip(self.texts, self.glued, following, strict=True)]


def shape(word: str, glued_before: bool, glued_after: bool) -> int:
    """How a word is cased; of a mark, on which side it touches a word: that tells straight quotes apart."""
    if not word[0].isalnum():
        if glued_before == glued_after:
            return LOWER
        return CLOSING if glued_before else OPENING
    if word.islower() or not word[0].isalpha():
        return LOWER
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return TITLE if word[0].isupper() and not any(map(str.isupper, word[1:])) else MIXED


def split_words(text: str, paragraph: Span) -> tuple[Words, list[tuple[int, int]]]:
    """The words of a paragraph and the characters [start, end) of the text that each stands for."""
    where = [match.span() for match in WORD.finditer(text, paragraph.start, paragraph.end)]
    ends = [paragraph.start, *(end for _, end in where)]
    glued = [start == end and i > 0 for i, ((start, _), end) in enumerate(zip(where, ends, strict=False))]
    return Words([text[start:end] for start, end in where], glued), where


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


NARROW = 128  # wordpieces: most windows fit, several side by side; attention costs more in wider rows
AT_ONCE = (8, 4, 2, 1)  # rows: the runtime prepares itself for each number of them and each width, a tenth of a second


def in_rows(lengths: Sequence[int]) -> Iterator[tuple[int, list[list[int]]]]:
    """How wide some rows are, and the numbers of the windows in each, until all windows stand in one.

    `lengths` are those of the windows in wordpieces. The longest windows come first, each into the first row with
    room. Rows are of two widths only, and the wide ones, which are few, come one by one.
    """
    rows: list[list[int]] = []
    room: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda each: -lengths[each]):
        row = next((row for row, left in enumerate(room) if left >= lengths[number]), len(rows))
        if row == len(rows):
            rows.append([])
            room.append(_width(lengths[number]))
        rows[row].append(number)
        room[row] -= lengths[number]
    wide = sum(_width(lengths[numbers[0]]) > NARROW for numbers in rows)
    yield from ((WINDOW, [row]) for row in rows[:wide])
    start = wide
    for count in AT_ONCE:
        while start + count <= len(rows):
            yield NARROW, rows[start : start + count]
            start += count


def _width(longest: int) -> int:
    return NARROW if longest <= NARROW else WINDOW
