"""An index that is behind its store, without the passages that are no longer current."""

from collections.abc import Callable, Collection

from corpus.store import ArticleStore
from retrieval.embedder import Vectors
from retrieval.vector_index import Hit, VectorIndex, WordIndex


class CurrentVectors:
    """The vectors of current passages."""

    def __init__(self, vectors: VectorIndex, store: ArticleStore) -> None:
        self._vectors, self._store = vectors, store

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """See VectorIndex."""
        return _current(lambda most: self._vectors.search(query, most, among), k, self._store)


class CurrentWords:
    """The words of current passages."""

    def __init__(self, words: WordIndex, store: ArticleStore) -> None:
        self._words, self._store = words, store

    def search(self, query: str, k: int, among: Collection[int] | None) -> list[Hit]:
        """See WordIndex."""
        return _current(lambda most: self._words.search(query, most, among), k, self._store)

    def frequency(self, word: str) -> int:
        """See WordIndex."""
        return self._words.frequency(word)


def _current(search: Callable[[int], list[Hit]], k: int, store: ArticleStore) -> list[Hit]:
    """The k best hits that are current; twice as many are looked for until there are k or no more."""
    most = k
    while True:
        hits = search(most)
        living = {passage.id for passage in store.passages([each for each, _ in hits])}
        kept = [hit for hit in hits if hit[0] in living]
        if len(kept) >= k or len(hits) < most:
            return kept[:k]
        most *= 2
