"""A timeline in words: a line for each finding, as many as the platform takes, newest first."""

from bot.timelines.timeline import Timeline
from bot.wording import phrases
from bot.wording.markup import ELLIPSIS, EMPTY, Markup, bold, italic, joined, link, named, short, text
from bot.wording.moments import readable_moment
from retrieval.answer import Finding

SLICE = 110
"""Code points of a finding's own words on its line."""


def timeline_text(shown: Timeline, limit: int, entities: int, remark: str = "") -> Markup:
    """Who on what, how often and when, then the findings; what does not fit is counted in the last line."""
    whole = joined([_heading(shown), italic(text(remark))], "\n")
    lines = [_line(finding) for finding in shown.findings()]
    for number, line in enumerate(lines):
        left = _left(len(lines) - number - 1)
        room = whole.length + line.length + left.length + 3 <= limit
        if not room or whole.entities + line.entities + left.entities > entities:
            return joined([whole, _left(len(lines) - number)], "\n")
        whole = joined([whole, line], "\n\n" if not number else "\n")
    return whole


def _heading(shown: Timeline) -> Markup:
    who = bold(named(shown.speaker, 80, phrases.ON_RECORD))
    about = text(" on ") + bold(short(shown.topic, 60)) if shown.topic.strip() else EMPTY
    count = phrases.statements(len(shown.dated) + len(shown.undated))
    return who + about + text(f" · {count}{_period(shown)}")


def _period(shown: Timeline) -> str:
    if not shown.dated:
        return ""
    first, last = (readable_moment(each.day.isoformat())[0] for each in (shown.dated[0], shown.dated[-1]))
    return f", {first}" if first == last else f", {first} to {last}"


def _line(finding: Finding) -> Markup:
    """'9 December 2021 · mid-day.com: the words ...', the outlet as link."""
    citation = finding.citation
    day = readable_moment(citation.published)[0].partition(",")[0] if citation.published else phrases.UNDATED
    outlet = link(named(citation.outlet, 40, phrases.THE_ARTICLE), citation.url)
    return joined([bold(short(day, 30)), outlet + text(": ") + text(_slice(finding.text))], " · ")


def _slice(words: str) -> str:
    """The beginning of some words on one line, cut between two of them, with an ellipsis."""
    line = " ".join(words.split())
    if len(line) <= SLICE:
        return line
    cut = line[:SLICE]
    return (cut[: cut.rfind(" ")] if cut.rfind(" ") > SLICE // 2 else cut).rstrip() + f" [{ELLIPSIS}]"


def _left(count: int) -> Markup:
    return italic(text(phrases.and_more(count))) if count else EMPTY
