"""Findings as marked text: who spoke, in what manner, the words, and where they were printed."""

from dataclasses import dataclass, replace

from bot.conversation import Page
from bot.wording import phrases
from bot.wording.markup import (
    ELLIPSIS,
    EMPTY,
    Markup,
    bold,
    italic,
    joined,
    link,
    named,
    quotation,
    readable_moment,
    short,
    text,
)
from bot.wording.reasons import reason_text
from corpus.article import Span
from retrieval.answer import Citation, Finding, FindingKind
from retrieval.answer import Match as AnswerMatch
from retrieval.finding.quote_check import Checked, Difference, Match

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


LONGEST = 2900
"""Code points of one finding's text; with the longest heading and citation it still fits a message."""

_MANNER = {
    FindingKind.DIRECT: "in quotation marks",
    FindingKind.INDIRECT: "in the reporter's words",
    FindingKind.MIXED: "partly in quotation marks",
    FindingKind.PASSAGE: "",
}


def page_text(page: Page) -> Markup:
    """All findings of a page; a heading or a citation that is the same as the one before is not repeated."""
    findings = page.answer.findings[page.first : page.first + page.count]
    parts: list[Markup] = [_taken(page), _nearest(page), _position(page)]
    for index, finding in enumerate(findings):
        following = findings[index + 1] if index + 1 < len(findings) else None
        previous = findings[index - 1] if index else None
        parts.append(_one(finding, previous, following))
    return joined(parts, "\n\n")


def heading(finding: Finding) -> Markup:
    """'Jake Sullivan, US National Security Adviser · via Yuri Ushakov · in quotation marks'."""
    parts = [_who(finding)]
    if finding.via:
        parts.append(text("via ") + bold(short(finding.via, 80)))
    parts.append(italic(text(_MANNER[finding.kind])))
    return joined(parts, " · ")


def citation_line(citation: Citation) -> Markup:
    """'mid-day.com · Agencies · Washington · 9 December 2021, 08:13 (+05:30) · headline', the headline as link.

    Where there is no headline, 'the article' is the link; where there is no link either, that stands for nothing.
    """
    parts = [short(words, 50) for words in (citation.outlet, citation.agency, citation.place) if words]
    if citation.published:
        parts.append(short(_date(citation.published), 40))
    if citation.headline or citation.url or not parts:
        parts.append(link(named(citation.headline, 130, phrases.THE_ARTICLE), citation.url))
    line = joined(parts, " · ")
    if citation.also_in:
        line += text(" · also in ") + short(", ".join(citation.also_in), 50)
    return line


def _one(finding: Finding, previous: Finding | None, following: Finding | None) -> Markup:
    above = heading(finding)
    if previous is not None and heading(previous) == above and previous.citation == finding.citation:
        above = EMPTY
    same = following is not None and following.citation == finding.citation
    below = EMPTY if same else citation_line(finding.citation)
    return joined([above, quotation(marked(finding, LONGEST)), below], "\n")


def _who(finding: Finding) -> Markup:
    if not finding.speaker:
        return EMPTY
    name = bold(short(finding.speaker, 80))
    return name + text(", ") + short(finding.role, 90) if finding.role else name


def _taken(page: Page) -> Markup:
    if not page.answer.taken:
        return EMPTY
    return italic(text("Taken to mean ") + short(page.answer.taken, 80) + text("."))


def _nearest(page: Page) -> Markup:
    """What the findings leave open, above the first of them."""
    answer = page.answer
    if page.first or not (answer.reasons or answer.match is AnswerMatch.NEAREST):
        return EMPTY
    near = [phrases.NEAREST] if answer.match is AnswerMatch.NEAREST else []
    return italic(short(" ".join([reason_text(answer.reasons), *near]), 600))


def _position(page: Page) -> Markup:
    total = len(page.answer.findings)
    if page.count == total:
        return EMPTY
    last = page.first + page.count
    which = f"{last}" if page.count == 1 else f"{page.first + 1}-{last}"
    less = ", which fit the question less closely" if page.first >= page.answer.shown else ""
    return italic(text(f"{which} of {total}{less}"))


def _date(published: str) -> str:
    """'9 December 2021, 08:13 (+05:30)'."""
    moment, offset = readable_moment(published)
    return f"{moment} ({offset})" if offset else moment


DIFFERENCES_SHOWN = 8


def checked_text(checked: Checked) -> Markup:
    """The verdict, the passage with the words in question in bold, its citation, and each difference on a line."""
    finding = checked.finding
    if finding is None:
        return text(phrases.NOT_PRINTED)
    verdict = text(phrases.PRINTED_SO if checked.match is Match.EXACT else phrases.PRINTED_NEARLY)
    shown = quotation(marked(_pointing_out(checked, finding), LONGEST - 900))
    passage = joined([heading(finding), shown, citation_line(finding.citation)], "\n")
    return joined([verdict, passage, _differences(checked, finding)], "\n\n")


def _pointing_out(checked: Checked, finding: Finding) -> Finding:
    """The finding with those words set in bold that were checked, or where some differ, those that differ."""
    differing = tuple(each.printed for each in checked.differences if each.printed is not None)
    whole = (checked.span,) if checked.span is not None and not checked.differences else ()
    return replace(finding, quotes=differing or whole)


def _differences(checked: Checked, finding: Finding) -> Markup:
    lines = [_difference(each, finding) for each in checked.differences[:DIFFERENCES_SHOWN]]
    left = len(checked.differences) - len(lines)
    return joined([*lines, italic(text(phrases.and_more(left)))] if left else lines, "\n")


def _difference(difference: Difference, finding: Finding) -> Markup:
    printed = difference.printed
    start = finding.span.start
    words = finding.text[printed.start - start : printed.end - start] if printed is not None else ""
    return joined([_side(phrases.PRINTED, words), _side(phrases.QUOTED, difference.quoted)], " · ")


def _side(label: str, words: str) -> Markup:
    return italic(text(label)) + (short(words, 60) if words.strip() else italic(text(phrases.NOTHING_THERE)))
