"""Kills a process that changes the store, again and again: nothing acknowledged is lost, and the store is whole.

ONTHERECORD_TEST_KILLS is how often (20 where it isn't set).
"""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from invented_news import report
from ledger import Ledger

from corpus.sql.database import FORMAT
from corpus.sqlite_store import open_store

PROCESS = Path(__file__).with_name("restless_process.py")
KILLS = int(os.environ.get("ONTHERECORD_TEST_KILLS", "20"))
KILLS_EACH = 20  # on one store; it grows, and checking takes longer
MISCOUNTED = """
SELECT name, statements, actual FROM appearance LEFT JOIN (
    SELECT appearance, COUNT(DISTINCT statement) AS actual FROM on_record
    JOIN statement ON statement.id = statement JOIN article ON seq = article WHERE current GROUP BY appearance
) ON appearance = id WHERE statements <> COALESCE(actual, 0)
"""


def run_and_kill(file: Path, seed: int, ledger: Ledger) -> None:
    """By turns from within, at a moment of the database engine, and from outside, some time after a line."""
    rng = random.Random(seed)
    ticks, lines = (rng.randrange(200, 4000), 10**6) if seed % 2 else (10**9, rng.randrange(1, 120))
    command = [sys.executable, PROCESS, file, str(seed), str(ticks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for number, line in enumerate(process.stdout):
                ledger.note(line.strip())
                if number == lines:
                    process.kill()
        except BaseException:
            process.kill()  # or leaving the block would wait for a process that never ends by itself
            raise
    assert process.returncode == -9


def check(file: Path, seed: int, ledger: Ledger) -> None:
    with open_store(file) as store:
        current = set(store.article_ids())
        assert ledger.safe <= current
        assert not ledger.gone & current
        assert all(
            passage.span.of(store.article(passage.article_id).text) == text for passage, text in store.passage_texts(0)
        )
        new = report("Grace Hall", number=100 + seed)
        store.add_all([new])
        ledger.note(f"+{new.article.id}")
        assert store.statements_of([store.names_like("Grace Hall", 1)[0].id])
        assert store.namings("Grace Hall", 1)
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute(MISCOUNTED).fetchall() == []
    connection.close()


def kill_again_and_again(file: Path, seeds: Sequence[int]) -> None:
    ledger = Ledger()
    with open_store(file) as store:
        store.add_all([report("Tom Reed", number=number) for number in range(9)])
    for seed in seeds:
        run_and_kill(file, seed, ledger)
        check(file, seed, ledger)
    assert len(ledger.safe) > len(seeds)
    with open_store(file) as store:
        assert store.names_like("Ada Quill", 1)


def test_kills_lose_no_acknowledged_article_and_every_reopening_answers(tmp_path):
    for first in range(0, KILLS, KILLS_EACH):
        kill_again_and_again(tmp_path / f"{first}.sqlite3", range(first, min(first + KILLS_EACH, KILLS)))


def test_a_kill_while_the_store_is_made_leaves_one_that_can_be_made(tmp_path):
    file = tmp_path / "corpus.sqlite3"
    script = (
        "import os, sqlite3, sys; from pathlib import Path; from corpus import sqlite_store as c\n"
        "class Dying(sqlite3.Connection):\n"
        "    def execute(self, sql, *rest):\n"
        "        os.kill(os.getpid(), 9) if sys.argv[2] in sql else None\n"
        "        return super().execute(sql, *rest)\n"
        "connect = sqlite3.connect\n"
        "sqlite3.connect = lambda *a, **k: connect(*a, **k, factory=Dying)\n"
        "c.SqliteConnections(Path(sys.argv[1]))"
    )
    for moment in ("journal_mode", "CREATE TABLE on_record", f"user_version = {FORMAT}", "COMMIT"):
        killed = subprocess.run([sys.executable, "-c", script, file, moment], check=False)
        assert killed.returncode == -9, moment
    with open_store(file) as store:
        assert store.article_ids() == []
