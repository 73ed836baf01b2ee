"""Builds invented articles and statements for tests of the corpus."""

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.passages import split
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind
from corpus.store import Entry


def article(text: str, url: str | None = None, outlet: str | None = None, published: str | None = None) -> Article:
    """An article of one body block."""
    origin = url or f"{outlet or 'nowhere'}.txt"
    when = Published(published, published) if published else None
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),) if text else ()
    return Article(article_id(origin, text), origin, text, blocks, outlet=outlet, published=when, url=url)


def said(text: str, name: str, role: str = "", via: str = "", kind: SpeakerKind = SpeakerKind.PERSON) -> Statement:
    """A statement by (and via) whom the text names, with the whole text as its content."""
    passed_on = Speaker(_span(text, via), None, SpeakerKind.PERSON) if via else None
    speaker = Speaker(_span(text, name), _span(text, role) if role else None, kind)
    whole = Span(0, len(text))
    return Statement(speaker.name, None, (whole,), StatementKind.INDIRECT, (speaker,), passed_on, whole)


def entry(story: Article, *statements: Statement, page: bytes | None = None) -> Entry:
    """The article as it is stored."""
    return Entry(story, split(story.text, story.blocks), statements, page)


def report(name: str, role: str = "", number: int = 0, kind: SpeakerKind = SpeakerKind.PERSON) -> Entry:
    """A short story in which somebody says something; its words are its own for each number."""
    words = f"{role} {name}".strip()
    text = f"{words} said on day {number} that bridge {number} of Port {number}x stays shut until spring {number}."
    url = f"https://example.org/{number}/{words}".replace(" ", "-")
    return entry(article(text, url), said(text, name, role, kind=kind))


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))
