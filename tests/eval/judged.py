"""Judged questions about PolNeAR's articles."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polnear_corpus import Annotated, Gold

from corpus.article import Span
from corpus.english.lexicon import stem
from retrieval.questions.words import is_content, topic_words

HERE = Path(__file__).parent
WORD = re.compile(r"\w+")
TOPIC_WORD = re.compile(r"[\w'-]+")
LINKING = frozenset(["of", "in", "for", "to", "and", "the", "on", "with"])
TOPICS, TOPICS_A_SPEAKER = 200, 6
USUAL = 4  # articles that have a word which people would ask by: neither everywhere nor in one place only

Place = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the places that answer it, by article id."""

    id: str
    kind: str
    text: str
    answers: tuple[Place, ...]


def hand_written() -> list[Judged]:
    """Questions written by hand, in other words than the articles': of `topic`, `who` (said it) and `fact` kind."""
    lines = (HERE / "polnear_questions.tsv").read_text(encoding="utf8").splitlines()
    return [_judged(*line.split("\t")) for line in lines]


def unanswerable() -> list[tuple[str, str]]:
    """Questions that PolNeAR dev does not answer, each with the reason why; most share names with it."""
    lines = (HERE / "polnear_unanswerable.tsv").read_text(encoding="utf8").splitlines()
    return [(why, question) for why, question in (line.split("\t") for line in lines)]


def about_speakers(articles: Sequence[Annotated]) -> list[Judged]:
    """'What did NAME say?' for every named person with a gold statement; the answers are sentences."""
    said: dict[str, set[Place]] = defaultdict(set)
    for each in articles:
        for gold in each.golds:
            for name in gold.speakers:
                said[name] |= set(sentences(each, gold))
    asked = sorted((name, places) for name, places in said.items() if places)
    return [
        Judged(f"speaker-{number:03d}", "speaker", f"What did {name} say?", tuple(sorted(places)))
        for number, (name, places) in enumerate(asked)
    ]


def about_topics(articles: Sequence[Annotated]) -> list[Judged]:
    """'What did NAME say about TOPIC?', the topic being two neighbouring content words of a gold statement.

    All statements of that person that have both words answer it.
    """
    golds = [(each, gold) for each in articles for gold in each.golds if sentences(each, gold)]
    random.Random(3).shuffle(golds)
    having = Counter(word for each in articles for word in set(topic_words(each.article.text)))
    asked: Counter[str] = Counter()
    questions: list[Judged] = []
    for each, gold in golds:
        name = gold.speakers[0]
        topic = _usual_pair(each, gold, having)
        if topic and asked[name] < TOPICS_A_SPEAKER and len(questions) < TOPICS:
            asked[name] += 1
            places = {*sentences(each, gold), *_with_words(articles, name, topic)}
            text = f"what did {name} say about {topic}?"
            questions.append(Judged(f"topic-{len(questions):03d}", "generated", text, tuple(sorted(places))))
    return questions


def sentences(each: Annotated, gold: Gold) -> list[Place]:
    """The sentences that answer with a statement, as score_statements.py counts them.

    They have three words of its content, or all of its words, or are content with all of their own.
    """
    text = each.article.text
    starts = [word.start() for span in gold.content for word in WORD.finditer(text, span.start, span.end)]
    kept = []
    for sentence in each.sentences:
        here = sum(sentence.start <= start < sentence.end for start in starts)
        if here and here in {len(starts), len(WORD.findall(sentence.of(text))), *range(3, here + 1)}:
            kept.append((each.article.id, sentence))
    return kept


def _judged(number: str, kind: str, text: str, article: str, spans: str) -> Judged:
    pairs = (span.split("-") for span in spans.split())
    return Judged(number, kind, text, tuple((article, Span(int(start), int(end))) for start, end in pairs))


def _usual_pair(each: Annotated, gold: Gold, having: Counter[str]) -> str | None:
    """The two neighbouring content words of a statement that are nearest to being usual."""
    names = {part.lower() for name in gold.speakers for part in name.split()}
    pairs = [pair for pair in _pairs(each, gold) if not names & set(pair.lower().split())]
    return min(pairs, key=lambda pair: (_unusual(pair, having), pair), default=None)


def _pairs(each: Annotated, gold: Gold) -> Iterator[str]:
    for span in gold.content:
        words = TOPIC_WORD.findall(span.of(each.article.text))
        for at, first in enumerate(words):
            for second in range(at + 1, min(at + 3, len(words))):
                linked = all(word in LINKING for word in words[at + 1 : second])
                if linked and all(len(word) > 3 and is_content(word.lower()) for word in (first, words[second])):
                    yield " ".join(words[at : second + 1])


def _unusual(pair: str, having: Counter[str]) -> int:
    return sum(abs(having[word] - USUAL) for word in topic_words(pair))


def _with_words(articles: Sequence[Annotated], name: str, topic: str) -> Iterator[Place]:
    wanted = {stem(word) for word in topic_words(topic)}
    for each in articles:
        for gold in each.golds:
            content = " ".join(span.of(each.article.text) for span in gold.content)
            if name in gold.speakers and wanted <= {stem(word) for word in topic_words(content)}:
                yield from sentences(each, gold)
