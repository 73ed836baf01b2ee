"""How long a question takes, engine only, on a corpus of so many passages, query embedding included.

Usage: python tests/bench/ask_latency.py [PASSAGES]     (50000 where it is not given; set OMP_NUM_THREADS=1)

Articles, names and statements are invented from a seed; how often words and people turn up follows Zipf's law, as in
news. Passages have random vectors, which take as long to search as real ones; questions are embedded by the real model.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from statistics import median, quantiles

import numpy as np

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.sqlite_store import open_store
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind
from corpus.store import Entry
from retrieval.asking import Newsroom
from retrieval.embedder import Vectors
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.engine import Scope
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.generation import INDEXES, open_generation
from retrieval.index.rebuild import rebuild
from retrieval.index.tantivy_words import TantivyWords

PASSAGES_AN_ARTICLE = 8
SENTENCE = 38  # words
SYLLABLES = (
    "ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no pa pe ra re ro sa se so ta te to va ve".split()
)


class Invented:
    """Words and people, the first of each far more frequent than the last."""

    def __init__(self, seed: int, words: int, people: int) -> None:
        self.random = random.Random(seed)
        self.words = self._made(words, 2, 4)
        given, family = self._made(400, 2, 2), self._made(people, 2, 4)
        self.people = [f"{self.random.choice(given).title()} {name.title()}" for name in family]
        self._word_weights = list(accumulate(1 / (rank + 10) for rank in range(words)))
        self._people_weights = list(accumulate(1 / (rank + 3) for rank in range(people)))

    def _made(self, count: int, least: int, most: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.random.choices(SYLLABLES, k=self.random.randint(least, most)))] = None
        return list(made)

    def sentence(self) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self._word_weights, k=SENTENCE))

    def person(self) -> str:
        return self.random.choices(self.people, cum_weights=self._people_weights)[0]


class NoiseEmbedder:
    """A random direction for every passage."""

    name, digest, dimension = "noise", sha256(b"noise").hexdigest(), 384

    def __init__(self) -> None:
        self._random = np.random.default_rng(5)

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = self._random.standard_normal((len(texts), self.dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class BenchIndex:
    """The published index of noise, with questions embedded by the real model."""

    def __init__(self, data: Path) -> None:
        published = open_generation(data / INDEXES)
        self.vectors, self.words = FaissIndex(published.vectors), TantivyWords(published.words)
        self.generation = published.name
        self._embedder = load_embedder("all-MiniLM-L6-v2", data)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts)


def entries(invented: Invented, articles: int) -> Iterator[Entry]:
    for number in range(articles):
        text, passages, statements = "", [], []
        for _ in range(PASSAGES_AN_ARTICLE):
            start, name, said = len(text), invented.person(), invented.sentence()
            text += f"“{said.capitalize()}”, {name} said.\n"
            extent = Span(start, len(text) - 1)
            content = Span(start, start + len(said) + 2)
            printed = Span(content.end + 2, content.end + 2 + len(name))
            passages.append(extent)
            speaker = Speaker(printed, None, SpeakerKind.PERSON)
            cue = Span(printed.end + 1, printed.end + 5)
            statements.append(Statement(printed, cue, (content,), StatementKind.DIRECT, (speaker,), None, extent))
        day = date(2020, 1, 1) + timedelta(days=number % 2000)
        blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
        headline = " ".join(invented.random.choices(invented.words, k=7)).capitalize()
        published = Published(day.isoformat(), str(day))
        origin = f"invented {number}"
        article = Article(
            article_id(origin, text),
            origin,
            text,
            blocks,
            f"Outlet {number % 12}",
            headline=headline,
            published=published,
        )
        yield Entry(article, passages, statements)


def questions(invented: Invented, count: int) -> dict[str, list[str]]:
    pick = invented.random.choice

    def topic() -> str:
        return " ".join(pick(invented.words) for _ in range(3))

    return {
        "what did X say?": [f"what did {invented.person()} say?" for _ in range(count)],
        "what did X say about T?": [f"what did {invented.person()} say about {topic()}?" for _ in range(count)],
        "who said T?": [f"who said {topic()} {topic()}?" for _ in range(count)],
        "how many T?": [f"how many {topic()} {topic()}?" for _ in range(count)],
        "unknown person": [f"what did {pick(invented.people)[:-1]}xq say?" for _ in range(count)],
    }


def measure(newsroom: Newsroom, asked: dict[str, list[str]]) -> None:
    everything = []
    for kind, some in asked.items():
        took = []
        for question in some:
            start = time.process_time()  # of the processor: other programs on the machine do not count
            newsroom.ask(question)
            took.append(1000 * (time.process_time() - start))
        everything += took
        print(f"{kind:26} p50 {median(took):6.1f} ms   p95 {quantiles(took, n=20)[-1]:6.1f} ms")
    print(f"{'all':26} p50 {median(everything):6.1f} ms   p95 {quantiles(everything, n=20)[-1]:6.1f} ms")


def main(passages: int) -> None:
    invented = Invented(11, words=30_000, people=max(50, passages // 8))
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "corpus.sqlite3") as store:
        data = Path(folder)
        store.add_all(list(entries(invented, passages // PASSAGES_AN_ARTICLE)))
        rebuild(store, data, NoiseEmbedder(), Scope.MISSING, lambda progress: None, cancelled=lambda: False)
        index = BenchIndex(data)
        newsroom = Newsroom(store, lambda: index, lambda: date(2026, 1, 1))
        start = time.perf_counter()
        newsroom.ask("what did anybody say?")
        print(f"{passages} passages; the first question took {time.perf_counter() - start:.2f} s")
        measure(newsroom, questions(invented, 100))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
