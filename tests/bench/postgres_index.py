"""What finding passages in PostgreSQL takes, in milliseconds by the clock: the work is done in the server.

Usage: python tests/bench/postgres_index.py URL PASSAGES    (an empty database or schema, with pgvector)
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "contracts")]
# ruff: noqa: E402

from invented_vectors import DIMENSION, passages, questions
from published import open_database, publish_again, put_these
from searching import WORDS, texts

from corpus.postgres_store import PostgresStore
from retrieval.embedder import Vectors
from retrieval.index.faiss_segment import Ids
from retrieval.index.postgres import pgvector_index
from retrieval.index.postgres.generations import Generation
from retrieval.index.postgres.pgvector_index import PgvectorIndex
from retrieval.index.postgres.postgres_words import PostgresWords
from retrieval.index.tantivy_words import Worded
from retrieval.vector_index import Hit

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
        report_vectors(store, generation, ids, vectors)
        report_words(PostgresWords(store.connections, generation))


def rows(ids: Ids) -> Iterator[tuple[Vectors, Worded]]:
    said = texts(len(ids), WORDS, int(ids[0]))
    worded = (Worded(passage, text, "") for passage, text in zip(ids.tolist(), said, strict=True))
    return zip(passages(ids), worded, strict=True)


def report_sizes(store: PostgresStore, generation: Generation) -> None:
    with store.connections.reading() as database:
        ((table, indexes),) = database.rows(SIZES.format(generation.series.passages))
    each = [round(size / generation.passages) for size in (table, indexes)]
    print(f"bytes a passage: {each[0]:,} in its row, {each[1]:,} in indexes")


def report_vectors(store: PostgresStore, generation: Generation, ids: Ids, vectors: Vectors) -> None:
    asked = questions(vectors[: 50 * QUESTIONS : 50], 3)
    index = PgvectorIndex(store.connections, generation)
    print("nearest ten of all:", measured(index, asked, ids, vectors, None))
    for share in SHARES:
        among = np.sort(np.random.default_rng(4).choice(len(ids), int(share * len(ids)), replace=False))
        for name, picked in (("as chosen", pgvector_index.PICKED), ("every row", 10**12), ("graph", 0)):
            pgvector_index.PICKED, before = picked, pgvector_index.PICKED
            said = measured(index, asked, ids[among], vectors[among], ids[among].tolist())
            pgvector_index.PICKED = before
            print(f"  of {share:.1%} of them, {name}:", said)


def measured(index: PgvectorIndex, asked: Vectors, ids: Ids, vectors: Vectors, among: list[int] | None) -> str:
    took, shared = [], 0
    index.search(asked[0], K, among)
    for query in asked:
        hits, milliseconds = timed(lambda query=query: index.search(query, K, among))
        took.append(milliseconds)
        shared += len({passage for passage, _ in hits} & set(ids[np.argsort(-(vectors @ query))[:K]].tolist()))
    return f"{percentiles(took)}, recall@10 {shared / K / len(asked):.3f}"


def report_words(words: PostgresWords) -> None:
    for name, more in (("three words", ""), ("three words and the three most common ones", "a0 b1 c2")):
        asked = [f"{query} {more}" for query in texts(QUESTIONS, 3, 8)]
        took = [timed(lambda query=query: words.search(query, 100, None))[1] for query in asked]
        print(f"words, {name}: {percentiles(took)}")


def timed(work: Callable[[], list[Hit]]) -> tuple[list[Hit], float]:
    start = time.monotonic()
    found = work()
    return found, 1000 * (time.monotonic() - start)


def percentiles(took: Sequence[float]) -> str:
    return f"p50 {np.percentile(took, 50):.1f} ms, p99 {np.percentile(took, 99):.1f} ms"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
