"""The index engine: the seam between what a store holds and the index derived from it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Protocol

from retrieval.vector_index import Index


class Scope(Enum):
    """What a rebuild embeds."""

    MISSING = auto()
    EVERYTHING = auto()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the embedding is: passages done of all to do, passages a second, and seconds left at that rate."""

    done: int
    total: int
    rate: float
    seconds_left: float


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did. `embedded` were embedded now, `reused` had a vector already, `removed` are gone."""

    generation: str
    passages: int
    embedded: int
    reused: int
    removed: int
    seconds: float


class Remedy(StrEnum):
    """What mends a fault."""

    REBUILD = "ontherecord rebuild"
    REBUILD_FULL = "ontherecord rebuild --full"
    REPAIR = "ontherecord doctor --repair"
    REMOVE = "ontherecord remove ARTICLE"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in words, and what mends it."""

    what: str
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was looked at: passages in each place, how many were embedded again, the least cosine, and the faults."""

    generation: str | None
    stored: int
    vectors: int
    words: int
    sampled: int
    least_cosine: float | None
    faults: tuple[Fault, ...]


class IndexEngine(Protocol):
    """Opens, rebuilds and examines the index of one store, wherever it is kept."""

    def open(self) -> Index:
        """The published index, for questions.

        A generation that is published later is picked up by the next question. Passages that were removed from the
        store since are never found. Raises NoIndex, BrokenIndex, or WrongIndex where it was built with another model.
        """

    def rebuild(self, scope: Scope, progress: Callable[[Progress], None], *, cancelled: Callable[[], bool]) -> Rebuilt:
        """Bring the index up to the store and publish it.

        Raises RebuildRunning, RebuildCancelled or RebuildFailed; the serving generation answers on in each case.
        """

    def examine(self) -> Checkup:
        """Compare everything in the index with the store; a fault is reported, not raised."""


def lower_priority() -> None:
    """Let this process work only with what answering questions leaves over."""
    os.nice(19)
