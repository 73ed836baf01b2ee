"""What one speaker said, or who that is: decided from who is on record, then from topic, time and addressee."""

from collections.abc import Sequence
from functools import cache

from corpus.store import KnownSpeaker, StoredStatement
from retrieval.answer import Finding
from retrieval.finding import nothing_found, said
from retrieval.finding.answered import Answered, found, offered, refused
from retrieval.finding.choosing import Chosen, choices, choose
from retrieval.finding.edition import Edition
from retrieval.finding.not_on_record import not_on_record
from retrieval.finding.ranking import Scored, is_own
from retrieval.finding.sureness import SPEAKER_TOPIC
from retrieval.questions.question import Asked, Context, Kind, Question, addressee_in_words, told_in_words

MOST_FOUND = 300  # behind "more"; making a finding of each of thousands took a third of a second
OWN, SECOND_HAND = 1.0, 0.9  # the scores of statements that no topic ranks


def of_speaker(edition: Edition, question: Question, asked: Asked, context: Context) -> Answered:
    """The statements of whom the asker means, those that answer, best first; else the choice or the reason."""
    fitting = edition.names.those(asked.fits)
    if not fitting:
        return not_on_record(edition, question, asked)
    fitting = confined(edition, question, fitting)
    if not fitting:
        return refused(question, nothing_found.not_within(edition.names[asked.fits[0]]), asked.fits[:1])
    answers = cache(lambda speaker: has_answer(edition, question, speaker))
    chosen = choose(fitting, context.speakers, answers)
    if chosen is None and not any(answers(speaker) for speaker in fitting):
        return refused(question, nothing_found.none_of_them(asked.words, question))
    if chosen is None:
        return offered(question, choices(fitting))
    answered = of_chosen(edition, question, chosen)
    return beyond(answered, context.seen) if question.beyond_shown else answered


def confined(edition: Edition, question: Question, fitting: Sequence[KnownSpeaker]) -> list[KnownSpeaker]:
    """Those who are on record in the articles that answers are confined to, as far as they are there."""
    if question.within.is_everything:
        return list(fitting)
    counted = [edition.within(question.within, speaker) for speaker in fitting]
    return [speaker for speaker in counted if speaker.statements]


def of_chosen(edition: Edition, question: Question, chosen: Chosen) -> Answered:
    """The statements that answer, of speakers that are decided on."""
    speaker = chosen.speakers[0]
    ids = tuple(each.id for each in chosen.speakers)
    statements = said.of_speakers(edition, question, chosen.speakers)
    if not statements:
        reason = nowhere(edition, question, chosen.speakers)
        return told_then(edition, question, chosen) or refused(question, reason, ids)
    statements = [each for each in statements if each.article_id in question.replying_in] or statements
    scored = surely_told(edition, question, statements, chosen.speakers)
    if not scored and question.addressee:
        return refused(question, nothing_found.not_to(speaker, question.addressee.words, question.topic), ids)
    if not scored:
        return refused(question, nothing_found.not_on_topic(speaker, question.topic), ids)
    findings = [show(edition, each, ids) for each in said.newest_first(edition, question, scored)[:MOST_FOUND]]
    return found(question, edition.shown.without_copies(findings), ids, chosen.taken)


def beyond(answered: Answered, seen: Sequence[int]) -> Answered:
    """The answer without the statements that were shown before."""
    findings = [finding for finding in answered.answer.findings if finding.statement_id not in seen]
    if findings:
        return found(answered.question, findings, answered.speakers, answered.answer.taken)
    reason = answered.answer.reason or nothing_found.that_is_all()
    return refused(answered.question, reason, answered.speakers)


def told_then(edition: Edition, question: Question, chosen: Chosen) -> Answered | None:
    """The answer where a time is not when something was published, but what was spoken of; None where it is neither."""
    if question.period is None or not (question.period.names_year or question.kind is Kind.DID_SAY):
        return None
    answered = of_chosen(edition, told_in_words(question), chosen)
    return answered if answered.answer.findings else None


def surely_told(
    edition: Edition, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements that answer, made to the addressee if there is one.

    Where that is nobody on record ("the inquiry"), or none is found, those about the addressee and topic follow.
    """
    addressee = question.addressee
    if addressee is None:
        return surely(edition, question, statements, speakers)
    told = surely(edition, question, said.to_addressee(edition, statements, addressee), speakers)
    if addressee.fits and (told or not question.topic):
        return told
    about = surely(edition, addressee_in_words(question), statements, speakers)
    return [*told, *(each for each in about if each.stored not in [one.stored for one in told])]


def surely(
    edition: Edition, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements that answer the question, best first; without a topic all of them, as they were printed."""
    asked = {speaker.id for speaker in speakers}
    if question.kind is Kind.WHO_IS:
        return introduced_first(statements)
    if not question.topic:
        return [Scored(each, OWN if is_own(each, asked) else SECOND_HAND, 1.0) for each in statements]
    return [each for each in said.about(edition, question, statements, speakers) if each.sure >= SPEAKER_TOPIC.cut]


def introduced_first(statements: Sequence[StoredStatement]) -> list[Scored]:
    """Those whose sentences print a role first: they say who somebody is."""
    scored = [Scored(each, OWN if introduces(each) else OWN / 2, 1.0) for each in statements]
    return sorted(scored, key=lambda each: -each.score)


def introduces(stored: StoredStatement) -> bool:
    """Whether the sentences of a statement print a speaker's role."""
    people = [*stored.statement.speakers, *([stored.statement.via] if stored.statement.via else [])]
    return any(person.role and stored.statement.extent.covers(person.role) for person in people)


def has_answer(edition: Edition, question: Question, speaker: KnownSpeaker) -> bool:
    """Whether a speaker has a statement that would answer the question."""
    statements = said.of_speakers(edition, question, [speaker])
    return bool(statements) and bool(surely(edition, question, statements, [speaker]))


def nowhere(edition: Edition, question: Question, speakers: Sequence[KnownSpeaker]) -> str:
    """Why speakers on record have no statement in the articles asked for."""
    if question.period:
        anywhen = edition.candidates.statements([speaker.id for speaker in speakers])
        current = (each.article_id for each in anywhen if edition.shelves.lies_within(question.within, each.article_id))
        latest = next((edition.citations[each].published or "" for each in current), "")
        return nothing_found.not_then(speakers[0], question.period, latest)
    return nothing_found.not_there(speakers[0], question.source or "these articles")


def show(edition: Edition, scored: Scored, asked: Sequence[int]) -> Finding:
    """A statement as a finding, seen from whichever of those asked for is on record with it."""
    stored = scored.stored
    on_record = [
        *(each for each in asked if each in stored.speaker_ids),
        *(each for each in asked if each == stored.via_id),
    ]
    return edition.shown.statement(stored, on_record[0] if on_record else None, scored.score)
