"""Export: everything that a corpus is rebuilt from, as JSON Lines that `add` reads again."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.article import Article, BlockKind, article_id
from corpus.records import PRINTED, about, article_from
from corpus.store import ArticleStore, Entry

FORMAT = "ontherecord"  # the key that tells an exported line from other JSON Lines; its value is the format's version
VERSION = 1
TEXTS = ("id", "text", "origin", "published", "printed", "zone_from", *PRINTED)


def export_lines(store: ArticleStore) -> Iterator[str]:
    """One line of ASCII JSON for each article, with its page and all blocks, corrected texts first.

    Adding the lines in this order gives the same articles with the same ids. Statements and passages are found anew.
    """
    return map(_line, store.everything())


def read_export(record: Mapping[str, Any]) -> tuple[Article, bytes | None]:
    """The article and page of an exported line; ValueError, with the reason, where it is not one."""
    if record.get(FORMAT) != VERSION:
        raise ValueError(f"it was exported in format {record.get(FORMAT)!r}, known is {VERSION}; update ontherecord")
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
    if wrong := [key for key in TEXTS if not isinstance(record.get(key, ""), str)]:
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
        {FORMAT: VERSION, "id": entry.article.id, "text": entry.article.text, **about(entry.article), **page}
    )
