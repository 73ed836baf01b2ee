"""RSS and Atom, however broken: entries with what they say of themselves. Dates are read by us, not by feedparser,
which takes 'IST' for UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]

from corpus.readers.html import read_html
from corpus.readers.reading import BadFeed, Found, Given, NotReadable, OnlyTeaser, Read, Rejection

MOST_ENTRIES = 1000
DATES = ("published", "updated", "created")  # asked of the dict itself: feedparser answers one for the other


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it gives beside the text, and the HTML that it carries, a whole article or a teaser."""

    given: Given
    markup: str


def read_feed(feed: bytes, origin: str) -> list[Entry]:
    """The entries of a feed in its order, up to 1,000. Raises BadFeed where it has none. Opens no sockets."""
    parsed = feedparser.parse(BytesIO(feed), response_headers={"content-location": origin})
    if not parsed.entries:
        raise BadFeed
    outlet = _clean(parsed.feed.get("title"))
    return [_entry(entry, outlet, parsed.feed.get("language")) for entry in parsed.entries[:MOST_ENTRIES]]


def read_saved_feed(feed: bytes, origin: str) -> Iterator[Read]:
    """The articles that a feed carries whole; an entry with only a teaser is rejected with the page to add."""
    for number, entry in enumerate(read_feed(feed, origin), 1):
        yield read_entry(entry, f"{origin}, entry {number}")


def read_entry(entry: Entry, place: str) -> Found | Rejection:
    """The article that an entry carries, or why it is none."""
    origin = entry.given.url or place
    page = f"<html><body><article>{entry.markup}</article></body></html>".encode("utf-8", "replace")
    try:
        return Found(read_html(page, origin, entry.given), page)
    except NotReadable:
        return Rejection(place, str(OnlyTeaser(origin)))


def _entry(entry: Any, outlet: str | None, language: str | None) -> Entry:
    source = (entry.get("source") or {}).get("title")
    people = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    link = entry.get("link", "")
    given = Given(
        url=link if link.startswith(("http://", "https://")) else None,
        headline=_clean(entry.get("title")),
        byline=_clean(", ".join(people) or entry.get("author")),
        outlet=_clean(source) or outlet,
        language=language,
        published=tuple(filter(None, (dict.get(entry, key) for key in DATES))),
    )
    return Entry(given, max(bodies, key=len))


def _clean(printed: str | None) -> str | None:
    return " ".join(printed.split()) or None if printed else None
