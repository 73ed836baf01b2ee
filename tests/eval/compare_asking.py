"""Our ranking beside what one would set up in an afternoon, on the judged questions about PolNeAR dev, in one table.

Usage: PYTHONPATH=.:tests:tests/eval python tests/eval/compare_asking.py [POLNEAR_DEV.jsonl]

Baselines rank the same passages, all with the question as it was typed: BM25 (bm25s, stemmed, without stop words), the
bundled MiniLM, reciprocal rank fusion of the two (k = 60), and txtai's hybrid index as its manual sets it up.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import bm25s
import Stemmer
from judged import Judged, Place, about_speakers, about_topics, hand_written
from polnear_corpus import Annotated, fill, read_split
from trec import RR, Rprec, Search, Success, Units, capped_precision, nDCG, passage_units, places, score, sentence_units

from corpus.attribution.statements import find_statements
from corpus.sqlite_store import open_store
from corpus.store import ArticleStore
from corpus.tagging.tagger import load_tagger
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED, find_model
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.open_index import open_index
from retrieval.index.rebuild import Scope, rebuild
from retrieval.vector_index import Index

DEV = Path(__file__).resolve().parents[3] / "shared" / "data" / "polnear" / "dev.jsonl"
DEEP, SHALLOW = 300, 10
KINDS = ("speaker", "generated", "topic", "who", "fact")
FUSED_FROM = 100  # passages of each ranking that reciprocal rank fusion sees

Ranker = Callable[[str, int], Sequence[int]]
"""The ids of the passages nearest to a text, best first, at most so many."""


def by_bm25(texts: dict[int, str]) -> Ranker:
    stemmer = Stemmer.Stemmer("english")

    def tokens(some: Sequence[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(list(some), stopwords="en", stemmer=stemmer, show_progress=False)

    ids = list(texts)
    index = bm25s.BM25()
    index.index(tokens(list(texts.values())), show_progress=False)

    def rank(text: str, limit: int) -> list[int]:
        rows, _ = index.retrieve(tokens([text]), k=min(limit, len(ids)), show_progress=False)
        return [ids[row] for row in rows[0]]

    return rank


def by_vectors(index: Index) -> Ranker:
    return lambda text, limit: [found for found, _ in index.vectors.search(index.embed([text])[0], limit, None)]


def by_reciprocal_ranks(rankers: Sequence[Ranker]) -> Ranker:
    def rank(text: str, limit: int) -> list[int]:
        scores: Counter[int] = Counter()
        for ranker in rankers:
            for place, passage in enumerate(ranker(text, max(limit, FUSED_FROM)), 1):
                scores[passage] += 1 / (60 + place)  # type: ignore[assignment]  # a Counter takes floats as well
        return [passage for passage, _ in scores.most_common(limit)]

    return rank


def by_txtai(texts: dict[int, str]) -> Ranker:
    from txtai import Embeddings

    index = Embeddings(path=str(find_model(BUNDLED)), hybrid=True)
    index.index(list(texts.items()))
    return lambda text, limit: [int(found) for found, _ in index.search(text, limit)]


def baselines(store: ArticleStore, index: Index) -> Iterator[tuple[str, Ranker]]:
    texts = {passage.id: text for passage, text in store.passage_texts(0)}
    words, vectors = by_bm25(texts), by_vectors(index)
    yield from (("BM25", words), ("MiniLM", vectors), ("RRF", by_reciprocal_ranks([words, vectors])))
    if find_spec("txtai"):
        yield "txtai hybrid", by_txtai(texts)
    else:
        print("txtai is left out: it is not installed (pip install txtai)", file=sys.stderr)


def searched(store: ArticleStore, ranker: Ranker, limit: int) -> Search:
    def search(text: str) -> list[Place]:
        return [(passage.article_id, passage.span) for passage in store.passages(ranker(text, limit))]

    return search


def row(name: str, search: Callable[[int], Search], judged: dict[str, list[Judged]], whole: Units, parts: Units) -> str:
    """One line of the table: speaker questions by sentence, the others by passage."""
    qrels, run = parts.qrels(judged["speaker"]), parts.run(judged["speaker"], search(DEEP))
    cells = [score([Rprec], qrels, run)["Rprec"], capped_precision(qrels, run, 5)]
    for kind in KINDS[1:]:
        found = score(
            [Success @ 1, RR @ 10, nDCG @ 10], whole.qrels(judged[kind]), whole.run(judged[kind], search(SHALLOW))
        )
        cells += [found["Success@1"], found["RR@10"]] if kind != "fact" else [found["RR@10"], found["nDCG@10"]]
    return f"{name:22}" + "".join(f"{100 * cell:9.1f}" for cell in cells)


def compare(articles: Sequence[Annotated], folder: Path) -> None:
    tagger = load_tagger()
    judged: dict[str, list[Judged]] = {"speaker": about_speakers(articles), "generated": about_topics(articles)}
    for question in hand_written():
        judged.setdefault(question.kind, []).append(question)
    with open_store(folder / "corpus.sqlite3") as store:
        fill(store, articles, lambda each: find_statements(each.article.text, each.article.blocks, tagger))
        rebuild(
            store, folder, load_embedder(BUNDLED, folder), Scope.MISSING, lambda progress: None, cancelled=lambda: False
        )
        index = open_index(folder, store, BUNDLED)
        newsroom = Newsroom(store, lambda: index, lambda: date(2016, 11, 1))
        whole, parts = passage_units(store), sentence_units(articles)
        print("questions             " + "".join(f"{f'{kind} {len(judged[kind])}':>18}" for kind in KINDS))
        print(
            f"{'':22}" + "".join(f"{each:>9}" for each in "Rprec P@5c hit@1 MRR hit@1 MRR hit@1 MRR MRR nDCG".split())
        )
        for name, ranker in baselines(store, index):
            print(row(name, lambda limit, ranker=ranker: searched(store, ranker, limit), judged, whole, parts))
        ours = lambda limit: lambda text: places(newsroom.rank(text, limit))  # noqa: E731  as short as it is said
        print(row("On the Record", ours, judged, whole, parts))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        compare(read_split(Path(sys.argv[1]) if len(sys.argv) > 1 else DEV), Path(temporary))
