"""Shelves: the passages of the articles that answers are confined to."""

from functools import lru_cache

from corpus.store import ArticleStore
from retrieval.finding.citing import Citations
from retrieval.questions.within import Within

SHELVES_KEPT = 32  # as many chats with restrictions of their own as are asked side by side


class Shelves:
    """Looks through all articles once for each restriction, at one revision of the store."""

    def __init__(self, store: ArticleStore, citations: Citations) -> None:
        self._store, self._citations = store, citations
        self.passages = lru_cache(SHELVES_KEPT)(self._passages)

    def _passages(self, within: Within) -> frozenset[int]:
        """The ids of all passages within."""
        articles = {each for each in self._store.article_ids() if self._citations.lie_within(within, each)}
        every = self._store.passages(self._store.passage_ids())
        return frozenset(passage.id for passage in every if passage.article_id in articles)
