"""Commands that report what is there, for people or as JSON."""

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict

from bot import terminal
from bot.archive import open_archive
from bot.errors import Disagreement
from bot.feedback import Feedback, FeedbackBook, Rated
from bot.settings import Settings
from bot.state.state import has_state, open_state_of
from corpus.article import Span
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore, KnownSpeaker
from retrieval.errors import NoIndex
from retrieval.index.doctor import mend
from retrieval.index.engine import Checkup

Record = Mapping[str, object]
Printer = Callable[[Record], None]

MOST_LISTED = 1000


def in_words(record: Record) -> None:
    """A line for each value."""
    for name, value in record.items():
        terminal.print_line(f"{name}: {_worded(value)}")


def _worded(value: object) -> str:
    match value:
        case list() | tuple():
            return "; ".join(map(_worded, value)) or "none"
        case dict():
            return ", ".join(f"{name} {_worded(each)}" for name, each in value.items())
        case _:
            return "none" if value in (None, "") else str(value)


def in_json(record: Record) -> None:
    """One line of JSON."""
    terminal.print_json(json.dumps(record, ensure_ascii=False))


def status(settings: Settings, show: Printer) -> None:
    """What is stored, and what the index knows of it."""
    with open_archive(settings) as archive:
        size = archive.store.size()
        try:
            generation = archive.open_index().generation
        except NoIndex:
            generation = None
        show({"data_dir": str(settings.data_dir), **asdict(size), "generation": generation, "model": archive.model})


def doctor(settings: Settings, show: Printer) -> None:
    """Whether all is what was written, and store, words and vectors agree; Disagreement where they don't."""
    with open_archive(settings) as archive:
        _report(archive.examine(), show)


def repair(settings: Settings, show: Printer) -> None:
    """Mend what does not agree, and look again."""
    with open_archive(settings) as archive, terminal.progress("embedding") as advance:
        checkup = mend(
            archive.examine,
            archive.repair,
            lambda scope: archive.rebuild(scope, lambda progress: advance(progress.done, progress.total)),
        )
    _report(checkup, show)


def _report(checkup: Checkup, show: Printer) -> None:
    show({**asdict(checkup), "faults": [f"{fault.what}: run `{fault.remedy}`" for fault in checkup.faults]})
    if checkup.faults:
        raise Disagreement(len(checkup.faults))


def speakers(settings: Settings, name: str, show: Printer) -> None:
    """Who is on record; with a name also under which names, in which roles, and why these are one speaker."""
    with open_archive(settings) as archive:
        if not name:
            for known in archive.store.speakers():
                show({"name": known.name, "kind": known.kind.value, "statements": known.statements})
        for known in archive.store.names_like(name, MOST_LISTED) if name else ():
            show(speaker_in_full(archive.store, known))


def speaker_in_full(store: ArticleStore, known: KnownSpeaker) -> Record:
    """A speaker with roles as reported, aliases, and why these are one."""
    return {
        "id": known.id,
        "name": known.name,
        "kind": known.kind.value,
        "statements": known.statements,
        "roles": [{"role": role, "reported": day} for role, day in known.roles],
        "aliases": [asdict(alias) for alias in store.aliases(known.id)],
    }


def feedback(settings: Settings) -> None:
    """A JSON line for each verdict, its findings named as in a run; those that are taken down since are left out."""
    if not has_state(settings):
        terminal.remark("No bot has run on this data directory yet, so nobody has pressed a thumb.")
        return
    with closing(open_state_of(settings)) as state:
        given = FeedbackBook(state).all()
    with open_archive(settings) as archive:
        cases = [_case(each, archive.store) for each in given]
    for case in filter(None, cases):
        terminal.print_json(json.dumps(case, ensure_ascii=False))
    gone = cases.count(None)
    if gone:
        terminal.remark(f"{terminal.count(gone, 'verdict')} left out: nothing of what was shown is stored any more")


def _case(given: Feedback, store: ArticleStore) -> dict[str, object] | None:
    findings = [found for each in given.shown.findings if (found := _finding(each, store)) is not None]
    if not findings:
        return None
    case: dict[str, object] = {"verdict": given.verdict.value, "day": given.day, "findings": findings}
    return case | {"why": given.why} if given.why else case


def _finding(rated: Rated, store: ArticleStore) -> dict[str, object] | None:
    try:
        text = store.article(rated.article_id).text
    except UnknownArticle:
        return None
    if rated.end > len(text):
        return None
    words = Span(rated.start, rated.end).of(text)
    docid = f"{rated.article_id}#{rated.start}-{rated.end}"
    return {"docid": docid, "speaker": rated.speaker, "text": words}
