"""Answering: from a question as understood to findings, a choice of speakers, or the reason for neither."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, zip_longest

from corpus.article import BlockKind
from corpus.english.words import name_words
from corpus.identity import alike
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker, Naming, StoredStatement
from retrieval.answer import Answered, Choice, Finding, Outcome, found, offered, refused
from retrieval.finding import nothing_found
from retrieval.finding.passages import near_passages
from retrieval.finding.relevance import FACT, SPEAKER_TOPIC, WHO_SAID, Scored, is_own
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.statements import (
    newest_first,
    statements_about,
    statements_by_anybody,
    statements_of,
    to_addressee,
)
from retrieval.questions.name_parts import without_titles
from retrieval.questions.question import Asked, Context, Kind, Question, addressee_in_words, told_in_words
from retrieval.questions.wording import PRONOUN
from retrieval.questions.words import topic_words

DOMINANT = 5  # times as many statements as the next: the others are hardly ever meant
ENOUGH = 5  # statements that make a name known at all
OFFERED = 8  # choices: more do not fit a message's buttons


@dataclass(frozen=True, slots=True)
class Chosen:
    """The speakers meant: one person, or several bodies under one name; `taken` where the name also fitted others.

    A person comes first under the full name, then under surnames that can only be the same person's.
    """

    speakers: tuple[KnownSpeaker, ...]
    taken: str | None = None


def choose(
    fitting: Sequence[KnownSpeaker], meant_before: Sequence[int], on_topic: Callable[[KnownSpeaker], bool]
) -> Chosen | None:
    """Whom a name means among those it fits, most statements first; None where the asker has to say.

    Several bodies ("White House", "White House officials") are all meant. Of several persons it is the one talked
    about before, the only one with something to show, or one far more on record than the others.
    """
    persons = _people(fitting)
    if len(persons) < 2:
        return Chosen(tuple(fitting))
    before = [person for person in persons if person.names[0].id in meant_before]
    if len(before) == 1:
        return _chosen(before[0])
    answering = [person for person in persons if any(map(on_topic, person.names))] or persons
    if len(answering) == 1 or _dominates(answering[0], answering[1]):
        return _chosen(answering[0])
    return None


def choices(fitting: Sequence[KnownSpeaker]) -> tuple[Choice, ...]:
    """The persons to choose from, each with the newest role."""
    speakers = [person.names[0] for person in _people(fitting)[:OFFERED]]
    return tuple(
        Choice(speaker.id, speaker.name, speaker.roles[0][0] if speaker.roles else None, speaker.statements)
        for speaker in speakers
    )


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody under the full name, and under bare surnames that articles print for the same one."""

    names: tuple[KnownSpeaker, ...]

    @property
    def statements(self) -> int:
        return sum(name.statements for name in self.names)


def _people(fitting: Sequence[KnownSpeaker]) -> list[_Person]:
    """The persons, most statements first.

    A bare surname that several full names fit is a speaker of its own in the store. Here it counts with the one of them
    who has its role, if that one is far more on record than the next with such a role.
    """
    persons = [speaker for speaker in fitting if speaker.kind is SpeakerKind.PERSON]
    names = {speaker.id: [speaker] for speaker in persons if " " in speaker.name}
    for speaker in persons:
        if " " not in speaker.name:
            names.setdefault(_same_person(speaker, persons).id, []).append(speaker)
    return sorted((_Person(tuple(each)) for each in names.values()), key=lambda person: -person.statements)


def _same_person(bare: KnownSpeaker, persons: Sequence[KnownSpeaker]) -> KnownSpeaker:
    """Whose surname this is: the bearer of a full name, or nobody else's."""
    of_role = [each for each in persons if " " in each.name and _share_a_role(bare, each)]
    full = sorted((_Person((each,)) for each in of_role), key=lambda person: -person.statements)
    decided = full and (len(full) == 1 or _dominates(full[0], full[1]))
    return full[0].names[0] if decided else bare


