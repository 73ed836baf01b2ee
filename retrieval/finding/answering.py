"""Answering: from a question as understood to findings, a choice of speakers, or the reason for neither."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, zip_longest

from corpus.article import BlockKind
from corpus.english.offices import holds, role_of
from corpus.english.words import name_words, words
from corpus.identity import alike
from corpus.statement import SpeakerKind, StatementKind, StatementType
from corpus.store import KnownSpeaker, Naming, StoredStatement
from retrieval.answer import (
    Answered,
    Choice,
    Finding,
    Match,
    Outcome,
    Reason,
    ReasonKind,
    Verdict,
    found,
    nearest,
    offered,
    refused,
)
from retrieval.finding.passages import ScoredPassage, near_passages, tells
from retrieval.finding.quote_check import Judged, judge
from retrieval.finding.relevance import FACT, FACT_FAR, SPEAKER_TOPIC, WHO_SAID, WHO_SAID_FAR, Scored, is_own
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.statements import (
    newest_first,
    statements_about,
    statements_by_anybody,
    statements_of,
    to_addressee,
)
from retrieval.questions.name_parts import surname, without_titles
from retrieval.questions.question import Asked, Context, How, Kind, Order, Question, addressee_in_words, told_in_words
from retrieval.questions.when import Period
from retrieval.questions.wording import ATTITUDE_ASKED, PRONOUN
from retrieval.questions.words import topic_words

DOMINANT = 5  # times as many statements as the next: the others are hardly ever meant
ENOUGH = 5  # statements that make a name known at all
OFFERED = 8  # choices: more do not fit a message's buttons


@dataclass(frozen=True, slots=True)
class Chosen:
    """The speakers meant: one person, or several bodies under one name; `taken` where the name also fitted `others`.

    A person comes first under the full name, then under surnames that can only be the same person's.
    """

    speakers: tuple[KnownSpeaker, ...]
    taken: str | None = None
    others: tuple[Choice, ...] = ()


def choose(
    fitting: Sequence[KnownSpeaker],
    meant_before: Sequence[int],
    sure: Callable[[KnownSpeaker], float],
    by_role: bool = False,
) -> Chosen | None:
    """Whom a name means among those it fits, most statements first; None where the asker has to say.

    Several bodies ("White House", "White House officials") are all meant. Of several persons it is the one talked
    about before, the only one with something to show, or one far more on record than the others; of the holders of an
    office, the newest who has. `sure` is 1 for everybody where nothing is asked for but the words.
    """
    persons = _people(fitting)
    if by_role:
        persons = sorted(persons, key=lambda person: min(map(fitting.index, person.names)))
    if len(persons) < 2:
        return Chosen(tuple(fitting))
    before = [person for person in persons if person.names[0].id in meant_before]
    if len(before) == 1:
        return _chosen(before[0], persons)
    surest = {person: max(map(sure, person.names)) for person in persons}
    answering = [person for person in persons if surest[person] >= SPEAKER_TOPIC.cut]
    if not answering:
        return _chosen(max(persons, key=lambda person: surest[person]), persons)
    if len(answering) == 1 or by_role or _dominates(answering[0], answering[1]):
        return _chosen(answering[0], persons)
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


def _chosen(person: _Person, persons: Sequence[_Person]) -> Chosen:
    others = [name for other in persons if other != person for name in other.names[:1]]
    return Chosen(person.names, person.names[0].name, choices(others))


NAMINGS_READ = 200
NEAR_OFFERED = 3
MOST_SPEAKING = 5  # people who speak for a body
TELLING = (BlockKind.BODY, BlockKind.CAPTION)


def unquoted(snapshot: Snapshot, question: Question, asked: Asked) -> Answered:
    """Somebody who is the source of nothing under that name: those who speak for it, what is printed, or the reason."""
    if PRONOUN.match(asked.words):
        return refused(question, Reason(ReasonKind.WHO_IS_MEANT, words=asked.words))
    name, namings = where_printed(snapshot, question, asked.words)
    reason = never_quoted(name, namings) if namings else unknown(snapshot, question, asked.words)
    if question.kind is Kind.WHO_IS and namings:
        return who_is(snapshot, question, namings) or refused(question, reason)
    described = described_sources(snapshot, question, asked.words)
    if described:
        return shown_of(snapshot, question, described, ())
    speaking = snapshot.names.belonging_to(asked.words, MOST_SPEAKING) if namings else []
    if speaking:
        return of_chosen(snapshot, question, Chosen(tuple(speaking)))
    if not question.topic or not namings:
        return refused(question, reason)
    about = replace(question, topic=f"{asked.words} {question.topic}")
    return nearest(question, passages_shown(snapshot, told_of(snapshot, about, naming(snapshot, namings))), [reason])


def who_is(snapshot: Snapshot, question: Question, namings: Sequence[Naming]) -> Answered | None:
    """The passages that say who somebody is, of those that print the name; None where there are none."""
    asked = replace(question, topic=f"who is {question.topic}")
    told = near_passages(snapshot, asked, naming(snapshot, namings))
    return found(replace(question, kind=Kind.FACT), passages_shown(snapshot, told)) if told else None


def described_sources(snapshot: Snapshot, question: Question, words: str) -> list[Scored]:
    """Statements of people whom articles give no name ("the driver's sister"), nearest to the question first."""
    asked = role_of(words)
    if asked is None or not asked.others:
        return []
    near = snapshot.candidates.near(f"{words} {question.topic}", f"{words} {question.topic}", None)
    found = []
    for stored in snapshot.candidates.statements_near(near):
        source = stored.statement.source
        held = role_of(source.of(snapshot.shown.article(stored.article_id).text)) if source else None
        if held and holds(asked, held) and asked.others <= held.concepts:
            found.append(Scored(stored, 1.0, 1.0))
    return found


def unknown(snapshot: Snapshot, question: Question, words: str) -> Reason:
    """No article has the name; offers speakers whose names look like it."""
    alike = tuple(speaker.name for speaker in near(snapshot, question, words))
    return Reason(ReasonKind.UNKNOWN_NAME, name=words, names=alike)


def never_quoted(name: str, namings: Sequence[Naming]) -> Reason:
    """The name is printed, but its bearer is the source of nothing; says in what kinds of block it stands."""
    places = tuple(dict.fromkeys(each.kind for each in namings))
    articles = len({each.article_id for each in namings if each.kind is BlockKind.BODY})
    return Reason(ReasonKind.NEVER_QUOTED, name=name, count=articles, places=places)


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


def naming(snapshot: Snapshot, namings: Sequence[Naming]) -> set[int]:
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
        return unquoted(snapshot, question, asked)
    fitting = confined(snapshot, question, fitting)
    if not fitting:
        only = snapshot.names[asked.fits[0]]
        return refused(question, Reason(ReasonKind.NOT_WITHIN, name=only.name), speakers=asked.fits[:1])
    sure = cache(lambda speaker: how_sure(snapshot, question, speaker))
    role = role_of(asked.words) if asked.how is How.ROLE else None
    chosen = choose(fitting, context.speakers, sure, bool(role and role.others))
    if chosen is None:
        return offered(question, choices(fitting))
    answered = of_chosen(snapshot, question, chosen)
    named, nobody = name_words(asked.words), all(each.kind is not SpeakerKind.PERSON for each in chosen.speakers)
    if question.topic and nobody and len(named) == 1 and snapshot.prints_small(named[0]):
        answered = of_anybody(snapshot, question, max(map(sure, chosen.speakers))) or answered
    return beyond(answered, context.seen) if question.beyond_shown else answered


def of_anybody(snapshot: Snapshot, question: Question, least: float) -> Answered | None:
    """What anybody said, where that surely answers better than a group asked for ("scientists") does; else None."""
    asked = replace(question, kind=Kind.WHO_SAID, speakers=(), stance=True)
    best = max((each.sure for each in statements_by_anybody(snapshot, asked)), default=0.0)
    answered = who_said(snapshot, asked) if best > max(least, SPEAKER_TOPIC.cut) else None
    return answered if answered and answered.answer.match is Match.FULL and answered.answer.findings else None


def confined(snapshot: Snapshot, question: Question, fitting: Sequence[KnownSpeaker]) -> list[KnownSpeaker]:
    """Those who are on record in the articles that answers are confined to, as far as they are there."""
    if question.within.is_everything:
        return list(fitting)
    counted = [snapshot.within(question.within, speaker) for speaker in fitting]
    return [speaker for speaker in counted if speaker.statements]


def of_chosen(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered:
    """The statements that answer, of speakers that are decided on; where none surely does, the nearest, and why."""
    statements = statements_of(snapshot, question, chosen.speakers)
    if not statements:
        answered = told_then(snapshot, question, chosen) or nowhere(snapshot, question, chosen)
    else:
        statements = [each for each in statements if each.article_id in question.replying_in] or statements
        answered = of_these(snapshot, question, chosen, statements)
    if question.kind is Kind.DID_SAY and question.period and answered.answer.verdict is not Verdict.SAID:
        answered = at_any_time(snapshot, question, chosen) or answered
    if not chosen.taken or answered.answer.outcome is not Outcome.ANSWERED:
        return answered
    return replace(answered, answer=replace(answered.answer, taken=chosen.taken, choices=chosen.others))


def at_any_time(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered | None:
    """The verdict where a time is part of what is claimed, no day of publication; None where that decides nothing."""
    answered = of_chosen(snapshot, told_in_words(question), chosen)
    return answered if answered.answer.verdict in (Verdict.SAID, Verdict.CONTRARY) else None


def of_these(snapshot: Snapshot, question: Question, chosen: Chosen, statements: Sequence[StoredStatement]) -> Answered:
    """The answer out of these statements of the speakers."""
    ids = tuple(each.id for each in chosen.speakers)
    ranked = on_what_is_asked(snapshot, question, statements, chosen.speakers)
    if question.kind is Kind.DID_SAY:
        return judged_of(snapshot, question, chosen, judge(snapshot, question, ranked, chosen.speakers))
    sure = [each for each in ranked if each.sure >= SPEAKER_TOPIC.cut]
    if sure:
        return shown_of(snapshot, question, newest_first(snapshot, question, sure), ids)
    speaker, topic = chosen.speakers[0], question.topic
    reason = Reason(ReasonKind.NOT_ON_TOPIC, name=speaker.name, words=topic, count=speaker.statements)
    if question.addressee:
        reason = replace(reason, kind=ReasonKind.NOT_TO, to=question.addressee.words)
    rest = ranked or statements_about(snapshot, addressee_in_words(question), statements, chosen.speakers)
    findings = shown_of(snapshot, question, rest, ids).answer.findings
    return nearest(question, findings, [reason], ids)


def judged_of(snapshot: Snapshot, question: Question, chosen: Chosen, judged: Judged) -> Answered:
    """A verdict with what shows it: whose words they are, what is printed instead, and where."""
    ids = tuple(each.id for each in chosen.speakers)
    answered = shown_of(snapshot, question, (*judged.others[:1], *judged.statements), ids)
    findings, span = answered.answer.findings, judged.compared.printed
    if findings and span is not None and findings[0].span.covers(span):
        findings = (replace(findings[0], answer=span), *findings[1:])
    match = Match.NEAREST if judged.verdict is Verdict.NOT_FOUND else Match.FULL
    reasons = tuple(told_otherwise(snapshot, judged))
    if judged.others and findings[0].speaker:
        reasons = (Reason(ReasonKind.SAID_BY_ANOTHER, name=chosen.speakers[0].name, names=(findings[0].speaker,)),)
    answer = replace(answered.answer, findings=findings, verdict=judged.verdict, match=match, reasons=reasons)
    return replace(answered, answer=answer)


def told_otherwise(snapshot: Snapshot, judged: Judged) -> Iterator[Reason]:
    """The first difference in words that makes a claim contrary."""
    if judged.verdict is not Verdict.CONTRARY:
        return
    text = snapshot.shown.article(judged.statements[0].stored.article_id).text
    for each in judged.compared.differences:
        claimed = each.claimed.of(judged.claim) if each.claimed else ""
        printed = each.printed.of(text) if each.printed else ""
        if claimed.lower() != printed.lower():
            yield Reason(ReasonKind.TOLD_OTHERWISE, words=claimed, to=printed)
            return


def shown_of(snapshot: Snapshot, question: Question, scored: Sequence[Scored], ids: Sequence[int]) -> Answered:
    """These statements as findings, copies of one text once."""
    findings = [show(snapshot, each, ids) for each in scored[:MOST_FOUND]]
    return found(question, snapshot.shown.without_copies(findings), ids)


def beyond(answered: Answered, seen: Sequence[int]) -> Answered:
    """The answer without the statements that were shown before."""
    findings = [finding for finding in answered.answer.findings if finding.statement_id not in seen]
    if findings:
        answer = replace(found(answered.question, findings).answer, taken=answered.answer.taken)
        return replace(answered, answer=replace(answer, match=answered.answer.match))
    reasons = answered.answer.reasons or (Reason(ReasonKind.NO_MORE),)
    return refused(answered.question, *reasons, speakers=answered.speakers)


def told_then(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered | None:
    """The answer where a time is not when something was published, but what was spoken of; None where it is neither."""
    if question.period is None or not question.period.names_year:
        return None
    answered = of_chosen(snapshot, told_in_words(question), chosen)
    return answered if answered.answer.findings and answered.answer.match is Match.FULL else None


def on_what_is_asked(
    snapshot: Snapshot, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements by how well they answer, only those made to the addressee if there is one.

    Where that is nobody on record ("the inquiry"), or none is found, those about the addressee and topic follow.
    """
    addressee = question.addressee
    if addressee is None:
        return on_topic(snapshot, question, statements, speakers)
    told = sure_ones(on_topic(snapshot, question, to_addressee(snapshot, statements, addressee), speakers))
    if addressee.fits and (told or not question.topic):
        return told
    about = sure_ones(on_topic(snapshot, addressee_in_words(question), statements, speakers))
    return [*told, *(each for each in about if each.stored not in [one.stored for one in told])]


