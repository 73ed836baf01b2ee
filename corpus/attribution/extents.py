"""Extents: the whole sentences a reader needs to see of a statement."""

from corpus.article import Span
from corpus.attribution.layout import Layout


def extent_of(layout: Layout, parts: Span) -> Span:
    """From the sentence in which the parts begin to that in which they end; a quotation is never cut."""
    start = layout.sentences[layout.sentence(parts.start)].start
    end = layout.sentences[layout.sentence(parts.end - 1)].end
    opening, closing = layout.quotation(start), layout.quotation(end - 1)
    if opening:
        start = layout.sentences[layout.sentence(min(start, opening.span.start))].start
    if closing:
        end = layout.sentences[layout.sentence(max(end, closing.span.end) - 1)].end
    return Span(start, end)
