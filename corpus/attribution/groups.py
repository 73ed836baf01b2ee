"""Organisations and groups as speakers: "the health ministry", "White House officials", "experts"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from corpus.article import Span
from corpus.attribution.lexicon import words
from corpus.attribution.roles import is_office
from corpus.statement import Speaker, SpeakerKind

DETERMINER = re.compile(
    r"(?:the|an?|some|many|several|these|those|other|most|both|all|its|his|her|their) ", re.IGNORECASE
)
TAIL = re.compile(r"(?:,| on [MTWFS]\w{2,5}day\b| in \d{4}\b| who\b| that\b| which\b| \(|[\"“—–;:]).*", re.DOTALL)
PLURAL = re.compile(
    r"(?:\A|-)(?:[^\W\d_]{2,}(?<!s)s|people|police|women|men|[a-z]+men|children|staff|personnel|media)\Z"
)
SINGULAR_S = re.compile(r"(?:news|times|politics|series|press|congress|[^\W\d_]{2,}(?:us|is|ss|ics))\Z", re.IGNORECASE)
BODIES, NO_NOUNS = words("bodies"), words("function words")
PREPOSITION = re.compile(r" (?:of|for|at|in|from|with|on|to|and|near|against|about|familiar|close)\b")
SPOKESPERSON = re.compile(
    r"(?:an?|the|another|its) (?:[\w-]+ )?spokes(?:man|woman|person) (?:for|of|at) ", re.IGNORECASE
)
CALLED = re.compile(
    r"(?:[\w’'&.-]+ ){0,4}?(?P<body>[a-z-]+|[A-Z][a-z]+(?<!ent)er)(?:,? )"  # "Publisher NAME", not "Center NAME"
    r"(?P<name>[^\W\d_a-z][\w’'&.-]*(?: (?:of |for |and |& |the )?[^\W\d_a-z][\w’'&-]*){0,4})(?=,?\Z|, )"
)
WITHIN_SENTENCE = re.compile(
    r"(?<=[a-z,] )(?<![Tt]he )[^\W\d_a-z][^\W\d_]{2,}\b(?![’'-]\w| [^\W\d_a-z])"
)  # a name of one word
DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
LONGEST = 9  # words
NEIGHBOURS = 3  # names marked in one source


class Organisations:
    """The names of organisations and places that are marked in a text, in order, and the words they begin with."""

    def __init__(self, text: str, marked: Sequence[Span]) -> None:
        self._marked = marked
        self._first_words = {span.of(text).split()[0].removesuffix("'s").removesuffix("’s") for span in marked}
        self._first_words.update(WITHIN_SENTENCE.findall(text))

    def at(self, span: Span) -> Sequence[Span]:
        """The marked names that share a character with a span."""
        place = bisect_left(self._marked, span.end, key=lambda each: each.start)
        return [each for each in self._marked[max(0, place - NEIGHBOURS) : place] if each.touches(span)]

    def before(self, offset: int) -> Sequence[Span]:
        """The marked names that begin before an offset, in order."""
        return self._marked[: bisect_left(self._marked, offset, key=lambda each: each.start)]

    def is_one(self, word: str) -> bool:
        """Whether a single word begins the name of an organisation that is marked, or has a capital in a sentence."""
        return word in self._first_words


def group_of(text: str, source: Span, organisations: Organisations) -> Speaker | None:
    """The organisation or group that a source is, under the words printed, less article and what follows a comma.

    A spokesperson without a name speaks for the organisation. None for other unnamed individuals ("the man"): nobody is
    on record under such a name.
    """
    spoken_for = SPOKESPERSON.match(text, source.start, source.end)
    name = _name(text, Span(spoken_for.end(), source.end) if spoken_for and spoken_for.end() < source.end else source)
    if name is None:
        return None
    called = _called(text, name, source.end, organisations)
    if called:
        return Speaker(called, None, SpeakerKind.ORGANISATION)
    marked, words = organisations.at(name), name.of(text)
    head = PREPOSITION.split(words)[0].split()[-1]
    if any(each.covers(name) for each in marked) or organisations.is_one(words):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    if PLURAL.search(head) and not SINGULAR_S.search(head):
        return Speaker(name, None, SpeakerKind.GROUP)
    acronym = len(head) > 1 and head.isupper() and head.isalpha()
    named = any(each.end == name.end for each in marked) or _is_proper(words)
    if head.lower() in BODIES or acronym or (named and not is_office(head)):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    return None


def firms_of(text: str, people: Sequence[Span]) -> list[Span]:
    """The names of firms that are two surnames with "&" between them, where both were marked as persons."""
    return [
        Span(one.start, other.end)
        for one, other in pairwise(people)
        if text[one.end : other.start] == " & " and " " not in one.of(text) + other.of(text)
    ]


def _called(text: str, name: Span, end: int, organisations: Organisations) -> Span | None:
    """The name after what an organisation is: "industry body NAME", "the regulator, NAME,"; marked, after any noun."""
    match = CALLED.match(text, name.start, end)
    if match is None or match["name"].split()[0] in DAYS or match["body"].lower() in NO_NOUNS:
        return None
    called = Span(*match.span("name"))
    is_marked = any(each.start == called.start for each in organisations.at(called))
    return called if is_marked or match["body"].lower() in BODIES else None


def _is_proper(name: str) -> bool:
    """Whether several capitalised words make up a name: one of a person would have been known."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _name(text: str, source: Span) -> Span | None:
    start = source.start
    while determiner := DETERMINER.match(text, start, source.end):
        start = determiner.end()
    words = TAIL.sub("", text[start : source.end]).rstrip(" .")
    if not words or not words[0].isalnum() or len(words.split()) > LONGEST:
        return None
    return Span(start, start + len(words))
