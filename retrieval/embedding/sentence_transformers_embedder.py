"""The reference embedder: sentence-transformers itself, for every model that it can load."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.embedder import Vectors
from retrieval.embedding.embedding_model import weights_digest
from retrieval.errors import NoSuchModel


class SentenceTransformersEmbedder:
    """Embeds with a model's folder as published. Loading takes seconds and 400 MB: torch comes with it."""

    def __init__(self, name: str, folder: Path) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # the folder is whole: nothing is to be looked up
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  see the class: only who needs it pays

        self.name = name
        self.digest = weights_digest(folder)
        try:
            self._model = SentenceTransformer(str(folder), device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise NoSuchModel(name, str(error)) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        # A lone surrogate is no text to the tokenizer; it becomes the replacement character, as in the fast embedder.
        readable = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts]
        vectors = self._model.encode(readable, batch_size=16, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
