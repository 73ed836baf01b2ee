"""Whom a name fits, decided by looking at every speaker: slow, plain, and what `Names` must come to."""

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz.distance import OSA

from corpus.english.words import LINKS, initials, name_words
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.name_parts import (
    begins_name,
    is_name,
    is_part,
    is_role,
    may_be_called,
    role_stems,
    without_titles,
)

Ids = list[int]


class PlainNames:
    """Speakers, most statements first, all in memory."""

    def __init__(self, speakers: Iterable[KnownSpeaker]) -> None:
        self.speakers = list(speakers)

    def named(self, phrase: str) -> Ids:
        asked = name_words(phrase)
        untitled = without_titles(asked)
        ways = (
            lambda: self._by_words(asked),
            lambda: [each for each in self._by_words(untitled) if _is_person(each)],
            lambda: self._by_words([word for word in asked if word not in LINKS]),
            lambda: self._having(untitled, may_be_called) if len(untitled) > 1 else [],
            lambda: [each for each in self.speakers if _by_initials(asked, each)],
        )
        return _ids(next(filter(None, (way() for way in ways)), []))

    def belonging_to(self, phrase: str) -> Ids:
        asked = role_stems(phrase)
        roled = self._with_role(lambda role: bool(asked) and is_role(asked, role_stems(role)))
        bodies = [each.id for each in self._by_words(name_words(phrase)) if not _is_person(each)]
        return [each.id for each in self.speakers if each.id in {*roled, *bodies}]

    def misspelt(self, phrase: str) -> Ids:
        asked = without_titles(name_words(phrase)) or name_words(phrase)
        meant = [word if word in self._known() else self._slip(word) for word in asked]
        corrected = [word for word in meant if word]
        return _ids(self._by_words(corrected)) if len(corrected) == len(asked) and corrected != asked else []

    def near(self, phrase: str) -> set[int]:
        """All whom `near` may offer: it leaves some out."""
        asked = without_titles(name_words(phrase)) or name_words(phrase)
        word = asked[-1] if asked and len(asked[-1]) >= 4 else None
        return {each.id for each in self.speakers if word and any(_looks_like(word, each) for each in _words(each))}

    def knows(self, word: str) -> bool:
        return word in self._known() or word.removesuffix("s") in self._known()

    def _known(self) -> set[str]:
        return {word for each in self.speakers for word in _words(each)}

    def _slip(self, word: str) -> str | None:
        slips = 2 if len(word) >= 9 else 1
        known = [each for each in self._known() if len(each) >= 4 <= len(word) and each[0] == word[0]]
        near = [(OSA.distance(word, each), each) for each in known]
        return min((each for each in near if each[0] <= slips), default=(0, None))[1]

    def _by_words(self, asked: Sequence[str]) -> list[KnownSpeaker]:
        same = self._having(asked, is_name)
        if any(map(_has_surname, same)):
            return same
        bodies, part = self._having(asked, is_name, begins_name), self._having(asked, is_part)
        if len(asked) > 1:
            return [each for each in self.speakers if each in bodies or each in part]
        given = [each for each in part if _has_surname(each)]
        return [each for each in self.speakers if each in same or each in given] if given else bodies or part

    def _having(self, asked: Sequence[str], *tests: Callable[..., bool]) -> list[KnownSpeaker]:
        return [
            each
            for each in self.speakers
            if asked and any(test(asked, name, each.kind) for test in tests for name in _names(each))
        ]

    def _with_role(self, fits: Callable[[str], bool]) -> Ids:
        return [each.id for each in self.speakers if any(fits(role) for role, _ in each.roles)]


def _by_initials(asked: Sequence[str], speaker: KnownSpeaker) -> bool:
    if len(asked) == 1:
        return not _is_person(speaker) and asked[0] in map(initials, _names(speaker))
    return bool(initials(asked)) and [initials(asked)] in _names(speaker)


def _names(speaker: KnownSpeaker) -> list[list[str]]:
    return [name_words(name) for name in (speaker.name, *speaker.aliases)]


def _words(speaker: KnownSpeaker) -> set[str]:
    return {word for name in _names(speaker) for word in name}


def _looks_like(word: str, other: str) -> bool:
    return other[0] == word[0] and len(other) >= 3 and OSA.distance(word, other) <= len(word) // 3


def _is_person(speaker: KnownSpeaker) -> bool:
    return speaker.kind is SpeakerKind.PERSON


def _has_surname(speaker: KnownSpeaker) -> bool:
    return _is_person(speaker) and len(name_words(speaker.name)) > 1


def _ids(speakers: Iterable[KnownSpeaker]) -> Ids:
    return [each.id for each in speakers]
