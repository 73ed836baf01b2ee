"""Errands: work that takes long, done by a process of its own, and what it reports."""

from dataclasses import dataclass
from typing import Protocol

from retrieval.index.engine import Rebuilt, Scope


@dataclass(frozen=True, slots=True)
class Add:
    """Fetch articles or read them from files, store them, and index them."""

    urls: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Bring the index up to the store."""

    scope: Scope


Errand = Add | Rebuild


class Stop(Protocol):
    """Whether an errand is to be stopped."""

    def is_set(self) -> bool:
        """Whether it is."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: articles added so far, or passages embedded of all that are to be."""

    what: str
    done: int
    total: int | None = None
    rate: float = 0.0
    seconds_left: float = 0.0


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles; `rejections` are the first reasons why some were not taken."""

    added: int
    corrected: int
    duplicate: int
    rejected: int
    rejections: tuple[tuple[str, str], ...]
    index: Rebuilt | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """It was stopped on request; what was done until then is kept."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done, and why, in words for an admin."""

    why: str


Outcome = Added | Rebuilt | Stopped | Failed
Report = Step | Outcome
