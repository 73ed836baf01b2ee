"""Asking: from a question to an answer, over one store and one index."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import TypeVar

from corpus.article import Span
from corpus.errors import UnknownArticle, UnknownSpeaker
from corpus.store import ArticleStore, Naming, Passage
from retrieval.answer import Answer, Answered, Finding, Match, Outcome, Reason, ReasonKind
from retrieval.finding.answering import answer, in_turns, show, where_printed
from retrieval.finding.passages import near_passages
from retrieval.finding.quote_check import Checked, check_claim
from retrieval.finding.relevance import Scored
from retrieval.finding.snapshot import Snapshot, open_snapshot
from retrieval.finding.statements import statements_about, statements_by_anybody, statements_of, to_addressee
from retrieval.questions.people import People
from retrieval.questions.question import EVERYTHING, Asked, Context, How, Kind, Question, Within
from retrieval.questions.reading import Reader, Sources, parts_of
from retrieval.vector_index import Index

DENIALS = frozenset({ReasonKind.UNKNOWN_NAME, ReasonKind.NEVER_QUOTED, ReasonKind.NOBODY_SAID, ReasonKind.NOT_COVERED})
ARTICLES_REMEMBERED = 10
STATEMENTS_REMEMBERED = 50


def after(answered: Answered, before: Context) -> Context:
    """The context after an answer; one that asked nothing leaves it as it was."""
    answer = answered.answer
    if not answered.speakers and answer.outcome is Outcome.NOTHING_FOUND and before.question is not None:
        return before
    shown = answer.findings[: answer.shown]
    return Context(
        question=answered.question,
        speakers=answered.speakers or before.speakers,
        articles=tuple(dict.fromkeys(each.citation.article_id for each in shown))[:ARTICLES_REMEMBERED]
        or before.articles,
        seen=before.seen,
    )


def chosen(question: Question, speaker_id: int) -> Question:
    """The question with this speaker for the first name that fits him or her; as it is where none does."""
    speakers = list(question.speakers)
    for at, asked in enumerate(speakers):
        if speaker_id in asked.fits:
            speakers[at] = Asked(asked.words, (speaker_id,), How.NAME)
            break
    return replace(question, speakers=tuple(speakers))


def having_shown(context: Context | None, shown: Sequence[Finding]) -> Context | None:
    """The context once these findings were shown too."""
    return context and replace(context, seen=seen(shown, context))


def seen(shown: Sequence[Finding], before: Context) -> tuple[int, ...]:
    """The ids of the statements shown now and before, newest first, as many as are worth remembering."""
    now = [finding.statement_id for finding in shown if finding.statement_id is not None]
    return tuple(dict.fromkeys([*now, *before.seen]))[:STATEMENTS_REMEMBERED]


def ranked(snapshot: Snapshot, question: Question, limit: int) -> list[Finding]:
    """At most so many findings, best first, none over another: statements that fit, then the nearest passages.

    Their scores fall, as a run's must; they are those of the ranking, not of any one engine.
    """
    kept: list[Finding] = []
    taken: dict[str, list[Span]] = defaultdict(list)
    for finding in _candidates(snapshot, question):
        spans = taken[finding.citation.article_id]
        if not any(finding.span.touches(span) for span in spans):
            spans.append(finding.span)
            kept.append(replace(finding, score=1.0 / (1 + len(kept))))
        if len(kept) == limit:
            break
    return kept


def trec_lines(question_id: str, findings: Iterable[Finding]) -> Iterator[str]:
    """The lines of a TREC run for one question; a docid is '<article id>#<start>-<end>'.

    White space in an article's id, which would end the column, is printed as %20.
    """
    for rank, finding in enumerate(findings, 1):
        article = "%20".join(finding.citation.article_id.split())
        docid = f"{article}#{finding.span.start}-{finding.span.end}"
        yield f"{question_id} Q0 {docid} {rank} {finding.score:.6f} ontherecord"


def _candidates(snapshot: Snapshot, question: Question) -> Iterator[Finding]:
    if question.kind is Kind.WHO_SAID:
        yield from (
            snapshot.shown.statement(each.stored, None, each.score)
            for each in statements_by_anybody(snapshot, question)
        )
    yield from _of_speakers(snapshot, question)
    if not question.topic:
        yield from _naming(snapshot, question)
    names = " ".join(asked.words for asked in question.speakers)
    topic = f"{names} {question.topic}".strip() or question.text
    everything = replace(question, topic=topic, period=None, source=None)
    among = snapshot.scope.passages(everything)
    yield from (snapshot.shown.passage(each.passage, each.score) for each in near_passages(snapshot, everything, among))


def _of_speakers(snapshot: Snapshot, question: Question) -> Iterator[Finding]:
    """Statements of everybody whom the names fit: a run can't ask back who was meant."""
    ids = [each for asked in question.speakers for each in asked.fits]
    speakers = snapshot.names.those(ids)
    statements = statements_of(snapshot, question, speakers)
    if question.topic and question.kind is not Kind.WHO_IS:
        scored = statements_about(snapshot, question, statements, speakers)
    else:
        scored = [Scored(each, 1.0, 1.0) for each in statements]
    if question.addressee:
        told = {each.id for each in to_addressee(snapshot, statements, question.addressee)}
        scored = sorted(scored, key=lambda each: each.stored.id not in told)
    yield from (show(snapshot, each, ids) for each in scored)


def _naming(snapshot: Snapshot, question: Question) -> Iterator[Finding]:
    """Passages that print the names asked for, those with a quotation first."""
    for asked in question.speakers:
        _, namings = where_printed(snapshot, question, asked.words)
        found = [snapshot.shown.passage(each, 0.0) for each in _passages(snapshot, namings)]
        yield from sorted(found, key=lambda each: not each.quotes)


