"""What a name comes to: the speakers whom it fits, and by what."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.store import KnownSpeaker


class How(StrEnum):
    """By what a name fits."""

    NAME = "name"
    ROLE = "role"
    TYPO = "typo"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Fit:
    """The speakers whom some words fit, most statements first, and by what."""

    speakers: tuple[KnownSpeaker, ...]
    how: How


NO_FIT = Fit((), How.NOTHING)
