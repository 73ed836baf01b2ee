"""How SQLite goes about the store's questions: from what is asked for, not through all articles."""

from pathlib import Path

import pytest
from invented_news import report

from corpus.sql import known_speakers, queries
from corpus.sqlite_store import open_store

QUERIES = {
    "statements of a speaker": (
        queries.STATEMENTS.format(chosen=queries.OF_SPEAKERS.format(ids="?")),
        "SEARCH statement",
    ),
    "statements in an article": (queries.STATEMENTS.format(chosen="article.id = ?"), "SEARCH article"),
    "passages by id": (queries.PASSAGES.format(chosen="passage.id IN (?)"), "SEARCH passage"),
    "the bearers of a name": (known_speakers.BEARERS.format(others=""), "SEARCH lookup"),
    "the bearers of some words": (known_speakers.BEARERS_OF_ANY.format(words="?"), "SEARCH lookup"),
    "bodies by their letters": (known_speakers.BODIES, "SEARCH lookup"),
}
ALL_SPEAKERS = ("SCAN speaker", "SCAN appearance", "SCAN lookup")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_question_of_the_store_begins_with_what_is_asked_for(tmp_path: Path, query: tuple[str, str]) -> None:
    sql, first_step = query
    with open_store(tmp_path / "corpus.sqlite3") as store:
        store.add_all([report("Ada Quill", number=number) for number in range(3)])
        with store._connections.reading() as database:
            plan = [row[3] for row in database.rows(f"EXPLAIN QUERY PLAN {sql}", 1)]
    assert plan[0].startswith(first_step)
    assert not any("article_printed" in step or step.startswith(ALL_SPEAKERS) for step in plan)


def test_words_and_roles_are_found_without_looking_at_every_speaker(tmp_path: Path) -> None:
    beginning = f"AND appearance.id IN ({known_speakers.BEGINNING})"
    with open_store(tmp_path / "corpus.sqlite3") as store, store._connections.reading() as database:
        for sql, values in (
            (known_speakers.IN_ROLES.format(chosen=beginning * 2), "abab"),
            (known_speakers.IS_WORD, "aa"),
            (known_speakers.WORDS, "ab11"),
        ):
            plan = [row[3] for row in database.rows(f"EXPLAIN QUERY PLAN {sql}", *values)]
            assert not any(step.startswith(ALL_SPEAKERS) for step in plan), plan
