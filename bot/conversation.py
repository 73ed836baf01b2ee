"""The conversation with one asker: questions, follow-ups, pages, choices. Sync; knows no platform and keeps no state.

The caller keeps one Thread per asker (and one per answer with buttons) and passes it back every time.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answerer import Answerer
from bot.catalogue import Totals, TotalsCounter
from bot.checking import CheckedClaim, check_claim, claims_in
from bot.excerpts import Surroundings, standing, stands, surroundings
from bot.follow_ups import Wish, by_date, choice_in, in_own_words, wish_in
from corpus.errors import UnknownArticle
from retrieval.answer import Answer, Choice, Finding, Match, Outcome, Reason, ReasonKind
from retrieval.asking import having_shown
from retrieval.questions.question import EVERYTHING, Context, Within

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

NOT_QUOTED = frozenset({ReasonKind.UNKNOWN_NAME, ReasonKind.NEVER_QUOTED})
"""Reasons that name somebody who is not on record."""

ON_RECORD = frozenset({ReasonKind.NOT_ON_TOPIC, ReasonKind.NOT_TO, ReasonKind.NOT_THERE})
"""Reasons that name somebody who is on record with something else."""

SUGGESTED = 2
LONGEST_WATCHED = 80


class WatchKind(StrEnum):
    """What somebody wants to be told of, once it is there."""

    NAME = "name"
    TOPIC = "topic"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Watch:
    """Something that is not on record yet: a name (perhaps on a topic), a topic alone, or words to be printed."""

    kind: WatchKind
    words: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What one asker's conversation remembers: `first` is the first finding of the page that is shown.

    `choices` were offered before the answer and `chosen` of them was taken; `suggestions` are questions that buttons
    ask, `watch` is what a button watches for; `told_totals` once it was said how much there is.
    """

    context: Context | None = None
    answer: Answer | None = None
    first: int = 0
    choices: tuple[Choice, ...] = ()
    chosen: int = -1
    suggestions: tuple[str, ...] = ()
    watch: Watch | None = None
    told_totals: bool = False


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
    """Nobody is on record; the answer has the reasons.

    `totals` say what there is instead, where that was not said before; `suggestions` are questions that have an
    answer; `watch` is what can be watched for.
    """

    answer: Answer
    totals: Totals | None = None
    suggestions: tuple[str, ...] = ()
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class CitedIn:
    """Where the findings on a page were printed."""

    answer: Answer
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class NoneInOwnWords:
    """None of the findings has words in quotation marks."""


@dataclass(frozen=True, slots=True)
class NobodyElse:
    """Nobody else is on record on the topic of the answer before; '' where that had none."""

    topic: str


@dataclass(frozen=True, slots=True)
class NoMore:
    """The last page, or the first one, was shown already."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was asked for was taken down, or the answer is no longer kept."""


