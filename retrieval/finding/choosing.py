"""Which Sullivan? Deciding for one of several speakers whom a name fits, or offering the choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.answer import Choice

DOMINANT = 5  # times as many statements as the next: the others are hardly ever meant
ENOUGH = 5  # statements that make a name known at all
OFFERED = 8  # choices: more do not fit a message's buttons


@dataclass(frozen=True, slots=True)
class Chosen:
    """The speakers meant: one person, or several bodies under one name; `taken` where the name also fitted others."""

    speakers: tuple[KnownSpeaker, ...]
    taken: str | None = None


def choose(
    fitting: Sequence[KnownSpeaker], meant_before: Sequence[int], on_topic: Callable[[KnownSpeaker], bool]
) -> Chosen | None:
    """Whom a name means among those it fits, most statements first; None where the asker has to say.

    Several bodies ("White House", "White House officials") are all meant. Of several persons it is the one talked
    about before, the only one with something to show, or one far more on record than the others.
    """
    persons = [speaker for speaker in fitting if speaker.kind is SpeakerKind.PERSON]
    if len(persons) < 2:
        return Chosen(tuple(fitting))
    before = [speaker for speaker in persons if speaker.id in meant_before]
    if len(before) == 1:
        return Chosen((before[0],), before[0].name)
    answering = [speaker for speaker in persons if on_topic(speaker)] or persons
    if len(answering) == 1 or answering[0].statements >= max(ENOUGH, DOMINANT * answering[1].statements):
        return Chosen((answering[0],), answering[0].name)
    return None


def choices(fitting: Sequence[KnownSpeaker]) -> tuple[Choice, ...]:
    """The persons to choose from, each with the newest role."""
    persons = [speaker for speaker in fitting if speaker.kind is SpeakerKind.PERSON][:OFFERED]
    return tuple(
        Choice(speaker.id, speaker.name, speaker.roles[0][0] if speaker.roles else None, speaker.statements)
        for speaker in persons
    )
