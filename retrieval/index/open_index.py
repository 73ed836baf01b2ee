"""The index that questions are asked of: whatever generation is published, opened in milliseconds."""

import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from corpus.store import ArticleStore
from retrieval.embedder import Vectors
from retrieval.errors import BrokenIndex, NoIndex, RetrievalError, WrongIndex
from retrieval.index import generation
from retrieval.index.current import CurrentVectors, CurrentWords
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.question_embedder import QuestionEmbedder
from retrieval.index.rebuild import INDEXES
from retrieval.index.tantivy_words import TantivyWords
from retrieval.vector_index import Index, VectorIndex, WordIndex

log = logging.getLogger(__name__)


def open_index(data: Path, store: ArticleStore, model: str) -> Index:
    """The published index of a data directory, for questions.

    A generation that is published later is picked up by the next question, in this process, without a pause;
    searches that run go on in the one they began with. Passages that were removed from the store since are never
    found. Raises NoIndex, BrokenIndex, or WrongIndex where it was built with another model than `model`.
    """
    return _PublishedIndex(data, store, model)


class _Opened:
    """One generation, its parts opened when first asked for."""

    def __init__(self, data: Path, model: str) -> None:
        self.data = data
        self.published = generation.open_generation(data / INDEXES)
        if self.published.manifest.model != model:
            raise WrongIndex("the embedding model", self.published.manifest.model, model)

    @cached_property
    def vectors(self) -> FaissIndex:
        return FaissIndex(self.published.vectors)

    @cached_property
    def words(self) -> TantivyWords:
        try:
            return TantivyWords(self.published.words)
        except ValueError as error:
            raise BrokenIndex(self.published.folder, str(error)) from error


class _PublishedIndex:
    """The newest generation, looked for at every question: that is one stat of a small file."""

    def __init__(self, data: Path, store: ArticleStore, model: str) -> None:
        self._data, self._store, self._model = data, store, model
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._opened = _Opened(data, model)
        self._embedder = QuestionEmbedder(model, data)

    @property
    def generation(self) -> str:
        return self._newest().published.name

    @property
    def vectors(self) -> VectorIndex:
        newest = self._newest()
        return newest.vectors if self._is_level(newest) else CurrentVectors(newest.vectors, self._store)

    @property
    def words(self) -> WordIndex:
        newest = self._newest()
        return newest.words if self._is_level(newest) else CurrentWords(newest.words, self._store)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts, self._newest().published.manifest.weights)

    def _newest(self) -> _Opened:
        with self._lock:
            if (stamp := self._stamp()) != self._seen:
                self._seen = stamp
                try:
                    self._opened = _Opened(self._data, self._model)
                except RetrievalError as error:  # an outage of the new one is none of the old one, which still answers
                    log.warning("the new generation is not taken up: %s", error)
            return self._opened

    def _stamp(self) -> tuple[int, int]:
        try:
            status = (self._data / INDEXES / generation.POINTER).stat()
        except FileNotFoundError as error:
            raise NoIndex(self._data / INDEXES) from error
        return status.st_ino, status.st_mtime_ns

    def _is_level(self, opened: _Opened) -> bool:
        return opened.published.manifest.revision == self._store.revision()
