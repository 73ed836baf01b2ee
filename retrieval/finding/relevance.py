"""Relevance: how much a statement is about a topic, and how sure that is."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.statement import StatementKind, StatementType
from corpus.store import StoredStatement
from retrieval.finding.candidates import FAR, Near
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.topics import Found, Topic


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic of topic coverage and two cosines, and the cut below which a finding is only the nearest there is."""

    coverage: float
    cosine: float
    headline: float
    constant: float
    cut: float

    def sure(self, coverage: float, cosine: float, headline: float = 0.0) -> float:
        """The chance, 0 to 1, that the finding answers; `headline` is the likeness of the headline above it."""
        weighed = self.coverage * coverage + self.cosine * cosine + self.headline * headline + self.constant
        return 1 / (1 + math.exp(-weighed))


# A topic that is worded otherwise is told from one that is missing by the headline rather than by the statement. Fitted
# on 67 questions about a year of news, most in other words than the article's, against each speaker asked for the
# others' topics: of every 100 answerable ones this cut takes 89 for full, of the others 6.
SPEAKER_TOPIC = Calibration(coverage=4.0, cosine=8.2, headline=9.3, constant=-5.2, cut=0.35)
# Fitted on questions about PolNeAR dev and checked on others about 150 articles of its training part, answerable ones
# against off-topic ones: these cuts refuse 0 to 6 of every 100 answerable ones and 93 to 100 of the others. Facts of
# the same events that no article tells are the limit: 59 to 79.
WHO_SAID = Calibration(coverage=9.5, cosine=4.5, headline=0.0, constant=-8.0, cut=0.35)
FACT = Calibration(coverage=6.9, cosine=8.1, headline=0.0, constant=-7.2, cut=0.5)
FACT_FAR, WHO_SAID_FAR = 0.2, 0.1  # below these not even the nearest passages and words are worth showing


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its score, and how sure it is that it is about what was asked, 0 to 1."""

    stored: StoredStatement
    score: float
    sure: float


def own_first(stored: Iterable[StoredStatement], speakers: Iterable[int]) -> list[StoredStatement]:
    """Statements article by article as given; in each the speakers' own words before those they only passed on."""
    asked = set(speakers)
    articles: dict[str, list[StoredStatement]] = {}
    for each in stored:
        articles.setdefault(each.article_id, []).append(each)
    return [each for group in articles.values() for each in sorted(group, key=lambda one: not is_own(one, asked))]


def is_own(stored: StoredStatement, speakers: set[int]) -> bool:
    """Whether one of these speakers is the statement's speaker, not only who passed it on."""
    return bool(speakers & set(stored.speaker_ids))


def once_each(stored: Sequence[StoredStatement]) -> list[StoredStatement]:
    """The first statement of each extent, and none within another's: a sentence that holds two is shown once."""
    extents: dict[str, dict[Span, None]] = {}
    for each in stored:
        extents.setdefault(each.article_id, {})[each.statement.extent] = None
    left = {article: {span for span in spans if not _within_another(span, spans)} for article, spans in extents.items()}
    kept = []
    for each in stored:
        if each.statement.extent in left[each.article_id]:
            left[each.article_id].discard(each.statement.extent)
            kept.append(each)
    return kept


def _within_another(span: Span, spans: Iterable[Span]) -> bool:
    return any(other != span and other.covers(span) for other in spans)


@dataclass(frozen=True, slots=True)
class Measured:
    """A statement with its score, how much of the topic it and what is around it cover, and its passage's cosine."""

    stored: StoredStatement
    score: float
    coverage: float
    cosine: float


HEADLINES_READ = 12
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
    quoted: float = 0.3
    asserted: float = 0.1


WEIGHTS = Weights()
TOTAL = sum(getattr(WEIGHTS, name) for name in Weights.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Relevance:
    """What is known about how near the candidates are to one topic."""

    snapshot: Snapshot
    text: str
    topic: Topic
    near: Mapping[int, Near]
    passages: Mapping[int, Sequence[int]]

    def scored(self, read: Iterable[tuple[StoredStatement, str]], calibration: Calibration) -> list[Scored]:
        """Statements, each read as this text of it, with scores in [0, 1] and how sure they are to be on the topic."""
        measured = [self._measured(stored, text) for stored, text in read]
        headlines = self._headlines(measured) if calibration.headline else {}
        return [
            Scored(
                each.stored,
                each.score,
                calibration.sure(each.coverage, each.cosine, headlines.get(each.stored.article_id, 0.0)),
            )
            for each in measured
        ]

    def _measured(self, stored: StoredStatement, text: str) -> Measured:
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
            + WEIGHTS.asserted * (stored.statement.type is StatementType.ASSERTION)
        )
        return Measured(stored, score / TOTAL, around, near.cosine)

    def _headlines(self, measured: Sequence[Measured]) -> dict[str, float]:
        """The likeness of the headlines (or else beginnings) above the best statements; of further ones it is 0."""
        best = sorted(measured, key=lambda each: -each.score)
        articles = list(dict.fromkeys(each.stored.article_id for each in best))[:HEADLINES_READ]
        likeness = self.snapshot.candidates.likeness(self.text, [self.snapshot.headline(each) for each in articles])
        return dict(zip(articles, likeness, strict=True))

    def _around(self, stored: StoredStatement) -> list[tuple[Found, float]]:
        text = self.snapshot.shown.article(stored.article_id).text
        passages = self.snapshot.candidates.spans(stored.article_id, self.passages[stored.id])
        headline = self.snapshot.citations[stored.article_id].headline or ""
        found_in = self.topic.found_in
        return [*((found_in(span.of(text)), IN_PASSAGE) for span in passages), (found_in(headline), IN_HEADLINE)]


def relevance(
    snapshot: Snapshot, topic: str, statements: Sequence[StoredStatement], near: Mapping[int, Near]
) -> Relevance:
    """The relevance of these statements to a topic, given the passages that are near to it."""
    return Relevance(
        snapshot, topic, snapshot.candidates.topic(topic), near, snapshot.candidates.passages_with(statements)
    )


def extent_of(snapshot: Snapshot, stored: StoredStatement) -> str:
    """The sentences of a statement."""
    return stored.statement.extent.of(snapshot.shown.article(stored.article_id).text)


def content_of(snapshot: Snapshot, stored: StoredStatement) -> str:
    """What is said in a statement, without who says it."""
    text = snapshot.shown.article(stored.article_id).text
    return " ".join(span.of(text) for span in stored.statement.content)


def _nearest(near: Near) -> float:
    return near.meaning + near.wording