def sure_ones(scored: Sequence[Scored]) -> list[Scored]:
    """Those that surely are about what is asked."""
    return [each for each in scored if each.sure >= SPEAKER_TOPIC.cut]


def on_topic(
    snapshot: Snapshot, question: Question, statements: Sequence[StoredStatement], speakers: Sequence[KnownSpeaker]
) -> list[Scored]:
    """The statements with how sure they are to answer, best first; without a topic all of them, as they were printed.

    What somebody said comes before what somebody thinks or wants, unless the question asks for that; then article by
    article, in each the speaker's own words first, and of those the words in quotation marks.
    """
    asked = {speaker.id for speaker in speakers}
    if question.kind is Kind.WHO_IS:
        return introduced_first(statements)
    if question.topic:
        return statements_about(snapshot, question, statements, speakers)
    scored = [Scored(each, OWN if is_own(each, asked) else SECOND_HAND, 1.0) for each in statements]
    articles = {article: at for at, article in enumerate(dict.fromkeys(each.article_id for each in statements))}
    wanted = StatementType.ATTITUDE if ATTITUDE_ASKED.search(question.text) else StatementType.ASSERTION

    def rank(each: Scored) -> tuple[bool, int, bool, bool]:
        said = each.stored.statement
        own = is_own(each.stored, asked)
        return said.type is not wanted, articles[each.stored.article_id], not own, said.kind is StatementKind.INDIRECT

    return sorted(scored, key=rank)


