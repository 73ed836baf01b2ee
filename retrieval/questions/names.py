"""Speakers on record, found by name, surname, role, or in spite of a typo."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from threading import Lock
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.english.offices import Role, head_forms, holds, is_country, role_of
from corpus.english.words import LINKS, initials, name_words
from corpus.errors import UnknownSpeaker
from corpus.statement import SpeakerKind
from corpus.store import ArticleStore, KnownSpeaker
from retrieval.questions.name_parts import (
    beginnings,
    begins_name,
    is_name,
    is_part,
    is_role,
    may_be_called,
    names_in_words,
    role_stems,
    without_titles,
)
from retrieval.questions.question import NO_FIT, Fit, How

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The values of keys, those missing read at one go; the last `most` stay. For several threads."""

    def __init__(self, read: Callable[[Sequence[Key]], Mapping[Key, Value]], most: int) -> None:
        self._read, self._most = read, most
        self._kept: dict[Key, Value] = {}
        self._changing = Lock()

    def of(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """The values of these keys, in their order; keys without one are left out."""
        asked = list(dict.fromkeys(keys))
        with self._changing:
            found = {key: self._kept[key] for key in asked if key in self._kept}
        missing = [key for key in asked if key not in found]
        if missing:
            read = self._read(missing)
            self._keep(read)
            found |= read
        return {key: found[key] for key in asked if key in found}

    def _keep(self, read: Mapping[Key, Value]) -> None:
        with self._changing:
            self._kept |= read
            for key in list(self._kept)[: max(0, len(self._kept) - self._most)]:
                del self._kept[key]


SHORTEST = 4  # "Ali", "Xi": one slip away from too many others
TWO_SLIPS = 9
CONSIDERED = 8  # of the words that are one slip away, those of the most quoted


@dataclass(frozen=True, slots=True)
class Similar:
    """A word of names on record, how many letters differ, and who bears it, most statements first."""

    word: str
    distance: int
    bearers: tuple[int, ...]


def like(store: ArticleStore, word: str, most: int) -> list[Similar]:
    """Words that look much like a typed one, the nearest first: about one letter in three may differ."""
    if len(word) < SHORTEST:
        return []
    return [each for each in _similar(store, word, len(word) // 3, most) if len(each.word) >= SHORTEST - 1]


def closest(store: ArticleStore, word: str) -> str | None:
    """The word within one slip (two from nine letters on) that begins alike; None where there is none.

    A slip is a letter too many, too few, another one, or two that changed places (optimal string alignment).
    """
    if len(word) < SHORTEST:
        return None
    found = _similar(store, word, 2 if len(word) >= TWO_SLIPS else 1, CONSIDERED)
    near = [(each.distance, each.word) for each in found if len(each.word) >= SHORTEST]
    return min(near)[1] if near else None


def _similar(store: ArticleStore, word: str, reach: int, most: int) -> list[Similar]:
    """The nearest words of the same first letter, within `reach` letters; of equally near ones the most quoted."""
    alike = _nearest(word, store.words_like(word[:1], len(word) - reach, len(word) + reach), reach, most)
    bearers: dict[str, list[int]] = {}
    for each, speaker in store.bearers_of_any(list(alike)) if alike else ():
        bearers.setdefault(each, []).append(speaker)
    ranked = sorted(bearers, key=lambda each: alike[each])  # stable: the words of the most quoted come first
    return [Similar(each, alike[each], tuple(bearers[each])) for each in ranked[:most]]


def _nearest(word: str, known: Sequence[str], reach: int, most: int) -> dict[str, int]:
    """The distances of so many known words, and of all that are as near as the last of them."""
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=reach, limit=None)
    farthest = found[most - 1][1] if len(found) >= most else reach
    return {each: int(distance) for each, distance, _ in found if distance <= farthest}


LONGEST = 100  # words; what is longer is nobody's name or role
SPEAKERS_KEPT, WORDS_KEPT, SLIPS_KEPT = 2_000, 4_000, 500
NAMES_KEPT = 32  # some have thousands of bearers

Holders = Sequence[tuple[KnownSpeaker, frozenset[str]]]
"""Holders of an office, and which concepts of the role asked for are not told by any role of theirs."""

NameTest = Callable[[Sequence[str], Sequence[str], SpeakerKind], bool]


class Names:
    """The names and roles of known speakers: looked up in the store, each once for an edition. For several threads."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._known_speakers = Kept(lambda ids: {each.id: each for each in store.speakers_by_id(ids)}, SPEAKERS_KEPT)
        self._known_words = Kept(partial(_known, store), WORDS_KEPT)
        self._bearers = lru_cache(NAMES_KEPT)(store.bearers)
        self._closest = lru_cache(SLIPS_KEPT)(partial(closest, store))

    def __getitem__(self, speaker_id: int) -> KnownSpeaker:
        """The speaker with this id; UnknownSpeaker where there is none."""
        return self.those([speaker_id])[0]

    def __contains__(self, speaker_id: int) -> bool:
        return bool(self._speakers([speaker_id]))

    def those(self, ids: Sequence[int]) -> list[KnownSpeaker]:
        """The speakers with these ids, in the order given; UnknownSpeaker where there is none."""
        found = self._known_speakers.of(ids)
        for missing in set(ids) - found.keys():
            raise UnknownSpeaker(missing)
        return [found[each] for each in ids]

    def most_quoted(self) -> KnownSpeaker | None:
        """The speaker with most statements; None where nobody is on record."""
        return next(iter(self._store.speakers(1)), None)

    def named(self, phrase: str) -> Fit:
        """The speakers of whom this is the name, surname, given name or alias, with or without a title."""
        return _fit(next(filter(None, self._ways(_words(phrase))), []), How.NAME)

    def in_role(self, phrase: str) -> Fit:
        """The speakers whose reported role this is in whatever words ("Kenya's health secretary"), newest holder first.

        The heads of both must agree: "national security" is no national security adviser.
        """
        return _fit([speaker for speaker, missing in self.holders(phrase) if not missing], How.ROLE)

    def holders(self, phrase: str) -> Holders:
        """The speakers who have the office of a phrase, newest first, and which of its concepts no role tells."""
        asked = role_of(phrase) if len(phrase.split()) <= LONGEST else None
        if asked is None:
            return []
        held = {role: role_of(role) for role in {role for _, role in self._store.in_roles([head_forms(asked)])}}
        ids = [speaker for speaker, role in self._store.in_roles([head_forms(asked)]) if _holds(asked, held[role])]
        found = []
        for speaker in self._speakers(dict.fromkeys(ids)):
            having = [(held.get(role) or role_of(role), date) for role, date in speaker.roles]
            having = [(role, date) for role, date in having if _holds(asked, role)]
            told = frozenset(chain.from_iterable(role.concepts for role, _ in having if role))
            now = [
                date for role, date in having if role and ("former" in asked.others or "former" not in role.concepts)
            ]
            found.append((max(now, default=None), speaker, asked.others - told))
        current = [each for each in found if each[0] is not None] or found
        newest_first = sorted(current, key=lambda each: each[0] or "", reverse=True)
        return [(speaker, missing) for _, speaker, missing in newest_first]

    def belonging_to(self, phrase: str, most: int) -> list[KnownSpeaker]:
        """The bodies of this name, and everybody in whose role it is, in whatever words; at most so many.

        Most statements first.
        """
        asked = _stems(phrase)
        having = self._in_roles([beginnings(each) for each in asked], lambda role: is_role(asked, role_stems(role)))
        bodies = [each.id for each in self._by_words(_words(phrase)) if not _is_person(each)]
        return self._speakers([*having[:most], *bodies])[:most]

    def misspelt(self, phrase: str) -> Fit:
        """The speakers of whom this is the name but for a slip or two of the keyboard."""
        asked = without_titles(_words(phrase)) or _words(phrase)
        known = self._known_words.of(asked)
        corrected = []
        for word in asked:
            meant = word if known[word] else self._closest(word)
            if meant is None:
                return NO_FIT
            corrected.append(meant)
        return NO_FIT if corrected == asked else _fit(self._by_words(corrected), How.TYPO)

    def near(self, phrase: str, most: int) -> list[KnownSpeaker]:
        """The speakers with a name that begins as the last word of the phrase and looks much like it, nearest first."""
        asked = without_titles(_words(phrase)) or _words(phrase)
        alike = like(self._store, asked[-1], most) if asked else []
        found: dict[int, KnownSpeaker] = {}
        for each in chain.from_iterable(self._with_word(each.word, each.bearers) for each in alike):
            found[each.id] = each
            if len(found) == most:
                break
        return list(found.values())

    def knows(self, word: str) -> bool:
        """Whether a folded word is a part of anybody's name, possessive endings without their apostrophe aside."""
        return any(self._known_words.of([word, word.removesuffix("s")]).values())

    def _speakers(self, ids: Iterable[int]) -> list[KnownSpeaker]:
        """Those of these who are on record, most statements first."""
        return sorted(self._known_speakers.of(ids).values(), key=lambda speaker: (-speaker.statements, speaker.id))

    def _with_word(self, word: str, ids: Iterable[int]) -> Iterator[KnownSpeaker]:
        """Those of these who have the word in a name of today, one by one: thousands may, and few be wanted."""
        for speaker in chain.from_iterable(self._speakers([each]) for each in ids):
            if any(word in name for name in names_in_words(speaker)):
                yield speaker

    def _having(self, words: Sequence[str]) -> list[KnownSpeaker]:
        """Everybody with all these words in a name, most statements first."""
        if not words or not all(self._known_words.of(words).values()):
            return []
        return self._speakers(self._bearers(tuple(words)))

    def _by_words(self, asked: Sequence[str]) -> list[KnownSpeaker]:
        having = self._having(asked)
        same = _where(having, asked, is_name)
        if any(map(_has_surname, same)):
            return same
        if len(asked) > 1:
            return _where(having, asked, is_name, begins_name, is_part)
        part = _where(having, asked, is_part)
        if any(map(_has_surname, part)):
            wanted = {each.id for each in (*same, *filter(_has_surname, part))}
            return [each for each in having if each.id in wanted]
        return _where(having, asked, is_name, begins_name) or part

    def _ways(self, asked: Sequence[str]) -> Iterator[list[KnownSpeaker]]:
        """Those whom a name fits as it is, without titles (bodies have none), in other given names or letters."""
        untitled, unlinked = without_titles(asked), [word for word in asked if word not in LINKS]
        yield self._by_words(asked)
        if untitled != asked:
            yield list(filter(_is_person, self._by_words(untitled)))
        if unlinked != asked:
            yield self._by_words(unlinked)
        yield self._by_other_given_names(untitled)
        yield self._by_initials(asked)

    def _by_initials(self, asked: Sequence[str]) -> list[KnownSpeaker]:
        """Bodies printed in full and asked for by their letters ("WHO"), or the other way round."""
        if len(asked) == 1:
            bodies = self._speakers(self._store.bodies(asked[0]))
            return [each for each in bodies if any(initials(name) == asked[0] for name in names_in_words(each))]
        letters = initials(asked)
        if is_country(letters):  # "Usman Khan" is not the UK
            return []
        return [each for each in self._having([letters]) if (letters,) in names_in_words(each)] if letters else []

    def _by_other_given_names(self, asked: Sequence[str]) -> list[KnownSpeaker]:
        """Persons with this surname whose given name is written in another way ("J. Varga", "Bill", "Ann B. Varga")."""
        return _where(self._having(asked[-1:]), asked, may_be_called) if len(asked) > 1 else []

    def _in_roles(self, beginning: Sequence[Sequence[str]], fits: Callable[[str], bool]) -> list[int]:
        """Those with a role that has a word for each of these beginnings, and fits; most statements first."""
        found = self._store.in_roles(beginning) if beginning else []
        fitting = {role for role in {role for _, role in found} if fits(role)}
        return list(dict.fromkeys(speaker for speaker, role in found if role in fitting))


def _holds(asked: Role, held: Role | None) -> bool:
    return held is not None and holds(asked, held)


def _known(store: ArticleStore, words: Sequence[str]) -> dict[str, bool]:
    """Of each word, whether it is in anybody's name."""
    return dict.fromkeys(words, False) | dict.fromkeys(store.known_among(words), True)


def _words(phrase: str) -> list[str]:
    asked = name_words(phrase)
    return asked if len(asked) <= LONGEST else []


def _stems(phrase: str) -> list[str]:
    asked = role_stems(phrase)
    return list(asked) if len(asked) <= LONGEST else []


def _fit(speakers: Sequence[KnownSpeaker], how: How) -> Fit:
    return Fit(tuple(speakers), how) if speakers else NO_FIT


def _where(speakers: Iterable[KnownSpeaker], asked: Sequence[str], *tests: NameTest) -> list[KnownSpeaker]:
    """Those with a name that one of the tests takes."""
    return [
        each
        for each in speakers
        if any(fits(asked, name, each.kind) for name in names_in_words(each) for fits in tests)
    ]


def _is_person(speaker: KnownSpeaker) -> bool:
    return speaker.kind is SpeakerKind.PERSON


def _has_surname(speaker: KnownSpeaker) -> bool:
    """Whether this is a person of whom more is known than one name: "Sullivan" alone may be another one's too."""
    return _is_person(speaker) and len(name_words(speaker.name)) > 1
