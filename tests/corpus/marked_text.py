"""Texts with their tags written into them, and a tagger that finds just these.

<s>, <c> and <t> mark source, cue and content, <p>, <o> and <g> the names of persons, organisations and places.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.article import Block, BlockKind, Span
from corpus.attribution.statements import find_statements
from corpus.statement import Speaker, Statement
from corpus.tagging.tags import NameKind, Part, Tags

PARTS = {"s": Part.SOURCE, "c": Part.CUE, "t": Part.CONTENT}
NAMES = {"p": NameKind.PERSON, "o": NameKind.ORGANISATION, "g": NameKind.PLACE}
TAG = re.compile(r"<(/?)([sctpog])>")


class KnowingTagger:
    """Finds the tags it is given, whatever it reads."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        return [self.tags for _ in texts]


NOTHING = KnowingTagger(Tags((), ()))


def read_marked(marked: str) -> tuple[str, Tags]:
    text, last, opened = "", 0, []
    parts, names = [], []
    for tag in TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        if not tag[1]:
            opened.append(len(text))
        elif tag[2] in PARTS:
            parts.append((PARTS[tag[2]], Span(opened.pop(), len(text))))
        else:
            names.append((NAMES[tag[2]], Span(opened.pop(), len(text))))
    by_place = lambda found: found[1]  # noqa: E731
    return text + marked[last:], Tags(tuple(sorted(parts, key=by_place)), tuple(sorted(names, key=by_place)))


def body(text: str) -> tuple[Block, ...]:
    return (Block(BlockKind.BODY, Span(0, len(text))),)


def statements_of(marked: str) -> tuple[str, list[Statement]]:
    text, tags = read_marked(marked)
    return text, find_statements(text, body(text), KnowingTagger(tags))


def speakers(marked: str) -> list[tuple[str, ...]]:
    """The names of the speakers of each statement."""
    text, found = statements_of(marked)
    return [names(text, statement.speakers) for statement in found]


def names(text: str, said: Iterable[Speaker]) -> tuple[str, ...]:
    return tuple(speaker.full_name(text) for speaker in said)


def contents(marked: str) -> list[tuple[str, ...]]:
    """The words of each statement."""
    text, found = statements_of(marked)
    return [tuple(span.of(text) for span in statement.content) for statement in found]
