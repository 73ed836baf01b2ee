"""Candidates: the statements and passages that could answer, and how near they are by meaning and by words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np

from corpus.article import Span
from corpus.store import ArticleStore, Passage, StoredStatement
from retrieval.embedder import Vectors
from retrieval.finding.topics import Topic, weigh
from retrieval.questions.names import Kept
from retrieval.questions.words import topic_words
from retrieval.vector_index import Index

Key = TypeVar("Key")
TELLING = 3  # passages of an article whose mean says how much the article is about the question


@dataclass(frozen=True, slots=True)
class Near:
    """How near one passage is. `cosine` is the vectors' own; the others lie in [0, 1] over the candidates.

    `article_meaning` is the mean of its article's nearest passages, `article_wording` the best of them by words.
    """

    cosine: float
    meaning: float
    wording: float
    article_meaning: float
    article_wording: float


FAR = Near(0.0, 0.0, 0.0, 0.0, 0.0)


def nearness(meant: Mapping[int, float], worded: Mapping[int, float], article: Mapping[int, str]) -> dict[int, Near]:
    """The nearness of passages by their cosines and BM25 scores; `article` says which article each is from.

    Scaled scores (min-max) are summed later, not ranks: that beat reciprocal ranks on two of four question sets, tied
    on one and lost .04 MRR@10 on one. Where one of the two engines does not have a passage, it counts 0 there.
    """
    meaning, wording = scale(meant), scale(worded)
    by_article: dict[str, list[int]] = defaultdict(list)
    for passage, name in article.items():
        by_article[name].append(passage)
    means = scale({name: _mean_of_best([meant.get(each, 0.0) for each in ids]) for name, ids in by_article.items()})
    bests = {name: max(wording.get(each, 0.0) for each in ids) for name, ids in by_article.items()}
    return {
        each: Near(meant.get(each, 0.0), meaning.get(each, 0.0), wording.get(each, 0.0), means[name], bests[name])
        for each, name in article.items()
    }


def scale(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Scores on [0, 1]; where all are the same, all are 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {each: (score - low) / (high - low) if high > low else 1.0 for each, score in scores.items()}


def _mean_of_best(scores: list[float]) -> float:
    best = sorted(scores)[-TELLING:]
    return sum(best) / len(best)


READ = 30  # passages that are read, of those
DEPTH = 100  # passages taken from vectors and from words each
ARTICLES_KEPT = 4096
VECTORS_KEPT = 4096  # of questions and of headlines


class Candidates:
    """Looks up what could answer, in one store and one generation of its index."""

    def __init__(self, store: ArticleStore, index: Index) -> None:
        self._store = store
        self._index = index
        self._vectors: Kept[str, Vectors] = Kept(
            lambda texts: dict(zip(texts, index.embed(texts), strict=True)), VECTORS_KEPT
        )
        self._passages_of = lru_cache(ARTICLES_KEPT)(store.passages_of)
        self._statements_in = lru_cache(ARTICLES_KEPT)(store.statements_in)

    def topic(self, text: str) -> Topic:
        """The topic of some words, weighed by how rare they are in this corpus."""
        return weigh(text, self._index.words.frequency, max(len(self._index.vectors), 1))

    def likeness(self, meaning: str, texts: Sequence[str]) -> list[float]:
        """The cosine of each text with this meaning; texts are embedded once."""
        known = self._vectors.of([meaning, *texts])
        return [float(np.dot(known[meaning], known[text])) for text in texts]

    def statements(self, speakers: Iterable[int], limit: int | None = None) -> list[StoredStatement]:
        """Statements of these speakers, own and passed on, newest article first, then in the article's order."""
        return self._store.statements_of(speakers, limit)

    def near(self, meaning: str, words: str, among: Collection[int] | None) -> dict[int, Near]:
        """The passages nearest to a text by meaning and to some words, only of those `among` if given."""
        if not meaning.strip() or (among is not None and not among):
            return {}
        query = self._vectors.of([meaning])[meaning]
        meant = dict(self._index.vectors.search(query, DEPTH, among))
        worded = dict(self._index.words.search(" ".join(topic_words(words)), DEPTH, among))
        unmeasured = [each for each in worded if each not in meant]
        meant |= self._index.vectors.search(query, len(unmeasured), unmeasured)
        current = self._store.passages({**meant, **worded})
        return nearness(meant, worded, {passage.id: passage.article_id for passage in current})

    def articles_with(self, phrase: str) -> list[str]:
        """The articles of the passages that have most words of a phrase, best first."""
        best = self._index.words.search(" ".join(topic_words(phrase)), READ, None)
        return list(dict.fromkeys(each.article_id for each in self._store.passages(each for each, _ in best)))

    def passages_with(self, statements: Sequence[StoredStatement]) -> dict[int, list[int]]:
        """For each statement, by its id, the ids of the passages that its extent touches."""
        return {
            stored.id: [
                passage.id
                for passage in self._passages_of(stored.article_id)
                if passage.span.touches(stored.statement.extent)
            ]
            for stored in statements
        }

    def beside(self, stored: StoredStatement) -> list[StoredStatement]:
        """The statements of one article whose sentences touch those of this one, itself included."""
        extent = stored.statement.extent
        return [each for each in self._statements_in(stored.article_id) if each.statement.extent.touches(extent)]

    def statements_near(self, near: Mapping[int, Near], most: int = READ) -> list[StoredStatement]:
        """The statements within the nearest of these passages, those of the nearest first."""
        found: dict[int, StoredStatement] = {}
        for passage in self.passages(near, most):
            for stored in self._statements_in(passage.article_id):
                if stored.statement.extent.touches(passage.span):
                    found.setdefault(stored.id, stored)
        return list(found.values())

    def passages(self, near: Mapping[int, Near], most: int = READ) -> list[Passage]:
        """The nearest of the passages themselves, nearest first; further ones never made the first ten."""
        return self._store.passages(sorted(near, key=lambda each: -near[each].meaning - near[each].wording)[:most])

    def spans(self, article_id: str, passages: Collection[int]) -> list[Span]:
        """Where in their article these passages are."""
        return [passage.span for passage in self._passages_of(article_id) if passage.id in passages]