def introduced_first(statements: Sequence[StoredStatement]) -> list[Scored]:
    """Those whose sentences print a role first: they say who somebody is."""
    scored = [Scored(each, OWN if introduces(each) else OWN / 2, 1.0) for each in statements]
    return sorted(scored, key=lambda each: -each.score)


def introduces(stored: StoredStatement) -> bool:
    """Whether the sentences of a statement print a speaker's role."""
    people = [*stored.statement.speakers, *([stored.statement.via] if stored.statement.via else [])]
    return any(person.role and stored.statement.extent.covers(person.role) for person in people)


def how_sure(snapshot: Snapshot, question: Question, speaker: KnownSpeaker) -> float:
    """How sure it is that a speaker has a statement that answers the question."""
    statements = statements_of(snapshot, question, [speaker])
    ranked = on_what_is_asked(snapshot, question, statements, [speaker]) if statements else []
    return max((each.sure for each in ranked), default=0.0)


def nowhere(snapshot: Snapshot, question: Question, chosen: Chosen) -> Answered:
    """Speakers on record who have nothing to show in the articles asked for: the newest there is, and why."""
    name, ids = chosen.speakers[0].name, tuple(speaker.id for speaker in chosen.speakers)
    if not question.period:
        there = Reason(ReasonKind.NEVER_QUOTED, name=name)  # on record with what was never said, or merely meant to do
        if question.source:
            count = chosen.speakers[0].statements
            there = Reason(ReasonKind.NOT_THERE, name=name, words=question.source, count=count)
        return refused(question, there, speakers=ids)
    anywhen = of_chosen(snapshot, replace(question, period=None, order=Order.NEWEST), chosen).answer.findings
    latest = max((each.citation.published or "" for each in anywhen), default="")[:10]
    reason = Reason(ReasonKind.NOT_THEN, name=name, words=question.period.words, day=latest)
    answered = nearest(question, anywhen, [reason], ids)
    verdict = Verdict.NOT_FOUND if question.kind is Kind.DID_SAY else None
    return replace(answered, answer=replace(answered.answer, verdict=verdict))


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
    """The answer to a question of any kind but MORE; words of time that fit no article are set aside, and named."""
    if question.period and not snapshot.scope.articles(replace(question, source=None)):
        if not question.period.names_date:
            return anytime(snapshot, question, context, question.period)
        question = question if question.speakers else told_in_words(question)
    if question.kind is Kind.NO_QUESTION:
        return no_question(snapshot, question)
    if question.kind is Kind.FACT:
        return what_happened(snapshot, question)
    if question.kind is Kind.WHO_SAID:
        return who_said(snapshot, question, context.seen if question.beyond_shown else ())
    if question.kind is Kind.WHO_IS and question.speakers[0].how is How.ROLE:
        return what_happened(snapshot, replace(question, kind=Kind.FACT, topic=question.text))
    return what_they_said(snapshot, question, context)


