"""Feeds beside the bot: what is new is added and indexed, and a feed that is down costs the others nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.admin.worker import refresh_all, watch
from bot.archive import Archive, open_archive
from bot.settings import Settings
from corpus.web.connecting import FetchFailed, WrongStatus
from corpus.web.fetching import UNSEEN, Fetched, Seen

FEED, DOWN = "https://lamp.example/feed", "https://down.example/feed"
STORY = (
    "<html><body><article><h1>Night clinic stays open</h1><p>The only night clinic of the city will stay open until "
    "June, its board decided on Thursday after a long and noisy meeting.</p><p>“We have found the money for "
    "six months,” said Nkechi Obi, who chairs the board. She said that nurses would be asked to vote again in May, and "
    "that the ministry had promised to answer her letter before Easter.</p></article></body></html>"
)
RSS = (
    '<rss version="2.0"><channel><title>Lamp</title><item><title>Night clinic stays open</title>'
    "<link>https://lamp.example/clinic</link></item></channel></rss>"
)


@dataclass
class Web:
    """Two hosts, of which one is down; remembers what was fetched."""

    fetched: list[str] = field(default_factory=list)

    def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
        self.fetched.append(url)
        if url == DOWN:
            raise FetchFailed(url, "the connection was refused")
        body, kind = (RSS, "application/rss+xml") if url == FEED else (STORY, "text/html")
        return Fetched(url, body.encode(), kind, "utf-8", Seen("etag"), is_new=True)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(Settings(data_dir=tmp_path)) as archive:
        yield archive


def test_a_new_article_of_a_feed_can_be_asked_about(archive: Archive) -> None:
    assert refresh_all(archive, [DOWN, FEED], {}, Web()) == 1
    answer, _ = archive.newsroom().ask("what did Obi say?")
    assert answer.findings[0].speaker == "Nkechi Obi"


def test_a_stored_article_is_not_fetched_again(archive: Archive) -> None:
    web, seen = Web(), dict[str, Seen]()
    refresh_all(archive, [FEED], seen, web)
    assert refresh_all(archive, [FEED], seen, web) == 0
    assert web.fetched.count("https://lamp.example/clinic") == 1
    assert seen == {FEED: Seen("etag")}


def test_a_page_that_is_down_is_asked_for_again_though_the_feed_has_not_changed(archive: Archive) -> None:
    class Flaky(Web):
        down = True

        def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
            if url == FEED and seen != UNSEEN:
                return Fetched(url, b"", "", None, seen, is_new=False)
            if url != FEED and self.down:
                raise WrongStatus(url, 503, "5")
            return super().fetch(url, seen)

    web, seen = Flaky(), dict[str, Seen]()
    assert refresh_all(archive, [FEED], seen, web) == 0
    web.down = False
    assert refresh_all(archive, [FEED], seen, web) == 1
    assert seen == {FEED: Seen("etag")}


def test_a_feed_that_a_library_fails_on_costs_the_others_nothing(archive: Archive) -> None:
    class Broken(Web):
        def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
            if url == DOWN:
                raise RecursionError("maximum recursion depth exceeded")
            return super().fetch(url, seen)

    assert refresh_all(archive, [DOWN, FEED], {}, Broken()) == 1


@dataclass
class Ended:
    """A process that has run for some seconds."""

    clock: list[float]
    seconds: float
    exitcode: int | None = 1

    def join(self) -> None:
        self.clock[0] += self.seconds


def test_reading_feeds_is_started_again_with_a_growing_pause_and_admins_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, pauses = [0.0], list[float]()
    runs = iter([1.0, 1.0, 1.0, 9999.0, 1.0])

    def start() -> Ended:
        return Ended(clock, next(runs))

    with pytest.raises(RuntimeError):  # from StopIteration: there are five runs
        _watched(start, pauses, clock)
    assert pauses == [5, 10, 20, 5, 10]
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 5


def _watched(start: Callable[[], Ended], pauses: list[float], clock: list[float]) -> None:
    try:
        watch(start, pauses.append, lambda: clock[0])
    except StopIteration:
        raise RuntimeError from None
