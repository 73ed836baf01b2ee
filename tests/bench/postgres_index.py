"""What finding passages in PostgreSQL takes: CPU of this process and of its session in a server on this machine.

Usage: python tests/bench/postgres_index.py URL PASSAGES    (an empty database or schema, with pgvector)
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "contracts")]
# ruff: noqa: E402

from invented_vectors import DIMENSION, passages, questions
from published import open_database, publish_again, put_these
from searching import WORDS, texts

from corpus.postgres_store import PostgresStore
from retrieval.embedder import Ids, Vectors
from retrieval.index import postgres_index as pgvector_index
from retrieval.index.passage_words import Worded
from retrieval.index.postgres_generations import DatabaseGeneration
from retrieval.index.postgres_index import PgvectorIndex, PostgresWords

QUESTIONS, K = 60, 10
SHARES = (0.001, 0.01, 0.05, 0.2, 0.5)
PIECE = 10_000
SIZES = "SELECT pg_table_size('{0}'), pg_indexes_size('{0}') FROM (VALUES (1)) AS one"


def main(url: str, count: int) -> None:
    with open_database(url) as store:
        ids = np.arange(1, count + 1)
        start = time.monotonic()
        for piece in range(0, count, PIECE):
            put_these(store, DIMENSION, list(rows(ids[piece : piece + PIECE])))
        added = time.monotonic()
        generation = publish_again(store, DIMENSION)
        print(f"{count:,} passages: added in {added - start:.0f} s, published in {time.monotonic() - added:.0f} s")
        report_sizes(store, generation)
        vectors = np.concatenate([passages(ids[piece : piece + PIECE]) for piece in range(0, count, PIECE)])
        with store.connections.deriving() as database:  # other processes' time would not be seen
            database.rows("SELECT set_config('max_parallel_workers_per_gather', '0', false)")
        spent = Spent(store)
        report_vectors(store, spent, generation, ids, vectors)
        report_words(PostgresWords(store.connections, generation), spent)


def rows(ids: Ids) -> Iterator[tuple[Vectors, Worded]]:
    said = texts(len(ids), WORDS, int(ids[0]))
    worded = (Worded(passage, text, "") for passage, text in zip(ids.tolist(), said, strict=True))
    return zip(passages(ids), worded, strict=True)


def report_sizes(store: PostgresStore, generation: DatabaseGeneration) -> None:
    with store.connections.reading() as database:
        ((table, indexes),) = database.rows(SIZES.format(generation.series.passages))
    each = [round(size / generation.passages) for size in (table, indexes)]
    print(f"bytes a passage: {each[0]:,} in its row, {each[1]:,} in indexes")


def report_vectors(
    store: PostgresStore, spent: Spent, generation: DatabaseGeneration, ids: Ids, vectors: Vectors
) -> None:
    asked = questions(vectors[: 50 * QUESTIONS : 50], 3)
    index = PgvectorIndex(store.connections, generation)
    print("nearest ten of all:", measured(index, spent, asked, ids, vectors, None))
    for share in SHARES:
        among = np.sort(np.random.default_rng(4).choice(len(ids), int(share * len(ids)), replace=False))
        for name, picked in (("as chosen", pgvector_index.PICKED), ("every row", 10**12), ("graph", 0)):
            pgvector_index.PICKED, before = picked, pgvector_index.PICKED
            said = measured(index, spent, asked, ids[among], vectors[among], ids[among].tolist())
            pgvector_index.PICKED = before
            print(f"  of {share:.1%} of them, {name}:", said)


def measured(
    index: PgvectorIndex, spent: Spent, asked: Vectors, ids: Ids, vectors: Vectors, among: list[int] | None
) -> str:
    shared = 0
    index.search(asked[0], K, among)
    spent.begin()
    found = [{passage for passage, _ in index.search(query, K, among)} for query in asked]
    said = spent.each(len(asked))
    for hits, query in zip(found, asked, strict=True):
        shared += len(hits & set(ids[np.argsort(-(vectors @ query))[:K]].tolist()))
    return f"{said}, recall@10 {shared / min(K, len(ids)) / len(asked):.3f}"


def report_words(words: PostgresWords, spent: Spent) -> None:
    for name, more in (("three words", ""), ("three words and the three most common ones", "a0 b1 c2")):
        spent.begin()
        for query in texts(QUESTIONS, 3, 8):
            words.search(f"{query} {more}", 100, None)
        print(f"words, {name}: {spent.each(QUESTIONS)}", flush=True)


class Spent:
    """Processor time of this process and of the server's session that it talks to."""

    def __init__(self, store: PostgresStore) -> None:
        with store.connections.reading() as database:
            ((self.session,),) = database.rows("SELECT pg_backend_pid()")
        self.start = 0.0

    def begin(self) -> None:
        self.start = self.now()

    def each(self, count: int) -> str:
        return f"{1000 * (self.now() - self.start) / count:.1f} CPU ms"

    def now(self) -> float:
        fields = Path(f"/proc/{self.session}/stat").read_text().rpartition(")")[2].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
