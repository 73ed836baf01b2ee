"""Given names and whose they are: a table of names that are borne by one sex nearly always, from all over the world."""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

GIVEN_NAMES = Path(__file__).parents[1] / "data" / "given_names.tsv"


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
    """What the first word of a name tells that is not an initial.

    A single word may be a surname: many surnames are men's given names ("Clinton"), hardly any are women's.
    """
    known = gender_by_given_name(next((word for word in words if len(word) > 1), ""))
    return known if len(words) > 1 or known is Gender.FEMALE else Gender.UNKNOWN


@cache
def _given_names() -> dict[str, Gender]:
    """The table's lines hold gender, languages and names; names are in lower case without accents."""
    rows = (line.split("\t") for line in GIVEN_NAMES.read_text(encoding="utf-8").splitlines())
    return {name: Gender(gender) for gender, _, names in rows for name in names.split()}
