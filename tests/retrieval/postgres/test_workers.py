"""Several processes rebuild one index, as they would on several hosts; one of them is killed over its work."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from shared_work import put, serving, texts
from shelf_store import HashEmbedder

from corpus.postgres_store import PostgresStore
from retrieval.index.postgres_generations import LEASE, newest
from retrieval.index.postgres_index import PgvectorIndex

SCRIPT = Path(__file__).with_name("worker.py")
PASSAGES, BATCH = 60, 8


def start(url: str) -> subprocess.Popen[str]:
    folders = (SCRIPT.parents[3], SCRIPT.parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = [sys.executable, str(SCRIPT), url]
    return subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def leases(store: PostgresStore) -> int:
    with store.connections.reading() as database:
        return int(database.rows("SELECT count(*) FROM index_queue")[0][0])


def test_of_three_workers_one_is_killed_and_every_passage_is_embedded_once(
    store: PostgresStore, postgres_url: str
) -> None:
    put(store, range(PASSAGES))
    killed, *others = workers = [start(postgres_url) for _ in range(3)]
    try:
        assert [worker.stdout.readline() for worker in workers] == ["leased\n"] * 3
        killed.kill()
        for worker in others:
            worker.stdin.write("go on\n")
            worker.stdin.flush()
        while leases(store) > BATCH:  # the others do all but what the dead one holds, and wait for that
            assert [worker.poll() for worker in others] == [None, None]
        with store.connections.deriving() as database:
            assert newest(database) is None
            database.rows("UPDATE index_queue SET leased_until = leased_until - ? * interval '1 second'", LEASE)
        said = [worker.communicate()[0].splitlines() for worker in others]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
    embedded = Counter(line.partition(" ")[2] for lines in said for line in lines if line.startswith("embedded"))
    assert embedded == Counter(texts(store))
    assert [lines[-1] for lines in said] == [f"published 00000001 {PASSAGES}"] * 2
    assert all(sum(line.startswith("embedded") for line in lines) >= BATCH for lines in said)
    index = PgvectorIndex(store.connections, serving(store))
    assert index.ids().tolist() == store.passage_ids()
    query = HashEmbedder().embed(texts(store)[:1])[0]
    assert index.search(query, 1, None)[0][0] == store.passage_ids()[0]
