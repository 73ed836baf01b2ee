"""A page's paragraphs: its lines, joined again where the page is hard-wrapped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.article import Span

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
SENTENCE_END = re.compile(r"""[.!?…。！？．｡।॥။።፧፨։՞՜។៕؟۔།]["”’'»)\]*_]*$""")
SHORTEST_COLUMN, NARROW = 45, 100  # hard-wrapped text is set in 60 to 80 columns
FEWEST_CARRIED = 2  # sentences that go on over a line's end with a name
SLACK = 3  # characters by which programs wrap apart
MOSTLY = 0.6  # of the lines that another follows; the rest are those of head and foot


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `span` takes in the white space after it, and for the first before it; `text` has none around."""

    span: Span
    text: str
    after_gap: bool

    @property
    def ends_sentence(self) -> bool:
        """Whether it closes with a full stop, question or exclamation mark, quotation marks and brackets aside."""
        return SENTENCE_END.search(self.text[-8:]) is not None


def split_paragraphs(text: str, column: int | None = None) -> list[Paragraph]:
    """The paragraphs of a text, in order; their spans cover it without overlap. None where it is blank.

    `column` is where the whole text wraps, if it is a part of one; see `wrap_column`.
    """
    chunks = list(_chunks(_lines(text)))
    column = column or _column_of(chunks)
    return [_joined(text, group) for chunk in chunks for group in _unwrap(chunk, column)]


def wrap_column(text: str) -> int | None:
    """The length of the longest line of a hard-wrapped text; None where lines do not end because the next is full."""
    return _column_of(list(_chunks(_lines(text))))


def _column_of(chunks: Sequence[Sequence[Paragraph]]) -> int | None:
    """In hard-wrapped text a line ends where the next word would not fit, and sentences go on in the next line."""
    pairs = [pair for chunk in chunks if len(chunk) > 1 for pair in pairwise(chunk)]
    carried = [
        line for above, line in pairs if not above.ends_sentence and (line.text[0].islower() or line.ends_sentence)
    ]
    if not any(line.text[0].islower() for line in carried) and len(carried) < FEWEST_CARRIED:
        return None
    column = max((len(line.text) for chunk in chunks for line in chunk if " " in line.text), default=0)
    full = sum(_is_full(above, line, column) for above, line in pairs)
    return column if SHORTEST_COLUMN <= column <= NARROW and full >= MOSTLY * len(pairs) else None


def _is_full(line: Paragraph, following: Paragraph, column: int) -> bool:
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > column - SLACK


def unwrapped(text: str) -> str:
    """The text with a line for each paragraph: for formats whose line ends are those of the medium, not the story's."""
    return "\n\n".join(" ".join(each.span.of(text).split()) for each in split_paragraphs(text))


def bare(text: str) -> str:
    """A line without the white space and the invisible marks around it."""
    return text.strip().strip(INVISIBLE).strip()


def _lines(text: str) -> Iterator[Paragraph]:
    """Non-blank lines; blank ones belong to the line before, and those at the top to the first."""
    start = end = 0
    words, gap, blank = "", False, False
    for line in text.splitlines(keepends=True):
        content = bare(line)
        if content:
            if words:
                yield Paragraph(Span(start, end), words, gap)
                start, gap = end, blank
            words, blank = content, False
        else:
            blank = True
        end += len(line)
    if words:
        yield Paragraph(Span(start, end), words, gap)


def _chunks(lines: Iterator[Paragraph]) -> Iterator[list[Paragraph]]:
    chunk: list[Paragraph] = []
    for line in lines:
        if line.after_gap and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _unwrap(chunk: list[Paragraph], column: int | None) -> Iterator[Sequence[Paragraph]]:
    if column and all(_is_full(above, line, column) for above, line in pairwise(chunk)):
        yield chunk
        return
    if not _is_wrapped(chunk):
        yield from ([line] for line in chunk)
        return
    width = max(len(line.text) for line in chunk)
    start = 0
    for at, line in enumerate(chunk, 1):
        if at == len(chunk) or (line.ends_sentence and len(line.text) < 0.75 * width):
            yield chunk[start:at]
            start = at


def _is_wrapped(chunk: list[Paragraph]) -> bool:
    """A third of the lines go on in lower case: lists of headlines and one-line paragraphs open with a capital."""
    if len(chunk) < 2 or max(len(line.text) for line in chunk) > NARROW:
        return False
    carried = sum(line.text[0].islower() and not above.ends_sentence for above, line in pairwise(chunk))
    longest = max(len(line.text) for line in chunk[:-1])
    return longest >= 45 and carried * 3 >= len(chunk) - 1


def _joined(text: str, lines: Sequence[Paragraph]) -> Paragraph:
    if len(lines) == 1:
        return lines[0]
    span = Span(lines[0].span.start, lines[-1].span.end)
    return Paragraph(span, bare(span.of(text)), lines[0].after_gap)
