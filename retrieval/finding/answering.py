"""Answering: from a question as it was understood to findings, a choice of speakers, or the reason for neither."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from corpus.store import KnownSpeaker
from retrieval.answer import Finding, Outcome
from retrieval.finding import facts, nothing_found, said
from retrieval.finding.answered import Answered, found, refused
from retrieval.finding.edition import Edition
from retrieval.finding.of_speaker import of_speaker
from retrieval.finding.sureness import FACT, WHO_SAID
from retrieval.questions.question import Context, Kind, Question, told_in_words
from retrieval.questions.words import topic_words

MOST_PASSAGES = 20  # behind "more"; whoever reads on so far asks again


def answer(edition: Edition, question: Question, context: Context) -> Answered:
    """The answer to a question of any kind but MORE."""
    if question.kind is Kind.NO_QUESTION:
        return refused(question, nothing_found.no_question(example(edition, question)))
    if question.kind is Kind.FACT:
        return what_happened(edition, question)
    if question.kind is Kind.WHO_SAID:
        return who_said(edition, question)
    return what_they_said(edition, question, context)


def what_they_said(edition: Edition, question: Question, context: Context) -> Answered:
    """What each of the speakers asked for said, in turns where there are several."""
    each = [of_speaker(edition, question, asked, context) for asked in question.speakers]
    open_choice = next((one for one in each if one.answer.outcome is Outcome.WHICH_SPEAKER), None)
    if open_choice or len(each) == 1:
        return open_choice or each[0]
    speakers = tuple(chain.from_iterable(one.speakers for one in each))
    answers = [one for one in each if one.answer.outcome is Outcome.ANSWERED]
    if not answers:
        return refused(question, " ".join(one.answer.reason for one in each), speakers)
    reason = " ".join(one.answer.reason for one in each if one.answer.reason)
    together = found(question, in_turns([one.answer.findings for one in answers]), speakers)
    return replace(together, answer=replace(together.answer, reason=reason))


def who_said(edition: Edition, question: Question) -> Answered:
    """Whoever is on record with it."""
    if not question.topic:
        return refused(question, nothing_found.no_question(example(edition, question)))
    scored = [each for each in said.by_anybody(edition, question) if each.sure >= WHO_SAID.cut]
    if question.addressee:
        told = {each.id for each in said.to_addressee(edition, [one.stored for one in scored], question.addressee)}
        scored = [each for each in scored if each.stored.id in told]
    if not scored:
        return refused(question, nothing_found.nobody_said(question.topic))
    ordered = said.newest_first(edition, question, scored)
    findings = [edition.shown.statement(each.stored, None, each.score) for each in ordered]
    return found(question, edition.shown.without_copies(findings), ordered[0].stored.speaker_ids)


def what_happened(edition: Edition, question: Question) -> Answered:
    """The passages that tell."""
    if not topic_words(question.topic):
        return refused(question, nothing_found.no_question(example(edition, question)))
    among = edition.shelves.passages(question)
    if among is not None and not among and question.period:
        return what_happened(edition, told_in_words(question))
    if among is not None and not among:
        return refused(question, nothing_found.no_article(question.source))
    scored = [each for each in facts.passages(edition, question, among) if each.sure >= FACT.cut][:MOST_PASSAGES]
    if not scored and question.period and question.period.names_date:
        return what_happened(edition, told_in_words(question))
    if not scored:
        return refused(question, nothing_found.not_covered(" ".join(topic_words(question.topic)) or question.text))
    findings = [edition.shown.passage(each.passage, each.score) for each in scored]
    return found(question, edition.shown.without_copies(findings))


def example(edition: Edition, question: Question) -> KnownSpeaker | None:
    """Somebody to ask about; nobody where answers are confined to articles in which that speaker may not be."""
    return edition.names.most_quoted() if question.within.is_everything else None


def in_turns(findings: Sequence[Sequence[Finding]]) -> list[Finding]:
    """The best of each, the second of each, and so on."""
    return [finding for row in zip_longest(*findings) for finding in row if finding is not None]
