"""Ranking: one order out of meaning, words, and who is on record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.store import StoredStatement


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its score, and how sure it is that it is about what was asked, 0 to 1."""

    stored: StoredStatement
    score: float
    sure: float


def own_first(stored: Iterable[StoredStatement], speakers: Iterable[int]) -> list[StoredStatement]:
    """Statements article by article as given; in each the speakers' own words before those they only passed on."""
    asked = set(speakers)
    articles: dict[str, list[StoredStatement]] = {}
    for each in stored:
        articles.setdefault(each.article_id, []).append(each)
    return [each for group in articles.values() for each in sorted(group, key=lambda one: not is_own(one, asked))]


def is_own(stored: StoredStatement, speakers: set[int]) -> bool:
    """Whether one of these speakers is the statement's speaker, not only who passed it on."""
    return bool(speakers & set(stored.speaker_ids))


def once_each(stored: Sequence[StoredStatement]) -> list[StoredStatement]:
    """The first statement of each extent, and none within another's: a sentence that holds two is shown once."""
    extents: dict[str, dict[Span, None]] = {}
    for each in stored:
        extents.setdefault(each.article_id, {})[each.statement.extent] = None
    left = {article: {span for span in spans if not _within_another(span, spans)} for article, spans in extents.items()}
    kept = []
    for each in stored:
        if each.statement.extent in left[each.article_id]:
            left[each.article_id].discard(each.statement.extent)
            kept.append(each)
    return kept


def _within_another(span: Span, spans: Iterable[Span]) -> bool:
    return any(other != span and other.covers(span) for other in spans)
