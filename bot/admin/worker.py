"""What runs in processes beside the bot: one admin's job, or refreshing the feeds. Both at low priority."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Protocol

from bot.admin.jobs import Add, Added, Failed, Job, JobOutcome, Report, Step, Stop, Stopped
from bot.archive import Archive, fetcher_of, open_archive
from bot.errors import OnTheRecordError
from bot.logs import quiet, redaction_of
from bot.settings import Settings
from corpus.adding import News, Summary
from corpus.errors import CorpusError, StoreUnavailable
from corpus.readers.reading import Read
from corpus.readers.sources import SourceReader, refresh
from corpus.web.fetching import UNSEEN, Fetcher, Seen
from retrieval.errors import RebuildCancelled, RetrievalError
from retrieval.index.engine import Progress, Rebuilt, Scope, lower_priority

BETWEEN_STEPS = 1.0
"""Seconds between two reports of how far it is; nobody looks more often."""

REASONS_REPORTED = 5
SHORTEST_PAUSE, LONGEST_PAUSE = 5.0, 3600.0
"""Seconds before a process that reads feeds and has ended is started again."""
LONG_RUN = 1800.0
"""Seconds after which the next end counts as the first."""

_logger = logging.getLogger(__name__)


def work(settings: Settings, job: Job, pipe: Connection, stop: Stop) -> None:
    """Do the job and report; where nobody listens any more, the bot is gone, and so is this."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    quiet(redaction_of(settings))
    lower_priority()
    try:
        pipe.send(_outcome(settings, job, pipe.send, stop))
    except BrokenPipeError:
        _logger.warning("the bot is gone: its job is left where it is")


def _outcome(settings: Settings, job: Job, send: Callable[[Report], None], stop: Stop) -> JobOutcome:
    try:
        with open_archive(settings) as archive:
            running = _Running(archive, send, stop)
            return running.add(job, fetcher_of(settings)) if isinstance(job, Add) else running.rebuild(job.scope)
    except (CorpusError, RetrievalError, OnTheRecordError) as fault:
        return Failed(str(fault))
    except BrokenPipeError:
        raise
    except Exception as fault:
        _logger.exception("a job failed")
        return Failed(f"something is wrong with the program itself ({type(fault).__name__}); the log says more")


@dataclass(slots=True)
class _Running:
    """One job on its way."""

    archive: Archive
    send: Callable[[Report], None]
    stop: Stop
    _reported: float = field(default=0.0)

    def rebuild(self, scope: Scope) -> Rebuilt | Stopped:
        """Index what is stored."""
        try:
            return self.archive.rebuild(scope, self._embedded, self.stop.is_set)
        except RebuildCancelled:
            return Stopped()

    def add(self, job: Add, fetcher: Fetcher) -> Added | Stopped:
        """Store the articles and index them. What was stored when it is stopped is indexed by the next rebuild."""
        summary = self.archive.add(self._until_stopped(_reads(job, fetcher)), self._counting())
        if self.stop.is_set():
            return Stopped()
        new = bool(summary.added or summary.corrected)
        index = self.rebuild(Scope.MISSING) if new else None
        return index if isinstance(index, Stopped) else _added(summary, index)

    def _until_stopped(self, reads: Iterable[Read]) -> Iterator[Read]:
        for read in reads:
            if self.stop.is_set():
                return
            yield read

    def _counting(self) -> Callable[[News], None]:
        done = iter(range(1, 1 << 62))
        return lambda news: self._step(Step("articles", next(done)))

    def _embedded(self, progress: Progress) -> None:
        self._step(Step("passages", progress.done, progress.total, progress.rate, progress.seconds_left))

    def _step(self, step: Step) -> None:
        if monotonic() - self._reported >= BETWEEN_STEPS:
            self._reported = monotonic()
            self.send(step)


def _reads(job: Add, fetcher: Fetcher) -> Iterator[Read]:
    for url in job.urls:
        yield from SourceReader(fetcher).read_url(url)
    for file in job.files:
        yield from SourceReader(fetcher).read(file)


def _added(summary: Summary, index: Rebuilt | None) -> Added:
    reasons = tuple((Path(each.origin).name, each.reason) for each in summary.rejections[:REASONS_REPORTED])
    rejected = len(summary.rejections)
    return Added(summary.added, summary.corrected, summary.duplicate, rejected, reasons, index)


def keep_fresh(settings: Settings) -> None:
    """Refresh all feeds every REFRESH_MINUTES, at low priority, until the process is ended."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    lower_priority()
    seen: dict[str, Seen] = {}
    quiet(redaction_of(settings))
    fetcher = fetcher_of(settings)
    while True:
        try:
            with open_archive(settings) as archive:
                refresh_all(archive, settings.feeds, seen, fetcher)
        except (CorpusError, RetrievalError, OSError) as fault:
            _logger.warning("the feeds are left for the next time: %s", fault)
        time.sleep(settings.refresh_minutes * 60)


class Started(Protocol):
    """A process that was started."""

    @property
    def exitcode(self) -> int | None:
        """How it ended; None while it runs."""

    def join(self) -> None:
        """Wait until it has ended."""


def watch(start: Callable[[], Started], sleep: Callable[[float], object], clock: Callable[[], float]) -> None:
    """Keep a process that reads feeds running: one that ends is logged as an error, and started again.

    The pause before that doubles up to an hour, and is short again after one that ran for long.
    """
    pause = SHORTEST_PAUSE
    while True:
        started = clock()
        process = start()
        process.join()
        pause = SHORTEST_PAUSE if clock() - started > LONG_RUN else pause
        _logger.error("reading feeds ended (status %s); it is started again in %.0f s", process.exitcode, pause)
        sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def refresh_all(archive: Archive, feeds: Iterable[str], seen: MutableMapping[str, Seen], fetcher: Fetcher) -> int:
    """Add what the feeds have that is not stored, and index it; how many articles that were.

    A feed that can't be had, or that a library fails on, is logged and left for the next time; `seen` keeps what each
    feed is asked with then. One with pages that could not be had for now is asked for again as if it were new.
    """
    added = 0
    for feed in feeds:
        try:
            refreshed = refresh(feed, seen.get(feed, UNSEEN), fetcher, archive.store.has_url)
            summary = archive.add(refreshed.reads, lambda news: None)
        except StoreUnavailable:
            raise
        except Exception as fault:  # one bad feed must not cost the others
            _logger.warning("the feed %s is left for the next time: %s: %s", feed, type(fault).__name__, fault)
            continue
        if any(each.passing for each in summary.rejections):
            seen.pop(feed, None)
        else:
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
