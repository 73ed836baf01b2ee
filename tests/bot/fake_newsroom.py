"""A small newsroom that works: invented articles, speakers found by surname, no index."""

import os
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.errors import UnknownArticle
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker, Size, StoredStatement
from retrieval.answer import Answer, Choice, Citation, Finding, FindingKind, Outcome
from retrieval.errors import NoIndex
from retrieval.questions.question import Context

HARBOUR = (
    "The harbour of Port Ellis will be dredged next spring, the city said on Monday.\n"
    '"We have waited nine years for this," harbour master Jake Sullivan said.\n'
    "He added that the work would take four months.\n"
    'The mayor was told that "no ship will be turned away", according to her deputy Ilse Brandt.\n'
    "Sullivan said the ferries would keep running.\n"
)
COURT = (
    "A court in Lund heard the appeal on Tuesday.\n"
    'Judge Anna Nowak said the file was "thin & <b>torn</b>".\n'
    "Minister Piotr Nowak said he would wait for the ruling.\n"
)


def _article(url: str, text: str, headline: str, outlet: str) -> Article:
    starts = [0, *(index + 1 for index, letter in enumerate(text[:-1]) if letter == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    blocks = tuple(Block(BlockKind.BODY, Span(start, end)) for start, end in zip(starts, ends, strict=True))
    published = Published("2024-03-04T09:30:00+01:00", "4 March 2024 09:30 CET")
    return Article(
        article_id(url, text), url, text, blocks, outlet=outlet, agency="Coastwire", headline=headline,
        place="Port Ellis", published=published, url=url,
    )  # fmt: skip


ARTICLES = (
    _article("https://ellis.example/harbour", HARBOUR, "Harbour to be dredged & widened", "The Ellis Courier"),
    _article("https://lund.example/court", COURT, "Appeal heard in <Lund>", "Lund Dagblad"),
)


class FakeStore:
    """Articles that can be taken down: a file named after an article's id in `withdrawn` takes it down."""

    def __init__(self, withdrawn: Path | None = None) -> None:
        self._withdrawn = withdrawn

    def article(self, article: str) -> Article:
        for one in ARTICLES:
            if one.id == article and article in self.article_ids():
                return one
        raise UnknownArticle(article)

    def article_ids(self) -> list[str]:
        taken = {path.name for path in self._withdrawn.glob("*")} if self._withdrawn else set()
        return [article.id for article in ARTICLES if article.id not in taken]

    def statements_in(self, article: str) -> list[StoredStatement]:
        return []

    def revision(self) -> int:
        return len(ARTICLES) - len(self.article_ids())

    def speakers(self) -> list[KnownSpeaker]:
        said = Counter((one.speaker or "", one.role) for one in findings())
        return [
            KnownSpeaker(number, name, SpeakerKind.PERSON, ((role, "2024-03-04"),) if role else (), (name,), count)
            for number, ((name, role), count) in enumerate(said.most_common())
        ]

    def size(self) -> Size:
        return Size(len(self.article_ids()), 0, 8, len(findings()), len(self.speakers()))


def finding(
    article: Article, sentence: str, speaker: str, role: str | None, kind: FindingKind, via: str | None = None
) -> Finding:
    start = article.text.index(sentence)
    span = Span(start, start + len(sentence))
    opened = [start + at for at, letter in enumerate(sentence) if letter == '"']
    quotes = tuple(Span(one, two + 1) for one, two in zip(opened[::2], opened[1::2], strict=True))
    citation = Citation(
        article.id, article.outlet, article.agency, article.headline, None, article.place,
        article.published.moment if article.published else None, article.url,
    )  # fmt: skip
    pronoun = Span(start, start + 2) if sentence.startswith("He ") else None
    return Finding(sentence, span, kind, speaker, role, via, quotes, citation, 1.0, pronoun, 1)


def _lines(article: Article, *numbers: int) -> Iterable[str]:
    return (article.text.split("\n")[number] for number in numbers)


def findings() -> list[Finding]:
    harbour, court = ARTICLES
    two, three, four, five = _lines(harbour, 1, 2, 3, 4)
    judge, minister = _lines(court, 1, 2)
    sullivan = ("Jake Sullivan", "harbour master")
    return [
        finding(harbour, two, *sullivan, FindingKind.DIRECT),
        finding(harbour, three, *sullivan, FindingKind.INDIRECT),
        finding(harbour, five, *sullivan, FindingKind.INDIRECT),
        finding(harbour, four, "the mayor", None, FindingKind.MIXED, "Ilse Brandt"),
        finding(court, judge, "Anna Nowak", "Judge", FindingKind.MIXED),
        finding(court, minister, "Piotr Nowak", "Minister", FindingKind.INDIRECT),
    ]


class FakeNewsroom:
    """Answers by surname; some words stand for what can happen to a newsroom."""

    def __init__(self, withdrawn: Path | None = None, released: Path = Path("/")) -> None:
        """Laborious questions are worked on, with all of a processor, until the file `released` is there."""
        self.store = FakeStore(withdrawn)
        self._released = released

    def edition(self) -> tuple[int, str]:
        return self.store.revision(), "first"

    def ask(self, question: str, context: Context | None) -> tuple[Answer, Context]:
        words = question.lower()
        self._happen(words)
        named = {one.speaker for one in findings() if (one.speaker or "").lower().split()[-1] in words}
        if not named and context is not None and words.startswith("and"):
            named = {findings()[context.speakers[0]].speaker}
        if len(named) > 1:
            choices = tuple(Choice(number, name or "", "of Lund", 1) for number, name in enumerate(sorted(named)))
            return Answer(question, Outcome.WHICH_SPEAKER, choices=choices), Context()
        return self._about(question, named)

    def rank(self, question: str, limit: int) -> list[Finding]:
        self._happen(question.lower())
        return findings()[:limit]

    def ask_speaker(self, question: str, speaker_id: int, context: Context | None) -> tuple[Answer, Context]:
        return self._about(question, {["Anna Nowak", "Piotr Nowak"][speaker_id]})

    def _about(self, question: str, named: set[str | None]) -> tuple[Answer, Context]:
        fitting = [(number, one) for number, one in enumerate(findings()) if one.speaker in named]
        if not fitting:
            reason = f"Nobody here is on record with that. I hold {len(self.store.article_ids())} articles."
            return Answer(question, Outcome.NOTHING_FOUND, reason=reason), Context()
        found = tuple(one for _, one in fitting)
        return Answer(question, Outcome.ANSWERED, found, shown=min(2, len(found))), Context(speakers=(fitting[0][0],))

    def _happen(self, words: str) -> None:
        if "outage" in words:
            raise NoIndex(Path("nowhere"))
        if "mishap" in words:
            raise RuntimeError(words)
        if "crash" in words:
            os._exit(9)
        if "slowly" in words:
            time.sleep(1.3)
        while "laboriously" in words and not self._released.exists():
            sum(range(50_000))
