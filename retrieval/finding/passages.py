"""Finding passages: for questions that ask what happened, not who said it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from corpus.store import Passage
from retrieval.finding.candidates import Near
from retrieval.finding.relevance import FACT
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.topics import Found
from retrieval.questions.question import Question
from retrieval.questions.words import has_form

IN_HEADLINE = 0.6  # what a word counts that only the headline above the passage has
IN_ARTICLE = 0.5  # and one that only other passages of the article have

# What each sign counts; chosen on the general questions about PolNeAR dev in tests/eval.
MEANING, WORDING, COVERED, ARTICLE_MEANING, ARTICLE_WORDING, FORM = 1.0, 0.2, 0.3, 0.4, 0.2, 0.25
TOTAL = MEANING + WORDING + COVERED + ARTICLE_MEANING + ARTICLE_WORDING + FORM


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its score, and how sure it is that it answers, 0 to 1."""

    passage: Passage
    score: float
    sure: float


def near_passages(snapshot: Snapshot, question: Question, among: Collection[int] | None) -> list[ScoredPassage]:
    """The passages nearest to the question, best first; only of those `among` if given."""
    near = snapshot.candidates.near(f"{question.topic}?", question.topic, among)
    topic = snapshot.candidates.topic(question.topic)
    shown = [each for each in snapshot.candidates.passages(near) if snapshot.shown.may_show(each.article_id, each.span)]
    texts = {each.id: each.span.of(snapshot.shown.article(each.article_id).text) for each in shown}
    found = {each: topic.found_in(text) for each, text in texts.items()}
    beside: dict[str, list[Found]] = defaultdict(list)
    for each in shown:
        beside[each.article_id].append(found[each.id])
    scored = []
    for each in shown:
        headline = topic.found_in(snapshot.citations[each.article_id].headline or "")
        own = [(found[each.id], 1.0), (headline, IN_HEADLINE)]
        covered = topic.coverage(own)
        in_article = topic.coverage([*own, *((other, IN_ARTICLE) for other in beside[each.article_id])])
        score = _score(near[each.id], covered, has_form(question.topic, texts[each.id]))
        scored.append(ScoredPassage(each, score, FACT.sure(in_article, near[each.id].cosine)))
    return sorted(scored, key=lambda each: -each.score)


def _score(near: Near, covered: float, formed: bool) -> float:
    return (
        MEANING * near.meaning
        + WORDING * near.wording
        + COVERED * covered
        + ARTICLE_MEANING * near.article_meaning
        + ARTICLE_WORDING * near.article_wording
        + FORM * formed
    ) / TOTAL
