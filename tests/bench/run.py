"""The whole table: what the index costs, and what others cost in the same run.

Usage: python tests/bench/run.py [--sizes 10000,100000,1000000] [--plots FOLDER]
"""

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import faiss
import numpy as np
from invented_vectors import DIMENSION, passages, questions
from measuring import Row, interleaved, own_memory, percentiles, process

from retrieval.embedder import Vectors
from retrieval.embedding.embedding_model import BUNDLED, find_model
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index import faiss_segment
from retrieval.index.faiss_index import FaissIndex, write_vectors
from retrieval.index.faiss_segment import Ids
from retrieval.index.tantivy_words import TantivyWords, Worded, write_words

QUESTIONS = 200
EMBEDDED = 512
SWEEP = (50, 100, 200, 400, 800, 1600)

ASK = """
import sys
from pathlib import Path
from retrieval.embedding.load_embedder import load_embedder
load_embedder(sys.argv[1], Path(sys.argv[2])).embed(["Who said so?"])
"""
REFERENCE = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode(["Who said so?"])
"""


def texts(count: int, words: int, seed: int) -> Iterator[str]:
    """Invented texts whose words are as unevenly frequent as those of a language."""
    drawn = random.Random(seed)
    known = [f"{chr(97 + number % 23)}{number:x}" for number in range(50_000)]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(known))))
    for _ in range(count):
        yield " ".join(drawn.choices(known, cum_weights=weights, k=words))


def starting(data: Path) -> Iterator[Row]:
    """From the start of a process to the vector of its first question."""
    process("-c", ASK, BUNDLED, str(data))  # converts the model; in this process it would count as memory of the next
    ours = process("-c", ASK, BUNDLED, str(data))
    theirs = process("-c", REFERENCE, str(find_model(BUNDLED)))
    yield Row("process start to a question's vector", "CPU s", ours.cpu, 0, (("sentence-transformers", theirs.cpu),))
    yield Row("  memory of that", "MB", ours.megabytes, 0, (("sentence-transformers", theirs.megabytes),))
    first = process("-m", "bot", "ask", "what did Sullivan say?", "--data-dir", str(data / "samples"))
    again = process("-m", "bot", "ask", "what did Sullivan say?", "--data-dir", str(data / "samples"))
    yield Row("ontherecord ask, the very first", "CPU s", first.cpu)
    yield Row("ontherecord ask, cold, samples", "CPU s", again.cpu)
    yield Row("  memory of that", "MB", again.megabytes)


def embedding(data: Path, rounds: int) -> Iterator[Row]:
    """A thousand passages of 60 words."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    reference, fast = SentenceTransformer(str(find_model(BUNDLED)), device="cpu"), load_embedder(BUNDLED, data)
    some = list(texts(EMBEDDED, 30, 3))  # of rare words, two pieces each
    both = {"ours": lambda: fast.embed(some), "batched encode": lambda: reference.encode(some)}
    cost = {
        name: (1000 / EMBEDDED * each, 1000 / EMBEDDED * spread)
        for name, (each, spread) in interleaved(both, rounds).items()
    }
    yield Row("1,000 passages embedded", "CPU s", *cost["ours"], (("batched encode", cost["batched encode"][0]),))
    asked = [lambda: fast.embed(["What did the minister say about fishing?"])] * 50
    yield Row("a question embedded, p50", "CPU ms", percentiles(asked)[0])


