"""Whom a name fits: the speakers on record, found by name, surname, role, or in spite of a typo."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.name_parts import (
    BEARER,
    LINKS,
    TITLES,
    all_names,
    begins_name,
    head,
    initials,
    is_name,
    is_part,
    is_role,
    may_be_called,
    name_words,
    role_stems,
    without_titles,
)
from retrieval.questions.spelling import closest, like
from retrieval.questions.words import any_alike, stem

ROLE_BEGINNING = 4

NameTest = Callable[[Sequence[str], Sequence[str], SpeakerKind], bool]


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


class Names:
    """The names and roles of known speakers. Built once for a revision of the store; never changes."""

    def __init__(self, speakers: Iterable[KnownSpeaker]) -> None:
        self._speakers = sorted(speakers, key=lambda speaker: (-speaker.statements, speaker.id))
        self._by_id = {speaker.id: speaker for speaker in self._speakers}
        self._names = [[name_words(name) for name in all_names(speaker)] for speaker in self._speakers]
        self._having: dict[str, set[int]] = defaultdict(set)
        for number, names in enumerate(self._names):
            for word in {word for name in names for word in name}:
                self._having[word].add(number)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for word in self._having:
            self._beginning[word[:1]].append(word)

    @cached_property
    def _roles(self) -> list[list[list[str]]]:
        """The stems of each speaker's roles; made for the first question that no name answers."""
        return [[role_stems(role) for role, _ in speaker.roles] for speaker in self._speakers]

    @cached_property
    def _offices(self) -> list[list[str]]:
        return [[stem(head(name_words(role))) for role, _ in speaker.roles] for speaker in self._speakers]

    @cached_property
    def _in_role(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for number, roles in enumerate(self._roles):
            for each in {each for role in roles for each in role}:
                found[each[:ROLE_BEGINNING]].add(number)
        return found

    @cached_property
    def _initialled(self) -> dict[str, set[int]]:
        """The bodies by the first letters of their names."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, names in enumerate(self._names):
            for name in names if not self._is_person(number) else ():
                found[initials(name)].add(number)
        return found

    def __getitem__(self, speaker_id: int) -> KnownSpeaker:
        """The speaker with this id; KeyError where there is none."""
        return self._by_id[speaker_id]

    def __contains__(self, speaker_id: int) -> bool:
        return speaker_id in self._by_id

    def most_quoted(self) -> KnownSpeaker | None:
        """The speaker with most statements; None where nobody is on record."""
        return self._speakers[0] if self._speakers else None

    def named(self, phrase: str) -> Fit:
        """The speakers of whom this is the name, surname, given name or alias, with or without a title."""
        asked = name_words(phrase)
        found = next(filter(None, self._ways(asked)), set[int]())
        return self._fit(found, How.NAME)

    def in_role(self, phrase: str) -> Fit:
        """The speakers whose reported role has all these words ("the health minister of Kenya").

        One of the words must be for who has it: "national security" is no national security adviser.
        """
        asked = role_stems(phrase)
        if not asked:
            return NO_FIT
        bearer = any(word in TITLES or BEARER.search(word) for word in name_words(phrase))
        return self._fit({each for each in self._roles_with(asked) if self._holds(each, asked, bearer)}, How.ROLE)

    def belonging_to(self, phrase: str) -> list[KnownSpeaker]:
        """The bodies of this name, and everybody in whose role it is, in whatever words, most statements first."""
        asked = role_stems(phrase)
        having = {each for each in self._roles_with(asked) if any(is_role(asked, role) for role in self._roles[each])}
        bodies = {each for each in self._by_words(name_words(phrase)) if not self._is_person(each)}
        return [self._speakers[number] for number in sorted(having | bodies)]

    def by_part_of_role(self, phrase: str) -> list[tuple[KnownSpeaker, list[str]]]:
        """The persons who have a role of which all words are in the phrase, and the stems that it has besides."""
        asked = role_stems(phrase)
        near = {number for each in asked for number in self._in_role.get(each[:ROLE_BEGINNING], ())}
        return [
            (self._speakers[number], [each for each in asked if not any_alike(each, role)])
            for number in sorted(near)
            for role in self._roles[number]
            if role and all(any_alike(each, asked) for each in role)
        ]

    def misspelt(self, phrase: str) -> Fit:
        """The speakers of whom this is the name but for a slip or two of the keyboard."""
        asked = without_titles(name_words(phrase)) or name_words(phrase)
        known = [word if word in self._having else closest(word, self._beginning.get(word[:1], ())) for word in asked]
        corrected = [word for word in known if word is not None]
        if not corrected or len(corrected) < len(asked) or corrected == asked:
            return NO_FIT
        return self._fit(self._by_words(corrected), How.TYPO)

    def near(self, phrase: str, most: int) -> list[KnownSpeaker]:
        """The speakers with a name that begins as the last word of the phrase and looks much like it, nearest first."""
        asked = without_titles(name_words(phrase)) or name_words(phrase)
        alike = like(asked[-1], self._beginning.get(asked[-1][:1], ()), most) if asked else []
        numbers = dict.fromkeys(number for word in alike for number in sorted(self._having[word]))
        return [self._speakers[number] for number in numbers][:most]

    def knows(self, word: str) -> bool:
        """Whether a folded word is a part of anybody's name, possessive endings without their apostrophe aside."""
        return word in self._having or word.removesuffix("s") in self._having

    def _fit(self, numbers: Iterable[int], how: How) -> Fit:
        return Fit(tuple(self._speakers[number] for number in sorted(numbers)), how) if numbers else NO_FIT

    def _by_words(self, asked: Sequence[str]) -> set[int]:
        if not asked:
            return set()
        having = set.intersection(*(self._having.get(word, set()) for word in asked))
        same = self._where(having, asked, is_name)
        if any(self._has_surname(number) for number in same):
            return same
        bodies = same | self._where(having, asked, begins_name)
        part = self._where(having, asked, is_part)
        if len(asked) > 1:
            return bodies | part
        by_given_name = {number for number in part if self._has_surname(number)}
        return same | by_given_name if by_given_name else bodies or part

    def _ways(self, asked: Sequence[str]) -> Iterator[set[int]]:
        """Those whom a name fits as it is, without titles (bodies have none), in other given names or letters."""
        untitled = without_titles(asked)
        yield self._by_words(asked)
        yield set(filter(self._is_person, self._by_words(untitled)))
        yield self._by_words([word for word in asked if word not in LINKS])
        yield self._by_other_given_names(untitled)
        yield self._by_initials(asked)

    def _by_initials(self, asked: Sequence[str]) -> set[int]:
        """Bodies printed in full and asked for by their letters ("WHO"), or the other way round."""
        if len(asked) == 1:
            return self._initialled.get(asked[0], set())
        letters = initials(asked)
        return {number for number in self._having.get(letters, ()) if [letters] in self._names[number]}

    def _by_other_given_names(self, asked: Sequence[str]) -> set[int]:
        """Persons with this surname whose given name is written in another way ("J. Varga", "Bill", "Ann B. Varga")."""
        if len(asked) < 2:
            return set()
        return self._where(self._having.get(asked[-1], ()), asked, may_be_called)

    def _has_surname(self, number: int) -> bool:
        """Whether this is a person of whom more is known than one name: "Sullivan" alone may be another one's too."""
        return self._is_person(number) and len(name_words(self._speakers[number].name)) > 1

    def _where(self, numbers: Iterable[int], asked: Sequence[str], fits: NameTest) -> set[int]:
        return {
            number
            for number in numbers
            if any(fits(asked, name, self._speakers[number].kind) for name in self._names[number])
        }

    def _roles_with(self, asked: Sequence[str]) -> set[int]:
        """Those in whose roles words begin as all these stems do."""
        having = [self._in_role.get(each[:ROLE_BEGINNING], set()) for each in asked]
        return set.intersection(*having) if having else set()

    def _is_person(self, number: int) -> bool:
        return self._speakers[number].kind is SpeakerKind.PERSON

    def _holds(self, number: int, asked: Sequence[str], bearer: bool) -> bool:
        return any(
            is_role(asked, role) and (bearer or office in asked)
            for role, office in zip(self._roles[number], self._offices[number], strict=True)
        )
