"""Asking: from a question to an answer, over one store and one index."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import TypeVar

from corpus.errors import UnknownArticle, UnknownSpeaker
from corpus.store import ArticleStore
from retrieval.answer import Answer, Finding, Outcome
from retrieval.finding.answered import Answered
from retrieval.finding.answering import answer
from retrieval.finding.edition import Edition, open_edition
from retrieval.finding.follow_up import after, chosen, resumed
from retrieval.finding.nothing_found import confined_to
from retrieval.finding.runs import ranked
from retrieval.questions.people import People
from retrieval.questions.question import Context, Kind, Question
from retrieval.questions.reading import Reader
from retrieval.questions.sources import Sources
from retrieval.questions.within import EVERYTHING, Within
from retrieval.vector_index import Index

Result = TypeVar("Result")
TRIES = 3  # articles are taken down one by one, and a question takes milliseconds


class Newsroom:
    """Answers questions. Safe to use from several threads.

    `index` opens the index; it is called at the first question, and again at the next where it raised. `today` is
    what "last week" is counted from. Raises what store and index raise where they can't be read: an outage is never
    an answer.
    """

    def __init__(self, store: ArticleStore, index: Callable[[], Index], today: Callable[[], date]) -> None:
        self.store = store
        self._open_index = index
        self._index: Index | None = None
        self._today = today
        self._edition: Edition | None = None
        self._opening = Lock()

    def edition(self) -> tuple[int, str]:
        """The revision of the store and the generation of the index that questions are answered from now."""
        return self._current().key

    def ask(self, question: str, context: Context | None = None, within: Within = EVERYTHING) -> tuple[Answer, Context]:
        """The answer, of articles within, and what the same asker's next question may lean on."""
        before = context or Context()
        return self._of_current(lambda edition: self._asked(edition, question, before, within))

    def ask_speaker(
        self, question: str, speaker_id: int, context: Context | None, within: Within = EVERYTHING
    ) -> tuple[Answer, Context]:
        """The same, once the asker chose one of the speakers whom a name in the question fits."""
        before = context or Context()
        return self._of_current(lambda edition: self._chosen(edition, question, speaker_id, before, within))

    def explain(self, question: str, context: Context | None = None) -> Question:
        """The question as it is understood."""
        return self._read(self._current(), question, context or Context())

    def rank(self, question: str, limit: int, within: Within = EVERYTHING) -> list[Finding]:
        """The best findings within, at most so many, without deciding whether they answer."""
        return self._of_current(
            lambda edition: ranked(edition, replace(self._read(edition, question, Context()), within=within), limit)
        )

    def _of_current(self, work: Callable[[Edition], Result]) -> Result:
        """What comes of some work on the current edition; done again where something was taken down meanwhile."""
        for _ in range(TRIES):
            try:
                return work(self._current())
            except (UnknownArticle, UnknownSpeaker):
                continue
        return work(self._current())

    def _asked(self, edition: Edition, question: str, before: Context, within: Within) -> tuple[Answer, Context]:
        read = replace(self._read(edition, question, before), within=within)
        if read.kind is Kind.MORE:
            return self._more(edition, read, before)
        return _told(answer(edition, read, before), before)

    def _chosen(
        self, edition: Edition, question: str, speaker_id: int, before: Context, within: Within
    ) -> tuple[Answer, Context]:
        last = before.question
        read = last if last is not None and last.text == question else self._read(edition, question, before)
        return _told(answer(edition, chosen(replace(read, within=within), speaker_id), before), before)

    def _more(self, edition: Edition, read: Question, before: Context) -> tuple[Answer, Context]:
        if before.question is None:
            return resumed(read, None, before)
        return resumed(read, answer(edition, replace(before.question, within=read.within), before), before)

    def _read(self, edition: Edition, question: str, context: Context) -> Question:
        people = People(edition.names, edition, context.speakers)
        return Reader(people, Sources(edition.shelves.sources), self._today(), context).read(question)

    def _current(self) -> Edition:
        """The edition of the store and index as they are now; made anew when either has changed."""
        with self._opening:
            index = self._index = self._index or self._open_index()
            edition = self._edition
            if edition is None or edition.key != (self.store.revision(), index.generation):
                edition = self._edition = open_edition(self.store, index)
            return edition


def _told(answered: Answered, before: Context) -> tuple[Answer, Context]:
    """The answer and the context after it; where nothing is found, with what answers are confined to."""
    told, within = answered.answer, answered.question.within
    if told.outcome is Outcome.NOTHING_FOUND and not within.is_everything:
        told = replace(told, reason=f"{told.reason} {confined_to(within)}")
    return told, after(answered, before)
