"""Quotations of a paragraph: what stands between quotation marks of any style, apostrophes left alone."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span

# Doubled single marks are one mark; a straight single mark is weighed by what stands around it.
MARKS = re.compile(r"''|``|[\"“”„‟«»‘’']")
CLOSERS = {'"': '"', "“": '”“"', "„": "“”", "‟": "”", "«": "»", "‘": "’", "'": "'’", "''": "''", "``": "''"}
SINGLE = "'‘"
SENTENCE_BEFORE = re.compile(r"[.!?,:’”] \Z")
ELISION = re.compile(r"['’‘](?:\d0s|\d\ds?|em|til|tis|twas|cause|n)\b")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks. One that is not closed runs to the end of its paragraph."""

    span: Span
    closed: bool


def quotations(text: str, paragraph: Span) -> list[Quotation]:
    """The outermost quotations of a paragraph, in order."""
    marks = [mark for mark in MARKS.finditer(text, paragraph.start, paragraph.end) if not _apostrophe(text, mark)]
    found: list[Quotation] = []
    last_closing = _last_closings(text, marks)
    opened: re.Match[str] | None = None
    for number, mark in enumerate(marks):
        if opened is None:
            closable = mark[0] not in SINGLE or number < last_closing.get(mark[0], -1)
            if _opens(text, mark, paragraph) and (closable or _opens_speech(text, mark, paragraph)):
                opened = mark
        elif _closes(text, opened, mark, marks[number + 1 : number + 2]):
            found.append(Quotation(Span(opened.start(), mark.end()), closed=True))
            opened = None
    if opened is not None and (opened[0] not in SINGLE or _opens_speech(text, opened, paragraph)):
        found.append(Quotation(Span(opened.start(), paragraph.end), closed=False))
    return found


def quotation_at(found: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation that holds the character at this offset, of quotations in order."""
    place = bisect_right(found, offset, key=lambda quotation: quotation.span.start) - 1
    return found[place] if place >= 0 and offset < found[place].span.end else None


def _apostrophe(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark is within a word, or elides the beginning of one."""
    if mark[0] not in "'’‘":
        return False
    inside = text[mark.start() - 1 : mark.start()].isalnum() and text[mark.end() : mark.end() + 1].isalnum()
    return inside or ELISION.match(text, mark.start()) is not None


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark can begin a quotation: it touches what follows, and no word or number before it."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if mark[0] not in CLOSERS or before.isalnum():
        return False
    return mark[0] in "“„«" or not after.isspace()


def _opens_speech(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a curly mark opens sentences that may go on in the next paragraph, and so need not be closed."""
    starts = (
        mark.start() == paragraph.start or SENTENCE_BEFORE.search(text[mark.start() - 2 : mark.start()]) is not None
    )
    return mark[0] == "‘" and starts and text[mark.end() : mark.end() + 1].isupper()


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], following: Sequence[re.Match[str]]) -> bool:
    """Whether a mark ends the quotation that was opened.

    The plural possessive of "the miners' union" looks like an end: it is none where another possible end follows.
    """
    if mark[0] not in CLOSERS[opened[0]] or text[mark.start() - 1].isspace():
        return False
    if opened[0] in SINGLE and text[mark.start() - 1] == "s" and re.match(r" [a-z]", text[mark.end() : mark.end() + 2]):
        return not any(_may_end(text, opened, later) for later in following)
    return True


def _may_end(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    return mark[0] in CLOSERS[opened[0]] and not text[mark.start() - 1].isspace()


def _last_closings(text: str, marks: Sequence[re.Match[str]]) -> dict[str, int]:
    """For each style of single mark, the number of the last mark that could close it."""
    last: dict[str, int] = {}
    for number, mark in enumerate(marks):
        for opener in SINGLE:
            if mark[0] in CLOSERS[opener] and not text[mark.start() - 1].isspace():
                last[opener] = number
    return last
