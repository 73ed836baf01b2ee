"""Finding statements: what somebody said, whether they did, and who said something."""

from collections.abc import Iterable, Sequence

from corpus.store import KnownSpeaker, StoredStatement
from retrieval.edition import Edition
from retrieval.question import Order, Question
from retrieval.ranking import Scored, is_own, once_each, own_first
from retrieval.relevance import content_of, extent_of, relevance
from retrieval.sureness import SPEAKER_TOPIC, WHO_SAID
from retrieval.words import words

SECOND_HAND = 0.05  # what second-hand words are behind the speaker's own at equal relevance


def of_speakers(edition: Edition, question: Question, speakers: Iterable[KnownSpeaker]) -> list[StoredStatement]:
    """The statements of these speakers in the articles that the question is confined to, each sentence once.

    Newest article first; in an article the speakers' own words in its order, then those they passed on.
    """
    ids = [speaker.id for speaker in speakers]
    found = [stored for stored in edition.candidates.statements(ids) if _may_answer(edition, question, stored)]
    return once_each(own_first(found, ids))


def to_addressee(edition: Edition, statements: Iterable[StoredStatement], names: Iterable[str]) -> list[StoredStatement]:
    """Those of the statements in whose sentences the addressee is named, by the last word of one of these names."""
    last = {words(name)[-1] for name in names if words(name)}
    return [stored for stored in statements if last & set(words(extent_of(edition, stored)))]


def about(
    edition: Edition, question: Question, statements: Sequence[StoredStatement], speakers: Iterable[KnownSpeaker]
) -> list[Scored]:
    """All the statements by how much they are about the question's topic, best first."""
    passages = {each for ids in edition.candidates.passages_with(statements).values() for each in ids}
    near = edition.candidates.near(question.topic, question.topic, passages)
    relevant = relevance(edition, question.topic, statements, near)
    asked = {speaker.id for speaker in speakers}
    scored = []
    for stored in statements:
        each = relevant.score(stored, extent_of(edition, stored), SPEAKER_TOPIC)
        behind = 0.0 if is_own(stored, asked) else SECOND_HAND
        scored.append(Scored(stored, each.score - behind, each.sure))
    return sorted(scored, key=lambda each: -each.score)


def by_anybody(edition: Edition, question: Question) -> list[Scored]:
    """Statements by anybody, by how much their content is about the question's topic, best first."""
    articles = edition.articles(question)
    among = None if articles is None else edition.candidates.passages_in(articles)
    near = edition.candidates.near(question.topic, question.topic, among)
    found = [
        stored
        for stored in edition.candidates.statements_near(near)
        if stored.statement.speakers and _may_answer(edition, question, stored)
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


def _may_answer(edition: Edition, question: Question, stored: StoredStatement) -> bool:
    return edition.fits(question, stored.article_id) and edition.shown.may_show(stored.article_id, stored.statement.extent)
