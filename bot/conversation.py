"""The conversation with one asker: questions, follow-ups, pages, choices. Sync; knows no platform and keeps no state.

The caller keeps one Thread per asker (and one per answer with buttons) and passes it back every time.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.catalogue import Totals, TotalsCounter
from bot.excerpts import Surroundings, standing, stands, surroundings
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore
from retrieval.answer import Answer, Choice, Finding, Outcome, ReasonKind
from retrieval.asking import having_shown
from retrieval.finding.quote_check import Checked, Match, attributed, check
from retrieval.questions.question import EVERYTHING, Context, Within
from retrieval.questions.reading import asks_for_more

PAGE_TEXT = 2100
"""Code points of findings on a page of several; with their headings and citations they stay below 4096."""


def pages(answer: Answer, size: int) -> list[tuple[int, int]]:
    """All pages as (first finding, count): at most `size` findings, and a new page where those 'behind more' begin."""
    found, first = [], 0
    while first < len(answer.findings):
        count = _count(answer, first, size)
        found.append((first, count))
        first += count
    return found


def page_at(answer: Answer, first: int, size: int) -> tuple[int, int]:
    """The page that holds the finding `first`, or the last page; (0, 0) where there is none."""
    fitting = [page for page in pages(answer, size) if page[0] <= first]
    return fitting[-1] if fitting else (0, 0)


def findings_at(answer: Answer, first: int, size: int) -> tuple[Finding, ...]:
    """The findings on the page that holds `first`."""
    start, count = page_at(answer, first, size)
    return answer.findings[start : start + count]


def next_page(answer: Answer, first: int, size: int) -> int | None:
    """The first finding of the page after the one that holds `first`."""
    return next((start for start, _ in pages(answer, size) if start > first), None)


def previous_page(answer: Answer, first: int, size: int) -> int | None:
    """The first finding of the page before the one that begins with `first`."""
    before = [start for start, _ in pages(answer, size) if start < first]
    return before[-1] if before else None


def _count(answer: Answer, first: int, size: int) -> int:
    border = answer.shown if first < answer.shown else len(answer.findings)
    count, length = 0, 0
    for finding in answer.findings[first : min(first + size, border)]:
        length += len(finding.text)
        if count and length > PAGE_TEXT:
            break
        count += 1
    return count


KEPT_FINDINGS = 60
"""How many findings of an answer can be paged through."""

NOTHING_INSTEAD = frozenset({ReasonKind.NO_MORE, ReasonKind.NOTHING_BEFORE})
"""Reasons beside which what there is besides is not worth saying."""

QUOTED_AMONG = 40
"""How many findings a quotation is compared with."""

BACK = frozenset({"previous", "back"})
AROUND = frozenset({"context", "show context"})


class Answerer(Protocol):
    """What answers questions. Safe to call from several threads; raises where search is down, never answers empty."""

    @property
    def store(self) -> ArticleStore:
        """The articles."""

    def edition(self) -> tuple[int, str]:
        """The revision of the store and the generation of the index that are answered from now."""

    def ask(self, question: str, context: Context | None, within: Within = EVERYTHING) -> tuple[Answer, Context]:
        """The answer, made of articles within, and what a follow-up question needs to know."""

    def rank(self, question: str, limit: int, within: Within = EVERYTHING) -> list[Finding]:
        """The findings within that are nearest to some words, best first, whether or not they answer anything."""

    def ask_speaker(
        self, question: str, speaker_id: int, context: Context | None, within: Within = EVERYTHING
    ) -> tuple[Answer, Context]:
        """The same, where the asker has chosen who was meant."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What one asker's conversation remembers: `first` is the first finding of the page that is shown."""

    context: Context | None = None
    answer: Answer | None = None
    first: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some findings of an answer, from `first` on."""

    answer: Answer
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class WhichSpeaker:
    """A name fits several speakers."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class NothingFound:
    """Nobody is on record; the answer has the reason. `stock` is what there is instead, where that is worth saying."""

    answer: Answer
    stock: Totals | None = None


@dataclass(frozen=True, slots=True)
class NoMore:
    """The last page, or the first one, was shown already."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was asked for was taken down, or the answer is no longer kept."""


Reply = Page | Surroundings | WhichSpeaker | NothingFound | NoMore | Withdrawn


