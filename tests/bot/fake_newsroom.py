"""A small newsroom that works: invented articles, speakers found by surname, no index."""

import os
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.errors import UnknownArticle
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind
from corpus.store import Alias, KnownSpeaker, Size, StoredStatement
from retrieval.answer import Answer, Choice, Citation, Finding, FindingKind, Outcome, Reason, ReasonKind
from retrieval.errors import NoIndex
from retrieval.finding.quote_check import Checked, Match, beside, named_claim
from retrieval.questions.question import EVERYTHING, Asked, Context, How, Kind, Question, Within

HARBOUR = (
    "The harbour of Port Ellis will be dredged next spring, the city said on Monday.\n"
    '"We have waited nine years for this," harbour master Jake Sullivan said.\n'
    "He added that the work would take four months.\n"
    'The mayor was told that "no ship will be turned away", according to her deputy Ilse Brandt.\n'
    "Sullivan said the ferries would keep running.\n"
)
TUGS = (
    "The harbour of Port Ellis will sell two tugs.\n"
    "Sullivan said the tugs were too old.\n"
    "Ilse Brandt said that nobody had asked her.\n"
)
COURT = (
    "A court in Lund heard the appeal on Tuesday.\n"
    'Judge Anna Nowak said the file was "thin & <b>torn</b>".\n'
    "Minister Piotr Nowak said he would wait for the ruling.\n"
)


