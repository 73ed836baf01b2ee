"""The model that embeds questions: the one that the passages were embedded with, loaded when first needed."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from retrieval.embedder import Embedder, Vectors
from retrieval.embedding.load_embedder import load_embedder_of


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
