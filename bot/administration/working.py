"""What the process beside the bot does: one errand, at low priority, with reports on the way."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from bot.administration.errands import Add, Added, Errand, Failed, Outcome, Report, Step, Stop, Stopped
from bot.archive import Archive, open_archive
from bot.errors import OnTheRecordError
from bot.fetcher import fetcher_of
from bot.redaction import quiet, redaction_of
from bot.settings import Settings
from corpus.adding import News, Summary
from corpus.errors import CorpusError
from corpus.readers.reading import Read
from corpus.readers.sources import read_source, read_url
from corpus.web.fetching import Fetcher
from retrieval.errors import RebuildCancelled, RetrievalError
from retrieval.index.engine import Progress, Rebuilt, Scope, lower_priority

BETWEEN_STEPS = 1.0
"""Seconds between two reports of how far it is; nobody looks more often."""

REASONS_REPORTED = 5

_logger = logging.getLogger(__name__)


def work(settings: Settings, errand: Errand, pipe: Connection, stop: Stop) -> None:
    """Do the errand and report; where nobody listens any more, the bot is gone, and so is this."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    quiet(redaction_of(settings))
    lower_priority()
    try:
        pipe.send(_outcome(settings, errand, pipe.send, stop))
    except BrokenPipeError:
        _logger.warning("the bot is gone: its errand is left where it is")


def _outcome(settings: Settings, errand: Errand, send: Callable[[Report], None], stop: Stop) -> Outcome:
    try:
        with open_archive(settings) as archive:
            running = _Running(archive, send, stop)
            return (
                running.add(errand, fetcher_of(settings)) if isinstance(errand, Add) else running.rebuild(errand.scope)
            )
    except (CorpusError, RetrievalError, OnTheRecordError) as fault:
        return Failed(str(fault))
    except BrokenPipeError:
        raise
    except Exception as fault:
        _logger.exception("an errand failed")
        return Failed(f"something is wrong with the program itself ({type(fault).__name__}); the log says more")


@dataclass(slots=True)
class _Running:
    """One errand on its way."""

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

    def add(self, errand: Add, fetcher: Fetcher) -> Added | Stopped:
        """Store the articles and index them. What was stored when it is stopped is indexed by the next rebuild."""
        summary = self.archive.add(self._until_stopped(_reads(errand, fetcher)), self._counting())
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


def _reads(errand: Add, fetcher: Fetcher) -> Iterator[Read]:
    for url in errand.urls:
        yield from read_url(url, fetcher)
    for file in errand.files:
        yield from read_source(file, fetcher)


def _added(summary: Summary, index: Rebuilt | None) -> Added:
    reasons = tuple((Path(each.origin).name, each.reason) for each in summary.rejections[:REASONS_REPORTED])
    rejected = len(summary.rejections)
    return Added(summary.added, summary.corrected, summary.duplicate, rejected, reasons, index)
