"""Words as they are compared: one folding of letters, one way to cut a text or a name into words.

Articles, stores and questions all use these, so a name is found however it is typed: with or without accents, strokes,
ligatures, capitals and hyphens. Stores keep names and roles in this form: changing it changes the stores' format.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.article import Span
from corpus.english import lexicon

# Letters that Unicode does not take apart and whose names do not say what they are printed as elsewhere.
SPECIAL = {
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ı": "i", "ŋ": "ng", "ĸ": "k", "ß": "ss",
    "ʻ": "'", "ʼ": "'", "ʹ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "…": ".", "\u00a0": " ", "\u00ad": "", "\u200b": "",
}  # fmt: skip
# "LATIN SMALL LETTER L WITH STROKE" is an l, "LATIN SMALL LETTER OPEN O" an o.
NAMED_LETTER = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:[A-Z]{3,} )?([A-Z])(?: WITH .+)?")
TOKEN = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")
POSSESSIVE = re.compile(r"'s?$")
SHORT = {"united states": "us", "united kingdom": "uk", "united nations": "un", "european union": "eu"}
SHORTENED = re.compile(rf"\b(?:{'|'.join(SHORT)})\b")
DETERMINERS = frozenset("the a an this that some any all many most several other our their".split())
LINKS = frozenset(["of", "for", "the", "to", "in", "at", "from"])


def fold(text: str) -> str:
    """The text in lower case, without accents, strokes and ligatures, typographic marks made plain.

    "Łukasz Ødegård" is "lukasz odegard". The length may change.
    """
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def tokens(text: str) -> list[str]:
    """The folded runs of letters and digits of a text: "U.S. Anne-Marie's" has five."""
    return TOKEN.findall(fold(text))


def words(text: str) -> list[str]:
    """The folded words of a text, parted at hyphens, without possessive endings.

    Abbreviations lose their full stops, and a few names are taken for them: "U.S." and "United States" are "us".
    """
    plain = SHORTENED.sub(lambda found: SHORT[found[0]], fold(text))
    if plain.replace(" ", "").isalnum():  # as most names are
        return plain.split()
    return [POSSESSIVE.sub("", each).replace(".", "") for each in WORD.findall(plain)]


def name_words(phrase: str) -> list[str]:
    """The folded words of a name without determiners and apostrophes: "the O’Dell-Kern Trust" is odell, kern, trust."""
    return [word.replace("'", "") for word in words(phrase) if word not in DETERMINERS]


def role_words(phrase: str) -> list[str]:
    """The folded words of a role without the little words between them."""
    return [word for word in name_words(phrase) if word not in LINKS and word != "and"]


def initials(name: Sequence[str]) -> str:
    """The letters that a name of several words goes by: "who" of World Health Organization; "" for a single word."""
    letters = [word[0] for word in name if word not in LINKS and word not in {"and", "&"}]
    return "".join(letters) if len(letters) > 1 else ""


def places(name: str, text: str) -> Iterator[Span]:
    """Where a text prints a name: whole words, folded, whatever stands between the words."""
    sought = tokens(name)
    if not sought:
        return
    pattern = re.compile(r"(?<![^\W_])" + r"[\W_]{1,3}".join(sought) + r"(?![^\W_])")
    letters = list(map(_folded, text))
    folded = "".join(letters)
    starts = None if len(folded) == len(text) else [n for n, letter in enumerate(letters) for _ in letter]
    for found in pattern.finditer(folded):
        start, end = found.span()
        yield Span(start, end) if starts is None else Span(starts[start], starts[end - 1] + 1)


@lru_cache(maxsize=20_000)
def _folded(letter: str) -> str:
    """One character, folded."""
    parts = unicodedata.normalize("NFKD", SPECIAL.get(letter, letter).casefold())
    return "".join(_plain(part) for part in parts if not unicodedata.combining(part))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    named = NAMED_LETTER.fullmatch(unicodedata.name(letter, ""))
    return SPECIAL.get(letter) or (named[1].lower() if named else letter)


SUFFIXES = lexicon.words("name suffixes")
PARTICLES = frozenset(word for word in lexicon.words("name particles") if len(word) > 1)  # "Ada E. Quill" has none
SHORT_CAPITALS = 3  # letters; "JFK" is no name set in capitals


def cased(name: str) -> str:
    """A name as it is written in running text, where a transcript or a headline sets it in capitals: "Ada McQuill"."""
    if not name.isupper() or (" " not in name and len(name) <= SHORT_CAPITALS):
        return name
    first, *rest = name.split(" ")
    return " ".join(
        [_cased_word(first), *(part.lower() if fold(part) in PARTICLES else _cased_word(part) for part in rest)]
    )


def _cased_word(word: str) -> str:
    if fold(word) in SUFFIXES - {"jr", "sr"}:
        return word
    cased_word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])(?=[a-z]{2})", lambda part: f"Mc{part[1].upper()}", cased_word)
