"""Names of persons as articles print them: title, given name, surname and suffix; and whose given names are whose."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from corpus.english import lexicon
from corpus.english.words import PARTICLES, SUFFIXES, fold

COURTESY = lexicon.words("honorifics")
SURELY = COURTESY | lexicon.words("other words before names")
TITLES = SURELY | lexicon.words("ranks")
LONG_NAME = 4  # words; the end of a shorter name is another person's full name as often as not
FAMILY_FIRST = lexicon.words("family names printed first")  # and those before "Jae-in" or "Suk-yeol"
FEMALE_ENDINGS = tuple(lexicon.words("female surname endings"))
KOREAN_GIVEN = re.compile(r"[A-Z]\w+-[a-z]\w+\Z")
WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, folded; `printed` is the name without title, `words` all but particles and suffix."""

    printed: str
    title: str
    words: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def given(self) -> str:
        """The first of the other names; "" where there is only a surname."""
        return next((word for word in self.words if word != self.surname), "")

    @property
    def middle(self) -> str:
        """What stands between given name and surname; "" for nothing."""
        return " ".join(self.words[1:-1])

    @property
    def known_as(self) -> str:
        """The given name in its long form, so that Joe and Joseph are equal."""
        return long_form(self.given)

    @property
    def spelled(self) -> bool:
        """Whether a given name is there, and as more than an initial."""
        return len(self.given) > 1

    def may_shorten(self, other: "PersonName") -> bool:
        """Whether this name's initial stands for the other's given name."""
        return len(self.given) == 1 and other.given.startswith(self.given) and self.suffix == other.suffix

    def may_be_surname_of(self, other: "PersonName") -> bool:
        """Whether this surname, with or without its hyphens, is all of the other's or ends the other name."""
        own, whole = self.surname.split("-"), " ".join(other.words).replace("-", " ").split()
        return self.surname == other.surname or (len(own) > 1 and whole[-len(own) :] == own)

    def ends(self, other: "PersonName") -> bool:
        """Whether this name, of several words, is the end of the other, a long one."""
        return 1 < len(self.words) < len(other.words) >= LONG_NAME and other.words[-len(self.words) :] == self.words


def long_form(given: str) -> str:
    """The given name, folded, as it is when nobody shortens it: "joe" is "joseph"."""
    return _short_forms().get(given, given)


@cache
def _short_forms() -> dict[str, str]:
    return {short: long for long, shorts in lexicon.rows("short_names.tsv") for short in shorts.split()}


@lru_cache(maxsize=20_000)
def read_person_name(printed: str) -> PersonName:
    """Read a name as an article prints it. Any text is taken; the surname is "" where it has no word."""
    found = [word[0] for word in WORD.finditer(printed.removesuffix("’s").removesuffix("'s"))]
    title = []
    while len(found) > 1 and (_is_title(found) or _is_role(found)):
        title.append(_plain(found.pop(0)))
    suffix = _plain(found.pop()) if len(found) > 1 and _plain(found[-1]) in SUFFIXES else ""
    words = tuple(_parts([word for word in found if _plain(word) not in PARTICLES])) or tuple(map(_plain, found))
    return PersonName(
        _without_title(printed, found),
        " ".join(word for word in title if word not in COURTESY),
        words,
        _surname(found, words),
        suffix,
    )


def _plain(word: str) -> str:
    return fold(word).replace(".", "")


def _parts(found: list[str]) -> Iterator[str]:
    """The words, given names parted at hyphens ("Anne-Marie Roe"); those of Korea and surnames stay one word."""
    for place, word in enumerate(found):
        whole = place == len(found) - 1 or KOREAN_GIVEN.match(word)
        yield from [_core(word)] if whole else _core(word).split("-")


def _core(word: str) -> str:
    """A word without the article that Arabic names carry in some papers ("al-Assad")."""
    return re.sub(r"^(?:al|el)-", "", _plain(word))


def _is_title(found: list[str]) -> bool:
    """Whether the first word is a title: "Dean" is one in "Dean Ada Holm", and a given name in "Dean Holm"."""
    first = _plain(found[0])
    return first in TITLES and (first in SURELY or len(found) > 2 or not is_given_name(first))


def _is_role(found: list[str]) -> bool:
    """Whether the first word is one of a role ("adviser Sullivan"): in lower case, and no particle."""
    return found[0].islower() and _plain(found[0]) not in PARTICLES and not found[-1].islower()


def _surname(found: list[str], words: tuple[str, ...]) -> str:
    if not words:
        return ""
    family_first = len(words) == 2 and (words[0] in FAMILY_FIRST or KOREAN_GIVEN.match(found[-1]))
    return words[0] if family_first or (len(words) == 3 and words[0] == "kim") else words[-1]


def _without_title(printed: str, found: list[str]) -> str:
    """The printed name from its first word that is no title on."""
    if not found:
        return printed.strip()
    match = re.search(r"(?<!\w)" + re.escape(found[0]), printed)
    return printed[match.start() :].strip() if match else printed.strip()


class Gender(StrEnum):
    """What a pronoun has to agree with."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"

    def agrees(self, other: "Gender") -> bool:
        """Whether both can be the same person's."""
        return self is other or Gender.UNKNOWN in (self, other)


def is_given_name(word: str) -> bool:
    """Whether the table has this word, in any case and with or without accents."""
    return gender_by_given_name(word) is not Gender.UNKNOWN


def gender_by_given_name(word: str) -> Gender:
    """What the table says of a given name; a compound ("Anne-Marie") counts by its first part where it has no entry."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(char))
    known = _given_names()
    return known.get(plain) or known.get(plain.split("-")[0]) or Gender.UNKNOWN


def gender_by_name(words: Sequence[str]) -> Gender:
    """What the first word of a name tells that is not an initial, else a surname that only women bear ("Petraityte").

    A single word may be a surname: many surnames are men's given names ("Clinton"), hardly any are women's.
    """
    known = gender_by_given_name(next((word for word in words if len(word) > 1), ""))
    if known is Gender.UNKNOWN and len(words) > 1 and fold(words[-1]).endswith(FEMALE_ENDINGS):
        return Gender.FEMALE
    return known if len(words) > 1 or known is Gender.FEMALE else Gender.UNKNOWN


@cache
def _given_names() -> dict[str, Gender]:
    """The table's lines hold gender, languages and names; names are in lower case without accents."""
    return {name: Gender(gender) for gender, _, names in lexicon.rows("given_names.tsv") for name in names.split()}
