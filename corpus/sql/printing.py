"""Where and when articles were printed, in SQL: told of many without reading one."""

from corpus.records import indexable
from corpus.sql.database import Database, Value, marks
from corpus.store import Printed

ARTICLES = "SELECT id FROM article WHERE {printed} ORDER BY seq"
PASSAGES = """
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
    return [name for (name,) in database.rows(ARTICLES.format(printed=condition), *values)]


def passage_ids(database: Database, printed: Printed) -> list[int]:
    """The ids of the passages of current articles printed so, ascending."""
    condition, values = _condition(printed)
    return [number for (number,) in database.rows(PASSAGES.format(printed=condition), *values)]


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
