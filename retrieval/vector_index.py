"""The vector index: the seam between vectors and passages."""

from collections.abc import Collection, Sequence
from typing import Protocol

from retrieval.embedder import Vectors

Hit = tuple[int, float]
"""A passage id and its score; higher is better."""


class VectorIndex(Protocol):
    """Finds the passages whose vectors are nearest to a query's."""

    def __len__(self) -> int:
        """How many passages it holds."""

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k passages nearest to one query vector by cosine, best first; fewer where there are fewer.

        With `among`, only passages with these ids are considered, before ranking. Ids are the store's own.
        """


class WordIndex(Protocol):
    """Finds the passages that share words with a query, by BM25."""

    def search(self, query: str, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k best passages, best first; fewer where fewer share a word. No query text is an error."""

    def frequency(self, word: str) -> int:
        """How many passages have this word in their text, as the index stems words. What is no word: 0."""


class Index(Protocol):
    """Vectors and words of the same passages, published together as one generation."""

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of the newest generation."""

    @property
    def words(self) -> WordIndex:
        """The words of the newest generation."""

    @property
    def generation(self) -> str:
        """The name of what was published; changes with every rebuild."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, by the model that the passages were embedded with."""
