"""Closed classes of words that news English speaks with, as data/words.tsv lists them."""

import re
from functools import cache
from importlib.resources import files


def words(heading: str) -> frozenset[str]:
    """The words under a heading; KeyError where there is none of this name."""
    return _lexicon()[heading]


def alternatives(*headings: str) -> str:
    """The words under these headings as alternatives of a regular expression, longest first."""
    together = frozenset().union(*map(words, headings))
    return "|".join(map(re.escape, sorted(together, key=lambda word: (-len(word), word))))


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    """The table's lines hold a heading and words: lower case, but for those that are told by their capital."""
    table = (files("corpus") / "data" / "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {heading: frozenset(listed.split()) for heading, listed in rows}
