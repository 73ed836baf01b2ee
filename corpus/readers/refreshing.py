"""Bringing a feed up to date: only what is new is sent, and only pages that are not stored are fetched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.readers.feeds import read_feed
from corpus.readers.reading import Read
from corpus.readers.sources import read_entries
from corpus.web.fetching import Fetcher, Seen


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a feed brought, read as it is iterated, and what to ask it with next time."""

    seen: Seen
    reads: Iterator[Read]


def refresh(url: str, seen: Seen, fetcher: Fetcher, is_stored: Callable[[str], bool]) -> Refreshed:
    """The articles of a feed whose addresses are not stored yet; none where the feed has not changed since `seen`.

    Raises NotFetched or BadFeed where the feed itself can't be had: keep `seen`, and ask again later.
    """
    fetched = fetcher.fetch(url, seen)
    if not fetched.is_new:
        return Refreshed(fetched.seen, iter(()))
    entries = read_feed(fetched.body, fetched.url)
    fresh = [entry for entry in entries if entry.given.url is None or not is_stored(entry.given.url)]
    return Refreshed(fetched.seen, read_entries(fresh, fetcher))
