"""Kills the whole way, again and again: adding, removing, rebuilding, publishing. What was acknowledged is safe, every
reopening answers, and the index is never torn.

ONTHERECORD_TEST_KILLS is how often (6 where it isn't set: two other tests kill store and index alone, 20 times each).
"""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from corpus.sqlite_store import SqliteStore, open_store
from retrieval.answer import Outcome
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.doctor import examine
from retrieval.index.engine import Remedy, Scope
from retrieval.index.open_index import open_index
from retrieval.index.rebuild import rebuild

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS / "corpus"))
from ledger import Ledger  # noqa: E402

PROCESS = TESTS / "restless_archive.py"
KILLS = int(os.environ.get("ONTHERECORD_TEST_KILLS", "6"))
KILLS_EACH = 20  # in one place; it grows, and checking takes longer
NEVER = 10**9


def run_and_kill(data: Path, seed: int, ledger: Ledger) -> str:
    """By turns within the store's engine, within a rebuild, and from outside; the last generation that was told of."""
    rng = random.Random(seed)
    ticks, events, lines = (
        (rng.randrange(200, 9000), NEVER, NEVER),
        (NEVER, rng.randrange(1, 250), NEVER),
        (NEVER, NEVER, rng.randrange(1, 90)),
    )[seed % 3]
    command = [sys.executable, str(PROCESS), *map(str, (data, seed, ticks, events))]
    path = os.pathsep.join(str(each) for each in (TESTS.parent, TESTS / "corpus"))
    published = ""
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            for number, line in enumerate(process.stdout):
                published = line.strip("=\n") if line.startswith("=") else published
                if not line.startswith("="):
                    ledger.note(line.strip())
                if number == lines:
                    process.kill()
        except BaseException:
            process.kill()  # or leaving the block would wait for a process that never ends by itself
            raise
    assert process.returncode == -9
    return published


def check(data: Path, store: SqliteStore, ledger: Ledger, published: str) -> None:
    current = set(store.article_ids())
    assert ledger.safe <= current
    assert not ledger.gone & current
    checkup = examine(store, data, BUNDLED)
    assert [fault for fault in checkup.faults if fault.remedy is not Remedy.REBUILD] == []
    assert (checkup.generation or "") >= published
    if checkup.generation:
        newsroom = Newsroom(store, lambda: open_index(data, store, BUNDLED), lambda: date(2026, 1, 1))
        for question in ("who said pier is shut?", "which pier is shut?"):
            answer, _ = newsroom.ask(question)
            assert answer.outcome is Outcome.ANSWERED
            for finding in answer.findings:
                article = store.article(finding.citation.article_id)
                assert finding.span.of(article.text) == finding.text


@pytest.mark.timeout(120 + 60 * KILLS)
def test_kills_lose_no_acknowledged_article_and_never_tear_the_index(tmp_path: Path) -> None:
    for first in range(0, KILLS, KILLS_EACH):
        data, ledger = tmp_path / str(first), Ledger()
        load_embedder(BUNDLED, data)  # converts the model
        for seed in range(first, min(first + KILLS_EACH, KILLS)):
            published = run_and_kill(data, seed, ledger)
            with open_store(data / "corpus.sqlite3") as store:
                check(data, store, ledger, published)
        with open_store(data / "corpus.sqlite3") as store:
            rebuild(store, data, load_embedder(BUNDLED, data), Scope.MISSING, lambda _: None, cancelled=lambda: False)
            assert examine(store, data, BUNDLED).faults == ()
            assert ledger.safe
