"""A finding as a card: one of the results that are offered while somebody types, and what is posted if it is chosen."""

from hashlib import sha256

from bot.chat import Button, Card, Limits, Message
from bot.deep_links import deep_link
from bot.wording import phrases
from bot.wording.answer_text import citation_line, heading
from bot.wording.markup import joined, named, quotation, seen, short
from bot.wording.moments import readable_moment
from bot.wording.passage_markup import marked
from retrieval.answer import Finding

LONGEST = 1200
"""Code points of a finding's text on a card; fifty of the longest stay far below what the platform takes at once."""


def card(finding: Finding, limits: Limits) -> Card | None:
    """The card; None where nothing of the finding can be seen, or the platform would refuse it."""
    body = joined([heading(finding), quotation(marked(finding, LONGEST)), citation_line(finding.citation)], "\n")
    words = short(finding.text, 120).plain
    if not seen(words) or body.length > limits.text or body.entities > limits.entities:
        return None
    return Card(_id(finding), _title(finding), words, Message(body.html, body.plain, _buttons(finding, limits)))


def _id(finding: Finding) -> str:
    """An id of a fixed length: an article's own may be longer than the platform takes."""
    place = f"{finding.citation.article_id}#{finding.span.start}-{finding.span.end}"
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _title(finding: Finding) -> str:
    outlet = named(finding.citation.outlet, 50, phrases.ON_RECORD).plain
    who = named(finding.speaker, 50, outlet).plain
    published = finding.citation.published
    day = short(readable_moment(published)[0].partition(",")[0], 30).plain if published else ""
    return f"{who} · {day}" if day else who


def _buttons(finding: Finding, limits: Limits) -> tuple[tuple[Button, ...], ...]:
    url = deep_link(limits.link, finding.citation.article_id, finding.span)
    return ((Button(phrases.IN_ITS_ARTICLE, url=url),),) if url else ()
