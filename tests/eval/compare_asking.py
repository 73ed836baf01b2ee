"""Our ranking beside what one would set up in an afternoon, on the judged questions about PolNeAR dev, in one table.

Usage: PYTHONPATH=.:tests:tests/eval python tests/eval/compare_asking.py [POLNEAR_DEV.jsonl] [--runs FOLDER]

Baselines take the question as it was typed: over the same passages BM25 (bm25s, stemmed, without stop words), the
bundled MiniLM, reciprocal rank fusion of the two (k = 60), and txtai's hybrid index as its manual sets it up; over
pieces of 300 characters, cut by its own splitter, LangChain with FAISS. Runs and qrels are written as TREC files to the
folder given by --runs. A second table has natural questions over Wikinews, judged by the first thing shown.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import bm25s
import Stemmer
from ir_measures import Qrel, ScoredDoc
from judged import Judged, Place, about_speakers, about_topics, hand_written
from natural import add_wikinews, natural_questions
from polnear_corpus import Annotated, fill, read_split
from trec import (
    RR,
    Rprec,
    Search,
    Success,
    Units,
    capped_precision,
    nDCG,
    passage_units,
    places,
    qrel_line,
    run_lines,
    score,
    sentence_units,
)

from bot.archive import open_archive
from bot.settings import Settings
from corpus.article import Span
from corpus.attribution.statements import find_statements
from corpus.sqlite_store import open_store
from corpus.store import ArticleStore
from corpus.tagging.tagger import load_tagger
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED, find_model
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.engine import Scope
from retrieval.index.open_index import open_index
from retrieval.index.rebuild import rebuild
from retrieval.vector_index import Index

DEV = Path(__file__).resolve().parents[3] / "shared" / "data" / "polnear" / "dev.jsonl"
DEEP, SHALLOW = 300, 10
KINDS = ("speaker", "generated", "topic", "who", "fact")
PIECE = 300  # characters; what LangChain did best with on the first real page
FUSED_FROM = 100  # passages of each ranking that reciprocal rank fusion sees

Ranker = Callable[[str, int], Sequence[int]]
"""The ids of the passages nearest to a text, best first, at most so many."""

Deep = Callable[[int], Search]
"""A search that finds at most so many places."""


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


def by_langchain(articles: Sequence[Annotated]) -> Deep:
    from langchain_community.vectorstores import FAISS
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=0, add_start_index=True)
    texts = [Document(each.article.text, metadata={"article": each.article.id}) for each in articles]
    model = HuggingFaceEmbeddings(model_name=str(find_model(BUNDLED)))
    index = FAISS.from_documents(splitter.split_documents(texts), model)

    def place(found: Document) -> Place:
        start = found.metadata["start_index"]
        return found.metadata["article"], Span(start, start + len(found.page_content))

    return lambda limit: lambda text: [place(each) for each in index.similarity_search(text, limit)]


def baselines(store: ArticleStore, index: Index, articles: Sequence[Annotated]) -> Iterator[tuple[str, Deep]]:
    texts = {passage.id: text for passage, text in store.passage_texts(0)}
    words, vectors = by_bm25(texts), by_vectors(index)
    for name, ranker in (("BM25", words), ("MiniLM", vectors), ("RRF", by_reciprocal_ranks([words, vectors]))):
        yield name, searched(store, ranker)
    if find_spec("txtai"):
        yield "txtai hybrid", searched(store, by_txtai(texts))
    else:
        print("txtai is left out: it is not installed (pip install txtai)", file=sys.stderr)
    if find_spec("langchain_huggingface") and find_spec("langchain_community"):
        yield "LangChain + FAISS", by_langchain(articles)
    else:
        print("LangChain is left out: pip install langchain-community langchain-huggingface", file=sys.stderr)


def searched(store: ArticleStore, ranker: Ranker) -> Deep:
    def places_of(text: str, limit: int) -> list[Place]:
        return [(passage.article_id, passage.span) for passage in store.passages(ranker(text, limit))]

    return lambda limit: lambda text: places_of(text, limit)


def row(name: str, search: Deep, judged: dict[str, list[Judged]], whole: Units, parts: Units, runs: Path | None) -> str:
    """One line of the table: speaker questions by sentence, the others by passage."""
    qrels, run = parts.qrels(judged["speaker"]), parts.run(judged["speaker"], search(DEEP))
    write(runs, name, "speaker", qrels, run)
    cells = [score([Rprec], qrels, run)["Rprec"], capped_precision(qrels, run, 5)]
    for kind in KINDS[1:]:
        qrels, run = whole.qrels(judged[kind]), whole.run(judged[kind], search(SHALLOW))
        write(runs, name, kind, qrels, run)
        found = score([Success @ 1, RR @ 10, nDCG @ 10], qrels, run)
        cells += [found["Success@1"], found["RR@10"]] if kind != "fact" else [found["RR@10"], found["nDCG@10"]]
    return f"{name:22}" + "".join(f"{100 * cell:9.1f}" for cell in cells)


def write(folder: Path | None, name: str, kind: str, qrels: Sequence[Qrel], run: Sequence[ScoredDoc]) -> None:
    """Keep a run and its qrels as TREC files, where a folder is given for them."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    tag = name.replace(" ", "")
    (folder / f"{kind}.qrels").write_text("".join(map(qrel_line, qrels)), encoding="utf8")
    (folder / f"{kind}.{tag}.run").write_text("".join(run_lines(run, tag)), encoding="utf8")


