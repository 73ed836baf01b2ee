"""The index that questions are asked of: whatever generation is published, opened in milliseconds."""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from corpus.store import ArticleStore
from retrieval.embedder import Embedder, Vectors
from retrieval.embedding.load_embedder import load_embedder, load_embedder_of
from retrieval.errors import BrokenIndex, NoIndex, RetrievalError, WrongIndex
from retrieval.index import generation
from retrieval.index.doctor import examine
from retrieval.index.engine import Checkup, Progress, Rebuilt, Scope
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.generation import INDEXES
from retrieval.index.rebuild import rebuild
from retrieval.index.tantivy_words import TantivyWords
from retrieval.vector_index import Hit, Index, VectorIndex, WordIndex


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


class QuestionEmbedder:
    """Embeds questions by one model, for any thread; `data` is where its converted form is kept."""

    def __init__(self, model: str, data: Path) -> None:
        self._model, self._data = model, data
        self._lock = Lock()
        self._embedder: Embedder | None = None

    def embed(self, texts: Sequence[str], weights: str) -> Vectors:
        """Vectors by these weights of the model; loaded anew where they are others than before."""
        with self._lock:
            if self._embedder is None or self._embedder.digest != weights:
                self._embedder = load_embedder_of(self._model, weights, self._data)
            embedder = self._embedder
        return embedder.embed(texts)


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileIndexEngine:
    """An IndexEngine: generations in files of the data directory, vectors in FAISS and words in tantivy."""

    store: ArticleStore
    data: Path
    model: str

    def open(self) -> Index:
        """See IndexEngine."""
        return open_index(self.data, self.store, self.model)

    def rebuild(self, scope: Scope, progress: Callable[[Progress], None], *, cancelled: Callable[[], bool]) -> Rebuilt:
        """See IndexEngine."""
        embedder = load_embedder(self.model, self.data)
        return rebuild(self.store, self.data, embedder, scope, progress, cancelled=cancelled)

    def examine(self) -> Checkup:
        """See IndexEngine."""
        return examine(self.store, self.data, self.model)


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
