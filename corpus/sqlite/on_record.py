"""Statements in SQLite: keeps the names on record, and how often and when they were, in step with the articles."""

import sqlite3
from collections.abc import Iterable, Sequence

from corpus.article import Article, Span
from corpus.people import Reported
from corpus.records import seconds, statement_json
from corpus.sqlite.who_is_who import appearance, settle
from corpus.statement import Speaker, Statement

VIA = -1  # the part of who passed a statement on; its speakers are parts 0, 1, ...
LONGEST_NAME = 300
NEWEST = """
UPDATE appearance SET (newest, newest_at) = (
    SELECT COALESCE(json_extract(article.about, '$.published'), ''), article.published FROM on_record
    JOIN statement ON statement.id = on_record.statement JOIN article ON article.seq = statement.article
    WHERE on_record.appearance = ?1 AND article.current
    ORDER BY article.published DESC NULLS LAST, article.seq DESC LIMIT 1)
WHERE id = ?1 AND statements
"""
LATER = """
UPDATE appearance SET newest = ?2, newest_at = ?3
WHERE id = ?1 AND (newest_at IS NULL AND newest = '' OR newest_at < ?3)
"""


def put_on_record(connection: sqlite3.Connection, seq: int, article: Article, statements: Sequence[Statement]) -> None:
    """Store an article's statements, and settle who their speakers are."""
    known: dict[Reported, int] = {}
    unsettled: set[str] = set()
    for statement in statements:
        row = connection.execute(
            "INSERT INTO statement (article, spans) VALUES (?, ?)", (seq, statement_json(statement))
        ).lastrowid
        for part, speaker in _parts(statement):
            reported = _reported(article, speaker)
            if reported not in known:
                known[reported] = appearance(connection, reported, unsettled)
            connection.execute("INSERT INTO on_record VALUES (?, ?, ?)", (row, part, known[reported]))
    count(connection, seq, +1)
    when = article.published.moment if article.published else ""
    for named in known.values():
        connection.execute(LATER, (named, when, seconds(article.published)))
    settle(connection, unsettled)


def count(connection: sqlite3.Connection, seq: int, change: int) -> None:
    """Add (1) or take away (-1) an article's statements in the counts of its speakers."""
    rows = connection.execute(
        "SELECT appearance, COUNT(DISTINCT statement) FROM on_record "
        "JOIN statement ON statement.id = statement WHERE article = ? GROUP BY appearance",
        (seq,),
    ).fetchall()
    for named, statements in rows:
        connection.execute(
            "UPDATE appearance SET statements = statements + ? WHERE id = ?", (change * statements, named)
        )
        connection.execute(
            "UPDATE speaker SET statements = statements + ? WHERE id = (SELECT speaker FROM appearance WHERE id = ?)",
            (change * statements, named),
        )


def appearances_of(connection: sqlite3.Connection, seq: int) -> list[int]:
    """The appearances that an article's statements name."""
    rows = connection.execute(
        "SELECT DISTINCT appearance FROM on_record JOIN statement ON statement.id = statement WHERE article = ?", (seq,)
    )
    return [named for (named,) in rows]


def review(connection: sqlite3.Connection, appearances: Iterable[int]) -> None:
    """After statements went: date the appearances anew, drop those that nothing names any more."""
    unsettled: set[str] = set()
    for named in appearances:
        connection.execute(NEWEST, (named,))
        unsettled.update(
            name
            for (name,) in connection.execute(
                "DELETE FROM appearance WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM on_record WHERE appearance = ?1) "
                "RETURNING family",
                (named,),
            ).fetchall()
        )
    settle(connection, unsettled)


def _parts(statement: Statement) -> list[tuple[int, Speaker]]:
    parts = list(enumerate(statement.speakers))
    return parts if statement.via is None else [*parts, (VIA, statement.via)]


def _reported(article: Article, speaker: Speaker) -> Reported:
    role = _printed(article, speaker.role) if speaker.role else ""
    return Reported(_printed(article, speaker.name), role, speaker.kind)


def _printed(article: Article, span: Span) -> str:
    """A name or role in one line, in characters that a database can compare."""
    text = span.of(article.text)[:LONGEST_NAME].encode("utf-8", "replace").decode()
    return " ".join(text.replace("\0", " ").split())
