"""Ranked runs: the best findings for a question, without deciding whether they answer, as retrieval is measured."""

from collections.abc import Iterator
from dataclasses import replace

from retrieval import facts, said
from retrieval.answer import Finding
from retrieval.edition import Edition
from retrieval.of_speaker import show
from retrieval.question import Kind, Question
from retrieval.ranking import Scored


def ranked(edition: Edition, question: Question, limit: int) -> list[Finding]:
    """At most so many findings, best first, none over another: statements that fit, then the nearest passages.

    Their scores fall, as a run's must; they are those of the ranking, not of any one engine.
    """
    kept: list[Finding] = []
    for finding in _candidates(edition, question):
        if len(kept) == limit:
            break
        if not any(_overlap(finding, other) for other in kept):
            kept.append(replace(finding, score=1.0 / (1 + len(kept))))
    return kept


def trec_lines(question_id: str, findings: list[Finding]) -> Iterator[str]:
    """The lines of a TREC run for one question; a docid is '<article id>#<start>-<end>'."""
    for rank, finding in enumerate(findings, 1):
        docid = f"{finding.citation.article_id}#{finding.span.start}-{finding.span.end}"
        yield f"{question_id} Q0 {docid} {rank} {finding.score:.6f} ontherecord"


def _candidates(edition: Edition, question: Question) -> Iterator[Finding]:
    if question.kind is Kind.WHO_SAID:
        yield from (edition.shown.statement(each.stored, None, each.score) for each in said.by_anybody(edition, question))
    yield from _of_speakers(edition, question)
    names = " ".join(asked.words for asked in question.speakers)
    everything = replace(question, topic=f"{names} {question.topic}".strip() or question.text)
    yield from (edition.shown.passage(each.passage, each.score) for each in facts.passages(edition, everything, None))


def _of_speakers(edition: Edition, question: Question) -> Iterator[Finding]:
    """Statements of everybody whom the names fit: a run can't ask back who was meant."""
    ids = [each for asked in question.speakers for each in asked.fits]
    speakers = [edition.names[each] for each in ids]
    statements = said.of_speakers(edition, question, speakers)
    if question.addressee:
        names = [name for each in question.addressee.fits for name in edition.names.all_of(each)]
        told = {each.id for each in said.to_addressee(edition, statements, names)}
        statements = sorted(statements, key=lambda each: each.id not in told)
    scored = [Scored(each, 1.0, 1.0) for each in statements]
    if question.topic and question.kind is not Kind.WHO_IS:
        scored = said.about(edition, question, statements, speakers)
    yield from (show(edition, each, ids) for each in scored)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.citation.article_id == other.citation.article_id and one.span.touches(other.span)
