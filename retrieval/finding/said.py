"""Finding statements: what somebody said, whether they did, and who said something."""

import re
from collections.abc import Iterable, Sequence

from corpus.identity.word_forms import name_words, words
from corpus.store import KnownSpeaker, StoredStatement
from retrieval.finding.edition import Edition
from retrieval.finding.ranking import Scored, is_own, once_each, own_first
from retrieval.finding.relevance import content_of, extent_of, relevance
from retrieval.finding.sureness import SPEAKER_TOPIC, WHO_SAID
from retrieval.questions.fit import How
from retrieval.questions.name_parts import all_names, surname
from retrieval.questions.question import Asked, Order, Question

MOST_READ = 1_000  # statements of one question's speakers; 17,000 of one took a second and a half
MANY = 300  # statements from which only those in the nearest passages are read one by one
CARRIED = 0.85  # of a statement's score goes to the one that continues it
SHORTLY = 300  # characters before a sentence in which "her" can have been named
TOLD_PRONOUN = re.compile(
    r"\b(?:tells?|told|warns?|warned|asks?|asked|assured?|informed?|answered)\W+(?:him|her|them)\b", re.IGNORECASE
)
SECOND_HAND = 0.05  # what second-hand words are behind the speaker's own at equal relevance


def of_speakers(edition: Edition, question: Question, speakers: Iterable[KnownSpeaker]) -> list[StoredStatement]:
    """The statements of these speakers in the articles that the question is confined to, each sentence once.

    Newest article first; in an article the speakers' own words in its order, then those they passed on.
    """
    asked = list(speakers)
    found = [stored for stored in _on_record(edition, question, asked) if _may_answer(edition, question, stored)]
    return once_each(own_first(found, [speaker.id for speaker in asked]))


def _on_record(edition: Edition, question: Question, speakers: Sequence[KnownSpeaker]) -> list[StoredStatement]:
    """All statements of these speakers; of more than a question can read, the newest and those near to its topic."""
    ids = [speaker.id for speaker in speakers]
    confined = question.addressee is not None or edition.shelves.articles(question) is not None
    if confined or sum(speaker.statements for speaker in speakers) <= MOST_READ:
        return edition.candidates.statements(ids)
    newest = edition.candidates.statements(ids, MOST_READ)
    if not question.topic:
        return newest
    named = " ".join(speaker.name for speaker in speakers)
    near = edition.candidates.near(question.topic, f"{named} {question.topic}", None)
    known = {stored.id for stored in newest}
    older = (stored for stored in edition.candidates.statements_near(near, len(near)) if stored.id not in known)
    return [*newest, *(stored for stored in older if {*stored.speaker_ids, stored.via_id} & {*ids})]


def to_addressee(edition: Edition, statements: Iterable[StoredStatement], addressee: Asked) -> list[StoredStatement]:
    """Those of the statements whose sentences name the addressee, by the last word of a name, as asked, or by a role.

    "He told her" will do where the addressee is named shortly before, and what follows such a sentence at once goes on.
    """
    meant = edition.names.those(addressee.fits)
    ways = [{surname(name_words(name))} for each in meant for name in all_names(each)]
    ways += [set(words(role)) for each in meant for role, _ in each.roles]
    ways += [{surname(name_words(addressee.words))}] if not meant or addressee.how is How.NAME else []
    told: list[StoredStatement] = []
    for stored in statements:
        named = _names_any(ways, set(words(extent_of(edition, stored)))) or _to_pronoun(edition, stored, ways)
        if named or (told and _follows(edition, told[-1], stored)):
            told.append(stored)
    return told


def about(
    edition: Edition, question: Question, statements: Sequence[StoredStatement], speakers: Iterable[KnownSpeaker]
) -> list[Scored]:
    """All the statements by how much they are about the question's topic, best first."""
    places = edition.candidates.passages_with(statements)
    near = edition.candidates.near(question.topic, question.topic, {each for ids in places.values() for each in ids})
    if len(statements) > MANY:
        statements = [stored for stored in statements if any(each in near for each in places[stored.id])]
    relevant = relevance(edition, question.topic, statements, near)
    asked = {speaker.id for speaker in speakers}
    scored = []
    for stored in statements:
        each = relevant.score(stored, extent_of(edition, stored), SPEAKER_TOPIC)
        behind = 0.0 if is_own(stored, asked) else SECOND_HAND
        scored.append(Scored(stored, each.score - behind, each.sure))
    return sorted(_carried(edition, scored), key=lambda each: -each.score)


def by_anybody(edition: Edition, question: Question) -> list[Scored]:
    """Statements by anybody, by how much their content is about the question's topic, best first."""
    near = edition.candidates.near(question.topic, question.topic, edition.shelves.passages(question))
    found = [
        stored
        for stored in edition.candidates.statements_near(near)
        if _names_source(stored) and _may_answer(edition, question, stored)
    ]
    relevant = relevance(edition, question.topic, found, near)
    scored = [relevant.score(stored, content_of(edition, stored), WHO_SAID) for stored in found]
    ranked = sorted(scored, key=lambda each: (-each.score, each.stored.statement.via is None))
    kept = {each.id for each in once_each([each.stored for each in ranked])}
    return [each for each in ranked if each.stored.id in kept]


def newest_first(edition: Edition, question: Question, scored: Sequence[Scored]) -> list[Scored]:
    """Newest article first where the question asks for the latest; else as given."""
    if question.order is not Order.NEWEST:
        return list(scored)
    return sorted(scored, key=lambda each: edition.citations[each.stored.article_id].published or "", reverse=True)


def _names_source(stored: StoredStatement) -> bool:
    """Whether the words say whose they are, if only as "a former president" of whom no name is known."""
    return bool(stored.statement.speakers) or stored.statement.source is not None


def _names_any(ways: Iterable[set[str]], sentence: set[str]) -> bool:
    return any(way and way <= sentence for way in ways)


def _to_pronoun(edition: Edition, stored: StoredStatement, ways: Iterable[set[str]]) -> bool:
    start = stored.statement.extent.start
    before = edition.shown.article(stored.article_id).text[max(0, start - SHORTLY) : start]
    return TOLD_PRONOUN.search(extent_of(edition, stored)) is not None and _names_any(ways, set(words(before)))


def _carried(edition: Edition, scored: Sequence[Scored]) -> list[Scored]:
    """A statement that goes on right where another one ended is about what that one is about."""
    carried: list[Scored] = []
    for each in scored:
        score, sure = each.score, each.sure
        if carried and _follows(edition, carried[-1].stored, each.stored):
            score, sure = max(score, CARRIED * carried[-1].score), max(sure, carried[-1].sure)
        carried.append(Scored(each.stored, score, sure))
    return carried


def _follows(edition: Edition, before: StoredStatement, after: StoredStatement) -> bool:
    if before.article_id != after.article_id or after.statement.extent.start < before.statement.extent.end:
        return False
    between = edition.shown.article(after.article_id).text[before.statement.extent.end : after.statement.extent.start]
    return not between.strip() and "\n" not in between


def _may_answer(edition: Edition, question: Question, stored: StoredStatement) -> bool:
    return edition.fits(question, stored.article_id) and edition.shown.may_show(
        stored.article_id, stored.statement.extent
    )
