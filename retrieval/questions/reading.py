"""Reading a question: from its words to the record of what is asked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.english.words import fold, words
from retrieval.questions.grammar import Forms
from retrieval.questions.people import People
from retrieval.questions.question import Context, Kind, Order, Question, told_in_words
from retrieval.questions.when import take_period
from retrieval.questions.wording import (
    ABOUT,
    COURTESY,
    MORE,
    NEWEST,
    ONLY_TIME,
    PARTS,
    POLITE,
    POLITE_END,
    PREPOSED,
    REPORTED_BY,
)

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


LONGEST_READ = 500  # characters: beyond that a message is a text, and its beginning says what it is about
TYPED_SHORT = {
    "wat": "what",
    "wht": "what",
    "wot": "what",
    "abt": "about",
    "bout": "about",
    "sez": "says",
    "wats": "what's",
}
SHORT = re.compile(rf"\b(?:{'|'.join(TYPED_SHORT)})\b", re.IGNORECASE)
CLAIMED = re.compile(
    rf"(?:who|which \w+) (?:has |had |also |ever )*(?:said|says|claimed|told)"
    rf"(?! (?:{ABOUT}|any\w+|some\w+|nothing|things?|what|so|this|it)\b) (?:that )?\S+ \S+",
    re.IGNORECASE,
)
MOST_PARTS, SHORTEST_PART = 4, 3  # questions in one message, words in one question
MOST_POLITE = 3  # "hi, can you please tell me"


class Reader:
    """Reads questions; "last week" is counted from `today`."""

    def __init__(self, people: People, sources: Sources, today: date, context: Context) -> None:
        self._forms = Forms(people, context)
        self._sources = sources
        self._today = today
        self._before = context.question

    def read(self, text: str) -> Question:
        """The question, understood. Whatever the text is, a record comes back: NO_QUESTION where it asks nothing."""
        plain = tidy(text)
        if MORE.fullmatch(plain):
            return Question(text, Kind.MORE)
        if not re.search(r"[^\W_]", plain) or COURTESY.issuperset(words(plain)):
            return Question(text, Kind.NO_QUESTION)
        sourced = self._sources.take(plain)
        timed = take_period(sourced.rest, self._today)
        order = Order.NEWEST if NEWEST.search(timed.rest) else Order.RELEVANT
        if timed.period and self._before and ONLY_TIME.match(timed.rest):
            return replace(self._before, text=text, period=timed.period)
        question = self._put(unprefixed(" ".join(NEWEST.sub(" ", timed.rest).split())))
        question = replace(
            question,
            text=text,
            period=timed.period or question.period,
            source=sourced.source or question.source,
            order=order if order is Order.NEWEST else question.order,
        )
        question = self._of_outlet(question)
        names_year = question.period is not None and question.period.names_year and question.kind is not Kind.SAID
        in_text = names_year or (question.kind is Kind.WHO_SAID and CLAIMED.match(timed.rest) is not None)
        return told_in_words(question) if in_text else question

    def _put(self, plain: str) -> Question:
        """The question in a line; 'what does the Herald report on ...?' asks what an outlet printed."""
        reported = REPORTED_BY.match(plain)
        outlet = self._sources.named(reported["outlet"]) if reported else None
        if reported and outlet:
            return Question("", Kind.FACT, topic=reported["rest"], source=outlet)
        return self._forms.read(plain)

    def _of_outlet(self, question: Question) -> Question:
        """'What does the Herald say about ...?' asks for what an outlet printed, where no speaker has its name."""
        if len(question.speakers) != 1 or question.speakers[0].fits or not question.topic:
            return question
        outlet = self._sources.named(question.speakers[0].words)
        return replace(question, kind=Kind.FACT, speakers=(), source=outlet) if outlet else question


def asks_for_more(text: str) -> bool:
    """Whether a message only asks to go on showing: "more", "show me the rest", "what else?"."""
    return MORE.fullmatch(tidy(text)) is not None


def parts_of(text: str) -> list[str]:
    """The questions of a message that asks several ("what did X say, and who replied?"); itself where it is one."""
    parts = [part.strip(" ,") for part in PARTS.split(tidy(text))]
    return (
        parts if 1 < len(parts) <= MOST_PARTS and all(len(part.split()) >= SHORTEST_PART for part in parts) else [text]
    )


def tidy(text: str) -> str:
    """The beginning of a text on one line, typographic apostrophes plain, without the marks around it."""
    plain = " ".join(text[: 4 * LONGEST_READ].replace("’", "'").replace("`", "'").split())
    plain = SHORT.sub(lambda found: TYPED_SHORT[found[0].lower()], plain)
    return plain[:LONGEST_READ].strip(" ?.!,;:¿¡…\"“”'")


def unprefixed(plain: str) -> str:
    """A question without what politeness puts before it."""
    for _ in range(MOST_POLITE):
        plain = POLITE.sub("", plain, count=1)
    plain = POLITE_END.sub("", plain)
    return PREPOSED.sub("", plain).strip(" ?.!,")
