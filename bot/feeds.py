"""The feeds of the settings: read every so often, beside the bot, and what is new in them added and indexed."""

import logging
import time
from collections.abc import Iterable, MutableMapping

from bot.archive import Archive, open_archive
from bot.fetcher import fetcher_of
from bot.redaction import quiet, redaction_of
from bot.settings import Settings
from corpus.errors import CorpusError
from corpus.readers.reading import NotReadable
from corpus.readers.sources import refresh
from corpus.web.fetching import UNSEEN, Fetcher, NotFetched, Seen
from retrieval.errors import RetrievalError
from retrieval.index.engine import Scope, lower_priority

_logger = logging.getLogger(__name__)


def keep_fresh(settings: Settings) -> None:
    """Refresh all feeds every REFRESH_MINUTES, at low priority, until the process is ended."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    lower_priority()
    seen: dict[str, Seen] = {}
    quiet(redaction_of(settings))
    fetcher = fetcher_of(settings)
    while True:
        with open_archive(settings) as archive:
            refresh_all(archive, settings.feeds, seen, fetcher)
        time.sleep(settings.refresh_minutes * 60)


def refresh_all(archive: Archive, feeds: Iterable[str], seen: MutableMapping[str, Seen], fetcher: Fetcher) -> int:
    """Add what the feeds have that is not stored, and index it; how many articles that were.

    A feed that can't be had is logged and left for the next time; `seen` keeps what each feed is asked with then.
    """
    added = 0
    for feed in feeds:
        try:
            refreshed = refresh(feed, seen.get(feed, UNSEEN), fetcher, archive.store.has_url)
            summary = archive.add(refreshed.reads, lambda news: None)
        except (NotFetched, NotReadable, CorpusError) as fault:
            _logger.warning("the feed %s is left for the next time: %s", feed, fault)
            continue
        seen[feed] = refreshed.seen
        added += summary.added + summary.corrected
        _logger.info("%s: %d added, %d rejected", feed, summary.added + summary.corrected, len(summary.rejections))
    if added:
        _index(archive)
    return added


def _index(archive: Archive) -> None:
    try:
        archive.rebuild(Scope.MISSING, lambda progress: None)
    except RetrievalError as fault:  # the old generation answers on, and the next refresh tries again
        _logger.warning("what was added is not indexed yet: %s", fault)
