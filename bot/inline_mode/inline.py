"""Inline mode: what is typed after '@thebot' in any chat is answered with cards while the asker waits for them."""

import asyncio
import logging
from dataclasses import replace
from functools import partial
from html import escape

from bot.chat import Card, InlineAsked
from bot.desk.voice import Voice
from bot.errors import ChatError, MessageRefused, QueryDead
from bot.inline_mode.inline_search import InlineSearch, Offered
from bot.wording import phrases
from corpus.errors import StoreUnavailable
from retrieval.errors import RetrievalError

SECONDS = 0
"""How long the platform may answer the same query itself: what is taken down must not be offered a moment longer."""

_logger = logging.getLogger(__name__)


class Inline:
    """Answers the newest query of each person; work on one that was typed over meanwhile is given up."""

    def __init__(self, voice: Voice, search: InlineSearch) -> None:
        self._voice, self._search = voice, search
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
            return await self._voice.off_the_loop(partial(self._search.offer, asked.query, asked.offset))
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
        await self._voice.chat.show_cards(query_id, offered.cards, offered.next_offset, offered.to_private, SECONDS)


def _without_markup(card: Card) -> Card:
    message = card.message
    return replace(card, message=replace(message, html=escape(message.plain, quote=False), buttons=()))
