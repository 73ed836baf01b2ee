"""Verbs of reporting and of doing, by class, as data/verbs.tsv lists their lemmas; each lemma stands there once.

A class is "speech", "thought", "evidence" or "act", or several of them joined by "+": one may accept a gift or a claim.
"""

from functools import cache
from importlib.resources import files

OTHER = "other"  # the class of what the table does not list
# How inflected forms end, and what they may stand for; tried in order.
ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ying", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)


def classes() -> dict[str, str]:
    """The class of each lemma."""
    return _table()[0]


@cache
def lemma(word: str) -> str:
    """The lemma of a verb in lower case; the word itself where the table has none for it."""
    known, irregular = _table()
    if word in irregular or word in known:
        return irregular.get(word, word)
    for ending, stands_for in ENDINGS:
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            found = next((bare + tail for tail in stands_for if bare + tail in known), None)
            if found or (bare[-1:] == bare[-2:-1] and bare[:-1] in known):
                return found or bare[:-1]
    return word


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """The class of each lemma, and the lemma of each irregular form."""
    text = (files("corpus") / "data" / "verbs.tsv").read_text(encoding="utf-8")
    rows = {heading: listed.split() for heading, listed in (line.split("\t") for line in text.splitlines())}
    irregular = dict(pair.split("=") for pair in rows.pop("irregular"))
    return {verb: heading for heading, listed in rows.items() for verb in listed}, irregular
