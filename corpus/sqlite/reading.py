"""What the SQLite store is asked: articles, passages, statements and namings, of current articles only."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from corpus.article import Article, BlockKind, Span
from corpus.errors import UnknownArticle
from corpus.folding import folded_words, places
from corpus.records import article_from, statement_from
from corpus.sqlite.on_record import VIA
from corpus.sqlite.writing import decoded
from corpus.store import Naming, Passage, Size, StoredStatement

PASSAGES = """
SELECT passage.id, article.id, start, stop FROM passage JOIN article ON seq = article WHERE current
"""
STATEMENTS = """
SELECT statement.id, article.id, spans, json_group_array(json_array(part, speaker))
FROM statement JOIN article ON seq = statement.article
LEFT JOIN on_record ON statement = statement.id LEFT JOIN appearance ON appearance.id = appearance
WHERE current AND {chosen}
GROUP BY statement.id
ORDER BY article.published DESC NULLS LAST, seq DESC, statement.id
"""
OF_SPEAKERS = """
statement.id IN (
    SELECT statement FROM on_record JOIN appearance ON appearance.id = appearance
    WHERE speaker IN (SELECT COALESCE(merged, id) FROM speaker WHERE id IN (SELECT value FROM json_each(?))))
"""
SIZE = """
SELECT
    (SELECT COUNT(*) FROM article WHERE current),
    (SELECT COUNT(*) FROM article WHERE NOT current),
    (SELECT COUNT(*) FROM passage JOIN article ON seq = article WHERE current),
    (SELECT COUNT(*) FROM statement JOIN article ON seq = article WHERE current),
    (SELECT COUNT(*) FROM speaker WHERE statements)
"""
PRINTED = """
SELECT seq FROM printed JOIN article ON seq = printed.rowid
WHERE printed MATCH ? AND current ORDER BY printed.rowid DESC LIMIT ?
"""


def article(connection: sqlite3.Connection, article_id: str) -> Article:
    """The current article with this id; UnknownArticle where there is none."""
    row = connection.execute(
        "SELECT text, about FROM article JOIN article_text ON article = seq WHERE id = ? AND current", (article_id,)
    ).fetchone()
    if row is None:
        raise UnknownArticle(article_id)
    return article_from(article_id, decoded(row[0]), json.loads(row[1]))


def passages(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Passage]:
    """The current passages with these ids, in the order given."""
    rows = connection.execute(
        f"{PASSAGES} AND passage.id IN (SELECT value FROM json_each(?))",  # noqa: S608 -- joins constants
        (json.dumps(ids),),
    )
    found = {row[0]: _passage(row) for row in rows}
    return [found[number] for number in ids if number in found]


def passages_of(connection: sqlite3.Connection, article_id: str) -> list[Passage]:
    """The passages of an article, in its order."""
    rows = connection.execute(f"{PASSAGES} AND article.id = ? ORDER BY start", (article_id,))
    return [_passage(row) for row in rows]


def passages_after(connection: sqlite3.Connection, after: int, limit: int) -> list[tuple[Passage, str]]:
    """The next passages by id, with their texts."""
    rows = connection.execute(f"{PASSAGES} AND passage.id > ? ORDER BY passage.id LIMIT ?", (after, limit))
    found = [_passage(row) for row in rows]
    texts = {name: article(connection, name).text for name in {passage.article_id for passage in found}}
    return [(passage, passage.span.of(texts[passage.article_id])) for passage in found]


def statements_of(connection: sqlite3.Connection, speakers: Iterable[int]) -> list[StoredStatement]:
    """Statements made or passed on by these speakers, newest article first, then in its order."""
    return _statements(connection, OF_SPEAKERS, json.dumps([*speakers]))


def statements_in(connection: sqlite3.Connection, article_id: str) -> list[StoredStatement]:
    """The statements of an article, in its order."""
    return _statements(connection, "article.id = ?", article_id)


def namings(connection: sqlite3.Connection, name: str, limit: int) -> list[Naming]:
    """Where current articles print this name, newest article first, at most `limit` places."""
    words = folded_words(name)
    if not words:
        return []
    articles = connection.execute(PRINTED, ('"' + " ".join(words) + '"', limit)).fetchall()
    found: list[Naming] = []
    for (seq,) in articles:
        found += _namings_in(connection, seq, name)
        if len(found) >= limit:
            break
    return found[:limit]


def size(connection: sqlite3.Connection) -> Size:
    """How much is stored."""
    return Size(*connection.execute(SIZE).fetchone())


def _namings_in(connection: sqlite3.Connection, seq: int, name: str) -> Iterator[Naming]:
    (article_id,) = connection.execute("SELECT id FROM article WHERE seq = ?", (seq,)).fetchone()
    stored = article(connection, article_id)
    found = list(places(name, stored.text))
    for block in stored.blocks:
        while found and found[0].end <= block.span.end:
            yield Naming(article_id, block.kind if found[0].start >= block.span.start else BlockKind.BODY, found.pop(0))


def _passage(row: tuple[int, str, int, int]) -> Passage:
    number, article_id, start, stop = row
    return Passage(number, article_id, Span(start, stop))


def _statements(connection: sqlite3.Connection, chosen: str, value: str) -> list[StoredStatement]:
    rows = connection.execute(STATEMENTS.format(chosen=chosen), (value,))
    return [_statement(*row) for row in rows]


def _statement(number: int, article_id: str, spans: str, on_record: str) -> StoredStatement:
    parts = {part: speaker for part, speaker in json.loads(on_record) if part is not None}
    speakers = tuple(parts[part] for part in sorted(parts) if part != VIA)
    return StoredStatement(number, article_id, statement_from(spans), speakers, parts.get(VIA))
