"""Looking spans up among many that are in the order of the text, without going through all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.article import Span

NEIGHBOURS = 3  # that may overlap one another


def touched(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans shares a character with a span."""
    place = bisect_left(spans, span.end, key=start_of)
    return any(each.touches(span) for each in spans[max(0, place - NEIGHBOURS) : place])


def covered(spans: Sequence[Span], span: Span) -> bool:
    """Whether a span lies wholly within one of the spans, of which none lies within another."""
    place = bisect_right(spans, span.start, key=start_of) - 1
    return place >= 0 and spans[place].covers(span)


def start_of(span: Span) -> int:
    """Where a span begins: what spans are looked up by."""
    return span.start
