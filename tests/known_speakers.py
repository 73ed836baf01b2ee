"""The look-ups of a store over speakers in memory, in the plainest way: a fake, and a yardstick for real stores."""

from collections.abc import Iterable, Sequence

from corpus.english.words import initials, name_words, role_words
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker


class SpeakerLookups:
    """Looks up names and roles in all that `everybody` returns."""

    def everybody(self) -> Iterable[KnownSpeaker]:
        raise NotImplementedError

    def speakers(self, limit: int | None = None) -> list[KnownSpeaker]:
        return sorted(self.everybody(), key=lambda each: (-each.statements, each.id))[:limit]

    def speakers_by_id(self, ids: Sequence[int]) -> list[KnownSpeaker]:
        return [each for each in self.everybody() if each.id in ids]

    def bearers(self, words: Sequence[str]) -> list[int]:
        return [each.id for each in self.speakers() if words and any(set(words) <= name for name in _names(each))]

    def bearers_of_any(self, words: Sequence[str]) -> list[tuple[str, int]]:
        return [
            (word, each.id)
            for each in self.speakers()
            for word in sorted(set(words))
            if any(word in name for name in _names(each))
        ]

    def known_among(self, words: Sequence[str]) -> set[str]:
        return {word for word, _ in self.bearers_of_any(words)}

    def words_like(self, beginning: str, shortest: int, longest: int) -> list[str]:
        known = {word for each in self.everybody() for name in _names(each) for word in name}
        return sorted(word for word in known if word.startswith(beginning) and shortest <= len(word) <= longest)

    def in_roles(self, beginnings: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
        return [
            (each.id, role)
            for each in self.speakers()
            for role, _ in each.roles
            if beginnings and all(_has_word(role, tuple(group)) for group in beginnings)
        ]

    def bodies(self, letters: str) -> list[int]:
        return [
            each.id
            for each in self.speakers()
            if each.kind is not SpeakerKind.PERSON
            and letters
            and letters in [initials(name_words(name)) for name in (each.name, *each.aliases)]
        ]


class KnownSpeakers(SpeakerLookups):
    """These speakers."""

    def __init__(self, speakers: Iterable[KnownSpeaker]) -> None:
        self._speakers = list(speakers)

    def everybody(self) -> list[KnownSpeaker]:
        return self._speakers


def _names(speaker: KnownSpeaker) -> list[set[str]]:
    return [set(name_words(name)) for name in (speaker.name, *speaker.aliases)]


def _has_word(role: str, beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in role_words(role))
