"""What comes out of a source, one item at a time."""

from dataclasses import dataclass

from corpus.article import Article


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and the page's own bytes where its text was extracted from them (HTML); None for plain text."""

    article: Article
    page: bytes | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was named or stood in a source and was not taken, with the reason for a reader."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the user should know of a source that was read, said once ('2 keys were ignored: ...')."""

    origin: str
    text: str


Read = Found | Rejection | Remark
