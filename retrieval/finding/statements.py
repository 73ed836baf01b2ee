"""Finding statements: what somebody said, whether they did, and who said something."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.english.words import name_words, words
from corpus.statement import StatementKind, StatementType
from corpus.store import KnownSpeaker, StoredStatement
from retrieval.finding.candidates import READ
from retrieval.finding.relevance import (
    SPEAKER_TOPIC,
    WHO_SAID,
    Relevance,
    Scored,
    content_of,
    extent_of,
    is_own,
    once_each,
    own_first,
    relevance,
)
from retrieval.finding.snapshot import Snapshot
from retrieval.questions.name_parts import all_names, surname
from retrieval.questions.question import Asked, How, Kind, Order, Question
from retrieval.questions.wording import ATTITUDE_ASKED

MOST_READ = 1_000  # statements of one question's speakers; 17,000 of one took a second and a half
MANY = 300  # statements from which only those in the nearest passages are read one by one
SENTENCES_READ = 6
OWN_MEANING = 0.5  # what the likeness of a statement's own sentences counts beside its score
CARRIED = 0.85  # of a statement's score goes to the one that continues it
SHORTLY = 300  # characters before a sentence in which "her" can have been named
TOLD_PRONOUN = re.compile(
    r"\b(?:tells?|told|warns?|warned|asks?|asked|assured?|informed?|answered)\W+(?:him|her|them)\b", re.IGNORECASE
)
SAYING = re.compile(r"\b(?:say|says|said|saying|tell|tells|told)\b", re.IGNORECASE)
SECOND_HAND = 0.05  # what second-hand words are behind the speaker's own at equal relevance


def statements_of(snapshot: Snapshot, question: Question, speakers: Iterable[KnownSpeaker]) -> list[StoredStatement]:
    """The statements of these speakers in the articles that the question is confined to, each sentence once.

    Newest article first; in an article the speakers' own words in its order, then those they passed on.
    """
    asked = list(speakers)
    found = [stored for stored in _on_record(snapshot, question, asked) if _may_answer(snapshot, question, stored)]
    return once_each(own_first(found, [speaker.id for speaker in asked]))


def _on_record(snapshot: Snapshot, question: Question, speakers: Sequence[KnownSpeaker]) -> list[StoredStatement]:
    """All statements of these speakers; of more than a question can read, the newest and those near to its topic."""
    ids = [speaker.id for speaker in speakers]
    confined = question.addressee is not None or snapshot.scope.articles(question) is not None
    if confined or sum(speaker.statements for speaker in speakers) <= MOST_READ:
        return snapshot.candidates.statements(ids)
    newest = snapshot.candidates.statements(ids, MOST_READ)
    if not question.topic:
        return newest
    named = " ".join(speaker.name for speaker in speakers)
    near = snapshot.candidates.near(question.topic, f"{named} {question.topic}", None)
    known = {stored.id for stored in newest}
    older = (stored for stored in snapshot.candidates.statements_near(near, len(near)) if stored.id not in known)
    return [*newest, *(stored for stored in older if {*stored.speaker_ids, stored.via_id} & {*ids})]


def to_addressee(snapshot: Snapshot, statements: Iterable[StoredStatement], addressee: Asked) -> list[StoredStatement]:
    """Those of the statements whose sentences name the addressee, by the last word of a name, as asked, or by a role.

    "He told her" will do where the addressee is named shortly before, and what follows such a sentence at once goes on.
    """
    meant = snapshot.names.those(addressee.fits)
    ways = [{surname(name_words(name))} for each in meant for name in all_names(each)]
    ways += [set(words(role)) for each in meant for role, _ in each.roles]
    ways += [{surname(name_words(addressee.words))}] if not meant or addressee.how is How.NAME else []
    told: list[StoredStatement] = []
    for stored in statements:
        named = _names_any(ways, set(words(extent_of(snapshot, stored)))) or _to_pronoun(snapshot, stored, ways)
        if named or (told and _follows(snapshot, told[-1], stored)):
            told.append(stored)
    return told


def statements_about(
    snapshot: Snapshot, question: Question, statements: Sequence[StoredStatement], speakers: Iterable[KnownSpeaker]
) -> list[Scored]:
    """All the statements by how much they are about the question's topic, best first."""
    places = snapshot.candidates.passages_with(statements)
    near = snapshot.candidates.near(question.topic, question.topic, {each for ids in places.values() for each in ids})
    if len(statements) > MANY:
        statements = [stored for stored in statements if any(each in near for each in places[stored.id])]
    relevant = relevance(snapshot, question.topic, statements, near)
    asked = {speaker.id for speaker in speakers}
    read = ((stored, extent_of(snapshot, stored)) for stored in statements)
    scored = [
        replace(each, score=each.score - (0.0 if is_own(each.stored, asked) else SECOND_HAND))
        for each in relevant.scored(read, SPEAKER_TOPIC)
    ]
    nearer = _carried(snapshot, _with_own_meaning(snapshot, question.topic, scored))
    return sorted(nearer, key=lambda each: -each.score)


