"""Every changed value in a store is found; what follows is made anew, and what was published is named as lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from invented_news import article, report

from corpus.adding import repair
from corpus.errors import StoreUnavailable
from corpus.sqlite_store import SqliteStore, open_store
from corpus.store import DamagedPart, Entry

LONG = "The ferry to Oarness stays in port, its master said on Monday, because the engine failed twice on Sunday night."
PUBLISHED = {
    "article": "id url publisher digest moment published outlet agency language about current".split(),
    "article_text": ["text"],
    "page": ["bytes"],
    "seal": ["published"],
}
FOUND = {"passage": ["start", "stop"], "statement": ["spans"], "seal": ["findings"]}
DERIVED = {
    "appearance": "family name role kind statements newest reason".split(),
    "speaker": ["name", "kind", "statements"],
    "lookup": ["word"],
    "on_record": ["part"],
    "signature": ["hashes"],
    "band": ["hash"],
}
EACH = [
    (table, column, part)
    for part, tables in (
        (DamagedPart.ARTICLE, PUBLISHED),
        (DamagedPart.FINDINGS, FOUND),
        (DamagedPart.DERIVED, DERIVED),
    )
    for table, columns in tables.items()
    for column in columns
]


class Finds:
    """As much of a tagger as reading again takes: it finds nothing."""

    def tag(self, texts: list) -> list:
        from corpus.tagging.tags import Tags

        return [Tags([], []) for _ in texts]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "corpus.sqlite3"
    with open_store(file) as store:
        ferry = article(LONG, "https://oar.example/1", "The Oar", "2024-03-05T09:00:00+00:00")
        copy = replace(article(f"{LONG} ", "https://tide.example/1", "The Tide"), language="en", agency="Tidewire")
        store.add_all(
            [
                report("Ada Quill", "harbour master", 1),
                report("Tom Reed", "pilot", 2),
                Entry(ferry, [ferry.blocks[0].span], [], b"<p>page</p>"),
                Entry(copy, [copy.blocks[0].span], [], None),
            ]
        )
        assert store.examine() == []
    return file


def change(file: Path, table: str, column: str) -> None:
    """Change one value, as a fault of a disk would: whatever it was, it is another one."""
    other = f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'real' THEN {column} + 1 "
    other += f"WHEN 'blob' THEN zeroblob(length({column})) ELSE {column} || 'x' END"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        row = connection.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 1").fetchone()
        connection.execute(
            f"UPDATE OR REPLACE {table} SET {column} = {other} WHERE {column} = "
            f"(SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 1)"
        )
        connection.commit()
        assert row


def parts(store: SqliteStore) -> set[DamagedPart]:
    return {damage.part for damage in store.examine()}


@pytest.mark.parametrize(("table", "column", "part"), EACH)
def test_a_changed_value_is_found_and_only_what_was_published_is_lost(
    file: Path, table: str, column: str, part: DamagedPart
) -> None:
    change(file, table, column)
    with open_store(file) as store:
        assert part in parts(store)
        repair(store, Finds())  # type: ignore[arg-type]
        left = parts(store)
        assert left == ({DamagedPart.ARTICLE} if part is DamagedPart.ARTICLE else set())
        if left:
            lost = store.examine()
            assert all("is lost" in each.what for each in lost)
            rows = {each.row for each in lost}
            current = {store.entry(row).article.id for row in range(1, 5) if row not in rows}
            assert set(store.article_ids()) == current


def test_words_that_are_indexed_otherwise_are_found_and_indexed_anew(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO printed (rowid, text) VALUES (1, 'dredger')")
        connection.commit()
    with open_store(file) as store:
        assert parts(store) == {DamagedPart.DERIVED}
        repair(store, Finds())  # type: ignore[arg-type]
        assert store.examine() == []
        assert store.namings("Ada Quill", 5)


@pytest.mark.parametrize("seed", range(12))
def test_a_zeroed_page_of_the_file_is_told_without_a_traceback(file: Path, seed: int) -> None:
    raw = bytearray(file.read_bytes())
    page = 1 + seed * (len(raw) // 4096 - 2) // 11
    raw[page * 4096 : (page + 1) * 4096] = bytes(4096)
    before = file.read_bytes()
    file.write_bytes(raw)
    try:
        with open_store(file) as store:
            assert bytes(raw) == before or store.examine()
    except StoreUnavailable as error:
        assert "damaged" in error.fault
