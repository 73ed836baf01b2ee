"""TREC qrels and runs of judged questions, scored by ir-measures.

Speaker questions are judged by sentence, all others by passage: one that holds a judged place is relevant. A docid is
'<article id>#<start>-<end>'.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import ir_measures
from ir_measures import RR, Measure, P, Qrel, Rprec, ScoredDoc, Success, nDCG
from judged import Judged, Place
from polnear_corpus import Annotated

from corpus.article import Span
from corpus.store import ArticleStore
from retrieval.answer import Finding

Search = Callable[[str], Sequence[Place]]
"""The places found for a question, best first."""

HALF = 2  # a sentence counts as shown when half of it is
SHORT = 20  # or so many characters


class Units:
    """What is judged and ranked: the sentences of annotated articles, or the passages of a store."""

    def __init__(self, spans: Mapping[str, Sequence[Span]]) -> None:
        self._spans = spans

    def shown_by(self, place: Place) -> Iterator[str]:
        """The docids of the units that a place shows."""
        article, span = place
        for unit in self._spans[article]:
            shared = min(unit.end, span.end) - max(unit.start, span.start)
            if shared >= SHORT or (shared > 0 and shared * HALF >= unit.end - unit.start):
                yield f"{article}#{unit.start}-{unit.end}"

    def qrels(self, questions: Iterable[Judged]) -> list[Qrel]:
        return [
            Qrel(question.id, docid, 1)
            for question in questions
            for docid in sorted({each for place in question.answers for each in self.shown_by(place)})
        ]

    def run(self, questions: Iterable[Judged], search: Search) -> list[ScoredDoc]:
        found = []
        for question in questions:
            ranked = dict.fromkeys(docid for place in search(question.text) for docid in self.shown_by(place))
            found += [ScoredDoc(question.id, docid, 1.0 / rank) for rank, docid in enumerate(ranked, 1)]
        return found


def sentence_units(articles: Sequence[Annotated]) -> Units:
    return Units({each.article.id: each.sentences for each in articles})


def passage_units(store: ArticleStore) -> Units:
    return Units({article: [each.span for each in store.passages_of(article)] for article in store.article_ids()})


def places(findings: Iterable[Finding]) -> list[Place]:
    return [(finding.citation.article_id, finding.span) for finding in findings]


def score(measures: Sequence[Measure], qrels: Sequence[Qrel], run: Sequence[ScoredDoc]) -> dict[str, float]:
    """The mean of each measure over all judged questions, by its name."""
    return {str(measure): value for measure, value in ir_measures.calc_aggregate(measures, qrels, run).items()}


def qrel_line(qrel: Qrel) -> str:
    """A judgement as TREC writes it."""
    return f"{qrel.query_id} 0 {qrel.doc_id} {qrel.relevance}\n"


def run_lines(run: Iterable[ScoredDoc], tag: str) -> Iterator[str]:
    """A run as TREC writes it; ranks count from 1 in each question."""
    ranks: Counter[str] = Counter()
    for found in run:
        ranks[found.query_id] += 1
        yield f"{found.query_id} Q0 {found.doc_id} {ranks[found.query_id]} {found.score:.6f} {tag}\n"


def capped_precision(qrels: Sequence[Qrel], run: Sequence[ScoredDoc], cutoff: int) -> float:
    """Precision at the cutoff, or at as many as there are relevant where these are fewer."""
    relevant: dict[str, int] = {}
    for qrel in qrels:
        relevant[qrel.query_id] = relevant.get(qrel.query_id, 0) + 1
    total = 0.0
    for metric in ir_measures.iter_calc([P @ k for k in range(1, cutoff + 1)], qrels, run):
        if metric.measure.params["cutoff"] == min(cutoff, relevant[metric.query_id]):
            total += metric.value
    return total / len(relevant)


__all__ = ["RR", "P", "Rprec", "Success", "nDCG"]
