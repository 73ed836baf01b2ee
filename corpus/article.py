"""An article and the spans it consists of: text is owned once, all else points into it."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

OLDER = "#"
"""Stands in the ids of texts that were corrected since, before a number; no id that is given may have it."""

ITEM = ", id "
"""Stands in the origin of an article that a file or stream gives an id, between the two."""
SAMPLE = "sample:"
"""Begins the origin of the invented articles that ship with the project."""


def article_id(origin: str, text: str) -> str:
    """The id of an article that came without one: 16 hexadecimal digits of the SHA-256 of its origin and text."""
    return sha256(f"{origin}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of characters (Unicode code points) of one article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The slice of the text that this span is."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of a page is; only BODY is read for statements and passages."""

    DATELINE = "dateline"
    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    BODY = "body"
    RELATED = "related"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of a page and its kind. An article's blocks cover its text, in order, without overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """When an article says it was published.

    `moment` is ISO 8601 as exact as the page is: with an offset where the zone is known
    ("2021-12-09T08:13:00+05:30"), without one where it is not, a bare date where there is no time.
    `printed` is the raw string and `zone_from` says how the zone was decided ("" where it was not).
    """

    moment: str
    printed: str
    zone_from: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One published text. `text` is exactly as read; every other string was printed with it or given beside it.

    `origin` is where it was read: its URL, else the file or stream it came in. `id` is
    the one given beside the text, else `article_id(origin, text)`.
    """

    id: str
    origin: str
    text: str
    blocks: tuple[Block, ...]
    outlet: str | None = None
    agency: str | None = None
    headline: str | None = None
    byline: str | None = None
    place: str | None = None
    published: Published | None = None
    url: str | None = None
    language: str | None = None

    @property
    def has_given_id(self) -> bool:
        """Whether the id came with the article, and was not made from its origin and text."""
        return self.id != article_id(self.origin, self.text)

    @property
    def is_sample(self) -> bool:
        """Whether it is one of the invented articles that ship with the project."""
        return self.origin.startswith(SAMPLE)

    def spans(self, kind: BlockKind) -> list[Span]:
        """The spans of the blocks of one kind, in order."""
        return [block.span for block in self.blocks if block.kind is kind]
