import pytest

from corpus.readers.reading import BadFeed, Found
from corpus.readers.sources import refresh
from corpus.web.connecting import Connector, WrongStatus
from corpus.web.fetching import UNSEEN, Fetched, Fetcher, Seen

FEED = "https://lakeside.example/feed"
STORY = "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks."
LINKS = [f"https://lakeside.example/{name}" for name in "ab"]
ENTRIES = "".join(f"<item><link>{link}</link></item>" for link in LINKS)


class Web(Fetcher):
    """A feed and the pages behind it; a feed seen in its version "1" has not changed."""

    def __init__(self, feed: str) -> None:
        super().__init__(Connector(frozenset(), lambda host, port: []))
        self.feed, self.asked = feed, []

    def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
        self.asked.append(url)
        if url != FEED:
            return Fetched(
                url,
                f"<html><body><article><p>{STORY}</p></article></body></html>".encode(),
                "text/html",
                None,
                Seen(),
                True,
            )
        return Fetched(url, self.feed.encode(), "text/xml", None, Seen("1"), is_new=seen != Seen("1"))


def test_only_pages_that_are_not_stored_are_fetched() -> None:
    web = Web(f"<rss><channel>{ENTRIES}</channel></rss>")
    refreshed = refresh(FEED, Seen(), web, {LINKS[0]}.__contains__)
    assert [item.article.url for item in refreshed.reads if isinstance(item, Found)] == [LINKS[1]]
    assert web.asked == [FEED, LINKS[1]]


def test_a_feed_that_has_not_changed_brings_nothing() -> None:
    web = Web(f"<rss><channel>{ENTRIES}</channel></rss>")
    refreshed = refresh(FEED, Seen("1"), web, set[str]().__contains__)
    assert (list(refreshed.reads), refreshed.seen, web.asked) == ([], Seen("1"), [FEED])


def test_a_feed_without_entries_is_an_error_and_not_an_empty_day() -> None:
    with pytest.raises(BadFeed):
        refresh(FEED, Seen(), Web("<rss><channel></channel></rss>"), set[str]().__contains__)


def test_an_outage_of_the_feed_is_an_error() -> None:
    class Down(Web):
        def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
            raise WrongStatus(url, 503, "")

    with pytest.raises(WrongStatus):
        refresh(FEED, Seen(), Down(""), set[str]().__contains__)
