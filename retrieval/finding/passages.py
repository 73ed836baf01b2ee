"""Finding passages, and the words in them that answer: for questions that ask what happened, not who said it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.layout import sentences
from corpus.english.words import words
from corpus.store import Passage
from retrieval.finding.candidates import Near
from retrieval.finding.relevance import FACT
from retrieval.finding.snapshot import Snapshot
from retrieval.finding.topics import Found, Topic
from retrieval.questions.question import Question
from retrieval.questions.words import topic_words

NUMBER = re.compile(
    r"(?:[$€£¥]|US\$)?\d[\d,.]*(?:[- ](?:million|billion|thousand|hundred|percent|per cent))?(?: [a-z]+)?|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|half|third|quarter)"
    r"\b(?:[- ][a-z]+){0,2}",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,? \w+ \d{1,2})?|last (?:week|month|year)|yesterday|today|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:, \d{4})?|"
    r"\d{1,2} (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|(?:in )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Tt]o|[Nn]ear|[Oo]ff|[Oo]utside) (?:the )?"
    r"[A-Z][\w.'-]*(?:(?:,? (?:of |the )?)[A-Z][\w.'-]*)*"
)
REASON = re.compile(
    r"\b(?:because|due to|after|citing|over|for|since|following|as a result|in response|caused by)\b.*", re.I
)
NAME = re.compile(r"\b[A-Z][\w.'’-]+(?: (?:(?:of|de|van|von|bin|al|the) )?[A-Z][\w.'’-]+)*")
PROPER = re.compile(r"(?<=\w )[A-Z][a-z]+(?: [A-Z][a-z]+)+")
DEFINED = re.compile(r"(?:[,—–(-]+|\b(?:is|was|are|were)\b),? ?(?:a|an|the|aged|one)\b")
FORMS = (
    (r"how (?:many|much|big|far|long|old|high|large|tall|fast)|what (?:share|percent|number|age)", NUMBER),
    (r"when|(?:on )?what (?:day|date|year|month|time)", DAY),
    (r"where|(?:in |at )?(?:which|what) (?:city|country|place|town|venue|state|stadium)", PLACE),
    (r"who(?!'s| is| was| are| were)\b|which \w+|whose", NAME),
    (r"why|what (?:caused|led)", REASON),
)
DEFINITION = re.compile(r"(?:what|who)(?:'s| is| are| was| were) (?P<term>\S+(?: \S+){0,3})$", re.IGNORECASE)
EXACT = (NUMBER, DAY, PLACE)
"""Forms of which the span itself is the answer; of the others the sentence is."""

IN_HEADLINE = 0.6  # what a word counts that only the headline above the passage has
IN_ARTICLE = 0.5  # and one that only other passages of the article have
IN_FORM = 0.3  # what a sentence of the form asked for is ahead of others

# What each sign counts; chosen on the general questions about PolNeAR dev in tests/eval.
MEANING, WORDING, COVERED, ARTICLE_MEANING, ARTICLE_WORDING, FORM, DEFINES = 1.0, 0.2, 0.3, 0.4, 0.2, 0.25, 0.6
TOTAL = MEANING + WORDING + COVERED + ARTICLE_MEANING + ARTICLE_WORDING + FORM


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its score, how sure it is that it answers, 0 to 1, and the words in it that do."""

    passage: Passage
    score: float
    sure: float
    answer: Span


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
        text = snapshot.shown.article(each.article_id).text
        answer, formed = answer_in(question.topic, topic, text, each.span)
        score = _score(near[each.id], covered, formed)
        scored.append(ScoredPassage(each, score, FACT.sure(in_article, near[each.id].cosine), answer))
    return sorted(scored, key=lambda each: -each.score)


def tells(snapshot: Snapshot, question: Question, scored: ScoredPassage) -> bool:
    """Whether a passage has anything of what is asked about whom the question names: "born" of "when was X born?"."""
    asked = [word for word in topic_words(question.topic) if not snapshot.names.knows(word)]
    text = scored.passage.span.of(snapshot.shown.article(scored.passage.article_id).text)
    topic = snapshot.candidates.topic(" ".join(asked))
    article = set(words(snapshot.shown.article(scored.passage.article_id).text))
    named = all(set(words(name)) <= article for name in PROPER.findall(question.topic))
    return named and (not topic.stems or any(topic.found_in(text)))


def answer_in(question: str, topic: Topic, text: str, passage: Span) -> tuple[Span, float]:
    """The words of a passage that answer, a sentence where no form is asked for, and how much it has that form."""
    defined = _defining(question)
    form = defined or next((form for asks, form in FORMS if re.match(asks, question, re.IGNORECASE)), None)
    best, score, formed = passage, -1.0, 0.0
    for sentence in sentences(text, passage):
        has = float(form is not None and any(_answers(question, form, sentence.of(text))))
        covered = topic.coverage([(topic.found_in(sentence.of(text)), 1.0)])
        if covered + IN_FORM * has > score:
            best, score = sentence, covered + IN_FORM * has
        formed = max(formed, has)
    found = _only(question, list(_answers(question, form, best.of(text)))) if form in EXACT and form else None
    weight = DEFINES / FORM if defined else 1.0 if form in EXACT else 0.0
    return Span(best.start + found.start(), best.start + found.end()) if found else best, weight * formed


def _answers(question: str, form: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Where a sentence has the form, in other words than the question's."""
    asked = set(words(question))
    return (found for found in form.finditer(sentence) if not set(words(found[0])) <= asked)


def _only(question: str, found: list[re.Match[str]]) -> re.Match[str] | None:
    """The match that has a word of the question ("220 votes"), or the only one; None where it could be any."""
    asked = set(words(question))
    named = [each for each in found if asked & set(words(each[0]))]
    return named[0] if named else found[0] if len(found) == 1 else None


def _defining(question: str) -> re.Pattern[str] | None:
    """How a sentence says what a term is ("the prorogation — a suspension —"); None where none is asked for."""
    asked = DEFINITION.match(question)
    if not asked:
        return None
    term = r"\W+".join(map(re.escape, words(asked["term"]))) if words(asked["term"]) else ""
    return re.compile(rf"\b{term}\b ?{DEFINED.pattern}", re.IGNORECASE) if term else None


def _score(near: Near, covered: float, formed: float) -> float:
    return (
        MEANING * near.meaning
        + WORDING * near.wording
        + COVERED * covered
        + ARTICLE_MEANING * near.article_meaning
        + ARTICLE_WORDING * near.article_wording
        + FORM * formed
    ) / TOTAL
