"""Invented articles with who says what in them.

Below each article, a line a statement: words of it | its speakers | its kind | via whom, if anybody. Speakers are
parted by "; ", a role may follow in brackets, and "-" stands for nobody who is known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Span
from corpus.statement import Statement

SPEAKER = re.compile(r"([^(;]+?)(?: \(([^)]+)\))?(?:; |$)")


@dataclass(frozen=True)
class Voice:
    """What one line states."""

    words: str
    speakers: tuple[str, ...]
    roles: tuple[str, ...]
    kind: str
    via: str

    def is_found(self, text: str, statements: Iterable[Statement]) -> bool:
        """Whether a statement that holds these words has this speaker, kind and via, and the role if one is given."""
        place = text.index(self.words)
        said = [each for each in statements if any(span.covers(Span(place, place + 1)) for span in each.content)]
        return any(self._is(text, each) for each in said)

    def _is(self, text: str, statement: Statement) -> bool:
        names = tuple(speaker.name.of(text) for speaker in statement.speakers)
        roles = [speaker.role.of(text) if speaker.role else "" for speaker in statement.speakers]
        via = statement.via.name.of(text) if statement.via else ""
        as_given = all(role in ("", found) for role, found in zip(self.roles, roles, strict=False))
        return as_given and (names, statement.kind.value, via) == (self.speakers, self.kind, self.via)


def read_voices(page: Path) -> tuple[str, list[Voice]]:
    """The text of an article, and its voices."""
    text, _, expected = page.read_text(encoding="utf8").partition("\n---\n")
    return text, [*_voices(expected.strip().splitlines())]


def _voices(lines: Iterable[str]) -> Iterator[Voice]:
    for line in lines:
        words, speakers, kind, *via = [part.strip() for part in line.split("|")]
        known = SPEAKER.findall(speakers) if speakers != "-" else []
        yield Voice(words, tuple(name for name, _ in known), tuple(role for _, role in known), kind, "".join(via))