def anytime(snapshot: Snapshot, question: Question, context: Context, period: Period) -> Answered:
    """The answer without the time, which is from no article's days, and that it was set aside."""
    answered = answer(snapshot, replace(question, period=None), context)
    aside = Reason(ReasonKind.TIME_SET_ASIDE, words=period.words)
    return replace(answered, answer=replace(answered.answer, reasons=(aside, *answered.answer.reasons)))


def what_they_said(snapshot: Snapshot, question: Question, context: Context) -> Answered:
    """What each of the speakers asked for said, in turns where there are several."""
    each = [of_speaker(snapshot, question, asked, context) for asked in question.speakers]
    open_choice = next((one for one in each if one.answer.outcome is Outcome.WHICH_SPEAKER), None)
    if open_choice or len(each) == 1:
        return open_choice or each[0]
    speakers = tuple(chain.from_iterable(one.speakers for one in each))
    reasons = tuple(chain.from_iterable(one.answer.reasons for one in each))
    answers = [one.answer for one in each if one.answer.outcome is Outcome.ANSWERED]
    if not answers:
        return refused(question, *reasons, speakers=speakers)
    together = found(question, in_turns([one.findings for one in answers]), speakers)
    match = Match.FULL if any(one.match is Match.FULL for one in answers) else Match.NEAREST
    return replace(together, answer=replace(together.answer, reasons=reasons, match=match))


