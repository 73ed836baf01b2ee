"""What is read of an article: its paragraphs, sentences, quotations and words, and where each stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Block, Span
from corpus.attribution.quotations import Quotation, quotation_at, quotations
from corpus.attribution.sentences import paragraphs, sentences
from corpus.tagging.words import WORD

NEAR = 800  # characters; keeps the reading of a text without a full stop linear


@dataclass(frozen=True, slots=True)
class Layout:
    """The body of an article, in order. `stretches` has for each paragraph the number of its unbroken piece of body."""

    text: str
    paragraphs: tuple[Span, ...]
    stretches: tuple[int, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    words: tuple[int, ...]

    def paragraph(self, offset: int) -> int | None:
        """The number of the paragraph that holds the character at this offset; None outside the body."""
        return _holding(self.paragraphs, offset)

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds the character at this offset, or is the last to begin before it."""
        return max(0, bisect_right(self.sentences, offset, key=_start) - 1)

    def around(self, part: Span) -> Span:
        """The sentence in which a part begins: of an endless one, no more than is near."""
        sentence = self.sentences[self.sentence(part.start)]
        return Span(max(sentence.start, part.start - NEAR), max(part.end, min(sentence.end, part.start + NEAR)))

    def quotation(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at this offset."""
        return quotation_at(self.quotations, offset)

    def gap(self, one: Span, other: Span) -> int:
        """How many words and marks stand between two spans; 0 where they touch or overlap."""
        first, second = sorted((one, other))
        return max(0, bisect_right(self.words, second.start - 1) - bisect_right(self.words, first.end - 1))

    def words_in(self, span: Span) -> list[int]:
        """Where the words within a span begin, marks left out."""
        first, last = bisect_right(self.words, span.start - 1), bisect_right(self.words, span.end - 1)
        return [word for word in self.words[first:last] if self.text[word].isalnum()]

    def clip(self, span: Span) -> list[Span]:
        """The parts of a span that stand in paragraphs, without the space around them."""
        first = max(0, bisect_right(self.paragraphs, span.start, key=_start) - 1)
        parts = []
        for paragraph in self.paragraphs[first:]:
            if paragraph.start >= span.end:
                break
            part = self.text[max(span.start, paragraph.start) : min(span.end, paragraph.end)]
            start = max(span.start, paragraph.start) + len(part) - len(part.lstrip())
            if part.strip():
                parts.append(Span(start, start + len(part.strip())))
        return parts


def lay_out(text: str, blocks: Sequence[Block]) -> Layout:
    """The layout of the body blocks of a text."""
    numbered = list(paragraphs(text, blocks))
    lines = tuple(span for _, span in numbered)
    return Layout(
        text=text,
        paragraphs=lines,
        stretches=tuple(stretch for stretch, _ in numbered),
        sentences=tuple(sentence for line in lines for sentence in sentences(text, line)),
        quotations=tuple(quotation for line in lines for quotation in quotations(text, line)),
        words=tuple(word.start() for line in lines for word in WORD.finditer(text, line.start, line.end)),
    )


def _start(span: Span) -> int:
    return span.start


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    place = bisect_right(spans, offset, key=_start) - 1
    return place if place >= 0 and offset < spans[place].end else None