class Conversation:
    """Turns what an asker says or presses into a reply, with findings that are current, verbatim and within now."""

    def __init__(self, answerer: Answerer, within: Within = EVERYTHING, totals: TotalsCounter | None = None) -> None:
        self._answerer, self._within = answerer, within
        self._totals = totals or TotalsCounter(answerer.store)

    def confined(self, within: Within) -> "Conversation":
        """The same conversation where answers are confined to some outlets or languages."""
        return Conversation(self._answerer, within, self._totals)

    def say(self, thread: Thread, words: str, page_size: int) -> tuple[Thread, Reply]:
        """The reply to a question or a follow-up. Raises what the answerer raises where search is down."""
        wish = " ".join(words.lower().split()).rstrip(".!?")
        if thread.answer is not None:
            step = self._step(thread, wish, page_size)
            if step is not None:
                return step
        answer, context = self._answerer.ask(words, thread.context, self._within)
        return self._opened(answer, context, page_size)

    def press(self, thread: Thread, action: str, page_size: int) -> tuple[Thread, Reply]:
        """The reply to a button: 'page:<first>', 'context:<finding>' or 'who:<choice>'."""
        verb, _, number = action.partition(":")
        if thread.answer is None or not number.isdecimal():
            return thread, Withdrawn()
        if verb == "who":
            return self._chosen(thread, int(number), page_size)
        if verb == "context":
            return thread, self._around(thread.answer, int(number))
        return self._page(thread, int(number), page_size)

    def check(self, quotation: str) -> Checked:
        """Whether and by whom these words were said. Raises what the answerer raises where search is down."""
        checked = check(quotation, self._answerer.rank(quotation, QUOTED_AMONG, self._within))
        if checked.finding is None:
            return checked
        store, name = self._answerer.store, checked.finding.citation.article_id
        try:
            return attributed(checked, store.article(name), store.statements_in(name))
        except UnknownArticle:
            return Checked(Match.NOT_FOUND)

    def link(self, article_id: str, start: int, end: int) -> Reply:
        """The passage that a deep link names, in its surroundings."""
        try:
            return surroundings(self._answerer.store.article(article_id), start, end)
        except (UnknownArticle, ValueError):
            return Withdrawn()

    def _step(self, thread: Thread, wish: str, page_size: int) -> tuple[Thread, Reply] | None:
        assert thread.answer is not None
        answer = thread.answer
        if answer.outcome is Outcome.WHICH_SPEAKER and (choice := _choice(answer, wish)) is not None:
            return self._chosen(thread, choice, page_size)
        if answer.outcome is not Outcome.ANSWERED:
            return None
        if wish in AROUND:
            return thread, self._around(answer, thread.first)
        if asks_for_more(wish) or wish in BACK:
            turn = previous_page if wish in BACK else next_page
            first = turn(answer, thread.first, page_size)
            return (thread, NoMore()) if first is None else self._page(thread, first, page_size)
        return None

    def _chosen(self, thread: Thread, index: int, page_size: int) -> tuple[Thread, Reply]:
        assert thread.answer is not None
        if index >= len(thread.answer.choices):
            return thread, Withdrawn()
        speaker = thread.answer.choices[index].speaker_id
        answer, context = self._answerer.ask_speaker(thread.answer.question, speaker, thread.context, self._within)
        return self._opened(answer, context, page_size)

    def _opened(self, answer: Answer, context: Context, page_size: int) -> tuple[Thread, Reply]:
        thread = Thread(context, replace(answer, findings=answer.findings[:KEPT_FINDINGS]))
        if answer.outcome is Outcome.WHICH_SPEAKER:
            return thread, WhichSpeaker(answer)
        if answer.outcome is Outcome.NOTHING_FOUND:
            return thread, NothingFound(answer, self._stock(answer))
        return self._page(thread, 0, page_size)

    def _stock(self, answer: Answer) -> Totals | None:
        """What there is instead; None where the asker has seen it, or is confined to a part of it."""
        if not self._within.is_everything or NOTHING_INSTEAD & {each.kind for each in answer.reasons}:
            return None
        return self._totals.stock()

    def _page(self, thread: Thread, first: int, page_size: int) -> tuple[Thread, Reply]:
        assert thread.answer is not None
        current = self._only_current(thread.answer)
        start, count = page_at(current, first, page_size)
        if not count:
            return replace(thread, answer=current), Withdrawn()
        context = having_shown(thread.context, current.findings[start : start + count])
        return Thread(context, current, start), Page(current, start, count)

    def _around(self, answer: Answer, index: int) -> Reply:
        if index >= len(answer.findings) or not stands(self._answerer.store, answer.findings[index], self._within):
            return Withdrawn()
        finding = answer.findings[index]
        article = self._answerer.store.article(finding.citation.article_id)
        return replace(surroundings(article, finding.span.start, finding.span.end), back=index)

    def _only_current(self, answer: Answer) -> Answer:
        store = self._answerer.store
        shown = len(standing(store, answer.findings[: answer.shown], self._within))
        return replace(answer, findings=tuple(standing(store, answer.findings, self._within)), shown=shown)


def _choice(answer: Answer, wish: str) -> int | None:
    """The index of the choice that a number or a name in the asker's words picks out."""
    if wish.isdecimal():
        return int(wish) - 1 if 0 < int(wish) <= len(answer.choices) else None
    fitting = [index for index, choice in enumerate(answer.choices) if _fits(choice, wish)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(choice: Choice, wish: str) -> bool:
    return set(wish.split()) <= set(choice.name.lower().split())
