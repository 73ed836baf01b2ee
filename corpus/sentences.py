"""Paragraphs and sentences of what is read, as spans."""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Block, BlockKind, Span
from corpus.paragraphs import split_paragraphs
from corpus.saying import SPEECH_VERBS

END = re.compile(r"(?:[.!?]{1,8}|…)(?:''|[\"”’'»)\]]){0,3}(?=\s)")
START = re.compile(r"\s{1,40}(?:''|[\"“‘'«(\[]){0,3}[^\W_a-z]")
TITLES = frozenset(
    "mr mrs ms dr prof rev hon sen rep gov gen col lt sgt maj capt cmdr adm supt insp pres st ste mt vs no nos fr sr sra "
    "messrs mme mlle dept asst det ald amb atty".split()
)
ENDINGS = frozenset(
    "jr inc corp ltd co bros plc etc est al jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd "
    "a.m p.m u.s u.k u.n e.u d.c ph.d b.a m.a i.e e.g".split()
)
OPENERS = frozenset(
    "The He She It They We But And In On At This That These Those His Her Their Its When While If After Before As For I "
    "However Although Still Yet So Now Then There Here Some Many Most Both One Another Asked According Meanwhile".split()
)
SAID_NEXT = re.compile(r"\s{1,40}(?:[^\W\d_a-z][\w.'’-]{0,30} ){1,4}(?:%s)\b" % "|".join(SPEECH_VERBS))


def paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Span]]:
    """The paragraphs of the body blocks, without the space around them, each with the number of its stretch of body.

    A stretch is what is printed without a block of another kind in between.
    """
    stretch = 0
    for block in blocks:
        if block.kind is not BlockKind.BODY:
            stretch += 1
            continue
        body = block.span.of(text)
        for paragraph in split_paragraphs(body):
            start = block.span.start + body.index(paragraph.text, paragraph.span.start)
            if paragraph.text:
                yield stretch, Span(start, start + len(paragraph.text))


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph. Abbreviations, initials and a quotation that its speaker follows end none."""
    found: list[Span] = []
    start = paragraph.start
    for end in END.finditer(text, paragraph.start, paragraph.end):
        if START.match(text, end.end(), paragraph.end) and _ends_sentence(text, end, start, paragraph):
            found.append(Span(start, end.end()))
            start = end.end()
            while text[start].isspace():
                start += 1
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _ends_sentence(text: str, end: re.Match[str], start: int, paragraph: Span) -> bool:
    if end[0] == ".":
        word = text[max(start, end.start() - 20) : end.start()].split(" ")[-1].lstrip("(\"“‘'")
        return not _abbreviates(word, text[end.end() : end.end() + 30].split())
    if end[0][0] in "!?" and end[0][-1] not in "!?.":
        return SAID_NEXT.match(text, end.end(), min(paragraph.end, end.end() + 160)) is None
    return True


def _abbreviates(word: str, following: list[str]) -> bool:
    """Whether a full stop after this word shortens the word, and does not end the sentence before what follows."""
    known = word.lower()
    if known in TITLES:
        return True
    initial = len(word) == 1 and word.isupper() and word != "I"
    if initial or known in ENDINGS or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not following or following[0].strip("\"“”‘’'(),") not in OPENERS
    return False
