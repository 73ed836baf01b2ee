"""An answer's findings as marked text: who spoke, in what way, the words, and where they were printed."""

from bot.conversation import Page
from bot.wording import phrases
from bot.wording.markup import EMPTY, Markup, bold, italic, joined, link, named, quotation, short, text
from bot.wording.moments import readable_moment
from bot.wording.passage_markup import marked
from retrieval.answer import Citation, Finding, FindingKind

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
    parts: list[Markup] = [_taken(page), _position(page)]
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
