"""The embedder: the seam between text and vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
"""Passage ids."""


class Embedder(Protocol):
    """Turns texts into vectors of one model."""

    @property
    def name(self) -> str:
        """The model, as a manifest states it."""

    @property
    def digest(self) -> str:
        """SHA-256 of the model's weights, hexadecimal."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text, float32, shape (len(texts), dimension), in the order given."""
