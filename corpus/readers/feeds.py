"""RSS and Atom, however broken: entries with what they say of themselves. Dates are read by us, not by feedparser,
which takes 'IST' for UTC."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]

from corpus.pages.outlets import is_same_site, poses
from corpus.readers.html import as_page, read_html
from corpus.readers.reading import BadFeed, Found, Given, NotReadable, OnlyTeaser, Read, Rejection

MOST_ENTRIES = 1000
IMPOSSIBLE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcefBCEF]|1[\da-fA-F])|\d{8,}|[xX][\da-fA-F]{7,});"
)
TAG = re.compile(r"<[^<>]{0,2000}>")
PARAGRAPH = re.compile(r"</p>|<br ?/?>\s*<br ?/?>|\n\s*\n", re.IGNORECASE)
CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:read|continue|see|learn|full) ?(?:more|reading|story|article)?\W{0,3})$",
    re.I,
)
FEWEST_WORDS = 5
LEAST_CONTENT = 30  # words of a whole story that a feed carries as content, in several paragraphs
LEAST_SUMMARY = 150  # words of one that it carries as a summary
DATES = ("published", "updated", "created")  # asked of the dict itself: feedparser answers one for the other


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: what it gives beside the text, and the HTML that it carries, a whole article or a teaser.

    `is_content` where the feed carries it as content and not as a summary; `is_own` where it leads to the feed's site.
    """

    given: Given
    markup: str
    is_content: bool = False
    is_own: bool = True


def read_feed(feed: bytes, origin: str, charset: str | None = None) -> list[FeedEntry]:
    """The entries of a feed in its order, up to 1,000. Raises BadFeed where it has none. Opens no sockets.

    `charset` is what the server declared. No entry is called after another outlet than the one it leads to.
    """
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-location": origin, **({"content-type": kind} if charset else {})}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(BytesIO(IMPOSSIBLE.sub(b"", feed)), response_headers=headers)
    if not parsed.entries:
        raise BadFeed
    outlet = _clean(parsed.feed.get("title"))
    return [_entry(entry, outlet, parsed.feed.get("language"), origin) for entry in parsed.entries[:MOST_ENTRIES]]


def is_whole(entry: FeedEntry) -> bool:
    """Whether an entry carries the article and no teaser of it, and may speak for the site that it leads to."""
    words = [len(TAG.sub(" ", part).split()) for part in PARAGRAPH.split(entry.markup)]
    text = " ".join(unescape(TAG.sub(" ", entry.markup)).split())
    if not entry.is_own or CUT.search(text):
        return False
    paragraphs = sum(count >= FEWEST_WORDS for count in words)
    return sum(words) >= (LEAST_CONTENT if entry.is_content and paragraphs > 1 else LEAST_SUMMARY)


def read_saved_feed(feed: bytes, origin: str) -> Iterator[Read]:
    """The articles that a feed carries whole; an entry with only a teaser is rejected with the page to add."""
    for number, entry in enumerate(read_feed(feed, origin), 1):
        yield read_entry(entry, f"{origin}, entry {number}")


def read_entry(entry: FeedEntry, place: str) -> Found | Rejection:
    """The article that an entry carries, or why it is none."""
    origin = entry.given.url or place
    page = as_page(entry.markup)
    try:
        return Found(read_html(page, origin, entry.given), page, "feed")
    except NotReadable:
        return Rejection(place, str(OnlyTeaser(origin)))


def _entry(entry: Any, outlet: str | None, language: str | None, origin: str) -> FeedEntry:
    source = (entry.get("source") or {}).get("title")
    people = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    contents = [part.get("value", "") for part in entry.get("content", [])]
    summary = entry.get("summary", "")
    link = entry.get("link", "")
    named = _clean(source) or outlet
    given = Given(
        url=link if link.startswith(("http://", "https://")) else None,
        headline=_clean(entry.get("title")),
        byline=_clean(", ".join(people) or entry.get("author")),
        outlet=named if named and not (link and poses(named, link)) else None,
        language=language,
        published=tuple(filter(None, (dict.get(entry, key) for key in DATES))),
    )
    content = max(contents, key=len, default="")
    is_own = not origin.startswith("http") or not given.url or is_same_site(given.url, origin)
    return FeedEntry(given, max(content, summary, key=len), is_content=len(content) > 0, is_own=is_own)


def _clean(printed: str | None) -> str | None:
    return " ".join(unescape(TAG.sub("", printed)).split()) or None if printed else None
