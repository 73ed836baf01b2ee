"""What finding passages by vectors and by words costs, beside brute force and graphs in the same run."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from statistics import median

import faiss
import numpy as np
from invented_vectors import DIMENSION, passages, questions
from measuring import BENCH, Row, percentiles, printed

from retrieval.embedder import Embedder, Ids, Vectors
from retrieval.index import faiss_index
from retrieval.index.faiss_index import FaissIndex, write_vectors
from retrieval.index.passage_words import Worded
from retrieval.index.tantivy_words import TantivyWords, write_words

QUESTIONS = 200
QUESTION = "What did the minister say about fishing?"
SWEEP = (100, 200, 400, 800, 1600)
MOST_BRUTE, MOST_GRAPH = 100_000, 20_000  # sizes that are built in a minute are enough
WORDS = 30  # of a passage of the word index
ASKED, TEXTED = "asked.npy", "asked.txt"  # the questions, for a process of its own

Point = tuple[float, float]
"""CPU milliseconds, p50, and recall@10."""


def texts(count: int, words: int, seed: int) -> Iterator[str]:
    """Invented texts whose words are as unevenly frequent as those of a language."""
    drawn = random.Random(seed)
    known = [f"{chr(97 + number % 23)}{number:x}" for number in range(50_000)]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(known))))
    for _ in range(count):
        yield " ".join(drawn.choices(known, cum_weights=weights, k=words))


def searched(folder: Path, size: int, embedder: Embedder) -> tuple[list[Row], list[Point]]:
    """Vectors, words and whole questions over so many passages; the second is for each of SWEEP, where codes are."""
    ids = np.arange(size)
    write_vectors(folder / f"{size}", None, ids[:0], ids, passages, dimension=DIMENSION)
    index = FaissIndex(folder / f"{size}")
    asked = questions(passages(ids[:10_000])[:QUESTIONS], size)
    exact = exact_tens(ids, asked)
    few = np.random.default_rng(4).choice(ids, size // 100, replace=False).tolist()
    p50, p99 = percentiles([search(index, query) for query in asked])
    rows = [
        Row(f"nearest ten of {size:,}, p50", "CPU ms", p50, 0, tuple(peers(ids, asked))),
        Row("  p99", "CPU ms", p99),
        Row("  recall@10", "of 1", recall(index, asked, exact)),
        Row("  among one in a hundred, p50", "CPU ms", percentiles([search(index, each, few) for each in asked])[0]),
    ]
    words = worded(folder, size)
    texted = list(texts(QUESTIONS, 3, 8))
    p50, p99 = percentiles([lambda query=query: words.search(query, 50, None) for query in texted])
    rows += [Row(f"words of {size:,}, p50", "CPU ms", p50), Row("  p99", "CPU ms", p99)]
    both = [(text, query) for text, query in zip(texted, asked, strict=True)]
    whole = [lambda each=each: question(embedder, index, words, *each) for each in both]
    p50, p99 = percentiles(whole)
    rows += memory(folder, size, asked, texted)
    rows += [Row(f"embedded and both, of {size:,}, p50", "CPU ms", p50), Row("  p99", "CPU ms", p99)]
    return rows, swept(index, asked, exact) if size >= faiss_index.CODED else []


def memory(folder: Path, size: int, asked: Vectors, texted: Sequence[str]) -> list[Row]:
    """What a process of its own holds that opens the same and asks the same."""
    np.save(folder / ASKED, asked)
    (folder / TEXTED).write_text("\n".join(texted), encoding="utf8")
    index, whole = printed(str(BENCH / "fresh.py"), str(folder), str(size))
    return [
        Row(f"memory of its own, index of {size:,}", "MB", index),
        Row("  the whole process that asks", "MB", whole),
    ]


def question(embedder: Embedder, index: FaissIndex, words: TantivyWords, text: str, query: Vectors) -> None:
    """What finding costs a question; its own vector is not that of any passage here, so another's is searched."""
    embedder.embed([QUESTION])
    index.search(query, 10, None)
    words.search(text, 50, None)


