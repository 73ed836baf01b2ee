"""Words as the tagger sees them: where they stand, and the shape that an uncased vocabulary loses."""

import re
from dataclasses import dataclass

from corpus.article import Span

WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
SHAPES = 6
LOWER, TITLE, CAPITALS, MIXED, CLOSING, OPENING = range(SHAPES)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph in order, and of each whether it touches the one before it."""

    texts: list[str]
    glued: list[bool]

    def shapes(self) -> list[int]:
        """The shape of each word."""
        following = [*self.glued, False][1:]
        return [shape(word, *sides) for word, *sides in zip(self.texts, self.glued, following, strict=True)]


def shape(word: str, glued_before: bool, glued_after: bool) -> int:
    """How a word is cased; of a mark, on which side it touches a word: that tells straight quotes apart."""
    if not word[0].isalnum():
        if glued_before == glued_after:
            return LOWER
        return CLOSING if glued_before else OPENING
    if word.islower() or not word[0].isalpha():
        return LOWER
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return TITLE if word[0].isupper() and not any(map(str.isupper, word[1:])) else MIXED


def split_words(text: str, paragraph: Span) -> tuple[Words, list[tuple[int, int]]]:
    """The words of a paragraph and the characters [start, end) of the text that each stands for."""
    where = [match.span() for match in WORD.finditer(text, paragraph.start, paragraph.end)]
    ends = [paragraph.start, *(end for _, end in where)]
    glued = [start == end and i > 0 for i, ((start, _), end) in enumerate(zip(where, ends, strict=False))]
    return Words([text[start:end] for start, end in where], glued), where
