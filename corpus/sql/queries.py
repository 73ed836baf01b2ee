"""What the store is asked, in SQL: articles, passages, statements and namings, of current articles only."""

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.article import Article, BlockKind, Span
from corpus.english.words import places, tokens
from corpus.errors import UnknownArticle
from corpus.records import article_from, decoded, indexable, statement_from
from corpus.sql.database import VIA, Database, Row, Value, marks, portions
from corpus.store import Entry, Naming, Passage, Printed, Size, StoredStatement

PASSAGES = """
SELECT passage.id, article.id, start, stop FROM passage JOIN article ON article.seq = passage.article
WHERE article.current = 1 AND {chosen}
"""
STATEMENTS = """
SELECT statement.id, article.id, statement.spans, on_record.part, appearance.speaker
FROM statement JOIN article ON article.seq = statement.article
LEFT JOIN on_record ON on_record.statement = statement.id
LEFT JOIN appearance ON appearance.id = on_record.appearance
WHERE article.current = 1 AND {chosen}
ORDER BY article.published DESC NULLS LAST, article.seq DESC, statement.id
"""
OF_SPEAKERS = """
statement.id IN (
    SELECT named.statement FROM on_record AS named JOIN appearance AS naming ON naming.id = named.appearance
    WHERE naming.speaker IN (SELECT COALESCE(merged, id) FROM speaker WHERE id IN ({ids})))
"""
NEWEST = """
statement.id IN (
    SELECT statement.id FROM statement JOIN article ON article.seq = statement.article
    WHERE article.current = 1 AND {chosen}
    ORDER BY article.published DESC NULLS LAST, article.seq DESC, statement.id LIMIT ?)
"""
COPIES = """
SELECT other.id FROM article JOIN copy ON copy.article = article.seq JOIN article AS other ON other.seq = copy.other
WHERE article.id = ? AND article.current = 1 AND other.current = 1 ORDER BY other.seq
"""
SIZE = """
SELECT
    (SELECT COUNT(*) FROM article WHERE current = 1),
    (SELECT COUNT(*) FROM article WHERE current = 0),
    (SELECT COUNT(*) FROM passage JOIN article ON article.seq = passage.article WHERE current = 1),
    (SELECT COUNT(*) FROM statement JOIN article ON article.seq = statement.article WHERE current = 1),
    (SELECT COUNT(*) FROM speaker WHERE statements > 0)
"""


def has_url(database: Database, url: str) -> bool:
    """Whether an article of this URL is stored."""
    return bool(database.rows("SELECT 1 FROM article WHERE url = ? LIMIT 1", indexable(url)))


def articles_at(database: Database, url: str) -> list[str]:
    """The ids of the current articles of this URL."""
    return [row[0] for row in database.rows("SELECT id FROM article WHERE url = ? AND current = 1", indexable(url))]


def article(database: Database, article_id: str) -> Article:
    """The current article with this id; UnknownArticle where there is none."""
    for text, about in database.rows(
        "SELECT text, about FROM article JOIN article_text ON article_text.article = seq WHERE id = ? AND current = 1",
        article_id,
    ):
        return article_from(article_id, decoded(text), json.loads(about))
    raise UnknownArticle(article_id)


def entry(database: Database, seq: int) -> list[Entry]:
    """The article with its page; none where it was taken down."""
    rows = database.rows(
        "SELECT id, text, about, bytes FROM article JOIN article_text ON article_text.article = seq "
        "LEFT JOIN page ON page.article = seq WHERE seq = ?",
        seq,
    )
    return [
        Entry(article_from(name, decoded(text), json.loads(about)), (), (), page and zlib.decompress(page))
        for name, text, about, page in rows
    ]


def page(database: Database, article_id: str) -> bytes | None:
    """The bytes that a current article was fetched as."""
    rows = database.rows(
        "SELECT bytes FROM page JOIN article ON article.seq = page.article WHERE id = ? AND current = 1", article_id
    )
    return zlib.decompress(rows[0][0]) if rows else None


def copies(database: Database, article_id: str) -> list[str]:
    """The ids of other current articles with nearly the same text."""
    return [name for (name,) in database.rows(COPIES, article_id)]


def passages(database: Database, ids: Sequence[int]) -> list[Passage]:
    """The current passages with these ids, in the order given."""
    found: dict[int, Passage] = {}
    for portion in portions(ids):
        chosen = f"passage.id IN ({marks(portion)})"
        found |= {row[0]: _passage(row) for row in database.rows(PASSAGES.format(chosen=chosen), *portion)}
    return [found[number] for number in ids if number in found]


def passages_of(database: Database, article_id: str) -> list[Passage]:
    """The passages of an article, in its order."""
    return [_passage(row) for row in database.rows(PASSAGES.format(chosen="article.id = ? ORDER BY start"), article_id)]