def _article(url: str, text: str, headline: str, outlet: str, moment: str = "2024-03-04T09:30:00+01:00") -> Article:
    starts = [0, *(index + 1 for index, letter in enumerate(text[:-1]) if letter == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    blocks = tuple(Block(BlockKind.BODY, Span(start, end)) for start, end in zip(starts, ends, strict=True))
    published = Published(moment, "as printed")
    return Article(
        article_id(url, text), url, text, blocks, outlet=outlet, agency="Coastwire", headline=headline,
        place="Port Ellis", published=published, url=url,
    )  # fmt: skip


ARTICLES = (
    _article("https://ellis.example/harbour", HARBOUR, "Harbour to be dredged & widened", "The Ellis Courier"),
    _article("https://lund.example/court", COURT, "Appeal heard in <Lund>", "Lund Dagblad"),
)
LATER = _article("https://lund.example/tugs", TUGS, "Tugs for sale", "Lund Dagblad", "2024-03-09T18:00:00+01:00")
"""An article that is added while the bot runs."""

NAMES = ("Jake Sullivan", "the mayor", "Anna Nowak", "Piotr Nowak", "Ilse Brandt")
"""The speakers, each with its place here as id."""


class FakeStore:
    """Articles that come and go: a file named after an id in `withdrawn` takes an article down, `added` adds LATER."""

    def __init__(self, withdrawn: Path | None = None) -> None:
        self._withdrawn = withdrawn
        self._added = withdrawn.with_name("added") if withdrawn else Path("/nonexistent")

    def article(self, article: str) -> Article:
        for one in (*ARTICLES, LATER):
            if one.id == article and article in self.article_ids():
                return one
        raise UnknownArticle(article)

    def articles_at(self, url: str) -> list[str]:
        return [one.id for one in (*ARTICLES, LATER) if one.url == url and one.id in self.article_ids()]

    def article_ids(self) -> list[str]:
        taken = self._taken()
        there = (*ARTICLES, LATER) if self._added.exists() else ARTICLES
        return [article.id for article in there if article.id not in taken]

    def _taken(self) -> set[str]:
        return {path.name for path in self._withdrawn.glob("*")} if self._withdrawn else set()

    def remove(self, article: str) -> list[str]:
        taken = [one.id for one in (*ARTICLES, LATER) if article in (one.id, one.url)]
        taken = [each for each in taken if each in self.article_ids()]
        for each in taken:
            assert self._withdrawn is not None
            self._withdrawn.mkdir(exist_ok=True)
            (self._withdrawn / each).touch()
        return taken

    def copies(self, article: str) -> list[str]:
        return []

    def statements_in(self, article: str) -> list[StoredStatement]:
        return [each for each in _statements() if each.article_id == article and article in self.article_ids()]

    def statements_of(self, speakers: Iterable[int], limit: int | None = None) -> list[StoredStatement]:
        current, asked = self.article_ids(), set(speakers)
        named = [each for each in _statements() if asked & {*each.speaker_ids, each.via_id}]
        return [each for each in reversed(named) if each.article_id in current][:limit]

    def revision(self) -> int:
        return len(self._taken()) + self._added.exists()

    def speakers(self, limit: int | None = None) -> list[KnownSpeaker]:
        said = Counter((one.speaker or "", one.role) for one in findings())
        return [
            KnownSpeaker(
                NAMES.index(name), name, SpeakerKind.PERSON, ((role, "2024-03-04"),) if role else (), (name,), count
            )
            for (name, role), count in said.most_common(limit)
        ]

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        wanted = set(name.lower().split())
        return [each for each in self.speakers() if wanted <= set(each.name.lower().split())][:limit]

    def aliases(self, speaker_id: int) -> list[Alias]:
        named = [each for each in self.speakers() if each.id == speaker_id]
        return [Alias(each.name, "", each.kind, each.statements, "one name") for each in named]

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


def later_findings() -> list[Finding]:
    sullivan, brandt = _lines(LATER, 1, 2)
    return [
        finding(LATER, sullivan, "Jake Sullivan", None, FindingKind.INDIRECT),
        finding(LATER, brandt, "Ilse Brandt", None, FindingKind.INDIRECT),
    ]


def _statements() -> Iterable[StoredStatement]:
    for number, one in enumerate([*findings(), *later_findings()]):
        text = ARTICLE_TEXTS[one.citation.article_id]
        via = _speaker(text, one.via) if one.via else None
        statement = Statement(
            None, None, (one.span,), StatementKind(one.kind.value), (_speaker(text, one.speaker or ""),), via, one.span
        )
        via_id = NAMES.index(one.via) if one.via else None
        yield StoredStatement(number, one.citation.article_id, statement, (NAMES.index(one.speaker or ""),), via_id)


def _speaker(text: str, name: str) -> Speaker:
    surname = name.rsplit(maxsplit=1)[-1]
    start = text.index(surname)
    return Speaker(Span(start, start + len(surname)), None, SpeakerKind.PERSON)


ARTICLE_TEXTS = {article.id: article.text for article in (*ARTICLES, LATER)}


def _lies(one: Finding, within: Within) -> bool:
    return within.holds((one.citation.outlet, one.citation.agency), None)


class FakeNewsroom:
    """Answers by surname; some words stand for what can happen to a newsroom."""

    def __init__(self, withdrawn: Path | None = None, released: Path = Path("/")) -> None:
        """Laborious questions are worked on, with all of a processor, until the file `released` is there.

        Slow ones each wait for a file `let-go-*` beside it.
        """
        self.store = FakeStore(withdrawn)
        self._released = released

    def edition(self) -> tuple[int, str]:
        return self.store.revision(), "first"

    def ask(self, question: str, context: Context | None, within: Within = EVERYTHING) -> tuple[Answer, Context]:
        words = question.lower()
        self._happen(words)
        named = [number for number, name in enumerate(NAMES[:4]) if name.lower().split()[-1] in words]
        if not named and context is not None and words.startswith("and"):
            named = [*context.speakers]
        if len(named) > 1:
            choices = tuple(Choice(number, NAMES[number], "of Lund", 1) for number in named)
            asked = (Asked(words, tuple(named), How.NAME),)
            context = Context(Question(question, Kind.SAID, asked, topic=_topic(words)))
            return Answer(question, Outcome.WHICH_SPEAKER, choices=choices), context
        return self._about(question, named, _topic(words), within)

    def rank(self, question: str, limit: int, within: Within = EVERYTHING) -> list[Finding]:
        self._happen(question.lower())
        return [one for one in findings() if _lies(one, within)][:limit]

    def check(self, sentence: str, within: Within = EVERYTHING) -> Checked:
        found = (beside(named_claim(sentence).said, one) for one in self.rank(sentence, 40, within))
        return next(filter(None, found), Checked(Match.NOT_FOUND))

    def ask_speaker(
        self, question: str, speaker_id: int, context: Context | None, within: Within = EVERYTHING
    ) -> tuple[Answer, Context]:
        before = context.question if context is not None else None
        return self._about(question, [speaker_id], before.topic if before else _topic(question.lower()), within)

    def _about(self, question: str, named: list[int], topic: str, within: Within) -> tuple[Answer, Context]:
        added = later_findings() if LATER.id in self.store.article_ids() else []
        shown = [one for one in [*findings(), *added] if _lies(one, within)]
        fitting = [one for one in shown if one.speaker in [NAMES[number] for number in named]]
        found = tuple(one for one in fitting if topic in one.text)
        asked = tuple(Asked(NAMES[number], (number,), How.NAME) for number in named)
        context = Context(Question(question, Kind.SAID, asked, topic=topic), tuple(named))
        if not found:
            reasons = [Reason(ReasonKind.NOBODY_SAID, words=question)]
            if not within.is_everything:
                reasons.append(Reason(ReasonKind.CONFINED_TO, within=within))
            answer = Answer(question, Outcome.NOTHING_FOUND, reasons=tuple(reasons))
            return answer, context if named else Context()
        return Answer(question, Outcome.ANSWERED, found, shown=min(2, len(found))), context

    def _happen(self, words: str) -> None:
        if "outage" in words:
            raise NoIndex(Path("nowhere"))
        if "mishap" in words:
            raise RuntimeError(words)
        if "crash" in words:
            os._exit(9)
        while "slowly" in words and not self._may_go():
            time.sleep(0.01)
        while "laboriously" in words and not self._released.exists():
            sum(range(50_000))

    def _may_go(self) -> bool:
        """Whether a test lets one more slow question go."""
        for each in self._released.parent.glob("let-go-*"):
            with suppress(FileNotFoundError):  # another question went by it
                each.unlink()
                return True
        return False


def _topic(words: str) -> str:
    """What follows a bare surname: 'sullivan tugs' is about tugs."""
    first, _, rest = words.partition(" ")
    return rest if first in [name.lower().split()[-1] for name in NAMES] else ""