def who_said(snapshot: Snapshot, question: Question, seen: Collection[int] = ()) -> Answered:
    """Whoever is on record with it, without what was seen; else the nearest words, or the passages that surely tell."""
    if not question.topic:
        return no_question(snapshot, question)
    scored = [each for each in statements_by_anybody(snapshot, question) if each.stored.id not in seen]
    if question.addressee:
        told = {each.id for each in to_addressee(snapshot, [one.stored for one in scored], question.addressee)}
        scored = [each for each in scored if each.stored.id in told]
    sure = [each for each in scored if each.sure >= WHO_SAID.cut]
    ordered = newest_first(snapshot, question, sure)
    findings = [snapshot.shown.statement(each.stored, None, each.score) for each in ordered]
    if findings:
        return found(question, snapshot.shown.without_copies(findings), ordered[0].stored.speaker_ids)
    told_in = told_of(snapshot, question, snapshot.scope.passages(question))
    if any(each.sure >= FACT.cut for each in told_in):
        return found(replace(question, kind=Kind.FACT), passages_shown(snapshot, told_in))
    near = [snapshot.shown.statement(each.stored, None, each.score) for each in scored if each.sure >= WHO_SAID_FAR]
    findings = near or passages_shown(snapshot, told_in)
    return nearest(question, findings, [Reason(ReasonKind.NOBODY_SAID, words=question.topic)])


