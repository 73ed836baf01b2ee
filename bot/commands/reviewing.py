"""The command that prints what people thought of answers, as cases for an evaluation."""

import json
from contextlib import closing

from bot import terminal
from bot.archive import open_archive
from bot.feedback import Feedback, FeedbackBook, Rated
from bot.keeping.whose_state import has_state, open_state_of
from bot.settings import Settings
from corpus.article import Span
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore


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
        terminal.print_line(json.dumps(case, ensure_ascii=False))
    gone = cases.count(None)
    if gone:
        terminal.remark(f"{terminal.count(gone, 'verdict')} left out: nothing of what was shown is stored any more")


def _case(given: Feedback, store: ArticleStore) -> dict[str, object] | None:
    findings = [found for each in given.shown.findings if (found := _finding(each, store)) is not None]
    if not findings:
        return None
    return {"verdict": given.verdict.value, "day": given.day, "findings": findings}


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
