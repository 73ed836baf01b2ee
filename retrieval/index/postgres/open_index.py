"""The index in PostgreSQL that questions are asked of: whatever generation is published."""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from corpus.postgres_store import PostgresStore
from retrieval.embedder import Vectors
from retrieval.errors import NoIndex, RetrievalError, WrongIndex
from retrieval.index.current import CurrentVectors, CurrentWords
from retrieval.index.postgres.generations import Generation, newest, newest_of_all
from retrieval.index.postgres.pgvector_index import PgvectorIndex
from retrieval.index.postgres.postgres_words import PostgresWords
from retrieval.index.question_embedder import QuestionEmbedder
from retrieval.vector_index import Index, VectorIndex, WordIndex

PLACE = "the database of DATABASE_URL"

log = logging.getLogger(__name__)


def open_index(store: PostgresStore, model: str, data: Path) -> Index:
    """The published index in the store's database; `data` is where this host keeps its converted models.

    A generation that is published later, by whatever host, is picked up by the next question. Passages that were
    removed from the store since are never found. Works on a read replica. Raises NoIndex, WrongIndex where it was
    built with another model than `model`, or StoreUnavailable.
    """
    return _DatabaseIndex(store, model, data)


class _DatabaseIndex:
    """The newest generation, looked for at every question."""

    def __init__(self, store: PostgresStore, model: str, data: Path) -> None:
        self._store, self._model = store, model
        self._embedder = QuestionEmbedder(model, data)
        self._lock = Lock()
        with store.connections.reading() as database:
            self._opened = self._right(newest(database))

    @property
    def generation(self) -> str:
        return self._newest().name

    @property
    def vectors(self) -> VectorIndex:
        newest = self._newest()
        vectors = PgvectorIndex(self._store.connections, newest)
        return vectors if newest.is_level else CurrentVectors(vectors, self._store)

    @property
    def words(self) -> WordIndex:
        newest = self._newest()
        words = PostgresWords(self._store.connections, newest)
        return words if newest.is_level else CurrentWords(words, self._store)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts, self._newest().series.weights)

    def _newest(self) -> Generation:
        with self._lock:
            try:
                with self._store.connections.reading() as database:
                    self._opened = self._right(newest_of_all(database))
            except RetrievalError as error:  # of another model; the old one still answers
                log.warning("the new generation is not taken up: %s", error)
            return self._opened

    def _right(self, found: Generation | None) -> Generation:
        if found is None:
            raise NoIndex(PLACE)
        if found.model != self._model:
            raise WrongIndex("the embedding model", found.model, self._model)
        return found
