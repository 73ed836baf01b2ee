"""PolNeAR's annotated articles as a corpus: all of one split in one store, with gold statements or with found ones."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, Block, BlockKind, Published, Span
from corpus.passages import split
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind
from corpus.store import ArticleStore

OUTLETS = {
    "breitbart": "Breitbart", "huff-post": "Huffington Post", "nyt": "New York Times", "politico": "Politico",
    "usa-today": "USA Today", "wash-post": "Washington Post", "west-journal": "Western Journal",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold statement that a named person made: who, and the characters from its first part to its last."""

    article: str
    speakers: tuple[str, ...]
    content: tuple[Span, ...]
    extent: Span


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated article."""

    article: Article
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]
    golds: tuple[Gold, ...]


def read_split(path: Path) -> list[Annotated]:
    """The annotated articles of a split."""
    with path.open(encoding="utf8") as lines:
        return [_annotated(json.loads(line)) for line in lines]


def fill(store: ArticleStore, articles: Sequence[Annotated], find: Callable[[Annotated], Sequence[Statement]]) -> None:
    """Add the articles to a store with the statements that are found in each."""
    for each in articles:
        text = each.article.text
        store.add(each.article, split(text, each.article.blocks), find(each), None)


def gold_statements(each: Annotated) -> Sequence[Statement]:
    """Statements as annotated: what a perfect finder would find."""
    return each.statements


def _annotated(row: dict) -> Annotated:
    text = row["text"]
    headline = len(text.split("\n", 1)[0])
    blocks = (Block(BlockKind.HEADLINE, Span(0, headline)), Block(BlockKind.BODY, Span(headline, len(text))))
    article = Article(
        row["id"], row["id"], text, blocks, OUTLETS[row["publisher"]],
        headline=text[:headline].strip(), published=Published(row["date"], row["date"]),
    )  # fmt: skip
    sentences = tuple(Span(*each) for each in row["sentences"])
    statements, golds = [], []
    for each in row["statements"]:
        made = list(_made(article, sentences, each))
        statements += made
        golds += [Gold(article.id, _names(each), one.content, one.extent) for one in made if _names(each)]
    return Annotated(article, sentences, tuple(statements), tuple(golds))


def _names(row: dict) -> tuple[str, ...]:
    named = row["speaker"]
    return tuple(named) if isinstance(named, list) else (named,) if named else ()


def _made(article: Article, sentences: Sequence[Span], row: dict) -> Iterator[Statement]:
    parts = {key: [Span(*each) for each in row[key] if each[0] < each[1]] for key in ("source", "cue", "content")}
    if not parts["content"]:
        return
    everything = [each for spans in parts.values() for each in spans]
    extent = _sentences_around(sentences, min(each.start for each in everything), max(each.end for each in everything))
    source = parts["source"][0] if parts["source"] else None
    quoted = any(mark in each.of(article.text) for each in parts["content"] for mark in "\"“''")
    kind = StatementKind.MIXED if quoted else StatementKind.INDIRECT
    cue = parts["cue"][0] if parts["cue"] else None
    yield Statement(source, cue, tuple(parts["content"]), kind, tuple(_speakers(article, row, source)), None, extent)


def _speakers(article: Article, row: dict, source: Span | None) -> Iterator[Speaker]:
    for name in _names(row):
        printed = next((part for part in (name, name.split()[-1]) if part in article.text), None)
        at = article.text.find(printed) if printed else 0
        yield Speaker(Span(at, at + len(printed)) if printed else source or Span(0, 1), None, SpeakerKind.PERSON)
    if not _names(row) and source:
        yield Speaker(source, None, SpeakerKind.GROUP)


def _sentences_around(sentences: Sequence[Span], start: int, end: int) -> Span:
    first = max(bisect_right(sentences, start, key=lambda each: each.start) - 1, 0)
    last = max(bisect_left(sentences, end, key=lambda each: each.start) - 1, first)
    return Span(min(sentences[first].start, start), max(sentences[last].end, end))
