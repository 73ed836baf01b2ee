"""Invented news with its annotation, for forms and beats that PolNeAR lacks; the text is invented.txt.

An empty line ends an article. {S|...}, {C|...} and {T|...} are a source, a cue and a content (text). <p1> is
a person's full name, <s1> the same person's surname, <o1> an organisation, <g1> a place: filled in anew each
time it is read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from corpus.article import Span
from corpus.tagging.tags import NAME_KINDS, NameKind
from corpus.training.examples import Example, examples
from corpus.training.invented_names import GIVEN_NAMES, ORGANISATIONS, PLACES, SURNAMES

ARTICLES = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
MARK = re.compile(r"\{([SCT])\||(\})|<([psog]\d)>|([^{}<]+)")
KINDS = {"p": NameKind.PERSON, "s": NameKind.PERSON, "o": NameKind.ORGANISATION, "g": NameKind.PLACE}

Labelled = list[tuple[int, Span]]


def invented_articles(random: Random) -> Iterator[list[Example]]:
    """Each invented article once, with names drawn by chance."""
    for article in ARTICLES:
        yield _read(article, _names(random))


def _names(random: Random) -> dict[str, str]:
    names = {}
    for number in "12345":
        surname = random.choice(SURNAMES)
        names["s" + number], names["p" + number] = surname, f"{random.choice(GIVEN_NAMES)} {surname}"
        names["o" + number], names["g" + number] = random.choice(ORGANISATIONS), random.choice(PLACES)
    return names


def _read(article: str, names: dict[str, str]) -> list[Example]:
    text, parts, found = "", Labelled(), Labelled()
    opened = (0, 0)
    for part, closed, slot, plain in MARK.findall(article):
        if part:
            opened = "SCT".index(part), len(text)
        elif closed:
            parts.append((opened[0], Span(opened[1], len(text))))
        elif slot:
            name = names[slot]
            found.append((NAME_KINDS.index(KINDS[slot[0]]), Span(len(text), len(text) + len(name))))
            text += name
        text += plain
    return examples(text, [parts], found)
