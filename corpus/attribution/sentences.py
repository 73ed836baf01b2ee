"""Paragraphs and sentences of what is read, as spans."""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Block, BlockKind, Span
from corpus.attribution.lexicon import alternatives, words
from corpus.pages.paragraphs import split_paragraphs

END = re.compile(r"(?:[.!?]{1,8}|…)(?:''|[\"”’'»)\]]){0,3}(?=\s)")
START = re.compile(r"\s{1,40}(?:''|[\"“‘'«(\[]){0,3}[^\W_a-z]")
TITLES = words("title abbreviations")
ENDINGS = words("other abbreviations")
OPENERS = words("sentence openers")
SAID_NEXT = re.compile(rf"\s{{1,40}}(?:[^\W\d_a-z][\w.'’-]{{0,30}} ){{1,4}}(?:{alternatives('verbs of speech')})\b")


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
        word = text[max(start, end.start() - 20) : end.start()].rpartition(" ")[2].lstrip("(\"“‘'")
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