def statements_by_anybody(snapshot: Snapshot, question: Question) -> list[Scored]:
    """Statements by anybody, by how much their content is about the question's topic, best first."""
    near = snapshot.candidates.near(question.topic, question.topic, snapshot.scope.passages(question))
    found = [
        stored
        for stored in snapshot.candidates.statements_near(near, 2 * READ if question.stance else READ)
        if _names_source(stored) and _may_answer(snapshot, question, stored)
    ]
    relevant = relevance(snapshot, question.topic, found, near)
    scored = relevant.scored(((stored, content_of(snapshot, stored)) for stored in found), WHO_SAID)
    if question.stance:
        scored = _stances(snapshot, question.topic, relevant, found)
    ranked = sorted(scored, key=lambda each: (-each.score, each.stored.statement.via is None))
    kept = {each.id for each in once_each([each.stored for each in ranked])}
    return [each for each in ranked if each.stored.id in kept]


def _stances(snapshot: Snapshot, topic: str, relevant: Relevance, found: Sequence[StoredStatement]) -> list[Scored]:
    """What people say where the topic is reported, in whatever words, but for those whom the topic names."""
    named = set(name_words(topic))
    others = [each for each in found if not named & _surnames(snapshot, each) and each.statement.speakers]
    read = [(each, extent_of(snapshot, each)) for each in others]
    sure = {each.stored.id: each.sure for each in relevant.scored(read, SPEAKER_TOPIC)}
    direct = [each for each in others if each.statement.kind is not StatementKind.INDIRECT] or others
    scored = relevant.scored(((each, extent_of(snapshot, each)) for each in direct), WHO_SAID)
    return [replace(each, sure=sure[each.stored.id]) for each in scored]


def _surnames(snapshot: Snapshot, stored: StoredStatement) -> set[str]:
    text = snapshot.shown.article(stored.article_id).text
    return {surname(name_words(speaker.full_name(text))) for speaker in stored.statement.speakers}


def newest_first(snapshot: Snapshot, question: Question, scored: Sequence[Scored]) -> list[Scored]:
    """Newest article first where the question asks for the latest; else as given."""
    if question.order is not Order.NEWEST:
        return list(scored)
    return sorted(scored, key=lambda each: snapshot.citations[each.stored.article_id].published or "", reverse=True)


def _with_own_meaning(snapshot: Snapshot, topic: str, scored: Sequence[Scored]) -> list[Scored]:
    """The statements as given; of the best few it also counts how near their own sentences are, not only passages."""
    best = sorted(scored, key=lambda each: -each.score)[:SENTENCES_READ]
    texts = [extent_of(snapshot, each.stored) for each in best]
    likeness = snapshot.candidates.likeness(topic, texts) if best else []
    near = {each.stored.id: like for each, like in zip(best, likeness, strict=True)}
    far = min(likeness, default=0.0)
    return [replace(each, score=each.score + OWN_MEANING * near.get(each.stored.id, far)) for each in scored]


def _names_source(stored: StoredStatement) -> bool:
    """Whether the words say whose they are, if only as "a former president" of whom no name is known."""
    return bool(stored.statement.speakers) or stored.statement.source is not None


def _names_any(ways: Iterable[set[str]], sentence: set[str]) -> bool:
    return any(way and way <= sentence for way in ways)


def _to_pronoun(snapshot: Snapshot, stored: StoredStatement, ways: Iterable[set[str]]) -> bool:
    start = stored.statement.extent.start
    before = snapshot.shown.article(stored.article_id).text[max(0, start - SHORTLY) : start]
    return TOLD_PRONOUN.search(extent_of(snapshot, stored)) is not None and _names_any(ways, set(words(before)))


def _carried(snapshot: Snapshot, scored: Sequence[Scored]) -> list[Scored]:
    """A statement that goes on right where another one ended is about what that one is about."""
    carried: list[Scored] = []
    for each in scored:
        score, sure = each.score, each.sure
        if carried and _follows(snapshot, carried[-1].stored, each.stored):
            score, sure = max(score, CARRIED * carried[-1].score), max(sure, carried[-1].sure)
        carried.append(Scored(each.stored, score, sure))
    return carried


def _follows(snapshot: Snapshot, before: StoredStatement, after: StoredStatement) -> bool:
    if before.article_id != after.article_id or after.statement.extent.start < before.statement.extent.end:
        return False
    between = snapshot.shown.article(after.article_id).text[before.statement.extent.end : after.statement.extent.start]
    return not between.strip() and "\n" not in between


def _may_answer(snapshot: Snapshot, question: Question, stored: StoredStatement) -> bool:
    """Whether a statement was really made, where and when the question asks for, and may be shown."""
    fits = stored.statement.actual and snapshot.fits(question, stored.article_id)
    fits = fits and not (_asks_for_words(question) and _is_intention(snapshot, stored))
    return fits and snapshot.shown.may_show(stored.article_id, stored.statement.extent)


def _asks_for_words(question: Question) -> bool:
    """Whether a question asks what somebody said, whatever it was about, and not what they think or plan."""
    bare = question.kind is Kind.SAID and not question.topic and question.addressee is None
    return bare and SAYING.search(question.text) is not None and not ATTITUDE_ASKED.search(question.text)


def _is_intention(snapshot: Snapshot, stored: StoredStatement) -> bool:
    """Whether it tells only what somebody means to do, in the writer's words: "hopes to reopen the pool"."""
    said = stored.statement
    written = said.type is StatementType.ATTITUDE and said.kind is StatementKind.INDIRECT
    return written and content_of(snapshot, stored).lower().startswith("to ")
