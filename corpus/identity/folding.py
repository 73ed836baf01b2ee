"""Folding: how names are compared, without case and accents; and where a name is printed in a text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from corpus.article import Span

ALIKE = dict.fromkeys("’‘`", "'")
STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})  # not taken apart by Unicode
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text in lower case without accents, typographic variants made one ("García" -> "garcia")."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded, text))


def folded_words(text: str) -> list[str]:
    """The words of a text, folded: its runs of letters and digits."""
    return WORD.findall(fold(text))


def places(name: str, text: str) -> Iterator[Span]:
    """Where a text prints a name: whole words, case and accents folded, whatever stands between the words."""
    words = folded_words(name)
    if not words:
        return
    pattern = re.compile(r"(?<![^\W_])" + r"[\W_]{1,3}".join(words) + r"(?![^\W_])")
    letters = list(map(_folded, text))
    folded = "".join(letters)
    starts = None if len(folded) == len(text) else [n for n, letter in enumerate(letters) for _ in letter]
    for found in pattern.finditer(folded):
        start, end = found.span()
        yield Span(start, end) if starts is None else Span(starts[start], starts[end - 1] + 1)


@lru_cache(maxsize=20_000)
def _folded(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", ALIKE.get(letter) or letter.casefold())
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).translate(STROKED)
