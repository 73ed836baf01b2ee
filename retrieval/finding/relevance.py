"""Relevance: how much a statement is about a topic, by its words, its meaning, and the passage it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.statement import StatementKind
from corpus.store import StoredStatement
from retrieval.finding.edition import Edition
from retrieval.finding.nearness import FAR, Near
from retrieval.finding.ranking import Scored
from retrieval.finding.sureness import Calibration
from retrieval.finding.topic import Found, Topic

IN_PASSAGE, IN_HEADLINE = 0.5, 0.3  # what a topic's word counts beside the statement, and in the headline above it
LONG = 400  # characters from which a statement counts as full


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of relevance counts. Chosen on the questions about PolNeAR dev in tests/eval."""

    meaning: float = 1.0
    wording: float = 0.3
    own_words: float = 0.5
    words_around: float = 0.5
    article_meaning: float = 0.4
    article_wording: float = 0.2
    fullness: float = 0.15
    quoted: float = 0.05


WEIGHTS = Weights()
TOTAL = sum(getattr(WEIGHTS, name) for name in Weights.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Relevance:
    """What is known about how near the candidates are to one topic."""

    edition: Edition
    topic: Topic
    near: Mapping[int, Near]
    passages: Mapping[int, Sequence[int]]

    def score(self, stored: StoredStatement, text: str, calibration: Calibration) -> Scored:
        """A statement, read as this text of it, with its score in [0, 1] and how sure it is that it is on the topic."""
        near = max((self.near.get(each, FAR) for each in self.passages[stored.id]), key=_nearest, default=FAR)
        found = self.topic.found_in(text)
        own = self.topic.coverage([(found, 1.0)])
        around = self.topic.coverage([(found, 1.0), *self._around(stored)])
        score = (
            WEIGHTS.meaning * near.meaning
            + WEIGHTS.wording * near.wording
            + WEIGHTS.own_words * own
            + WEIGHTS.words_around * around
            + WEIGHTS.article_meaning * near.article_meaning
            + WEIGHTS.article_wording * near.article_wording
            + WEIGHTS.fullness * min(len(text) / LONG, 1.0)
            + WEIGHTS.quoted * (stored.statement.kind is not StatementKind.INDIRECT)
        )
        return Scored(stored, score / TOTAL, calibration.sure(around, near.cosine))

    def _around(self, stored: StoredStatement) -> list[tuple[Found, float]]:
        text = self.edition.shown.article(stored.article_id).text
        passages = self.edition.candidates.spans(stored.article_id, self.passages[stored.id])
        headline = self.edition.citations[stored.article_id].headline or ""
        found_in = self.topic.found_in
        return [*((found_in(span.of(text)), IN_PASSAGE) for span in passages), (found_in(headline), IN_HEADLINE)]


def relevance(
    edition: Edition, topic: str, statements: Sequence[StoredStatement], near: Mapping[int, Near]
) -> Relevance:
    """The relevance of these statements to a topic, given the passages that are near to it."""
    return Relevance(edition, edition.candidates.topic(topic), near, edition.candidates.passages_with(statements))


def extent_of(edition: Edition, stored: StoredStatement) -> str:
    """The sentences of a statement."""
    return stored.statement.extent.of(edition.shown.article(stored.article_id).text)


def content_of(edition: Edition, stored: StoredStatement) -> str:
    """What is said in a statement, without who says it."""
    text = edition.shown.article(stored.article_id).text
    return " ".join(span.of(text) for span in stored.statement.content)


def _nearest(near: Near) -> float:
    return near.meaning + near.wording
