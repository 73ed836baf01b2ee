"""Inline mode: what is typed after '@thebot' in any chat is answered with cards."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from html import escape
from itertools import zip_longest
from threading import Lock

from bot.answerer import Answerer
from bot.chat import Button, Card, InlineAsked, Limits, Message
from bot.dispatch.sender import Sender
from bot.errors import ChatError, MessageRefused, QueryDead
from bot.excerpts import deep_link, standing
from bot.wording import phrases
from bot.wording.finding_messages import citation_line, heading, marked
from bot.wording.markup import joined, named, quotation, readable_moment, seen, short
from corpus.errors import StoreUnavailable
from retrieval.answer import Answer, Finding, Outcome
from retrieval.errors import RetrievalError

LONGEST = 1200
"""Code points of a finding's text on a card; fifty of the longest stay far below what the platform takes at once."""


def card(finding: Finding, limits: Limits) -> Card | None:
    """The card; None where nothing of the finding can be seen, or the platform would refuse it."""
    body = joined([heading(finding), quotation(marked(finding, LONGEST)), citation_line(finding.citation)], "\n")
    words = short(finding.text, 120).plain
    if not seen(words) or body.length > limits.text or body.entities > limits.entities:
        return None
    return Card(_id(finding), _title(finding), words, Message(body.html, body.plain, _buttons(finding, limits)))


def _id(finding: Finding) -> str:
    """An id of a fixed length: an article's own may be longer than the platform takes."""
    place = f"{finding.citation.article_id}#{finding.span.start}-{finding.span.end}"
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _title(finding: Finding) -> str:
    outlet = named(finding.citation.outlet, 50, phrases.ON_RECORD).plain
    who = named(finding.speaker, 50, outlet).plain
    published = finding.citation.published
    day = short(readable_moment(published)[0].partition(",")[0], 30).plain if published else ""
    return f"{who} · {day}" if day else who


def _buttons(finding: Finding, limits: Limits) -> tuple[tuple[Button, ...], ...]:
    url = deep_link(limits.link, finding.citation.article_id, finding.span)
    return ((Button(phrases.IN_ITS_ARTICLE, url=url),),) if url else ()


KEPT_QUERIES, KEPT_FINDINGS = 64, 200
"""How many queries are remembered, and how many findings of each can be scrolled through."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A page of cards, where the next one starts ('' where there is none), and what the button to the bot says."""

    cards: tuple[Card, ...]
    next_offset: str
    to_private: str


class InlineSearch:
    """Answers are kept for as long as store, index and day are the same, so that what is taken down is gone at once."""

    def __init__(self, answerer: Answerer, today: Callable[[], date], limits: Limits) -> None:
        self._answerer, self._today, self._limits = answerer, today, limits
        self._kept: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()
        self._edition: tuple[int, str, date] | None = None
        self._looking = Lock()

    def offer(self, query: str, offset: str) -> Offered:
        """The cards from `offset` on. Raises what the answerer raises where search is down."""
        words = " ".join(query.split())
        if not words:
            return Offered((), "", phrases.ASK_IN_PRIVATE)
        findings = self._findings(words)
        if not findings:
            return Offered((), "", phrases.NOBODY_ON_RECORD)
        first = int(offset) if offset.isdecimal() and offset.isascii() and len(offset) < 9 else 0
        after = first + self._limits.inline_results
        current = standing(self._answerer.store, findings[first:after])
        shown = (card(finding, self._limits) for finding in current)
        cards = {one.id: one for one in shown if one is not None}
        return Offered(tuple(cards.values()), str(after) if after < len(findings) else "", phrases.ASK_IN_PRIVATE)

    def _findings(self, words: str) -> tuple[Finding, ...]:
        edition = (*self._answerer.edition(), self._today())
        key = words.casefold()
        with self._looking:
            if edition != self._edition:
                self._kept.clear()
                self._edition = edition
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        findings = self._asked(words)
        self._keep(edition, key, findings)
        return findings

    def _keep(self, edition: tuple[int, str, date], key: str, findings: tuple[Finding, ...]) -> None:
        with self._looking:
            if edition == self._edition:
                self._kept[key] = findings
                if len(self._kept) > KEPT_QUERIES:
                    self._kept.popitem(last=False)

    def _asked(self, words: str) -> tuple[Finding, ...]:
        """The findings; where a name fits several speakers, those of each in turn."""
        answer, _ = self._answerer.ask(words, None)
        if answer.outcome is not Outcome.WHICH_SPEAKER:
            return answer.findings[:KEPT_FINDINGS]
        each = [self._answerer.ask_speaker(words, choice.speaker_id, None)[0] for choice in answer.choices]
        return _in_turns(each)[:KEPT_FINDINGS]


def _in_turns(answers: Sequence[Answer]) -> tuple[Finding, ...]:
    rows = zip_longest(*(answer.findings for answer in answers))
    return tuple(finding for row in rows for finding in row if finding is not None)


SECONDS = 0
"""How long the platform may answer the same query itself: what is taken down must not be offered a moment longer."""

_logger = logging.getLogger(__name__)


class Inline:
    """Answers the newest query of each person; work on one that was typed over meanwhile is given up."""

    def __init__(self, sender: Sender, search: InlineSearch) -> None:
        self._sender, self._search = sender, search
        self._newest: dict[int, asyncio.Task[None]] = {}

    def typed(self, asked: InlineAsked) -> None:
        """Begin to answer."""
        before = self._newest.get(asked.asker)
        if before is not None:
            before.cancel()
        task = self._newest[asked.asker] = asyncio.create_task(self._answer(asked))
        task.add_done_callback(lambda done: self._forget(asked.asker, done))

    def _forget(self, asker: int, done: "asyncio.Task[None]") -> None:
        if self._newest.get(asker) is done:
            del self._newest[asker]

    async def _answer(self, asked: InlineAsked) -> None:
        try:
            await self._show(asked.query_id, await self._offered(asked))
        except ChatError as fault:  # an answer that does not arrive is not sent again: by then the query is dead
            _logger.warning("inline cards could not be shown: %s", fault)
        except Exception as fault:
            _logger.error("an inline query could not be answered: %s", type(fault).__name__)

    async def _offered(self, asked: InlineAsked) -> Offered:
        try:
            return await self._sender.off_the_loop(partial(self._search.offer, asked.query, asked.offset))
        except (StoreUnavailable, RetrievalError) as fault:
            _logger.error("an inline query could not be answered: %s", type(fault).__name__)
            return Offered((), "", phrases.OUT_OF_ORDER)

    async def _show(self, query_id: str, offered: Offered) -> None:
        try:
            await self._send(query_id, offered)
        except QueryDead:
            return
        except MessageRefused as refusal:
            _logger.error("the platform refused inline cards (%s); they are shown without markup", refusal)
            await self._send(query_id, replace(offered, cards=tuple(map(_without_markup, offered.cards))))

    async def _send(self, query_id: str, offered: Offered) -> None:
        await self._sender.chat.show_cards(query_id, offered.cards, offered.next_offset, offered.to_private, SECONDS)


def _without_markup(card: Card) -> Card:
    message = card.message
    return replace(card, message=replace(message, html=escape(message.plain, quote=False), buttons=()))
