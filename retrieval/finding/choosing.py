"""Which Sullivan? Deciding for one of several speakers whom a name fits, or offering the choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.identity.reported_role import alike
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.answer import Choice

DOMINANT = 5  # times as many statements as the next: the others are hardly ever meant
ENOUGH = 5  # statements that make a name known at all
OFFERED = 8  # choices: more do not fit a message's buttons


@dataclass(frozen=True, slots=True)
class Chosen:
    """The speakers meant: one person, or several bodies under one name; `taken` where the name also fitted others.

    A person comes first under the full name, then under surnames that can only be the same person's.
    """

    speakers: tuple[KnownSpeaker, ...]
    taken: str | None = None


def choose(
    fitting: Sequence[KnownSpeaker], meant_before: Sequence[int], on_topic: Callable[[KnownSpeaker], bool]
) -> Chosen | None:
    """Whom a name means among those it fits, most statements first; None where the asker has to say.

    Several bodies ("White House", "White House officials") are all meant. Of several persons it is the one talked
    about before, the only one with something to show, or one far more on record than the others.
    """
    persons = _people(fitting)
    if len(persons) < 2:
        return Chosen(tuple(fitting))
    before = [person for person in persons if person.names[0].id in meant_before]
    if len(before) == 1:
        return _chosen(before[0])
    answering = [person for person in persons if any(map(on_topic, person.names))] or persons
    if len(answering) == 1 or _dominates(answering[0], answering[1]):
        return _chosen(answering[0])
    return None


def choices(fitting: Sequence[KnownSpeaker]) -> tuple[Choice, ...]:
    """The persons to choose from, each with the newest role."""
    speakers = [person.names[0] for person in _people(fitting)[:OFFERED]]
    return tuple(
        Choice(speaker.id, speaker.name, speaker.roles[0][0] if speaker.roles else None, speaker.statements)
        for speaker in speakers
    )


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody under the full name, and under bare surnames that articles print for the same one."""

    names: tuple[KnownSpeaker, ...]

    @property
    def statements(self) -> int:
        return sum(name.statements for name in self.names)


def _people(fitting: Sequence[KnownSpeaker]) -> list[_Person]:
    """The persons, most statements first.

    A bare surname that several full names fit is a speaker of its own in the store. Here it counts with the one of them
    who has its role, if that one is far more on record than the next with such a role.
    """
    persons = [speaker for speaker in fitting if speaker.kind is SpeakerKind.PERSON]
    names = {speaker.id: [speaker] for speaker in persons if " " in speaker.name}
    for speaker in persons:
        if " " not in speaker.name:
            names.setdefault(_same_person(speaker, persons).id, []).append(speaker)
    return sorted((_Person(tuple(each)) for each in names.values()), key=lambda person: -person.statements)


def _same_person(bare: KnownSpeaker, persons: Sequence[KnownSpeaker]) -> KnownSpeaker:
    """Whose surname this is: the bearer of a full name, or nobody else's."""
    of_role = [each for each in persons if " " in each.name and _share_a_role(bare, each)]
    full = sorted((_Person((each,)) for each in of_role), key=lambda person: -person.statements)
    decided = full and (len(full) == 1 or _dominates(full[0], full[1]))
    return full[0].names[0] if decided else bare


def _share_a_role(one: KnownSpeaker, other: KnownSpeaker) -> bool:
    return any(alike(role, another) for role, _ in one.roles for another, _ in other.roles)


def _dominates(first: _Person, second: _Person) -> bool:
    return first.statements >= max(ENOUGH, DOMINANT * second.statements)


def _chosen(person: _Person) -> Chosen:
    return Chosen(person.names, person.names[0].name)
