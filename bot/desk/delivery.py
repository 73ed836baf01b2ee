"""Delivers messages: every chat has its own line, so that a flooded chat delays no other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from html import escape
from typing import TypeVar

from bot.chat import Chat, Message, Place
from bot.errors import ChatGone, ChatMoved, Flooded, MarkupRefused, MessageRefused, NotModified, Unreachable

T = TypeVar("T")
Job = Callable[[], Awaitable[None]]
Mark = Callable[[], AbstractContextManager[None]]

_logger = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0

ON_THEIR_WAY = 4
"""Messages that are sent at the same time: of these nobody knows, if the process dies, whether they arrived.

Enough for the 30 messages a second that Telegram takes from a bot, at an eighth of a second each.
"""


class Lines:
    """Jobs of one chat run one after the other, in the order in which they came; chats run side by side."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, chat_id: int, job: Job) -> None:
        """Run the job when those before it in this chat are done. A job must not raise."""
        if chat_id in self._waiting:
            self._waiting[chat_id].append(job)
            return
        self._waiting[chat_id] = [job]
        task = asyncio.create_task(self._work_off(chat_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    async def drain(self, seconds: float) -> int:
        """Wait until all is done, at most so long; how many jobs are left undone."""
        if self._tasks:
            _, undone = await asyncio.wait(self._tasks, timeout=seconds)
            left = len(self)
            for task in undone:
                task.cancel()
            await asyncio.gather(*undone, return_exceptions=True)
            return left
        return 0

    async def _work_off(self, chat_id: int) -> None:
        jobs = self._waiting[chat_id]
        while jobs:
            await jobs[0]()
            del jobs[0]
        del self._waiting[chat_id]


class Delivery:
    """Sends and edits, waiting where the platform asks for it and trying again where it can't be reached."""

    def __init__(self, chat: Chat, moved: Callable[[int, int], None]) -> None:
        """`moved` is told the old and the new id of a group that became a supergroup."""
        self._chat, self._moved = chat, moved
        self._at_once = asyncio.Semaphore(ON_THEIR_WAY)

    async def say(self, place: Place, message: Message, mark: Mark = nullcontext) -> int:
        """Send a message until it is there; its id. Each attempt is made within a `mark`.

        Where a picture is refused, as groups can, its caption is sent alone. Raises ChatGone and MessageRefused.
        """
        if message.picture:
            with suppress(ChatGone, MessageRefused):
                return await self._said(place, message, mark)
        return await self._said(place, replace(message, picture=b""), mark)

    async def _said(self, place: Place, message: Message, mark: Mark) -> int:
        try:
            return await persistently(lambda: self._attempt(place, message, mark))
        except ChatMoved as moved:
            self._moved(place.chat_id, moved.new_id)
            return await self._said(Place(moved.new_id), message, mark)
        except MarkupRefused:
            _logger.error("the platform refused the markup of a message; it is sent without")
            return await persistently(lambda: self._attempt(place, _without_markup(message), mark))

    async def _attempt(self, place: Place, message: Message, mark: Mark) -> int:
        send = self._chat.send_picture if message.picture else self._chat.send
        async with self._at_once:
            with mark():
                return await send(place, message)

    async def change(self, chat_id: int, message_id: int, message: Message) -> None:
        """Edit a message until it is so. Raises ChatGone, and MessageRefused where it can't be edited any more."""
        try:
            await persistently(lambda: self._chat.edit(chat_id, message_id, message))
        except NotModified:
            return
        except MarkupRefused:
            _logger.error("the platform refused the markup of a message; it is shown without")
            await persistently(lambda: self._chat.edit(chat_id, message_id, _without_markup(message)))


async def persistently(attempt: Callable[[], Awaitable[T]]) -> T:
    """The attempt's result, after as many attempts and pauses as the platform makes necessary."""
    pause = 0.5
    while True:
        try:
            return await attempt()
        except Flooded as flood:
            _logger.warning("a chat is flooded: next message to it in %g s", flood.seconds)
            await asyncio.sleep(flood.seconds)
        except Unreachable as fault:
            _logger.warning("Telegram can't be reached (%s): next attempt in %g s", fault, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _without_markup(message: Message) -> Message:
    return replace(message, html=escape(message.plain, quote=False))
