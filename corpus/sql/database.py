"""What the SQL of the store is written against: what both engines speak, and what each does its own way."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]
Value = str | bytes | int | float | None

FORMAT = 3
"""The format of a store's tables and of what stands in them; another one is refused."""
VIA = -1  # in on_record.part: who passed a statement on; its speakers are 0, 1, ...


class Database(Protocol):
    """A connection within a transaction. Parameters are `?` in order; SQL has no other question mark, and no "%"."""

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """Run one statement; its rows, none where it returns none."""

    def each(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""

    def index_text(self, article: int, text: str) -> None:
        """Make an article findable by the words that it prints."""

    def forget_text(self, article: int, text: str) -> None:
        """Undo `index_text`; the text is the same."""

    def index_all(self, texts: Iterable[tuple[int, str]]) -> None:
        """Forget all words and index these texts, given by their articles."""

    def has_words(self, texts: Iterable[tuple[int, str]]) -> bool:
        """Whether the words of just these texts are indexed."""

    def faults(self) -> list[str]:
        """What the engine itself finds wrong with its file."""

    def remake_indexes(self) -> None:
        """Have the engine make its own indexes anew from the rows."""

    def leniently(self) -> AbstractContextManager[None]:
        """While this lasts, text that is not UTF-8 is read with its bytes escaped, not refused."""

    def articles_printing(self, words: Sequence[str], limit: int) -> Iterable[int]:
        """Current articles, newest first, that print these folded words in a row: at least `limit` of them, or all.

        Others that print the words apart may be among them.
        """


class Connections(Protocol):
    """Where a store's transactions come from, for any thread. Outages are raised as StoreUnavailable."""

    def reading(self) -> AbstractContextManager[Database]:
        """A transaction whose queries all see one state of the store."""

    def writing(self) -> AbstractContextManager[Database]:
        """A transaction, durable when the block ends, undone where it raises. One at a time across all processes."""

    def close(self) -> None:
        """Close the connections of all threads; whatever is asked later is StoreUnavailable."""


def marks(values: Sequence[Value]) -> str:
    """Placeholders for `IN (...)`: as many as there are values, NULL for none."""
    return ", ".join("?" * len(values)) or "NULL"


def portions(values: Sequence[int], size: int = 10_000) -> Iterable[Sequence[int]]:
    """The values in portions that fit into one statement."""
    return (values[at : at + size] for at in range(0, len(values), size))
