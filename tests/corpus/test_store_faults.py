"""What is said where the file of a store can't be used."""

import os
import sqlite3
from pathlib import Path

import pytest
from invented_news import report

from corpus import sqlite_store
from corpus.errors import StoreUnavailable, WrongStoreFormat
from corpus.sqlite_store import open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with open_store(tmp_path / "corpus.sqlite3") as store:
        store.add_all([report("Ada Quill", number=number) for number in range(50)])
    return tmp_path / "corpus.sqlite3"


def test_a_store_of_a_later_version_is_left_alone(file):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(WrongStoreFormat, match=r"format 99 .* update ontherecord"):
        open_store(file)
    assert file.read_bytes() == before


def test_another_file_is_refused_and_not_touched(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("no database " * 100)
    with pytest.raises(StoreUnavailable, match="no SQLite database; choose another --data-dir"):
        open_store(notes)
    assert notes.read_text() == "no database " * 100


def test_another_programs_database_is_refused_and_not_touched(tmp_path):
    file = tmp_path / "other.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE article (name)")
    connection.close()
    with pytest.raises(StoreUnavailable):
        open_store(file)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]
    connection.close()


def test_a_damaged_file_is_an_outage_and_not_an_empty_answer(file):
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(StoreUnavailable, match="damaged; restore a backup"), open_store(file) as store:
        store.speakers()


def test_a_folder_in_the_way_is_named(tmp_path):
    with pytest.raises(StoreUnavailable, match=f"{tmp_path}.*can't be opened"):
        open_store(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnavailable, match="this user may write there"):
        open_store(tmp_path / "corpus.sqlite3")


def test_a_writer_who_waited_in_vain_says_so(file, monkeypatch):
    monkeypatch.setattr(sqlite_store, "PATIENCE", 0.01)
    with open_store(file) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="another process is writing"):
            store.add_all([report("Tom Reed")])
        other.close()
        assert len(store.article_ids()) == 50


def test_a_full_disk_leaves_the_store_as_it_was(file):
    with open_store(file) as store:
        connection = store._file._connection()
        connection.execute(f"PRAGMA max_page_count = {file.stat().st_size // 4096}")
        with pytest.raises(StoreUnavailable, match="disk is full; free some space"):
            store.add_all([report("Tom Reed", number=number) for number in range(500)])
        assert len(store.article_ids()) == 50
        assert store.names_like("Reed", 1) == []


def test_a_closed_store_is_unavailable(file):
    store = open_store(file)
    store.close()
    with pytest.raises(StoreUnavailable, match="it was closed"):
        store.size()


def test_a_backup_is_a_whole_store(file, tmp_path):
    with open_store(file) as store:
        store.backup(tmp_path / "backup.sqlite3")
        store.add_all([report("Tom Reed")])
    with open_store(tmp_path / "backup.sqlite3") as copy:
        assert len(copy.article_ids()) == 50


def test_a_store_in_a_folder_that_may_not_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "corpus.sqlite3"
    with open_store(file) as store:
        store.add_all([report("Ada Quill", "harbour master", 1)])
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(sqlite_store.os, "access", lambda *_: False)
    with open_store(file) as store:
        assert [speaker.name for speaker in store.speakers()] == ["Ada Quill"]
        with pytest.raises(StoreUnavailable, match="writable"):
            store.remove("any")
    assert sorted(tmp_path.iterdir()) == before
