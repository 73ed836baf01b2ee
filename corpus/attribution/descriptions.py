"""Descriptions: "the adviser", "the Russian president" and whom of the cast they mean."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.attribution.roles import head_noun, is_office

THE = re.compile(r"\b[Tt]he (?=\w)")
NEXT_WORD = re.compile(r"[\w.’'-]{0,30}[\w’']")
LONGEST = 4  # words after "the"

Roles = Sequence[Span | None]


class Descriptions:
    """The roles that an article gives to the members of its cast, to be found again by later descriptions."""

    def __init__(self, text: str, roles: Roles) -> None:
        self._text = text
        self._bearers: dict[str, list[tuple[int, frozenset[str], int]]] = defaultdict(list)
        for number, role in enumerate(roles):
            if role:
                words = role.of(text).lower()
                self._bearers[head_noun(words)].append((role.start, frozenset(words.split()), number))

    def meant(self, description: str, offset: int) -> int | None:
        """Whom a description, less "the", means at an offset: the one whose role, printed before, has its words."""
        plain = description.lower().removeprefix("ex-")
        words = plain.split()
        bearers = [
            number
            for start, role, number in self._bearers.get(head_noun(plain), ())
            if start < offset and role.issuperset(words)
        ]
        return bearers[0] if len(bearers) == 1 else None

    def places(self, layout: Layout) -> Iterator[tuple[Span, int]]:
        """All descriptions of somebody in the body, in order, with the member who is meant."""
        for paragraph in layout.paragraphs:
            for article in THE.finditer(self._text, paragraph.start, paragraph.end):
                span = self._office_after(article.end(), paragraph.end)
                member = self.meant(span.of(self._text), article.start()) if span else None
                if span and member is not None:
                    yield Span(article.start(), span.end), member

    def _office_after(self, start: int, limit: int) -> Span | None:
        """From a word on to the first word that is an office, a few words at most."""
        end = start
        for _ in range(LONGEST):
            word = NEXT_WORD.match(self._text, end, limit)
            if word is None:
                return None
            if is_office(word[0]):
                return Span(start, word.end())
            end = word.end() + 1
        return None
