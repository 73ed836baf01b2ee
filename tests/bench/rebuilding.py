"""What embedding and rebuilding cost, beside sentence-transformers' own loop in the same run."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from invented_text import passages
from measuring import ROOT, Row, interleaved, percentiles, process

from corpus.article import Article, Block, BlockKind, Span, article_id
from corpus.sqlite_store import SqliteStore, open_store
from corpus.store import Entry
from retrieval.embedder import Embedder
from retrieval.embedding.embedding_model import BUNDLED, find_model
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.engine import Scope
from retrieval.index.rebuild import rebuild

EMBEDDED = 512  # passages a round
AN_ARTICLE = 8  # passages
CHURN = 100  # one passage in so many is removed, and as many are added
QUESTION = "What did the minister say about fishing?"
STREAMS = """
import os, sys
os.cpu_count = lambda: int(sys.argv[1])
from itertools import islice
from pathlib import Path
from invented_text import passages
from retrieval.embedding.load_embedder import load_embedder
load_embedder("all-MiniLM-L6-v2", Path(sys.argv[2])).embed(list(islice(passages(5), int(sys.argv[3]))))
"""
REBUILD = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/bench")
from rebuilding import rebuilt_for_ever
rebuilt_for_ever(Path(sys.argv[1]))
"""


def embedding(data: Path, rounds: int) -> Iterator[Row]:
    """A thousand passages of 60 words, and one question."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    reference, fast = SentenceTransformer(str(find_model(BUNDLED)), device="cpu"), load_embedder(BUNDLED, data)
    some = list(islice(passages(3), EMBEDDED))
    ours, theirs = fast.embed(some), reference.encode(some, normalize_embeddings=True)
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: fast.embed(some),
        "batched encode": lambda: reference.encode(some),
        "encode one by one": lambda: [reference.encode(each) for each in some[: EMBEDDED // 4]],
    }
    cost = {
        name: (1000 / EMBEDDED * each, 1000 / EMBEDDED * spread)
        for name, (each, spread) in interleaved(runs, rounds).items()
    }
    others = (("batched encode", cost["batched encode"][0]), ("encode one by one", 4 * cost["encode one by one"][0]))
    yield Row("1,000 passages embedded", "CPU s", *cost["ours"], others)
    yield Row("  least cosine to sentence-transformers", "of 1", float(np.min(np.sum(ours * theirs, axis=1))))
    asked = [lambda: fast.embed([QUESTION])] * 100
    encoded = [lambda: reference.encode([QUESTION])] * 100
    yield Row("a question embedded, p50", "CPU ms", percentiles(asked)[0], 0, (("encode", percentiles(encoded)[0]),))


def streams(data: Path, rounds: int) -> Iterator[Row]:
    """Twice the work by two streams on two cores, beside one; what starting takes is left out."""
    took: dict[tuple[str, int], list[float]] = {}
    for _ in range(rounds):
        for number in ("1", "2"):
            few, many = (process("-c", STREAMS, number, str(data), count) for count in ("128", "1152"))
            took.setdefault(("seconds", int(number)), []).append(many.wall - few.wall)
            took.setdefault(("CPU", int(number)), []).append(many.cpu - few.cpu)
    least = {key: min(each) for key, each in took.items()}
    yield Row("two streams, work in a second", "times one's", least["seconds", 1] / least["seconds", 2])
    yield Row("  by their CPU time, on idle cores", "times one's", 2 * least["CPU", 1] / least["CPU", 2])


def whole(place: Path, data: Path, count: int) -> Iterator[Row]:
    """A full rebuild, then one with a hundredth of the passages removed and as many added."""
    embedder = load_embedder(BUNDLED, data)
    embedder.embed(list(islice(passages(9), 128)))  # what starts once is started
    with open_store(place / "corpus.sqlite3") as store:
        fill(store, 1, count)
        full = cpu_of(store, place, embedder, Scope.EVERYTHING)
        for article in store.article_ids()[: count // CHURN // AN_ARTICLE]:
            store.remove(article)
        fill(store, 2, count // CHURN)
        churn = cpu_of(store, place, embedder, Scope.MISSING)
        nothing = cpu_of(store, place, embedder, Scope.MISSING)
    yield Row(f"full rebuild of {count:,}, for 1,000", "CPU s", 1000 * full / count)
    yield Row("  with 1% removed and 1% added", "CPU s", churn, 0, (("the full one", full),))
    yield Row("  with nothing changed", "CPU s", nothing)


def beside_a_rebuild(place: Path, data: Path, rounds: int) -> Iterator[Row]:
    """Seconds until a question's vector is there, alone and while another process rebuilds at low priority."""
    embedder = load_embedder(BUNDLED, data)
    alone, beside = [], []
    for _ in range(rounds):
        alone += waits(embedder)
        with subprocess.Popen([sys.executable, "-c", REBUILD, str(place)], cwd=ROOT, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            other.stdout.readline()  # it embeds now
            beside += waits(embedder)
            other.kill()
    both = (("alone", median(alone)),)
    yield Row("a question beside a rebuild, p50", "ms", median(beside), 0, both)


def waits(embedder: Embedder) -> list[float]:
    took = []
    for _ in range(100):
        start = time.perf_counter()
        embedder.embed([QUESTION])
        took.append(1000 * (time.perf_counter() - start))
    return took


def rebuilt_for_ever(place: Path) -> None:
    """Rebuild again and again as the command does, saying so once it has begun."""
    from retrieval.index.engine import lower_priority

    lower_priority()
    begun = threading.Event()
    with open_store(place / "corpus.sqlite3") as store:
        while True:
            embedder = load_embedder(BUNDLED, place)
            rebuild(store, place, embedder, Scope.EVERYTHING, lambda _: say_once(begun), cancelled=lambda: False)


def say_once(begun: threading.Event) -> None:
    if not begun.is_set():
        begun.set()
        print("embedding", flush=True)


def fill(store: SqliteStore, seed: int, count: int) -> None:
    drawn = passages(seed)
    for start in range(0, count, AN_ARTICLE):
        texts = list(islice(drawn, AN_ARTICLE))
        text, spans = "\n".join(texts), []
        at = 0
        for each in texts:
            spans.append(Span(at, at + len(each)))
            at += len(each) + 1
        origin = f"invented {seed}.{start}"
        body = (Block(BlockKind.BODY, Span(0, len(text))),)
        store.add_all([Entry(Article(article_id(origin, text), origin, text, body, f"Outlet {start % 12}"), spans, [])])


def cpu_of(store: SqliteStore, place: Path, embedder: Embedder, scope: Scope) -> float:
    start = time.process_time()
    rebuild(store, place, embedder, scope, lambda progress: None, cancelled=lambda: False)
    return time.process_time() - start
