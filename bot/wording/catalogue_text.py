"""Listings as marked text: outlets, speakers, articles, and how much there is."""

from typing import assert_never

from bot.catalogue import About, Latest, Listing, Sources, Speakers
from bot.wording import phrases
from bot.wording.answer_text import citation_line
from bot.wording.markup import Markup, bold, italic, joined, named, short, text
from corpus.article import Article
from corpus.store import KnownSpeaker
from retrieval.finding.findings import cite


def listing_text(listing: Listing) -> Markup:
    """Any listing, its names cut where they are very long, so that it fits a message."""
    match listing:
        case Sources():
            return _sources(listing)
        case Speakers(speakers, left_out):
            return _listed(phrases.SPEAKERS, [_speaker(each) for each in speakers], left_out)
        case Latest(articles):
            return _listed(phrases.LATEST, [_article(each) for each in articles], 0, "\n\n")
        case About(size):
            counts = phrases.holdings(size.articles, size.statements, size.speakers)
            return joined([text(counts), text(phrases.ABOUT)], "\n\n")
    assert_never(listing)


def _sources(listing: Sources) -> Markup:
    lines = [
        named(name, 70, phrases.UNKNOWN_OUTLET) + text(f" · {phrases.articles(count)}")
        for name, count in listing.outlets
    ]
    if listing.without:
        lines.append(italic(text(phrases.UNKNOWN_OUTLET)) + text(f" · {phrases.articles(listing.without)}"))
    return _listed(phrases.SOURCES, lines, listing.left_out)


def _speaker(speaker: KnownSpeaker) -> Markup:
    role = speaker.roles[0][0] if speaker.roles else ""
    described = text(", ") + short(role, 50) if role.strip() else text("")
    return (
        named(speaker.name, 50, phrases.UNKNOWN_NAME) + described + text(f" · {phrases.statements(speaker.statements)}")
    )


def _article(article: Article) -> Markup:
    return citation_line(cite(article))


def _listed(heading: str, lines: list[Markup], left_out: int, between: str = "\n") -> Markup:
    if not lines:
        return text(phrases.EMPTY_ARCHIVE)
    more = [italic(text(phrases.and_more(left_out)))] if left_out else []
    return joined([bold(text(heading)), *lines, *more], between)