def nearness(folder: Path, size: int) -> tuple[list[Row], list[tuple[float, float]]]:
    """Searching so many vectors; the second is recall and p50 over the number of candidates."""
    ids = np.arange(size)
    write_vectors(folder / f"{size}", None, ids[:0], ids, passages, dimension=DIMENSION)
    before = own_memory()
    index = FaissIndex(folder / f"{size}")
    opened = own_memory() - before
    asked = questions(passages(ids[:10_000])[:QUESTIONS], size)
    exact = exact_tens(ids, asked)
    p50, p99 = percentiles([search(index, query) for query in asked])
    rows = [
        Row(f"nearest ten of {size:,}, p50", "CPU ms", p50, 0, tuple(peers(ids, asked))),
        Row("  p99", "CPU ms", p99),
        Row("  recall@10", "of 1", recall(index, asked, exact)),
        Row("  memory of its own", "MB", opened),
    ]
    few = np.random.default_rng(4).choice(ids, size // 100, replace=False).tolist()
    rows.append(
        Row("  among one in a hundred, p50", "CPU ms", percentiles([search(index, each, few) for each in asked])[0])
    )
    return rows, [swept(index, asked, exact, candidates) for candidates in SWEEP] if size >= faiss_segment.CODED else []


def exact_tens(ids: Ids, asked: Vectors) -> list[set[int]]:
    """The ten nearest of each question, by brute force over pieces."""
    scores, best = np.full((len(asked), 10), -2, np.float32), np.zeros((len(asked), 10), np.int64)
    for start in range(0, len(ids), faiss_segment.PIECE):
        piece = ids[start : start + faiss_segment.PIECE]
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


def swept(index: FaissIndex, asked: Vectors, exact: Sequence[set[int]], candidates: int) -> tuple[float, float]:
    kept = faiss_segment.CANDIDATES, faiss_segment.MORE
    faiss_segment.CANDIDATES, faiss_segment.MORE = candidates, 0  # type: ignore[assignment]
    point = percentiles([search(index, query) for query in asked])[0], recall(index, asked, exact)
    faiss_segment.CANDIDATES, faiss_segment.MORE = kept
    return point


def peers(ids: Ids, asked: Vectors) -> Iterator[tuple[str, float]]:
    """What brute force costs in numpy and in FAISS, and FAISS's graph; sizes that are built in a minute are enough."""
    if len(ids) > 100_000:
        return
    every = np.concatenate([passages(ids[start : start + 10_000]) for start in range(0, len(ids), 10_000)])
    brute = [lambda query=query: np.argpartition(-(every @ query), 10)[:10] for query in asked[:50]]
    yield "numpy", percentiles(brute)[0]
    flat = faiss.IndexFlatIP(DIMENSION)
    flat.add(every)
    yield "IndexFlatIP", percentiles([lambda query=query: flat.search(query[None], 10) for query in asked])[0]
    if len(ids) <= 20_000:
        graph = faiss.IndexHNSWFlat(DIMENSION, 32, faiss.METRIC_INNER_PRODUCT)
        graph.add(every)
        yield "HNSW", percentiles([lambda query=query: graph.search(query[None], 10) for query in asked])[0]


def wording(folder: Path, size: int) -> Iterator[Row]:
    """Three-word questions, common words included."""
    made = (Worded(number, text, "") for number, text in enumerate(texts(size, 30, size)))
    write_words(folder / f"words {size}", None, [], made)
    words = TantivyWords(folder / f"words {size}")
    asked = list(texts(QUESTIONS, 3, 8))
    p50, p99 = percentiles([lambda query=query: words.search(query, 50, None) for query in asked])
    yield Row(f"words of {size:,}, p50", "CPU ms", p50)
    yield Row("  p99", "CPU ms", p99)


def plot(folder: Path, curves: dict[int, list[tuple[float, float]]], latencies: dict[int, float]) -> None:
    """Latency over corpus size, and recall over latency."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, axes = pyplot.subplots()
    axes.semilogx(list(latencies), list(latencies.values()), marker="o")
    axes.set(xlabel="passages", ylabel="CPU ms for the ten nearest, p50", ylim=(0, None))
    figure.savefig(folder / "latency.png")
    figure, axes = pyplot.subplots()
    for size, points in curves.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=f"{size:,} passages")
    axes.set(xlabel="CPU ms, p50", ylabel="recall@10")
    axes.legend()
    figure.savefig(folder / "recall.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--plots", type=Path)
    chosen = parser.parse_args()
    curves, latencies = {}, {}
    with tempfile.TemporaryDirectory() as place:
        for row in (*starting(Path(place)), *embedding(Path(place), 3)):
            print(row, flush=True)
        for size in map(int, chosen.sizes.split(",")):
            rows, curve = nearness(Path(place), size)
            latencies[size] = rows[0].ours
            if curve:
                curves[size] = curve
            for row in (*rows, *wording(Path(place), size)):
                print(row, flush=True)
    if chosen.plots:
        plot(chosen.plots, curves, latencies)


if __name__ == "__main__":
    main()
