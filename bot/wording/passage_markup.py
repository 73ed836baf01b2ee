"""A finding's own words as marked text: quoted words in bold, a resolved pronoun explained in brackets."""

from dataclasses import dataclass

from bot.wording.markup import ELLIPSIS, Markup, bold, italic, joined, text
from corpus.article import Span
from retrieval.answer import Finding

BOLD_AT_MOST = 25
"""Quoted stretches that are set in bold; three such findings stay below the platform's 100 entities."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the finding's text, from its own start, and what becomes of it."""

    start: int
    end: int
    insertion: str = ""


def marked(finding: Finding, limit: int) -> Markup:
    """The finding's text, verbatim, cut with an ellipsis where it is longer than `limit` code points.

    Everything the bot adds is in italics and square brackets: 'He [Jake Sullivan] added ...'.
    """
    shown = finding.text if len(finding.text) <= limit else finding.text[:limit].rstrip()
    pieces, at = [], 0
    for mark in _marks(finding, len(shown)):
        pieces.append(text(shown[at : mark.start]))
        pieces.append(_piece(shown[mark.start : mark.end], mark))
        at = mark.end
    pieces.append(text(shown[at:]))
    if len(shown) < len(finding.text):
        pieces.append(italic(text(f" [{ELLIPSIS}]")))
    return joined(pieces)


def _piece(words: str, mark: _Mark) -> Markup:
    if mark.insertion:
        return text(words) + italic(text(f" [{mark.insertion}]"))
    return bold(text(words))


def _marks(finding: Finding, length: int) -> list[_Mark]:
    """Quotations and the pronoun within the shown text, in order, none touching another."""
    wanted = [_Mark(*_within(quote, finding, length)) for quote in finding.quotes[:BOLD_AT_MOST]]
    if finding.pronoun is not None and finding.speaker is not None:
        wanted.append(_Mark(*_within(finding.pronoun, finding, length), insertion=finding.speaker[:80]))
    kept: list[_Mark] = []
    for mark in sorted(wanted, key=lambda one: (one.start, one.end)):
        if mark.start < mark.end and (not kept or kept[-1].end <= mark.start):
            kept.append(mark)
    return kept


def _within(span: Span, finding: Finding, length: int) -> tuple[int, int]:
    start = finding.span.start
    return max(0, span.start - start), min(length, span.end - start)
