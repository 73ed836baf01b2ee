"""Findings as marked text: who spoke, in what manner, the words, and where they were printed."""

import re
from dataclasses import dataclass, replace

from bot.checking import CheckedClaim, Contrast
from bot.conversation import CitedIn, Page
from bot.wording import phrases
from bot.wording.markup import (
    ELLIPSIS,
    EMPTY,
    Markup,
    bold,
    italic,
    joined,
    link,
    quotation,
    readable_moment,
    seen,
    short,
    text,
    unlinked,
)
from bot.wording.reasons import reason_text
from corpus.article import Span
from corpus.statement import StatementType
from retrieval.answer import Citation, Finding, FindingKind
from retrieval.answer import Match as AnswerMatch

PICKED_OUT = 0.6
"""Share of a finding up to which the words that answer are set in bold; more of them would pick out nothing."""

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
    """The words that answer, or else quotations, and the pronoun within the shown text, in order, none touching."""
    answer = finding.answer
    picks_out = answer is not None and answer.end - answer.start <= PICKED_OUT * len(finding.text)
    spans = (answer,) if answer is not None and picks_out else finding.quotes[:BOLD_AT_MOST]
    wanted = [_Mark(*_within(span, finding, length)) for span in spans]
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
        parts.append(_one(finding, previous, following, index + 1 if page.count > 1 else 0))
    return joined(parts, "\n\n")


def cited_text(shown: CitedIn) -> Markup:
    """Where the findings on a page were printed, numbered as there."""
    findings = shown.answer.findings[shown.first : shown.first + shown.count]
    lines = [citation_line(each.citation) for each in findings]
    if len(dict.fromkeys(each.html for each in lines)) == 1:
        return joined([text(phrases.PRINTED_IN), lines[0]], "\n")
    numbered = [bold(text(f"{number}.")) + text(" ") + line for number, line in enumerate(lines, 1)]
    return joined([text(phrases.PRINTED_IN), *numbered], "\n")


def heading(finding: Finding) -> Markup:
    """'Jake Sullivan, US National Security Adviser · via Yuri Ushakov · in quotation marks'."""
    parts = [_who(finding)]
    if finding.via:
        parts.append(text("via ") + bold(short(finding.via, 80)))
    parts.append(italic(text(_MANNER[finding.kind])))
    if finding.type is StatementType.ATTITUDE:
        parts.append(italic(text(phrases.ATTITUDE)))
    return joined(parts, " · ")


def citation_line(citation: Citation) -> Markup:
    """'mid-day.com · Agencies · Washington · 9 December 2021, 08:13 (+05:30) · headline', the headline as link.

    Where there is no headline, 'the article' is the link; where there is no link either, that stands for nothing.
    """
    parts = [unlinked(words, 50) for words in (citation.outlet, citation.agency, citation.place) if words]
    if citation.published:
        parts.append(short(_date(citation.published), 40))
    if citation.headline or citation.url or not parts:
        headline = citation.headline if seen(citation.headline or "") else phrases.THE_ARTICLE
        parts.append(link(unlinked(headline or "", 130), citation.url))
    line = joined(parts, " · ")
    if citation.also_in:
        line += text(" · also in ") + unlinked(", ".join(citation.also_in), 50)
    return line


def speaker_in(message: str) -> str:
    """The first speaker whom a message of ours names, in its plain text; '' where it is no answer."""
    for line in message.split("\n"):
        if any(manner and manner in line for manner in _MANNER.values()):
            name = re.sub(r"^\d+\. ", "", line).partition(" · ")[0].partition(", ")[0]
            return name if 0 < len(name) <= 80 and name not in _MANNER.values() else ""
    return ""


def _one(finding: Finding, previous: Finding | None, following: Finding | None, number: int) -> Markup:
    above = heading(finding)
    if previous is not None and heading(previous) == above and previous.citation == finding.citation:
        above = EMPTY
    same = following is not None and following.citation == finding.citation
    below = EMPTY if same else citation_line(finding.citation)
    count = bold(text(f"{number}.")) if number else EMPTY
    return joined([joined([count, above], " "), quotation(marked(finding, LONGEST)), below], "\n")


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
    """What is to be said above the first finding: the verdict, what was not found, that these are only near."""
    answer = page.answer
    if page.first:
        return EMPTY
    verdict = phrases.VERDICTS[answer.verdict] if answer.verdict is not None else ""
    near = phrases.NEAREST if answer.match is AnswerMatch.NEAREST and not verdict else ""
    return italic(short(" ".join(filter(None, [reason_text(answer.reasons), verdict, near])), 600))


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


def claim_text(claim: CheckedClaim, of: int) -> Markup:
    """What is printed of one of some claims: verdict, passage, citation, differences; the claim above, of several."""
    echo = italic(text("“") + short(claim.words, 160) + text("”")) if of > 1 else EMPTY
    finding = claim.finding
    if finding is None:
        return joined([echo, text(phrases.NOT_PRINTED if of == 1 else phrases.NOT_PRINTED_SHORT)], "\n")
    verdict = text(phrases.CLAIM_BY_OTHERS if claim.by_others else phrases.CLAIM_VERDICTS[claim.verdict])
    shown = quotation(marked(_pointing_out(claim, finding), (LONGEST - 900) // min(of, 3)))
    passage = joined([heading(finding), shown, citation_line(finding.citation)], "\n")
    return joined([joined([echo, verdict], "\n"), passage, _contrasts(claim, finding)], "\n\n")


def _pointing_out(claim: CheckedClaim, finding: Finding) -> Finding:
    """The finding with those words set in bold that were checked, or where some differ, those that differ."""
    differing = tuple(each.printed for each in claim.contrasts if each.printed is not None)
    whole = (claim.whole,) if claim.whole is not None and not claim.contrasts else ()
    spans = differing or whole
    return replace(finding, quotes=spans, answer=None) if spans else finding


def _contrasts(claim: CheckedClaim, finding: Finding) -> Markup:
    lines = [_contrast(each, finding) for each in claim.contrasts[:DIFFERENCES_SHOWN]]
    left = len(claim.contrasts) - len(lines)
    return joined([*lines, italic(text(phrases.and_more(left)))] if left else lines, "\n")


def _contrast(contrast: Contrast, finding: Finding) -> Markup:
    printed, start = contrast.printed, finding.span.start
    words = finding.text[printed.start - start : printed.end - start] if printed is not None else ""
    kind = f"{phrases.CONTRASTS[contrast.kind]} · " if contrast.kind in phrases.CONTRASTS else ""
    return joined(
        [italic(text(kind)), _side(phrases.PRINTED, words), text(" · "), _side(phrases.QUOTED, contrast.claimed)]
    )


def _side(label: str, words: str) -> Markup:
    return italic(text(label)) + (short(words, 60) if words.strip() else italic(text(phrases.NOTHING_THERE)))
