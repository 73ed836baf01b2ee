"""Names and roles as words, and whether those of a question fit those of a speaker."""

import re
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase

from corpus.english.lexicon import base_forms, stem, words
from corpus.english.names import long_form
from corpus.english.words import LINKS, name_words, role_words
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.words import any_alike

TITLES = (
    words("ranks")
    | words("honorifics")
    | frozenset(
        "mr mrs ms miss dr sir dame lord lady prof professor president vice pm prime minister premier chancellor "
        "senator sen representative rep congressman congresswoman governor gov secretary general gen judge "
        "justice mayor king queen prince princess pope bishop sheikh captain colonel sergeant us uk former ex "
        "sens reps pres rev hon ambassador commissioner chairman chairwoman sheriff candidate".split()
    )
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii"])
OTHER_OFFICE = frozenset(stem(word) for word in ["former", "ex", "late", "vice", "deputy", "acting"])
BEARER = re.compile(r"(?:er|or|ist|man|men|woman|women|ian|eer|ary|dent|tive|chief|head|boss|aide|counsel|captain)s?$")
# Of whom and what a country is, where the two words do not begin alike.
RELATIONS = words("kin") | words("relations")
COUNTRIES = {
    "french": "france", "british": "britain", "uk": "britain", "dutch": "netherlands", "spanish": "spain",
    "irish": "ireland",
    "danish": "denmark", "swiss": "switzerland", "greek": "greece", "turkish": "turkey", "polish": "poland",
    "swedish": "sweden", "finnish": "finland", "welsh": "wales", "american": "us", "usa": "us", "america": "us",
}  # fmt: skip

IRREGULAR = {*COUNTRIES, *base_forms(), *(f"{letter}ying" for letter in ascii_lowercase)}  # "lying" has the stem "lie"
OTHER_STEMS = {word: stem(COUNTRIES.get(word, word)) for word in sorted(IRREGULAR)}
ROLES_KEPT = 4_000


def is_name(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether the words are a whole name, or a person's surname, alone or after some of the other names."""
    if kind is not SpeakerKind.PERSON:
        return list(asked) == list(name)
    return asked[-1] == surname(name) and set(asked) <= set(name)


def begins_name(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether the words begin the name of a body or of its people ("White House" of "White House officials").

    "Otto Berger" begins the name of "Otto Berger's widow", and is another person.
    """
    begins = kind is not SpeakerKind.PERSON and list(name[: len(asked)]) == list(asked)
    return begins and (head(name) in asked or head(name) not in RELATIONS)


def may_be_called(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether a person's given name and surname are these, initials and short forms ("Bill") for the given name too.

    Names between the two may be missing on one side; where both have them, they must agree in the same way.
    """
    called = [word for word in name if word not in SUFFIXES]
    if kind is not SpeakerKind.PERSON or len(called) < 2 or called[-1] != asked[-1]:
        return False
    pairs = [(asked[0], called[0]), *zip(asked[1:-1], called[1:-1], strict=False)]
    return all(_same_given_name(one, other) for one, other in pairs)


def is_part(asked: Sequence[str], name: Sequence[str], kind: SpeakerKind) -> bool:
    """Whether all the words are in the name: a given name, or a body's last word with or without some of the others.

    So "the commission" and "Harbour Commission" fit a "Commission of Harbour Works", and "harbour" doesn't.
    """
    return set(asked) <= set(name) and (kind is SpeakerKind.PERSON or head(name) in asked)


def is_role(asked: Sequence[str], role: Sequence[str]) -> bool:
    """Whether a role has all these words; a former or deputy's office is meant only where the question says so."""
    other = (OTHER_OFFICE & set(role)) - set(asked)
    return not other and all(any_alike(word, role) for word in asked)


def _same_given_name(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return long_form(one) == long_form(other) or (len(shorter) == 1 and longer[0] == shorter)


def head(words_: Sequence[str]) -> str:
    """The word that says what is named: the last one, or the last before "of" and the like."""
    linked = next((at for at, word in enumerate(words_) if at and word in LINKS), len(words_))
    return words_[linked - 1] if words_ else ""


def surname(name: Sequence[str]) -> str:
    """The last word of a name that is no suffix like Jr."""
    kept = [word for word in name if word not in SUFFIXES]
    return kept[-1] if kept else ""


def without_titles(asked: Sequence[str]) -> list[str]:
    """A name's words without the titles before it ("PM Modi", "President Biden")."""
    start = 0
    while start < len(asked) and asked[start] in TITLES:
        start += 1
    return list(asked[start:])


@lru_cache(maxsize=ROLES_KEPT)
def role_stems(phrase: str) -> tuple[str, ...]:
    """The stems of a role's words, without the little words between them."""
    return tuple(stem(COUNTRIES.get(word, word)) for word in role_words(phrase))


@lru_cache(maxsize=ROLES_KEPT)
def office(role: str) -> str:
    """The stem of the word that says what somebody with this role is."""
    return stem(head(name_words(role)))


@lru_cache(maxsize=ROLES_KEPT)
def beginnings(role_stem: str) -> tuple[str, ...]:
    """With what a word begins whose stem is of the family of this one.

    A stem's end may not be its word's ("deputi", "fli" of "fly"), and some stems are those of quite other words.
    """
    sure = role_stem[:3] if len(role_stem) > 3 else role_stem[: max(2, len(role_stem) - 1)]
    others = (word for word, other in OTHER_STEMS.items() if other[:3] == role_stem[:3])
    return (sure, *others)


def all_names(speaker: KnownSpeaker) -> tuple[str, ...]:
    """The fullest name and the aliases, each once."""
    return tuple(dict.fromkeys((speaker.name, *speaker.aliases)))


def names_in_words(speaker: KnownSpeaker) -> list[tuple[str, ...]]:
    """The words of each name."""
    return [_in_words(name) for name in all_names(speaker)]


@lru_cache(maxsize=ROLES_KEPT)
def _in_words(name: str) -> tuple[str, ...]:
    return tuple(name_words(name))