def _share_a_role(one: KnownSpeaker, other: KnownSpeaker) -> bool:
    return any(alike(role, another) for role, _ in one.roles for another, _ in other.roles)


def _dominates(first: _Person, second: _Person) -> bool:
    return first.statements >= max(ENOUGH, DOMINANT * second.statements)


def _chosen(person: _Person) -> Chosen:
    return Chosen(person.names, person.names[0].name)


NAMINGS_READ = 200
NEAR_OFFERED = 3
TELLING = (BlockKind.BODY, BlockKind.CAPTION)


def not_on_record(snapshot: Snapshot, question: Question, asked: Asked) -> Answered:
    """The reason, or for 'who is ...?' the passages that name somebody who is never quoted."""
    if PRONOUN.match(asked.words):
        return refused(question, nothing_found.nobody_meant(asked.words))
    name, namings = where_printed(snapshot, question, asked.words)
    if not namings:
        return refused(question, nothing_found.unknown(asked.words, near(snapshot, question, asked.words)))
    if question.kind is Kind.WHO_IS:
        passages = [each for each in near_passages(snapshot, question, naming(snapshot, namings)) if each]
        if passages:
            return found(question, [snapshot.shown.passage(each.passage, each.score) for each in passages])
    return refused(question, nothing_found.never_quoted(name, namings))


def near(snapshot: Snapshot, question: Question, words: str) -> list[KnownSpeaker]:
    """Speakers on record, in what answers may be made of, whose names look like this one."""
    alike = (snapshot.within(question.within, speaker) for speaker in snapshot.names.near(words, NEAR_OFFERED))
    return [speaker for speaker in alike if speaker.statements]


def where_printed(snapshot: Snapshot, question: Question, words: str) -> tuple[str, list[Naming]]:
    """A name as it is first printed and where it is, with its titles or else without them."""
    for name in (words, " ".join(without_titles(name_words(words)))):
        printed = snapshot.store.namings(name, NAMINGS_READ) if name else []
        namings = [each for each in printed if snapshot.scope.lies_within(question.within, each.article_id)]
        if namings:
            first = namings[0]
            return first.span.of(snapshot.shown.article(first.article_id).text), namings
    return words, []


def naming(snapshot: Snapshot, namings: list[Naming]) -> set[int]:
    """The ids of the passages that print the name in body or caption."""
    return {
        passage.id
        for each in namings
        if each.kind in TELLING
        for passage in snapshot.store.passages_of(each.article_id)
        if passage.span.touches(each.span)
    }


MOST_FOUND = 300  # behind "more"; making a finding of each of thousands took a third of a second
OWN, SECOND_HAND = 1.0, 0.9  # the scores of statements that no topic ranks


def of_speaker(snapshot: Snapshot, question: Question, asked: Asked, context: Context) -> Answered:
    """The statements of whom the asker means, those that answer, best first; else the choice or the reason."""
    fitting = snapshot.names.those(asked.fits)
    if not fitting:
        return not_on_record(snapshot, question, asked)
    fitting = confined(snapshot, question, fitting)
    if not fitting:
        return refused(question, nothing_found.not_within(snapshot.names[asked.fits[0]]), asked.fits[:1])
    answers = cache(lambda speaker: has_answer(snapshot, question, speaker))
    chosen = choose(fitting, context.speakers, answers)
    if chosen is None and not any(answers(speaker) for speaker in fitting):
        return refused(question, nothing_found.none_of_them(asked.words, question))
    if chosen is None:
        return offered(question, choices(fitting))
    answered = of_chosen(snapshot, question, chosen)
    return beyond(answered, context.seen) if question.beyond_shown else answered


def confined(snapshot: Snapshot, question: Question, fitting: Sequence[KnownSpeaker]) -> list[KnownSpeaker]:
    """Those who are on record in the articles that answers are confined to, as far as they are there."""
    if question.within.is_everything:
        return list(fitting)
    counted = [snapshot.within(question.within, speaker) for speaker in fitting]
    return [speaker for speaker in counted if speaker.statements]


