"""Roles as reported: whether two of them are the same office in other words."""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.identity.folding import folded_words

AFTER_HEAD = re.compile(r",|\s(?:of|for|from|at|in|to|on|with|who|under|and)\s", re.IGNORECASE)
NO_CONTENT = frozenset(
    "the a an his her their its former ex then acting outgoing incoming senior deputy current".split()
)
SAME_WORD = {
    "advisor": "adviser", "pm": "minister", "sen": "senator", "rep": "representative", "gov": "governor",
    "congressman": "representative", "congresswoman": "representative", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "chief executive": "ceo", "gen": "general", "prez": "president",
}  # fmt: skip


def alike(role: str, other: str) -> bool:
    """Whether two roles may be one: the same head word, and most words of the shorter in the longer.

    "adviser" and "US National Security Adviser" are alike; "security guard" and "security adviser" are not, nor are
    "Russian president" and "US president".
    """
    words, others = _words(role), _words(other)
    if not words or not others or words[-1] != others[-1]:
        return False
    return len({*words} & {*others}) > len(min({*words}, {*others}, key=len)) / 2


def of_one_role(roles: Iterable[str]) -> bool:
    """Whether all these roles are alike."""
    first, *rest = sorted(roles, key=len) or [""]
    return all(alike(first, role) for role in rest)


@lru_cache(maxsize=20_000)
def _words(role: str) -> tuple[str, ...]:
    """The words up to the head ("Republican senator from Texas" -> republican, senator), folded, one form each."""
    head = AFTER_HEAD.split(role.strip(), maxsplit=1)[0]
    words = [SAME_WORD.get(word, word) for word in folded_words(head.replace(".", ""))]
    return tuple(word for word in words if word not in NO_CONTENT)
