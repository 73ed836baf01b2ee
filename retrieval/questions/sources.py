"""Outlets and agencies in questions: "according to Reuters", "in the Tidewater Daily"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.identity.word_forms import fold

BEFORE = re.compile(
    r"\b(?:according to|as reported by|reported by|reported in|published (?:in|by|on)|carried by|quoted (?:in|by)|"
    r"in|from|on|by|via|per|as per)\s+(?:the\s+)?",
    re.IGNORECASE,
)
DRESS = re.compile(r"^(?:the|www)\b[\s.]*|\.(?:com|org|net|co\.uk|co|in|uk|tv|news)\b.*$")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A question without its words for an outlet, and that outlet or agency as it is stored."""

    rest: str
    source: str | None


class Sources:
    """The outlets and agencies of the articles; `names` is only called for questions that may name one."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def named(self, words: str) -> str | None:
        """The outlet or agency that has this name; None where none has."""
        asked = plain_source(words)
        return next((name for name in self._names() if asked and plain_source(name) == asked), None)

    def take(self, question: str) -> Sourced:
        """Split 'according to Reuters' and the like off a question, where an outlet or agency has that name."""
        places = list(BEFORE.finditer(question))
        if not places:
            return Sourced(question, None)
        known = {key: name for name in self._names() if (key := plain_source(name))}
        for place in places:
            after = plain_words(question[place.end() :])
            for key in sorted(known, key=len, reverse=True):
                if f"{after} ".startswith(f"{key} "):
                    return Sourced(_without(question, place, len(key.split())), known[key])
        return Sourced(question, None)


def plain_source(name: str) -> str:
    """A source's name as people type it: "mid-day.com" is "mid day", "The Guardian" is "guardian"."""
    return plain_words(DRESS.sub("", DRESS.sub("", fold(name))))


def plain_words(text: str) -> str:
    """Folded words with one space between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _without(question: str, place: re.Match[str], count: int) -> str:
    words = rf"(?:[^\w]*[^\W_]+){{{count}}}"
    tail = re.match(rf"{words}(?:\.(?:com|org|net|in|co|uk|tv|news))*(?:'s)?", question[place.end() :])
    end = place.end() + (tail.end() if tail else 0)
    return f"{question[: place.start()].rstrip()} {question[end:].lstrip()}".strip(" ,")