def passages_after(database: Database, after: int, limit: int) -> list[tuple[Passage, str]]:
    """The next passages by id, with their texts."""
    chosen = "passage.id > ? ORDER BY passage.id LIMIT ?"
    found = [_passage(row) for row in database.rows(PASSAGES.format(chosen=chosen), after, limit)]
    texts = {name: article(database, name).text for name in {passage.article_id for passage in found}}
    return [(passage, passage.span.of(texts[passage.article_id])) for passage in found]


def statements_of(database: Database, speakers: Sequence[int], limit: int | None) -> list[StoredStatement]:
    """Statements made or passed on by these speakers, newest article first, then in its order."""
    chosen = OF_SPEAKERS.format(ids=marks(speakers))
    if limit is None:
        return _statements(database, chosen, *speakers)
    return _statements(database, NEWEST.format(chosen=chosen), *speakers, limit)


def statements_in(database: Database, article_id: str) -> list[StoredStatement]:
    """The statements of an article, in its order."""
    return _statements(database, "article.id = ?", article_id)


def namings(database: Database, name: str, limit: int) -> list[Naming]:
    """Where current articles print this name, newest article first, at most `limit` places."""
    words = tokens(name)
    found: list[Naming] = []
    for seq in database.articles_printing(words, limit) if words else ():
        found += _namings_in(database, seq, name)
        if len(found) >= limit:
            break
    return found[:limit]


def size(database: Database) -> Size:
    """How much is stored."""
    return Size(*database.rows(SIZE)[0])


def _namings_in(database: Database, seq: int, name: str) -> Iterator[Naming]:
    for stored in (each.article for each in entry(database, seq)):
        found = list(places(name, stored.text))
        for block in stored.blocks:
            while found and found[0].end <= block.span.end:
                kind = block.kind if found[0].start >= block.span.start else BlockKind.BODY
                yield Naming(stored.id, kind, found.pop(0))


def _passage(row: Row) -> Passage:
    number, article_id, start, stop = row
    return Passage(number, article_id, Span(start, stop))


def _statements(database: Database, chosen: str, *values: Value) -> list[StoredStatement]:
    rows = database.rows(STATEMENTS.format(chosen=chosen), *values)
    return [_statement(list(parts)) for _, parts in groupby(rows, key=lambda row: row[0])]


def _statement(rows: Sequence[Row]) -> StoredStatement:
    number, article_id, spans, *_ = rows[0]
    parts = {part: speaker for *_, part, speaker in rows if part is not None}
    speakers = tuple(parts[part] for part in sorted(parts) if part != VIA)
    return StoredStatement(number, article_id, statement_from(spans), speakers, parts.get(VIA))


ARTICLE_IDS = "SELECT id FROM article WHERE {printed} ORDER BY seq"
PASSAGE_IDS = """
SELECT passage.id FROM passage JOIN article ON article.seq = passage.article WHERE {printed} ORDER BY passage.id
"""
SOURCES = """
SELECT outlet FROM article WHERE current = 1 AND outlet IS NOT NULL
UNION SELECT agency FROM article WHERE current = 1 AND agency IS NOT NULL
"""
LANGUAGES = "SELECT DISTINCT COALESCE(language, '') FROM article WHERE current = 1"


def article_ids(database: Database, printed: Printed) -> list[str]:
    """The ids of the current articles printed so, in the order in which they were added."""
    condition, values = _condition(printed)
    return [name for (name,) in database.rows(ARTICLE_IDS.format(printed=condition), *values)]


def passage_ids(database: Database, printed: Printed) -> list[int]:
    """The ids of the passages of current articles printed so, ascending."""
    condition, values = _condition(printed)
    return [number for (number,) in database.rows(PASSAGE_IDS.format(printed=condition), *values)]


def sources(database: Database) -> list[str]:
    """The outlets and agencies of current articles."""
    return [name for (name,) in database.rows(SOURCES)]


def languages(database: Database) -> list[str]:
    """The languages of current articles."""
    return [name for (name,) in database.rows(LANGUAGES)]


def _condition(printed: Printed) -> tuple[str, list[Value]]:
    conditions, values = ["article.current = 1"], list[Value]()
    if printed.sources:
        names = [indexable(source) for source in printed.sources]
        conditions.append(f"(outlet IN ({marks(names)}) OR agency IN ({marks(names)}))")
        values += [*names, *names]
    if printed.languages:
        conditions.append(f"COALESCE(language, '') IN ({marks(printed.languages)})")
        values += map(indexable, printed.languages)
    if printed.since or printed.until:
        conditions.append("moment <> ''")
    for limit, day in ((">=", printed.since), ("<=", printed.until)):
        if day:
            conditions.append(f"SUBSTR(moment, 1, 10) {limit} ?")
            values.append(day)
    return " AND ".join(conditions), values
