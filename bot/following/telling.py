"""Telling: looks at the store now and then, and tells those who follow somebody what is new, gathered into digests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial

from bot.chat import ChatKind, Limits, Place
from bot.chat_settings.record import SettingsOfChats
from bot.desk.delivery import Lines
from bot.desk.door import Door
from bot.desk.voice import Voice
from bot.errors import ChatGone, MessageRefused
from bot.following.digest import digest
from bot.following.follows import Follows
from bot.following.hearing import here, listen
from bot.following.news import Heard, News, Rhythm
from bot.keeping.memory import Memory
from bot.keeping.moves import Moves
from bot.keeping.threads import KeptAnswer, Threads
from corpus.store import ArticleStore

_logger = logging.getLogger(__name__)


class Telling:
    """All methods run on the event loop; the store is read in the executor, and each place told in its chat's line."""

    def __init__(
        self, store: ArticleStore, follows: Follows, news: News, voice: Voice, lines: Lines, door: Door, memory: Memory,
        moves: Moves, threads: Threads, chats: SettingsOfChats, limits: Limits, clock: Callable[[], float],
        rhythm: Rhythm,
    ) -> None:  # fmt: skip
        self._store, self._follows, self._news, self._voice, self._lines = store, follows, news, voice, lines
        self._door, self._memory, self._moves, self._threads, self._chats = door, memory, moves, threads, chats
        self._limits, self._clock, self._rhythm = limits, clock, rhythm
        self._being_told: set[Place] = set()

    async def watch(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Look and tell for ever. What can't be read now is read the next time."""
        while True:
            try:
                if self._news.is_told_here():
                    await self.look()
            except Exception as fault:  # whatever it is, it may be gone the next time
                _logger.error("nothing new can be told of those who are followed: %s", type(fault).__name__)
            await sleep(self._rhythm.look)

    async def look(self) -> None:
        """Note what is new, and line up what is due to be told."""
        follows, before = self._follows.all(), self._news.read_up_to()
        if follows and before is None:
            self._news.read(await self._voice.off_the_loop(partial(here, self._store)))
        elif follows and before is not None:
            revision = await self._voice.off_the_loop(self._store.revision)
            if revision != before.revision:
                look = await self._voice.off_the_loop(partial(listen, self._store, follows, before))
                self._news.note(look.up_to, look.heard, look.wanted, self._clock())
                for follow, speaker in look.identified:
                    self._follows.identify(follow, speaker)
        for place in self._news.due(self._clock(), self._rhythm):
            if place not in self._being_told and self._may_be_told(place):
                self._being_told.add(place)
                self._lines.put(place.chat_id, partial(self._tell, place))

    def _may_be_told(self, place: Place) -> bool:
        """Whether the bot talks there; what a muted chat would be told waits."""
        kind = ChatKind.PRIVATE if place.chat_id > 0 else ChatKind.GROUP
        return self._door.is_welcome(place.chat_id, kind) and not self._chats.of(place.chat_id).muted

    async def _tell(self, place: Place) -> None:
        try:
            await self._tell_digest(place)
        except ChatGone:
            self._memory.forget_chat(place.chat_id)
        except MessageRefused as refusal:
            _logger.warning("a digest was refused (%s)", refusal)
            self._refused(place)
        except Exception as fault:  # the chat's line goes on, and what was not told waits
            _logger.error("a digest could not be told: %s", type(fault).__name__)
        finally:
            self._being_told.discard(place)

    async def _tell_digest(self, place: Place) -> None:
        follows = [follow for follow in self._follows.of_chat(place.chat_id) if follow.place == place]
        names = {follow.speaker: follow.name for follow in follows}
        all_waiting = self._news.waiting(place)
        waiting = [one for one in all_waiting if one.speaker in names]
        settings = self._chats.of(place.chat_id)
        made = await self._voice.off_the_loop(partial(digest, self._store, waiting, names, settings, self._limits))
        if made is None:
            self._news.drop(place, all_waiting)
            return
        mark = partial(self._handing_over, place, waiting)
        sent = await self._voice.delivery.say(place, made.message, mark)
        chat_id = self._moves.current(place.chat_id)
        self._threads.keep_answer(KeptAnswer(chat_id, sent, 0, max(0, chat_id), made.thread))

    def _handing_over(self, place: Place, told: Sequence[Heard]) -> AbstractContextManager[None]:
        """The mark, under the id that the chat has now: a group may become a supergroup while it is told."""
        now = replace(place, chat_id=self._moves.current(place.chat_id))
        return self._news.handing_over(now, told, self._clock())

    def _refused(self, place: Place) -> None:
        """Where a forum's topic is gone, the forum itself is told; else what is refused is not tried for ever."""
        if place.topic is None:
            self._news.drop(place, self._news.waiting(place))
        self._follows.leave_topic(place)
        self._news.leave_topic(place)