Reply = Page | Surroundings | WhichSpeaker | NothingFound | CitedIn | NoneInOwnWords | NobodyElse | NoMore | Withdrawn


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
        if thread.answer is not None:
            step = self._picked(thread, words, page_size) or self._step(thread, words, page_size)
            if step is not None:
                return step
            if thread.context is None:  # below a digest
                thread = self._recalled(thread)
        answer, context = self._answerer.ask(words, thread.context, self._within)
        return self._opened(thread, answer, context, page_size)

    def recall(self, speaker: str) -> Thread:
        """A thread about a speaker, for a reply to an answer that is no longer kept; empty where nobody fits."""
        answer, context = self._answerer.ask(f"What did {speaker} say?", None, self._within)
        return Thread(context, answer) if answer.outcome is Outcome.ANSWERED else Thread()

    def press(self, thread: Thread, action: str, page_size: int) -> tuple[Thread, Reply]:
        """The reply to a button: 'page:<first>', 'context:<finding>', 'who:<choice>' or 'ask:<suggestion>'."""
        verb, _, number = action.partition(":")
        if verb == "ask" and number.isdecimal() and int(number) < len(thread.suggestions):
            answer, context = self._answerer.ask(thread.suggestions[int(number)], None, self._within)
            return self._opened(thread, answer, context, page_size)
        if thread.answer is None or not number.isdecimal():
            return thread, Withdrawn()
        if verb == "who":
            return self._chosen(thread, int(number), page_size)
        if verb == "context":
            return thread, self._around(thread.answer, int(number))
        return self._page(thread, int(number), page_size)

    def check(self, text: str) -> tuple[CheckedClaim, ...]:
        """What is printed of each sentence of a text. Raises what the answerer raises where search is down."""
        return tuple(check_claim(each, self._answerer, self._within) for each in claims_in(text))

    def link(self, article_id: str, start: int, end: int) -> Reply:
        """The passage that a deep link names, in its surroundings."""
        try:
            return surroundings(self._answerer.store.article(article_id), start, end)
        except (UnknownArticle, ValueError):
            return Withdrawn()

    def _picked(self, thread: Thread, words: str, page_size: int) -> tuple[Thread, Reply] | None:
        """The choice that is picked while one is open, or taken back afterwards ("the other one")."""
        assert thread.answer is not None
        if thread.answer.outcome is Outcome.WHICH_SPEAKER:
            choice = choice_in(thread.answer.choices, words)
            return self._chosen(thread, choice, page_size) if choice is not None else None
        if wish_in(words) is Wish.OTHER and thread.choices:
            others = [index for index in range(len(thread.choices)) if index != thread.chosen]
            if len(others) == 1:
                return self._chosen(thread, others[0], page_size)
            open_again = replace(thread.answer, outcome=Outcome.WHICH_SPEAKER, choices=thread.choices)
            return replace(thread, answer=open_again), WhichSpeaker(open_again)
        return None

    def _step(self, thread: Thread, words: str, page_size: int) -> tuple[Thread, Reply] | None:
        """What a wish makes of the answer before; None where the words are no wish, or there is no such answer."""
        answer, wish = thread.answer, wish_in(words)
        if answer is None or answer.outcome is not Outcome.ANSWERED:
            return None
        match wish:
            case Wish.AROUND:
                return thread, self._around(answer, thread.first)
            case Wish.CITATION:
                return thread, self._cited(answer, thread.first, page_size)
            case Wish.MORE | Wish.BACK:
                turn = next_page if wish is Wish.MORE else previous_page
                first = turn(answer, thread.first, page_size)
                return (thread, NoMore()) if first is None else self._page(thread, first, page_size)
            case Wish.DIRECT:
                own = in_own_words(answer)
                return (
                    self._page(replace(thread, answer=own), 0, page_size)
                    if own.findings
                    else (thread, NoneInOwnWords())
                )
            case Wish.NEWEST | Wish.OLDEST:
                ordered = by_date(answer, newest_first=wish is Wish.NEWEST)
                return self._page(replace(thread, answer=ordered), 0, page_size)
            case Wish.WHO_ELSE:
                return self._others(thread, page_size)
        return None

    def _others(self, thread: Thread, page_size: int) -> tuple[Thread, Reply]:
        """Who else is on record on the topic of the answer before."""
        question = thread.context.question if thread.context is not None else None
        topic = question.topic if question is not None else ""
        if not topic or thread.answer is None:
            return thread, NobodyElse("")
        before = {each.speaker for each in thread.answer.findings}
        answer, context = self._answerer.ask(f"Who spoke about {topic}?", None, self._within)
        others = tuple(each for each in answer.findings if each.speaker not in before)
        if not others or answer.match is not Match.FULL:
            return thread, NobodyElse(topic)
        shown = min(len(others), max(answer.shown, 1))
        return self._opened(thread, replace(answer, findings=others, shown=shown), context, page_size)

    def _recalled(self, thread: Thread) -> Thread:
        """The thread with a context of its first finding's speaker, where it has none."""
        assert thread.answer is not None
        names = [each.speaker for each in thread.answer.findings[thread.first :] if each.speaker]
        return replace(thread, context=self.recall(names[0]).context) if names else thread

    def _chosen(self, thread: Thread, index: int, page_size: int) -> tuple[Thread, Reply]:
        assert thread.answer is not None
        choices = thread.answer.choices or thread.choices
        if index >= len(choices):
            return thread, Withdrawn()
        speaker = choices[index].speaker_id
        answer, context = self._answerer.ask_speaker(thread.answer.question, speaker, thread.context, self._within)
        opened, reply = self._opened(thread, answer, context, page_size)
        return replace(opened, choices=choices, chosen=index), reply

    def _opened(self, before: Thread, answer: Answer, context: Context, page_size: int) -> tuple[Thread, Reply]:
        kept = replace(answer, findings=answer.findings[:KEPT_FINDINGS])
        thread = Thread(context, kept, told_totals=before.told_totals)
        if answer.outcome is Outcome.WHICH_SPEAKER:
            return thread, WhichSpeaker(answer)
        if answer.outcome is Outcome.NOTHING_FOUND:
            return self._nothing(thread, answer)
        return self._page(thread, 0, page_size)

    def _nothing(self, thread: Thread, answer: Answer) -> tuple[Thread, Reply]:
        """Nothing found: what there is instead is said once in a conversation, what can be asked every time."""
        totals = self._totals_for(answer)
        suggestions = self._suggestions(answer, totals)
        watch = watch_for(answer, thread.context)
        told = totals if not thread.told_totals else None
        thread = replace(
            thread, suggestions=suggestions, watch=watch, told_totals=thread.told_totals or told is not None
        )
        return thread, NothingFound(answer, told, suggestions, watch)

    def _suggestions(self, answer: Answer, totals: Totals | None) -> tuple[str, ...]:
        """Two questions that have an answer: of those who may have been meant, then of those most on record."""
        if totals is None:
            return ()
        near = [name for reason in answer.reasons for name in (*reason.names, *_still_quoted(reason))]
        named = dict.fromkeys([*near, *totals.most_quoted])
        return tuple(f"What did {name} say?" for name in named)[:SUGGESTED]

    def _totals_for(self, answer: Answer) -> Totals | None:
        """What there is instead; None where the asker has seen it, or is confined to a part of it."""
        if not self._within.is_everything or NOTHING_INSTEAD & {each.kind for each in answer.reasons}:
            return None
        return self._totals.totals()

    def _cited(self, answer: Answer, first: int, page_size: int) -> Reply:
        current = self._only_current(answer)
        start, count = page_at(current, first, page_size)
        return CitedIn(current, start, count) if count else Withdrawn()

    def _page(self, thread: Thread, first: int, page_size: int) -> tuple[Thread, Reply]:
        assert thread.answer is not None
        current = self._only_current(thread.answer)
        start, count = page_at(current, first, page_size)
        if not count:
            return replace(thread, answer=current), Withdrawn()
        context = having_shown(thread.context, current.findings[start : start + count])
        return replace(thread, context=context, answer=current, first=start), Page(current, start, count)

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


def watch_for(answer: Answer, context: Context | None) -> Watch | None:
    """What could be watched for where nothing was found: the name that is not quoted, or the topic nobody is on."""
    question = context.question if context is not None else None
    topic = question.topic if question is not None else ""
    for reason in answer.reasons:
        if reason.kind in NOT_QUOTED and seen_words(reason.name):
            return Watch(WatchKind.NAME, reason.name, topic)
        if reason.kind is ReasonKind.NOT_ON_TOPIC and reason.name:
            return Watch(WatchKind.NAME, reason.name, reason.words)
        if reason.kind is ReasonKind.NOBODY_SAID and seen_words(reason.words):
            return Watch(WatchKind.TOPIC, reason.words)
    return None


def seen_words(words: str) -> bool:
    """Whether these are words that can be watched for: a few, with letters."""
    return any(each.isalpha() for each in words) and len(words) <= LONGEST_WATCHED


def _still_quoted(reason: Reason) -> tuple[str, ...]:
    """Who is on record, only not with what was asked."""
    return (reason.name,) if reason.kind in ON_RECORD and reason.name else ()