def what_happened(snapshot: Snapshot, question: Question) -> Answered:
    """The passages that tell; where none surely does, the nearest, and that they are no more."""
    if not topic_words(question.topic):
        return no_question(snapshot, question)
    among = snapshot.scope.passages(question)
    if among is not None and not among:
        return refused(question, Reason(ReasonKind.NO_ARTICLE, name=question.source or ""))
    scored = told_of(snapshot, question, among)
    sure = [each for each in scored if each.sure >= FACT.cut and tells(snapshot, question, each)]
    if not sure and question.period and question.period.names_date:
        return what_happened(snapshot, told_in_words(question))
    if sure:
        findings = passages_shown(snapshot, sure)
        return found(question, findings, people_in(snapshot, findings[0]))
    asked = " ".join(topic_words(question.topic)) or question.text
    return nearest(question, passages_shown(snapshot, scored), [Reason(ReasonKind.NOT_COVERED, words=asked)])


def people_in(snapshot: Snapshot, finding: Finding) -> list[int]:
    """The first person on record whom a passage names: whom "he" or "she" means in the next question."""
    places: dict[int, int] = {}
    for stored in snapshot.store.statements_in(finding.citation.article_id):
        for speaker, speaker_id in zip(stored.statement.speakers, stored.speaker_ids, strict=True):
            if speaker.kind is SpeakerKind.PERSON:
                name = surname(name_words(speaker.full_name(snapshot.shown.article(stored.article_id).text)))
                at = next((at for at, word in enumerate(words(finding.text)) if word == name), None)
                if at is not None:
                    places[speaker_id] = at
    return sorted(places, key=lambda each: places[each])[:1]


def told_of(snapshot: Snapshot, question: Question, among: Collection[int] | None) -> list[ScoredPassage]:
    """The passages worth showing for a question, best first."""
    return [each for each in near_passages(snapshot, question, among) if each.sure >= FACT_FAR][:MOST_PASSAGES]


def passages_shown(snapshot: Snapshot, scored: Sequence[ScoredPassage]) -> list[Finding]:
    """These passages as findings, copies of one text once."""
    return snapshot.shown.without_copies(
        [snapshot.shown.passage(each.passage, each.score, each.answer) for each in scored]
    )


def no_question(snapshot: Snapshot, question: Question) -> Answered:
    """Nothing was asked: with somebody to ask about, unless answers are confined to where that one may not be."""
    speaker = snapshot.names.most_quoted() if question.within.is_everything else None
    return refused(question, Reason(ReasonKind.NO_QUESTION, name=speaker.name if speaker else ""))


def in_turns(findings: Sequence[Sequence[Finding]]) -> list[Finding]:
    """The best of each, the second of each, and so on."""
    return [finding for row in zip_longest(*findings) for finding in row if finding is not None]
