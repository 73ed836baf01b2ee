"""Commands that change what is stored: add, remove, rebuild, reread, move."""

from collections.abc import Callable, Iterable, Iterator

from bot import terminal
from bot.archive import Archive, fetcher_of, open_archive, open_store_at
from bot.errors import LinesLeftOut, NoneStored, NothingAdded
from bot.settings import Settings
from corpus.adding import Summary, copy_articles
from corpus.adding import reread as reading_again
from corpus.attribution import statements
from corpus.errors import MalformedLine
from corpus.readers.reading import Read
from corpus.readers.sources import read_source
from corpus.tagging.tagger import load_tagger
from retrieval.errors import RebuildRunning
from retrieval.index.engine import Rebuilt, Scope, lower_priority


def add(settings: Settings, sources: Iterable[str]) -> None:
    """Add what the sources hold, index it, and say what became of each article; NothingAdded where all was rejected."""
    with open_archive(settings) as archive:
        with terminal.progress("adding") as advance:
            summary = archive.add(_reads(settings, sources), _counting(advance))
        _tell(summary)
        if summary.rejections and not summary.added + summary.corrected + summary.duplicate:
            raise NothingAdded(len(summary.rejections))
        if summary.added or summary.corrected or not archive.has_index():
            _index(archive)


def remove(settings: Settings, articles: Iterable[str]) -> None:
    """Take articles down at once, and out of the files of the index."""
    with open_archive(settings) as archive:
        for article in articles:
            taken = archive.store.remove(article)
            if not taken:
                raise NoneStored(article)
            terminal.print_line(f"removed {article}: {terminal.count(len(taken), 'text')}")
        _rebuild(archive, Scope.MISSING)


def rebuild(settings: Settings) -> None:
    """Embed what is missing, and publish; a bot that runs beside it is served first."""
    lower_priority()
    with open_archive(settings) as archive:
        _rebuild(archive, Scope.MISSING)


def rebuild_full(settings: Settings) -> None:
    """Embed everything anew, and publish; a bot that runs beside it is served first."""
    lower_priority()
    with open_archive(settings) as archive:
        _rebuild(archive, Scope.EVERYTHING)


def reread(settings: Settings) -> None:
    """Read all stored pages again, find their statements anew, and index what changed."""
    with open_archive(settings) as archive:
        with terminal.progress("reading") as advance:
            result = reading_again(archive.store, load_tagger(), advance)
        for rejection in result.rejections:
            terminal.remark(f"{rejection.origin}: {rejection.reason}")
        terminal.print_line(
            f"{result.changed} changed, {result.unchanged} unchanged, {len(result.rejections)} not read again"
        )
        if result.changed:
            _rebuild(archive, Scope.MISSING)


def _reads(settings: Settings, sources: Iterable[str]) -> Iterator[Read]:
    fetcher = fetcher_of(settings)
    for source in sources:
        yield from read_source(source, fetcher)


def _counting(advance: Callable[[int, int | None], None]) -> Callable[[object], None]:
    done = iter(range(1, 1 << 62))
    return lambda news: advance(next(done), None)


def _tell(summary: Summary) -> None:
    for rejection in summary.rejections:
        terminal.remark(f"rejected {rejection.origin}: {rejection.reason}")
    for remark in summary.remarks:
        terminal.remark(f"{remark.origin}: {remark.text}")
    terminal.print_line(
        f"{summary.added} added, {summary.corrected} corrected, {summary.duplicate} duplicate, "
        f"{len(summary.rejections)} rejected"
    )


def _index(archive: Archive) -> None:
    """Index what changed; where a rebuild runs already, that one does it."""
    try:
        _rebuild(archive, Scope.MISSING)
    except RebuildRunning:
        terminal.remark("Another rebuild is running: it will publish this when it is through.")


def _rebuild(archive: Archive, scope: Scope) -> None:
    with terminal.progress("embedding") as advance:
        rebuilt = archive.rebuild(scope, lambda progress: advance(progress.done, progress.total))
    terminal.remark(_built(rebuilt))


def _built(rebuilt: Rebuilt) -> str:
    return (
        f"generation {rebuilt.generation}: {terminal.count(rebuilt.passages, 'passage')}, "
        f"{rebuilt.embedded:,} embedded, {rebuilt.removed:,} removed, {rebuilt.seconds:.1f} s"
    )


def attribute(file: int) -> None:
    """Print the statements of each article that comes as a JSON line; LinesLeftOut at the end where some were none."""
    left_out = 0

    def report(fault: MalformedLine) -> None:
        nonlocal left_out
        left_out += 1
        terminal.complain(str(fault))

    for line in statements.attribute(statements.arriving(file), load_tagger(), report):
        terminal.print_json(line)
    if left_out:
        raise LinesLeftOut(left_out)


def move(settings: Settings, target: str) -> None:
    """Copy everything to another store; what that has already stays there."""
    with open_archive(settings) as source, open_store_at(target) as store, terminal.progress("copying") as advance:
        moved = copy_articles(source.store, store, lambda done: advance(done, None))
    terminal.print_line(f"{moved} copied to {target.partition('@')[2] or target}")
    terminal.remark("Run `ontherecord rebuild` there to index them.")
