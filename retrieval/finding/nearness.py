"""How near passages are to a question: by meaning, by words, and by what else their article says."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")
TELLING = 3  # passages of an article whose mean says how much the article is about the question


@dataclass(frozen=True, slots=True)
class Near:
    """How near one passage is. `cosine` is the vectors' own; the others lie in [0, 1] over the candidates.

    `article_meaning` is the mean of its article's nearest passages, `article_wording` the best of them by words.
    """

    cosine: float
    meaning: float
    wording: float
    article_meaning: float
    article_wording: float


FAR = Near(0.0, 0.0, 0.0, 0.0, 0.0)


def nearness(meant: Mapping[int, float], worded: Mapping[int, float], article: Mapping[int, str]) -> dict[int, Near]:
    """The nearness of passages by their cosines and BM25 scores; `article` says which article each is from.

    Scaled scores (min-max) are summed later, not ranks: that beat reciprocal ranks on two of four question sets, tied
    on one and lost .04 MRR@10 on one. Where one of the two engines does not have a passage, it counts 0 there.
    """
    meaning, wording = scale(meant), scale(worded)
    by_article: dict[str, list[int]] = defaultdict(list)
    for passage, name in article.items():
        by_article[name].append(passage)
    means = scale({name: _mean_of_best([meant.get(each, 0.0) for each in ids]) for name, ids in by_article.items()})
    bests = {name: max(wording.get(each, 0.0) for each in ids) for name, ids in by_article.items()}
    return {
        each: Near(meant.get(each, 0.0), meaning.get(each, 0.0), wording.get(each, 0.0), means[name], bests[name])
        for each, name in article.items()
    }


def scale(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Scores on [0, 1]; where all are the same, all are 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {each: (score - low) / (high - low) if high > low else 1.0 for each, score in scores.items()}


def _mean_of_best(scores: list[float]) -> float:
    best = sorted(scores)[-TELLING:]
    return sum(best) / len(best)
