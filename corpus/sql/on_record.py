"""Statements in SQL: keeps the names on record, and how often and when they were, in step with the articles."""

from collections.abc import Iterable, Sequence

from corpus.article import Article, Span
from corpus.identity import Reported
from corpus.records import seconds, statement_json
from corpus.sql.database import Database, Value
from corpus.sql.who_is_who import appearance, settle
from corpus.statement import Speaker, Statement

VIA = -1  # the part of who passed a statement on; its speakers are parts 0, 1, ...
LONGEST_NAME = 300
NEWEST = """
UPDATE appearance SET (newest, newest_at) = (
    SELECT article.moment, article.published FROM on_record
    JOIN statement ON statement.id = on_record.statement JOIN article ON article.seq = statement.article
    WHERE on_record.appearance = ? AND article.current = 1
    ORDER BY article.published DESC NULLS LAST, article.seq DESC LIMIT 1)
WHERE id = ? AND statements > 0
"""
LATER = """
UPDATE appearance SET newest = ?, newest_at = ?
WHERE id = ? AND (newest_at IS NULL AND newest = '' OR newest_at < ?)
"""
COUNTED = """
SELECT on_record.appearance, COUNT(DISTINCT on_record.statement) FROM on_record
JOIN statement ON statement.id = on_record.statement WHERE statement.article = ? GROUP BY on_record.appearance
"""
UNNAMED = """
DELETE FROM appearance WHERE id = ? AND NOT EXISTS (SELECT 1 FROM on_record WHERE on_record.appearance = appearance.id)
RETURNING family
"""


def put_on_record(database: Database, seq: int, article: Article, statements: Sequence[Statement]) -> None:
    """Store an article's statements, and settle who their speakers are."""
    known: dict[Reported, int] = {}
    unsettled: set[str] = set()
    on_record: list[tuple[Value, ...]] = []
    for statement in statements:
        ((row,),) = database.rows(
            "INSERT INTO statement (article, spans) VALUES (?, ?) RETURNING id", seq, statement_json(statement)
        )
        for part, speaker in _parts(statement):
            reported = _reported(article, speaker)
            if reported not in known:
                known[reported] = appearance(database, reported, unsettled)
            on_record.append((row, part, known[reported]))
    database.each("INSERT INTO on_record VALUES (?, ?, ?)", on_record)
    count(database, seq, +1)
    at = seconds(article.published)
    when = article.published.moment if article.published else ""
    database.each(LATER, [(when, at, named, at) for named in known.values()])
    settle(database, unsettled)


def count(database: Database, seq: int, change: int) -> None:
    """Add (1) or take away (-1) an article's statements in the counts of its speakers."""
    counted = [(change * statements, named) for named, statements in database.rows(COUNTED, seq)]
    database.each("UPDATE appearance SET statements = statements + ? WHERE id = ?", counted)
    database.each(
        "UPDATE speaker SET statements = statements + ? WHERE id = (SELECT speaker FROM appearance WHERE id = ?)",
        counted,
    )


def appearances_of(database: Database, seq: int) -> list[int]:
    """The appearances that an article's statements name."""
    return [named for named, _ in database.rows(COUNTED, seq)]


def review(database: Database, appearances: Iterable[int]) -> None:
    """After statements went: date the appearances anew, drop those that nothing names any more."""
    unsettled: set[str] = set()
    for named in appearances:
        database.rows(NEWEST, named, named)
        unsettled.update(family for (family,) in database.rows(UNNAMED, named))
    settle(database, unsettled)


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