def of_chosen(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered:
    """The statements that answer, of speakers that are decided on."""
    speaker = chosen.speakers[0]
    ids = tuple(each.id for each in chosen.speakers)
    statements = statements_of(snapshot, question, chosen.speakers)
    if not statements:
        reason = nowhere(snapshot, question, chosen.speakers)
        return told_then(snapshot, question, chosen) or refused(question, reason, ids)
    statements = [each for each in statements if each.article_id in question.replying_in] or statements
    scored = surely_told(snapshot, question, statements, chosen.speakers)
    if not scored and question.addressee:
        return refused(question, nothing_found.not_to(speaker, question.addressee.words, question.topic), ids)
    if not scored:
        return refused(question, nothing_found.not_on_topic(speaker, question.topic), ids)
    findings = [show(snapshot, each, ids) for each in newest_first(snapshot, question, scored)[:MOST_FOUND]]
    return found(question, snapshot.shown.without_copies(findings), ids, chosen.taken)


def beyond(answered: Answered, seen: Sequence[int]) -> Answered:
    """The answer without the statements that were shown before."""
    findings = [finding for finding in answered.answer.findings if finding.statement_id not in seen]
    if findings:
        return found(answered.question, findings, answered.speakers, answered.answer.taken)
    reason = answered.answer.reason or nothing_found.that_is_all()
    return refused(answered.question, reason, answered.speakers)


def told_then(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered | None:
    """The answer where a time is not when something was published, but what was spoken of; None where it is neither."""
    if question.period is None or not (question.period.names_year or question.kind is Kind.DID_SAY):
        return None
    answered = of_chosen(snapshot, told_in_words(question), chosen)
    return answered if answered.answer.findings else None


def surely_told(
    snapshot: Snapshot, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements that answer, made to the addressee if there is one.

    Where that is nobody on record ("the inquiry"), or none is found, those about the addressee and topic follow.
    """
    addressee = question.addressee
    if addressee is None:
        return surely(snapshot, question, statements, speakers)
    told = surely(snapshot, question, to_addressee(snapshot, statements, addressee), speakers)
    if addressee.fits and (told or not question.topic):
        return told
    about = surely(snapshot, addressee_in_words(question), statements, speakers)
    return [*told, *(each for each in about if each.stored not in [one.stored for one in told])]


def surely(
    snapshot: Snapshot, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements that answer the question, best first; without a topic all of them, as they were printed."""
    asked = {speaker.id for speaker in speakers}
    if question.kind is Kind.WHO_IS:
        return introduced_first(statements)
    if not question.topic:
        return [Scored(each, OWN if is_own(each, asked) else SECOND_HAND, 1.0) for each in statements]
    return [
        each for each in statements_about(snapshot, question, statements, speakers) if each.sure >= SPEAKER_TOPIC.cut
    ]


def introduced_first(statements: Sequence[StoredStatement]) -> list[Scored]:
    """Those whose sentences print a role first: they say who somebody is."""
    scored = [Scored(each, OWN if introduces(each) else OWN / 2, 1.0) for each in statements]
    return sorted(scored, key=lambda each: -each.score)


def introduces(stored: StoredStatement) -> bool:
    """Whether the sentences of a statement print a speaker's role."""
    people = [*stored.statement.speakers, *([stored.statement.via] if stored.statement.via else [])]
    return any(person.role and stored.statement.extent.covers(person.role) for person in people)


def has_answer(snapshot: Snapshot, question: Question, speaker: KnownSpeaker) -> bool:
    """Whether a speaker has a statement that would answer the question."""
    statements = statements_of(snapshot, question, [speaker])
    return bool(statements) and bool(surely(snapshot, question, statements, [speaker]))


def nowhere(snapshot: Snapshot, question: Question, speakers: Sequence[KnownSpeaker]) -> str:
    """Why speakers on record have no statement in the articles asked for."""
    if question.period:
        anywhen = snapshot.candidates.statements([speaker.id for speaker in speakers])
        current = (each.article_id for each in anywhen if snapshot.scope.lies_within(question.within, each.article_id))
        latest = next((snapshot.citations[each].published or "" for each in current), "")
        return nothing_found.not_then(speakers[0], question.period, latest)
    return nothing_found.not_there(speakers[0], question.source or "these articles")


def show(snapshot: Snapshot, scored: Scored, asked: Sequence[int]) -> Finding:
    """A statement as a finding, seen from whichever of those asked for is on record with it."""
    stored = scored.stored
    on_record = [
        *(each for each in asked if each in stored.speaker_ids),
        *(each for each in asked if each == stored.via_id),
    ]
    return snapshot.shown.statement(stored, on_record[0] if on_record else None, scored.score)


MOST_PASSAGES = 20  # behind "more"; whoever reads on so far asks again


def answer(snapshot: Snapshot, question: Question, context: Context) -> Answered:
    """The answer to a question of any kind but MORE."""
    if question.kind is Kind.NO_QUESTION:
        return refused(question, nothing_found.no_question(example(snapshot, question)))
    if question.kind is Kind.FACT:
        return what_happened(snapshot, question)
    if question.kind is Kind.WHO_SAID:
        return who_said(snapshot, question)
    return what_they_said(snapshot, question, context)


def what_they_said(snapshot: Snapshot, question: Question, context: Context) -> Answered:
    """What each of the speakers asked for said, in turns where there are several."""
    each = [of_speaker(snapshot, question, asked, context) for asked in question.speakers]
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


def who_said(snapshot: Snapshot, question: Question) -> Answered:
    """Whoever is on record with it."""
    if not question.topic:
        return refused(question, nothing_found.no_question(example(snapshot, question)))
    scored = [each for each in statements_by_anybody(snapshot, question) if each.sure >= WHO_SAID.cut]
    if question.addressee:
        told = {each.id for each in to_addressee(snapshot, [one.stored for one in scored], question.addressee)}
        scored = [each for each in scored if each.stored.id in told]
    if not scored:
        return refused(question, nothing_found.nobody_said(question.topic))
    ordered = newest_first(snapshot, question, scored)
    findings = [snapshot.shown.statement(each.stored, None, each.score) for each in ordered]
    return found(question, snapshot.shown.without_copies(findings), ordered[0].stored.speaker_ids)


def what_happened(snapshot: Snapshot, question: Question) -> Answered:
    """The passages that tell."""
    if not topic_words(question.topic):
        return refused(question, nothing_found.no_question(example(snapshot, question)))
    among = snapshot.scope.passages(question)
    if among is not None and not among and question.period:
        return what_happened(snapshot, told_in_words(question))
    if among is not None and not among:
        return refused(question, nothing_found.no_article(question.source))
    scored = [each for each in near_passages(snapshot, question, among) if each.sure >= FACT.cut][:MOST_PASSAGES]
    if not scored and question.period and question.period.names_date:
        return what_happened(snapshot, told_in_words(question))
    if not scored:
        return refused(question, nothing_found.not_covered(" ".join(topic_words(question.topic)) or question.text))
    findings = [snapshot.shown.passage(each.passage, each.score) for each in scored]
    return found(question, snapshot.shown.without_copies(findings))


def example(snapshot: Snapshot, question: Question) -> KnownSpeaker | None:
    """Somebody to ask about; nobody where answers are confined to articles in which that speaker may not be."""
    return snapshot.names.most_quoted() if question.within.is_everything else None


def in_turns(findings: Sequence[Sequence[Finding]]) -> list[Finding]:
    """The best of each, the second of each, and so on."""
    return [finding for row in zip_longest(*findings) for finding in row if finding is not None]
