"""Finding passages: for questions that ask what happened, not who said it."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from corpus.store import Passage
from retrieval.edition import Edition
from retrieval.nearness import Near
from retrieval.question import Question
from retrieval.sureness import FACT
from retrieval.topic import Found

IN_HEADLINE = 0.6  # what a word counts that only the headline above the passage has
IN_ARTICLE = 0.5  # and one that only other passages of the article have

# What each sign counts; chosen on the general questions about PolNeAR dev in tests/eval.
MEANING, WORDING, COVERED, ARTICLE_MEANING, ARTICLE_WORDING, FORM = 1.0, 0.3, 0.3, 0.5, 0.2, 0.2
TOTAL = MEANING + WORDING + COVERED + ARTICLE_MEANING + ARTICLE_WORDING + FORM

NUMBER = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|half|third|quarter|twenty|thirty|forty|fifty)\b"
DAY = (
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d|"
    r"\b(?:19|20)\d\d\b|\blast (?:week|month|year)|yesterday|today"
)
PLACE = r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Tt]o|[Nn]ear) (?:the )?[A-Z]"
FORMS = (
    (re.compile(r"how (?:many|much|big|far|long|old|high|large)|what (?:share|percent|number)", re.I), re.compile(NUMBER, re.I)),
    (re.compile(r"when|what (?:day|date|year|month|time)", re.I), re.compile(DAY, re.I)),
    (re.compile(r"where|which (?:city|country|place)", re.I), re.compile(PLACE)),
)


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its score, and how sure it is that it answers, 0 to 1."""

    passage: Passage
    score: float
    sure: float


def passages(edition: Edition, question: Question, among: Collection[int] | None) -> list[ScoredPassage]:
    """The passages nearest to the question, best first; only of those `among` if given."""
    near = edition.candidates.near(f"{question.topic}?", question.topic, among)
    topic = edition.candidates.topic(question.topic)
    shown = [each for each in edition.candidates.passages(near) if edition.shown.may_show(each.article_id, each.span)]
    texts = {each.id: each.span.of(edition.shown.article(each.article_id).text) for each in shown}
    found = {each: topic.found_in(text) for each, text in texts.items()}
    beside: dict[str, list[Found]] = defaultdict(list)
    for each in shown:
        beside[each.article_id].append(found[each.id])
    scored = []
    for each in shown:
        headline = topic.found_in(edition.citations[each.article_id].headline or "")
        own = [(found[each.id], 1.0), (headline, IN_HEADLINE)]
        covered = topic.coverage(own)
        in_article = topic.coverage([*own, *((other, IN_ARTICLE) for other in beside[each.article_id])])
        score = _score(near[each.id], covered, has_form(question.topic, texts[each.id]))
        scored.append(ScoredPassage(each, score, FACT.sure(in_article, near[each.id].cosine)))
    return sorted(scored, key=lambda each: -each.score)


def has_form(question: str, text: str) -> bool:
    """Whether a text has what this form of question asks for: a number, a day, a place."""
    wanted = next((form for asks, form in FORMS if asks.match(question)), None)
    return wanted is not None and wanted.search(text) is not None


def _score(near: Near, covered: float, formed: bool) -> float:
    return (
        MEANING * near.meaning
        + WORDING * near.wording
        + COVERED * covered
        + ARTICLE_MEANING * near.article_meaning
        + ARTICLE_WORDING * near.article_wording
        + FORM * formed
    ) / TOTAL