def _passages(snapshot: Snapshot, namings: Sequence[Naming]) -> list[Passage]:
    touched = {
        passage.id: passage
        for each in namings
        for passage in snapshot.store.passages_of(each.article_id)
        if passage.span.touches(each.span)
    }
    return list(touched.values())


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
        self._snapshot: Snapshot | None = None
        self._opening = Lock()

    def edition(self) -> tuple[int, str]:
        """The revision of the store and the generation of the index that questions are answered from now."""
        return self._current().key

    def ask(self, question: str, context: Context | None = None, within: Within = EVERYTHING) -> tuple[Answer, Context]:
        """The answer, of articles within, and what the same asker's next question may lean on."""
        before = context or Context()
        return self._of_current(lambda snapshot: self._asked(snapshot, question, before, within))

    def ask_speaker(
        self, question: str, speaker_id: int, context: Context | None, within: Within = EVERYTHING
    ) -> tuple[Answer, Context]:
        """The same, once the asker chose one of the speakers whom a name in the question fits."""
        before = context or Context()
        return self._of_current(lambda snapshot: self._chosen(snapshot, question, speaker_id, before, within))

    def explain(self, question: str, context: Context | None = None) -> Question:
        """The question as it is understood."""
        return self._read(self._current(), question, context or Context())

    def check(self, sentence: str, within: Within = EVERYTHING) -> Checked:
        """What is printed of one sentence that somebody brings along ("Macron said the fires are under control").

        EXACT or NEAR with the finding and where in its article the words stand; CONTRARY with each difference, printed
        and claimed; BY_ANOTHER with the finding of who did say it, where the sentence names a speaker (`claimed`) who
        did not; NOT_FOUND where nothing says or contradicts it.
        """
        return self._of_current(
            lambda snapshot: check_claim(
                snapshot, sentence, lambda text: replace(self._read(snapshot, text, Context()), within=within)
            )
        )

    def rank(self, question: str, limit: int, within: Within = EVERYTHING) -> list[Finding]:
        """The best findings within, at most so many, without deciding whether they answer."""
        return self._of_current(
            lambda snapshot: ranked(snapshot, replace(self._read(snapshot, question, Context()), within=within), limit)
        )

    def _of_current(self, work: Callable[[Snapshot], Result]) -> Result:
        """What comes of some work on the current snapshot; done again where something was taken down meanwhile."""
        for _ in range(TRIES):
            try:
                return work(self._current())
            except (UnknownArticle, UnknownSpeaker):
                continue
        return work(self._current())

    def _asked(self, snapshot: Snapshot, question: str, before: Context, within: Within) -> tuple[Answer, Context]:
        parts = parts_of(question)
        if len(parts) > 1:
            return self._in_parts(snapshot, question, parts, before, within)
        read = replace(self._read(snapshot, question, before), within=within)
        if read.kind is Kind.MORE:
            return Answer(question, Outcome.NOTHING_FOUND, reasons=(Reason(ReasonKind.NOTHING_BEFORE),)), before
        return _told(snapshot, answer(snapshot, read, before), before)

    def _in_parts(
        self, snapshot: Snapshot, question: str, parts: Sequence[str], before: Context, within: Within
    ) -> tuple[Answer, Context]:
        """The answers to several questions in turns, each part asked after the one before; a choice stands alone."""
        answers, context = [], before
        for part in parts:
            answer, context = self._asked(snapshot, part, context, within)
            if answer.outcome is Outcome.WHICH_SPEAKER:
                return replace(answer, question=question), context
            answers.append(answer)
        told = in_turns([answer.findings[: answer.shown] for answer in answers])
        findings = tuple({(each.citation.article_id, each.span): each for each in told}.values())
        reasons = tuple(reason for answer in answers for reason in answer.reasons)
        match = Match.FULL if any(answer.match is Match.FULL for answer in answers) else Match.NEAREST
        outcome = Outcome.ANSWERED if findings else Outcome.NOTHING_FOUND
        return Answer(question, outcome, findings, len(findings), reasons=reasons, match=match), context

    def _chosen(
        self, snapshot: Snapshot, question: str, speaker_id: int, before: Context, within: Within
    ) -> tuple[Answer, Context]:
        last = before.question
        read = last if last is not None and last.text == question else self._read(snapshot, question, before)
        return _told(snapshot, answer(snapshot, chosen(replace(read, within=within), speaker_id), before), before)

    def _read(self, snapshot: Snapshot, question: str, context: Context) -> Question:
        people = People(snapshot.names, snapshot, context.speakers)
        return Reader(people, Sources(snapshot.scope.sources), self._today(), context).read(question)

    def _current(self) -> Snapshot:
        """The snapshot of the store and index as they are now; made anew when either has changed."""
        with self._opening:
            index = self._index = self._index or self._open_index()
            snapshot = self._snapshot
            if snapshot is None or snapshot.key != (self.store.revision(), index.generation):
                snapshot = self._snapshot = open_snapshot(self.store, index)
            return snapshot


def _told(snapshot: Snapshot, answered: Answered, before: Context) -> tuple[Answer, Context]:
    """The answer and the context after it; where nothing is found, with what was looked through and is confined to."""
    told, within = answered.answer, answered.question.within
    if told.outcome is Outcome.NOTHING_FOUND and DENIALS & {each.kind for each in told.reasons}:
        count, unread = snapshot.scope.looked_through(within)
        looked = Reason(ReasonKind.LOOKED_THROUGH, count=count, unread=unread)
        told = replace(told, reasons=(*told.reasons, looked))
    if told.outcome is Outcome.NOTHING_FOUND and not within.is_everything:
        told = replace(told, reasons=(*told.reasons, Reason(ReasonKind.CONFINED_TO, within=within)))
    return told, after(answered, before)
