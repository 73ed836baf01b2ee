"""A store that an earlier version wrote is brought up to date when it is opened, whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from invented_news import report

from corpus import postgres_store
from corpus.errors import StoreUnavailable
from corpus.postgres import tables as postgres_tables
from corpus.sqlite import tables as sqlite_tables
from corpus.sqlite_store import open_store
from corpus.statement import SpeakerKind
from corpus.store import ArticleStore, Printed

# What the first format had in place of today's tables; its columns for outlet, agency and language came in later.
FIRST_FORMAT = (
    "DROP TABLE lookup",
    "CREATE TABLE name_word (word TEXT NOT NULL, appearance INTEGER NOT NULL, PRIMARY KEY (word, appearance))",
    "INSERT INTO name_word SELECT 'quill', id FROM appearance",
)
WITHOUT_COLUMNS = tuple(f"ALTER TABLE article DROP COLUMN {name}" for name in ("outlet", "agency", "language"))
SQLITE = ("DROP INDEX article_printed", "PRAGMA user_version = 1")
POSTGRES = ("UPDATE store_format SET version = 1",)

Engine = tuple[Callable[[], ArticleStore], Callable[[Iterable[str]], None]]


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Opens the same store each time; and takes it back to the first format."""
    if request.param == "sqlite":
        file = tmp_path / "corpus.sqlite3"
        return lambda: open_store(file), lambda earlier: _in_sqlite(file, (*SQLITE, *earlier))
    url = request.getfixturevalue("postgres_url")
    return lambda: postgres_store.open_store(url), lambda earlier: _in_postgres(url, (*POSTGRES, *earlier))


def fill(open_engine: Callable[[], ArticleStore]) -> None:
    with open_engine() as store:
        first = report("Ada Quill", "harbour master", 1)
        told = replace(first, article=replace(first.article, outlet="The Oar", agency="Tidewire", language="en"))
        store.add_all([told, report("World Harbour Organisation", "", 2, SpeakerKind.ORGANISATION)])


def found(store: ArticleStore) -> list[object]:
    return [
        store.bearers(["ada", "quill"]),
        store.in_roles([["har"], ["mas"]]),
        store.bodies("who"),
        [each.name for each in store.names_like("quill", 5)],
        store.article_ids(Printed(sources=("Tidewire",), languages=("en",))),
        sorted(store.sources()),
    ]


@pytest.mark.parametrize("earlier", [FIRST_FORMAT, (*FIRST_FORMAT, *WITHOUT_COLUMNS)], ids=["late", "early"])
def test_a_store_of_the_first_format_tells_what_todays_would(engine: Engine, earlier: tuple[str, ...]) -> None:
    open_engine, take_back = engine
    fill(open_engine)
    with open_engine() as store:
        expected, revision = found(store), store.revision()
    take_back(earlier)
    for _ in range(2):
        with open_engine() as store:
            assert all(expected)
            assert (found(store), store.revision()) == (expected, revision)
    with open_engine() as store:
        store.add_all([report("Tom Reed", "pilot", 3)])
        assert len(store.in_roles([["pil"]])) == 1


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine, take_back = engine
    fill(open_engine)
    with open_engine() as store:
        expected = found(store)
    take_back((*FIRST_FORMAT, *WITHOUT_COLUMNS))

    def full(_: object) -> None:
        raise OSError("No space left on device: disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_tables, "fill_lookup", full)
        patch.setattr(postgres_tables, "fill_lookup", full)
        with pytest.raises((StoreUnavailable, OSError), match="full"):
            open_engine()
    with open_engine() as store:
        assert found(store) == expected


def test_of_several_who_open_a_store_at_once_one_brings_it_up_to_date(engine: Engine) -> None:
    open_engine, take_back = engine
    fill(open_engine)
    take_back((*FIRST_FORMAT, *WITHOUT_COLUMNS))

    def look(_: int) -> list[object]:
        with open_engine() as store:
            return found(store)

    with ThreadPoolExecutor(6) as threads:
        answers = [*threads.map(look, range(6))]
    assert all(answers[0])
    assert all(answer == answers[0] for answer in answers)


def test_an_upgraded_file_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    for file in (old, new):
        fill(lambda file=file: open_store(file))
    _in_sqlite(old, (*SQLITE, *FIRST_FORMAT, *WITHOUT_COLUMNS))
    open_store(old).close()
    assert _tables(old) == _tables(new)


def _tables(file: Path) -> dict[str, object]:
    connection = sqlite3.connect(file)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE name <> 'article'").fetchall())
    columns = sorted(row[1:] for row in connection.execute("SELECT * FROM pragma_table_info('article')"))
    connection.close()
    return {**made, "article": columns}


def _in_sqlite(file: Path, statements: Iterable[str]) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _in_postgres(url: str, statements: Iterable[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
