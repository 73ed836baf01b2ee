"""Boundaries: a content that leaves out the marks of the quotation which it fills at that end is drawn to them."""

from corpus.article import Span
from corpus.attribution.layout import Layout


def drawn_to_marks(layout: Layout, content: Span) -> Span:
    """The content with the opening and closing marks that touch it.

    Drawing it over words as well, even one, costs exact contents on annotated articles (0.1 to 0.6 points).
    """
    opening, closing = layout.quotation(content.start), layout.quotation(content.end - 1)
    start, end = content.start, content.end
    if opening and not layout.words_in(Span(opening.span.start, max(start, opening.span.start + 1))):
        start = min(start, opening.span.start)
    if closing and closing.closed and not layout.words_in(Span(min(end, closing.span.end - 1), closing.span.end)):
        end = max(end, closing.span.end)
    return Span(start, end)
