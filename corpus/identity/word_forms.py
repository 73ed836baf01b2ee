"""Words in the form in which questions, names and roles are compared: folded, hyphens kept, possessive endings gone.

Stores look names and roles up in this form (corpus/sql/lookup.py): whoever changes it raises the stores' format.
"""

import re
import unicodedata
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
TYPOGRAPHIC = str.maketrans("’‘“”–—…\u00a0", "''\"\"--. ")
ACCENTS = re.compile(r"[\u0300-\u036f]+")
POSSESSIVE = re.compile(r"['’]s?$")
SHORT = {"united states": "us", "united kingdom": "uk", "united nations": "un", "european union": "eu"}
SHORTENED = re.compile(rf"\b(?:{'|'.join(SHORT)})\b")
DETERMINERS = frozenset("the a an this that some any all many most several other our their".split())
LINKS = frozenset(["of", "for", "the", "to", "in", "at", "from"])


def fold(text: str) -> str:
    """A text with case and accents folded and typographic apostrophes made plain; its length may change."""
    plain = text.translate(TYPOGRAPHIC)
    if plain.isascii():
        return plain.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", plain)).casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded, without possessive endings.

    Abbreviations lose their full stops, and a few names are taken for them: "U.S." and "United States" are "us".
    """
    plain = SHORTENED.sub(lambda found: SHORT[found[0]], fold(text))
    if plain.replace(" ", "").isalnum():  # as most names are
        return plain.split()
    return [POSSESSIVE.sub("", each).replace(".", "") for each in WORD.findall(plain)]


def name_words(phrase: str) -> list[str]:
    """The folded words of a name without determiners."""
    return [word for word in words(phrase) if word not in DETERMINERS]


def role_words(phrase: str) -> list[str]:
    """The folded words of a role without the little words between them."""
    return [word for word in name_words(phrase) if word not in LINKS and word != "and"]


def initials(name: Sequence[str]) -> str:
    """The letters that a name of several words goes by: "who" of World Health Organization; "" for a single word."""
    letters = [word[0] for word in name if word not in LINKS and word not in {"and", "&"}]
    return "".join(letters) if len(letters) > 1 else ""
