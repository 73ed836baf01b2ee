"""Articles and statements as JSON, for stores and for export: nothing is lost on the way there and back.

JSON is written in ASCII, so that even text with lone surrogates and NULs survives in any file and any database.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind, StatementType
from corpus.store import ArticleStore, Entry

Fields = dict[str, Any]
PRINTED = ("outlet", "agency", "headline", "byline", "place", "url", "language")


def about(article: Article) -> Fields:
    """Everything of an article but its id and text, as plain JSON values."""
    fields: Fields = {"origin": article.origin}
    fields |= {key: value for key in PRINTED if (value := getattr(article, key)) is not None}
    if article.published is not None:
        fields["published"] = article.published.moment
        fields["printed"] = article.published.printed
        fields["zone_from"] = article.published.zone_from
    fields["blocks"] = [[block.kind.value, block.span.start, block.span.end] for block in article.blocks]
    return fields


def article_from(article_id: str, text: str, fields: Fields) -> Article:
    """The article that `about` described. KeyError and ValueError where the fields are not those."""
    published = None
    if "published" in fields:
        published = Published(fields["published"], fields["printed"], fields["zone_from"])
    blocks = tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in fields["blocks"])
    printed = {key: fields.get(key) for key in PRINTED}
    return Article(article_id, fields["origin"], text, blocks, published=published, **printed)


def statement_json(statement: Statement) -> str:
    """A statement as compact JSON."""
    fields = [
        statement.kind.value,
        _pair(statement.source),
        _pair(statement.cue),
        [_pair(span) for span in statement.content],
        _pair(statement.extent),
        [_speaker(speaker) for speaker in statement.speakers],
        None if statement.via is None else _speaker(statement.via),
        statement.type.value,
        statement.actual,
    ]
    return json.dumps(fields, separators=(",", ":"))


def statement_from(text: str) -> Statement:
    """The statement that `statement_json` wrote."""
    kind, source, cue, content, extent, speakers, via, type_, actual = json.loads(text)
    return Statement(
        _span(source),
        _span(cue),
        tuple(Span(*pair) for pair in content),
        StatementKind(kind),
        tuple(_speaker_from(fields) for fields in speakers),
        None if via is None else _speaker_from(via),
        Span(*extent),
        StatementType(type_),
        actual,
    )


def seconds(published: Published | None) -> float | None:
    """When it was published, in seconds since 1970; what has no zone counts as UTC. None where no one can tell."""
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published.moment)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def encoded(text: str) -> bytes:
    """Any text as bytes; `decoded` gives it back exactly."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """The text that was encoded."""
    return data.decode("utf-8", "surrogatepass")


def indexable(text: str) -> str:
    """A text in characters that a database can compare and index: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _speaker(speaker: Speaker) -> list[Any]:
    shared = [_pair(speaker.surname)] if speaker.surname else []
    return [_pair(speaker.name), _pair(speaker.role), speaker.kind.value, *shared]


def _speaker_from(fields: list[Any]) -> Speaker:
    name, role, kind, *shared = fields
    return Speaker(Span(*name), _span(role), SpeakerKind(kind), *map(_span, shared))


EXPORT = "ontherecord"  # the key that tells an exported line from other JSON Lines; its value is the format's version
VERSION = 1
EXPORTED_TEXTS = ("id", "text", "origin", "published", "printed", "zone_from", *PRINTED)


def export_lines(store: ArticleStore) -> Iterator[str]:
    """One line of ASCII JSON for each article, with its page and all blocks, corrected texts first.

    Adding the lines in this order gives the same articles with the same ids. Statements and passages are found anew.
    """
    return map(_line, store.everything())


def read_export(record: Mapping[str, Any]) -> tuple[Article, bytes | None]:
    """The article and page of an exported line; ValueError, with the reason, where it is not one."""
    if record.get(EXPORT) != VERSION:
        raise ValueError(f"it was exported in format {record.get(EXPORT)!r}, known is {VERSION}; update ontherecord")
    try:
        _check_texts(record)
        text = record["text"]
        article = article_from(record.get("id") or article_id(record["origin"], text), text, dict(record))
        page = b64decode(record["page"], validate=True) if "page" in record else None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"the exported line is damaged ({error!r}); export it again") from error
    _check_blocks(article)
    return article, page


def _check_texts(record: Mapping[str, Any]) -> None:
    if wrong := [key for key in EXPORTED_TEXTS if not isinstance(record.get(key, ""), str)]:
        raise TypeError(f"{wrong[0]} is no string")


def _check_blocks(article: Article) -> None:
    end = 0
    for block in article.blocks:
        if block.span.start < end or block.span.end > len(article.text):
            raise ValueError(f"its block [{block.span.start}, {block.span.end}) does not fit its text; export it again")
        end = block.span.end
    if not article.spans(BlockKind.BODY):
        raise ValueError("it has no body; export it again")


def _line(entry: Entry) -> str:
    page = {} if entry.page is None else {"page": b64encode(entry.page).decode("ascii")}
    return json.dumps(
        {EXPORT: VERSION, "id": entry.article.id, "text": entry.article.text, **about(entry.article), **page}
    )
