"""Direct, indirect or mixed: how much of a content stands in quotation marks."""

from collections.abc import Sequence

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.statement import StatementKind


def kind_of(layout: Layout, content: Sequence[Span]) -> StatementKind:
    """DIRECT where all words of the content are quoted, INDIRECT where none are, else MIXED."""
    quoted = [bool(layout.quotation(offset)) for span in content for offset in layout.words_in(span)]
    if not any(quoted):
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if all(quoted) else StatementKind.MIXED