def compare_natural(shared: Path, folder: Path) -> None:
    """Questions as people type them, over a year of Wikinews: how often the first passage or finding is right."""
    judged = natural_questions(shared)
    with open_archive(Settings(data_dir=folder)) as archive:
        add_wikinews(archive, shared)
        store, index, newsroom = archive.store, archive.open_index(), archive.newsroom()
        texts = {passage.id: text for passage, text in store.passage_texts(0)}
        words, vectors = by_bm25(texts), by_vectors(index)
        print("\nnatural questions     right first")
        for name, ranker in (("BM25", words), ("MiniLM", vectors), ("RRF", by_reciprocal_ranks([words, vectors]))):
            share = judged.first_right(lambda text, ranker=ranker: [texts[each] for each in ranker(text, SHALLOW)])
            print(f"{name:22}{100 * share:11.1f}")
        ours = judged.first_right(lambda text: [each.text for each in newsroom.ask(text)[0].findings])
        print(f"{'On the Record':22}{100 * ours:11.1f}")


def compare(articles: Sequence[Annotated], folder: Path, runs: Path | None) -> None:
    tagger = load_tagger()
    judged: dict[str, list[Judged]] = {"speaker": about_speakers(articles), "generated": about_topics(articles)}
    for question in hand_written():
        judged.setdefault(question.kind, []).append(question)
    with open_store(folder / "corpus.sqlite3") as store:
        fill(store, articles, lambda each: find_statements(each.article.text, each.article.blocks, tagger))
        rebuild(
            store,
            folder,
            load_embedder(BUNDLED, folder),
            Scope.MISSING,
            lambda progress: None,
            cancelled=lambda: False,
        )
        index = open_index(folder, store, BUNDLED)
        newsroom = Newsroom(store, lambda: index, lambda: date(2016, 11, 1))
        whole, parts = passage_units(store), sentence_units(articles)
        print("questions             " + "".join(f"{f'{kind} {len(judged[kind])}':>18}" for kind in KINDS))
        print(
            f"{'':22}" + "".join(f"{each:>9}" for each in "Rprec P@5c hit@1 MRR hit@1 MRR hit@1 MRR MRR nDCG".split())
        )
        for name, search in baselines(store, index, articles):
            print(row(name, search, judged, whole, parts, runs))
        ours = lambda limit: lambda text: places(newsroom.rank(text, limit))  # noqa: E731  as short as it is said
        print(row("On the Record", ours, judged, whole, parts, runs))


if __name__ == "__main__":
    given = ArgumentParser()
    given.add_argument("split", type=Path, nargs="?", default=DEV)
    given.add_argument("--runs", type=Path)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        compare(read_split(asked.split), Path(temporary), asked.runs)
    with tempfile.TemporaryDirectory() as temporary:
        compare_natural(DEV.parents[2], Path(temporary))
