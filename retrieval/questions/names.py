"""Whom a name fits: the speakers on record, found by name, surname, role, or in spite of a typo."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.spelling import closest
from retrieval.questions.words import any_alike, stem, words

DETERMINERS = frozenset("the a an this that some any all many most several other our their".split())
TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor president vice pm prime minister premier chancellor "
    "senator sen representative rep congressman congresswoman governor gov secretary general gen judge "
    "justice mayor king queen prince princess pope bishop sheikh captain colonel sergeant us uk former ex".split()
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii"])
LINKS = frozenset(["of", "for", "the", "to", "in", "at"])
OTHER_OFFICE = frozenset(stem(word) for word in ["former", "ex", "late", "vice", "deputy", "acting"])
ROLE_BEGINNING = 4
# Of whom and what a country is, where the two words do not begin alike.
COUNTRIES = {
    "french": "france", "british": "britain", "uk": "britain", "dutch": "netherlands", "spanish": "spain",
    "irish": "ireland",
    "danish": "denmark", "swiss": "switzerland", "greek": "greece", "turkish": "turkey", "polish": "poland",
    "swedish": "sweden", "finnish": "finland", "welsh": "wales", "american": "us", "usa": "us", "america": "us",
}  # fmt: skip

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
        self._roles = [[role_stems(role) for role, _ in speaker.roles] for speaker in self._speakers]
        self._in_role: dict[str, set[int]] = defaultdict(set)
        for number, roles in enumerate(self._roles):
            for each in {each for role in roles for each in role}:
                self._in_role[each[:ROLE_BEGINNING]].add(number)

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
        for candidate in (asked, without_titles(asked), [word for word in asked if word not in LINKS]):
            found = self._by_words(candidate) if candidate else set()
            if found:
                return self._fit(found, How.NAME)
        return NO_FIT

    def in_role(self, phrase: str) -> Fit:
        """The speakers whose reported role has all these words ("the health minister of Kenya")."""
        asked = role_stems(phrase)
        if not asked:
            return NO_FIT
        numbers = set.intersection(*(self._in_role.get(each[:ROLE_BEGINNING], set()) for each in asked))
        return self._fit({number for number in numbers if self._holds(number, asked)}, How.ROLE)

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

    def knows(self, word: str) -> bool:
        """Whether a folded word is a part of anybody's name, possessive endings without their apostrophe aside."""
        return word in self._having or word.removesuffix("s") in self._having

    def _fit(self, numbers: Iterable[int], how: How) -> Fit:
        return Fit(tuple(self._speakers[number] for number in sorted(numbers)), how) if numbers else NO_FIT

    def _by_words(self, asked: Sequence[str]) -> set[int]:
        having = set.intersection(*(self._having.get(word, set()) for word in asked))
        same = self._where(having, asked, is_name)
        if any(self._has_surname(number) for number in same):
            return same
        bodies = same | self._where(having, asked, begins_name)
        part = self._where(having, asked, is_part)
        by_given_name = {number for number in part if self._has_surname(number)} if len(asked) == 1 else set()
        return same | by_given_name if by_given_name else bodies or part

    def _has_surname(self, number: int) -> bool:
        """Whether this is a person of whom more is known than one name: "Sullivan" alone may be another one's too."""
        return self._speakers[number].kind is SpeakerKind.PERSON and len(name_words(self._speakers[number].name)) > 1

    def _where(self, numbers: Iterable[int], asked: Sequence[str], fits: NameTest) -> set[int]:
        return {
            number
            for number in numbers
            if any(fits(asked, name, self._speakers[number].kind) for name in self._names[number])
        }

    def _holds(self, number: int, asked: Sequence[str]) -> bool:
        return any(is_role(asked, role) for role in self._roles[number])


def is_name(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether the words are a whole name, or a person's surname, alone or after some of the other names."""
    if kind is not SpeakerKind.PERSON:
        return list(asked) == list(name)
    return asked[-1] == surname(name) and set(asked) <= set(name)


def begins_name(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether the words begin the name of a body or of its people ("White House" of "White House officials")."""
    return kind is not SpeakerKind.PERSON and list(name[: len(asked)]) == list(asked)


def is_part(asked: Sequence[str], name: Sequence[str], _: SpeakerKind) -> bool:
    """Whether all the words are in the name, as a given name is."""
    return set(asked) <= set(name)


def is_role(asked: Sequence[str], role: Sequence[str]) -> bool:
    """Whether a role has all these words; a former or deputy's office is meant only where the question says so."""
    other = (OTHER_OFFICE & set(role)) - set(asked)
    return not other and all(any_alike(word, role) for word in asked)


def surname(name: Sequence[str]) -> str:
    """The last word of a name that is no suffix like Jr."""
    kept = [word for word in name if word not in SUFFIXES]
    return kept[-1] if kept else ""


def name_words(phrase: str) -> list[str]:
    """The folded words of a name without determiners."""
    return [word for word in words(phrase) if word not in DETERMINERS]


def without_titles(asked: Sequence[str]) -> list[str]:
    """A name's words without the titles before it ("PM Modi", "President Biden")."""
    start = 0
    while start < len(asked) and asked[start] in TITLES:
        start += 1
    return list(asked[start:])


def role_stems(phrase: str) -> list[str]:
    """The stems of a role's words, without the little words between them."""
    return [stem(COUNTRIES.get(word, word)) for word in name_words(phrase) if word not in LINKS and word != "and"]


def all_names(speaker: KnownSpeaker) -> tuple[str, ...]:
    """The fullest name and the aliases."""
    return (speaker.name, *speaker.aliases)
