"""Persons whom the tagger marked no name for, told by the office, the title or the given name before it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.article import Span
from corpus.attribution.given_names import is_given_name
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import words
from corpus.attribution.roles import is_office

WORD = re.compile(r"[^\s,;:()\"“”—–]+")
HEAD = re.compile(r"[^,;:()\"“”—–]*")
SURNAME = r"[^\W\d_a-z][\w-]+(?:['’](?!s\b)[\w-]+)?"
TWO_NAMES = re.compile(
    rf"(?<![\w-])(?P<given>[^\W\d_a-z][\w-]+) (?:[^\W\d_a-z]\. )?(?P<surname>{SURNAME})(?![\w-]| [^\W\d_a-z])"
)
HONORIFICS, RANKS, PARTICLES = words("honorifics"), words("ranks"), words("name particles")
LONGEST = 5  # words


def unmarked_names(
    layout: Layout, sources: Sequence[Span], persons: Sequence[Span], others: Sequence[Span]
) -> Iterator[Span]:
    """Names of persons beside the marked ones, which are given in order: names of persons, and of anything else.

    Found are the heads of sources after an office, title or given name; and a given name with a surname anywhere,
    outside of what bears another name unless the surname alone is somewhere a source.
    """
    heads: set[str] = set()
    for source in sources:
        if not _touched(persons, source):
            name = _head_name(layout.text, source, _touched(others, source))
            if name:
                yield name
            heads.add(source.of(layout.text).removesuffix("’s").removesuffix("'s"))
    for paragraph in layout.paragraphs:
        for match in TWO_NAMES.finditer(layout.text, paragraph.start, paragraph.end):
            span = Span(*match.span())
            new = not _touched(persons, span) and (match["surname"] in heads or not _touched(others, span))
            if new and is_given_name(match["given"]) and not is_office(match["surname"]):
                yield span


def _touched(spans: Sequence[Span], span: Span) -> bool:
    place = bisect_left(spans, span.end, key=lambda each: each.start)
    return place > 0 and spans[place - 1].touches(span)


def _head_name(text: str, source: Span, marked: bool) -> Span | None:
    """The words after the last office or title, or from a given name on, if all look like parts of a name.

    Where something in the source bears another name already, only a title like "Mr" makes a person of it.
    """
    head = HEAD.match(text, source.start, source.end)
    words = list(WORD.finditer(text, source.start, head.end())) if head else []
    titled = [number for number, word in enumerate(words) if _is_title(word[0], marked)]
    name = words[titled[-1] + 1 if titled else 0 :]
    if not 0 < len(name) <= LONGEST or not all(_may_be_name(word[0]) for word in name):
        return None
    if not titled and (marked or len(name) < 2 or not is_given_name(name[0][0])):
        return None
    return Span(name[0].start(), name[-1].end()) if name[0][0][0].isupper() else None


def _is_title(word: str, marked: bool) -> bool:
    plain = word.lower().rstrip(".")
    return plain in HONORIFICS or (not marked and (plain in RANKS or is_office(plain)))


def _may_be_name(word: str) -> bool:
    return (word[0].isupper() and word[0].isalpha()) or word.lower() in PARTICLES
