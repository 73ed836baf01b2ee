"""Articles and statements as rows for other tools: each slice with its offsets and the digest of the text it is from.

Offsets count Unicode code points of the article's text, half-open. `sha256` is that of the text in UTF-8 (lone
surrogates as CESU-8 writes them), so that anybody who has the text can recheck every slice.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TextIO

from corpus.article import Article, Span
from corpus.records import PRINTED, encoded
from corpus.statement import Speaker, Statement
from corpus.store import ArticleStore

Cell = str | int | bool | list[str] | list[int] | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name and type: text, number, flag, or a list of texts or numbers."""

    name: str
    type: str


def _columns(type_: str, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, type_) for name in names)


def _slice_columns(name: str) -> tuple[Column, ...]:
    return (Column(name, "text"), Column(f"{name}_start", "number"), Column(f"{name}_end", "number"))


CITATION = (
    *_columns("text", "article_id", "sha256", "origin"),
    *_columns("text", *PRINTED),
    Column("published", "text"),
)

ARTICLES = (*CITATION, Column("length", "number"), Column("text", "text"))
"""A row for each current article; `length` is that of its text, in code points."""

STATEMENTS = (
    *CITATION,
    Column("statement_id", "number"),
    *_columns("text", "kind", "type"),
    Column("actual", "flag"),
    *_columns("texts", "speakers", "speaker_roles", "speaker_kinds"),
    *_columns("numbers", "speaker_ids"),
    *_columns("text", "via", "via_role"),
    *_slice_columns("source"),
    *_slice_columns("cue"),
    Column("contents", "texts"),
    *_columns("numbers", "content_starts", "content_ends"),
    *_slice_columns("extent"),
)
"""A row for each statement. Its lists are in step: speakers with roles ("" for none), contents with offsets.

`extent` is the whole sentences; `actual` is false for speech that did not happen.
"""


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return sha256(encoded(text)).hexdigest()


def article_rows(store: ArticleStore) -> Iterator[Row]:
    """The current articles, in order of adding."""
    for article_id in store.article_ids():
        article = store.article(article_id)
        yield {**_citation(article), "length": len(article.text), "text": article.text}


def statement_rows(store: ArticleStore) -> Iterator[Row]:
    """All statements of current articles, in order of adding and then of the text."""
    for article_id in store.article_ids():
        article = store.article(article_id)
        citation = _citation(article)
        for stored in store.statements_in(article_id):
            known: Row = {"statement_id": stored.id, "speaker_ids": list(stored.speaker_ids)}
            yield citation | _statement(stored.statement, article.text) | known


def _citation(article: Article) -> Row:
    printed: Row = {name: getattr(article, name) for name in PRINTED}
    return {
        "article_id": article.id,
        "sha256": digest(article.text),
        "origin": article.origin,
        **printed,
        "published": article.published.moment if article.published else None,
    }


def _statement(statement: Statement, text: str) -> Row:
    speakers = statement.speakers
    return {
        "kind": statement.kind.value,
        "type": statement.type.value,
        "actual": statement.actual,
        "speakers": [each.full_name(text) for each in speakers],
        "speaker_roles": [_role(each, text) or "" for each in speakers],
        "speaker_kinds": [each.kind.value for each in speakers],
        "via": statement.via.full_name(text) if statement.via else None,
        "via_role": _role(statement.via, text) if statement.via else None,
        **_slice("source", statement.source, text),
        **_slice("cue", statement.cue, text),
        "contents": [span.of(text) for span in statement.content],
        "content_starts": [span.start for span in statement.content],
        "content_ends": [span.end for span in statement.content],
        **_slice("extent", statement.extent, text),
    }


def _role(speaker: Speaker, text: str) -> str | None:
    return speaker.role.of(text) if speaker.role else None


def _slice(name: str, span: Span | None, text: str) -> Row:
    if span is None:
        return {name: None, f"{name}_start": None, f"{name}_end": None}
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def json_lines(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[str]:
    """A line of ASCII JSON for each row, in the columns' order."""
    return (json.dumps({column.name: row[column.name] for column in columns}) for row in rows)


def write_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> None:
    """RFC 4180 with a header; lists are JSON, what is not known is empty, a lone surrogate is "?"."""
    writer = csv.writer(out)
    writer.writerow(column.name for column in columns)
    for row in rows:
        writer.writerow(_csv_cell(row[column.name]) for column in columns)


def _csv_cell(cell: Cell) -> str | int | None:
    match cell:
        case bool():
            return "true" if cell else "false"
        case list():
            return json.dumps(cell)
        case str():
            return _writable(cell)
        case _:
            return cell


def parquet_cells(row: Row) -> dict[str, object]:
    """The row as Parquet takes it: a lone surrogate is "?", so that offsets still fit."""
    return {name: _parquet_cell(cell) for name, cell in row.items()}


def _parquet_cell(cell: Cell) -> object:
    match cell:
        case str():
            return _writable(cell)
        case list():
            return [_writable(each) if isinstance(each, str) else each for each in cell]
        case _:
            return cell


def _writable(text: str) -> str:
    """The text in valid UTF-8, character for character."""
    return text.encode("utf-8", "replace").decode("utf-8")
