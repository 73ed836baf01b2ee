"""How SQLite goes about the store's questions: from what is asked for, not through all articles."""

from pathlib import Path

import pytest
from invented_news import report

from corpus.sql import reading
from corpus.sqlite_store import open_store

QUERIES = {
    "statements of a speaker": (
        reading.STATEMENTS.format(chosen=reading.OF_SPEAKERS.format(ids="?")),
        "SEARCH statement",
    ),
    "statements in an article": (reading.STATEMENTS.format(chosen="article.id = ?"), "SEARCH article"),
    "passages by id": (reading.PASSAGES.format(chosen="passage.id IN (?)"), "SEARCH passage"),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_of_the_store_begins_with_what_is_asked_for(tmp_path: Path, query: tuple[str, str]) -> None:
    sql, first_step = query
    with open_store(tmp_path / "corpus.sqlite3") as store:
        store.add_all([report("Ada Quill", number=number) for number in range(3)])
        with store._connections.reading() as database:
            plan = [row[3] for row in database.rows(f"EXPLAIN QUERY PLAN {sql}", 1)]
    assert plan[0].startswith(first_step)
    assert not any("article_printed" in step for step in plan)