def worded(folder: Path, size: int) -> TantivyWords:
    made = (Worded(number, text, "") for number, text in enumerate(texts(size, WORDS, size)))
    write_words(folder / f"words {size}", None, [], made)
    return TantivyWords(folder / f"words {size}")


def exact_tens(ids: Ids, asked: Vectors) -> list[set[int]]:
    """The ten nearest of each question, by brute force over pieces."""
    scores, best = np.full((len(asked), 10), -2, np.float32), np.zeros((len(asked), 10), np.int64)
    for start in range(0, len(ids), faiss_index.PIECE):
        piece = ids[start : start + faiss_index.PIECE]
        every = np.concatenate([scores, asked @ passages(piece).T], axis=1)
        rows = np.concatenate([best, np.broadcast_to(piece, (len(asked), len(piece)))], axis=1)
        top = np.argsort(-every, axis=1)[:, :10]
        scores, best = np.take_along_axis(every, top, 1), np.take_along_axis(rows, top, 1)
    return [set(row.tolist()) for row in best]


def search(index: FaissIndex, query: Vectors, among: Sequence[int] | None = None) -> Callable[[], object]:
    return lambda: index.search(query, 10, among)


def recall(index: FaissIndex, asked: Vectors, exact: Sequence[set[int]]) -> float:
    found = [{passage for passage, _ in index.search(query, 10, None)} for query in asked]
    return float(np.mean([len(one & other) / 10 for one, other in zip(found, exact, strict=True)]))


def swept(index: FaissIndex, asked: Vectors, exact: Sequence[set[int]]) -> list[Point]:
    """By turns with each number of candidates, so that what else the machine does troubles all alike."""
    kept = faiss_index.CANDIDATES, faiss_index.MORE
    took: dict[int, list[float]] = {candidates: [] for candidates in SWEEP}
    found: dict[int, list[float]] = {candidates: [] for candidates in SWEEP}
    for query, nearest in zip(asked, exact, strict=True):
        for candidates in SWEEP:
            faiss_index.CANDIDATES, faiss_index.MORE = candidates, 0  # type: ignore[assignment]
            start = time.process_time()
            hits = index.search(query, 10, None)
            took[candidates].append(1000 * (time.process_time() - start))
            found[candidates].append(len({passage for passage, _ in hits} & nearest) / 10)
    faiss_index.CANDIDATES, faiss_index.MORE = kept
    return [(median(took[each]), float(np.mean(found[each]))) for each in SWEEP]


def peers(ids: Ids, asked: Vectors) -> Iterator[tuple[str, float]]:
    """What brute force costs in numpy and in FAISS, and the graphs of FAISS and usearch."""
    if len(ids) > MOST_BRUTE:
        return
    every = np.concatenate([passages(ids[start : start + 10_000]) for start in range(0, len(ids), 10_000)])
    brute = [lambda query=query: np.argpartition(-(every @ query), 10)[:10] for query in asked[:50]]
    yield "numpy", percentiles(brute)[0]
    flat = faiss.IndexFlatIP(DIMENSION)
    flat.add(every)
    yield "IndexFlatIP", percentiles([lambda query=query: flat.search(query[None], 10) for query in asked])[0]
    if len(ids) <= MOST_GRAPH:
        graph = faiss.IndexHNSWFlat(DIMENSION, 32, faiss.METRIC_INNER_PRODUCT)
        graph.add(every)
        yield "FAISS HNSW", percentiles([lambda query=query: graph.search(query[None], 10) for query in asked])[0]
        try:
            from usearch.index import Index
        except ImportError:
            return
        near = Index(ndim=DIMENSION, metric="ip")
        near.add(ids, every)
        yield "usearch", percentiles([lambda query=query: near.search(query, 10) for query in asked])[0]
