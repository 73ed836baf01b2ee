"""What ends a quotation with a comma: "...," she laughed. Any verb there says who spoke: no list has them all."""

import re
from collections.abc import Iterator

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.attribution.quotations import Quotation
from corpus.attribution.spans import touched
from corpus.tagging.tags import Part, Tags

TAIL = re.compile(
    r" (?P<source>[Hh]e|[Ss]he|[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2}) (?P<cue>[a-z]{2,14}(?:ed|s|ys|es))\b"
)
LONGEST_MARK = 2  # characters of a closing mark


def tails(layout: Layout, tags: Tags) -> Iterator[tuple[Part, Span]]:
    """Source and cue right after a quotation that ends with a comma, where the tagger marked neither."""
    taken = sorted(span for part, span in tags.parts if part is not Part.CONTENT)
    for quotation in layout.quotations:
        end = quotation.span.end
        match = TAIL.match(layout.text, end) if _ends_with_comma(layout.text, quotation) else None
        if match and not touched(taken, Span(end, match.end())):
            yield Part.SOURCE, Span(*match.span("source"))
            yield Part.CUE, Span(*match.span("cue"))


def _ends_with_comma(text: str, quotation: Quotation) -> bool:
    span = quotation.span
    return quotation.closed and "," in text[max(span.start, span.end - 1 - LONGEST_MARK) : span.end]
