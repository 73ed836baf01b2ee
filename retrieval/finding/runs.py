"""Ranked runs: the best findings for a question, without deciding whether they answer, as retrieval is measured."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.article import Span
from corpus.store import Naming, Passage
from retrieval.answer import Finding
from retrieval.finding import facts, said
from retrieval.finding.edition import Edition
from retrieval.finding.not_on_record import where_printed
from retrieval.finding.of_speaker import show
from retrieval.finding.ranking import Scored
from retrieval.questions.question import Kind, Question


def ranked(edition: Edition, question: Question, limit: int) -> list[Finding]:
    """At most so many findings, best first, none over another: statements that fit, then the nearest passages.

    Their scores fall, as a run's must; they are those of the ranking, not of any one engine.
    """
    kept: list[Finding] = []
    taken: dict[str, list[Span]] = defaultdict(list)
    for finding in _candidates(edition, question):
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


def _candidates(edition: Edition, question: Question) -> Iterator[Finding]:
    if question.kind is Kind.WHO_SAID:
        yield from (
            edition.shown.statement(each.stored, None, each.score) for each in said.by_anybody(edition, question)
        )
    yield from _of_speakers(edition, question)
    if not question.topic:
        yield from _naming(edition, question)
    names = " ".join(asked.words for asked in question.speakers)
    topic = f"{names} {question.topic}".strip() or question.text
    everything = replace(question, topic=topic, period=None, source=None)
    among = edition.shelves.passages(everything)
    yield from (edition.shown.passage(each.passage, each.score) for each in facts.passages(edition, everything, among))


def _of_speakers(edition: Edition, question: Question) -> Iterator[Finding]:
    """Statements of everybody whom the names fit: a run can't ask back who was meant."""
    ids = [each for asked in question.speakers for each in asked.fits]
    speakers = edition.names.those(ids)
    statements = said.of_speakers(edition, question, speakers)
    if question.topic and question.kind is not Kind.WHO_IS:
        scored = said.about(edition, question, statements, speakers)
    else:
        scored = [Scored(each, 1.0, 1.0) for each in statements]
    if question.addressee:
        told = {each.id for each in said.to_addressee(edition, statements, question.addressee)}
        scored = sorted(scored, key=lambda each: each.stored.id not in told)
    yield from (show(edition, each, ids) for each in scored)


def _naming(edition: Edition, question: Question) -> Iterator[Finding]:
    """Passages that print the names asked for, those with a quotation first."""
    for asked in question.speakers:
        _, namings = where_printed(edition, question, asked.words)
        found = [edition.shown.passage(each, 0.0) for each in _passages(edition, namings)]
        yield from sorted(found, key=lambda each: not each.quotes)


def _passages(edition: Edition, namings: Sequence[Naming]) -> list[Passage]:
    touched = {
        passage.id: passage
        for each in namings
        for passage in edition.store.passages_of(each.article_id)
        if passage.span.touches(each.span)
    }
    return list(touched.values())
