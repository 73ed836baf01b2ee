"""Sending: one queue per chat, retries, at most two attempts per answer, and edits of earlier messages."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from html import escape
from typing import TypeVar

from bot.chat import Chat, ChatKind, Message, Place, Pressed, Spoken
from bot.errors import ChatGone, ChatMoved, Flooded, MarkupRefused, MessageRefused, NotModified, Unreachable
from bot.state.inbox import Accepted

T = TypeVar("T")
Job = Callable[[], Awaitable[None]]
Mark = Callable[[], AbstractContextManager[None]]

_logger = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0

ON_THEIR_WAY = 4
"""Messages that are sent at the same time: of these nobody knows, if the process dies, whether they arrived.

Enough for the 30 messages a second that Telegram takes from a bot, at an eighth of a second each.
"""


class ChatQueues:
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

    def waiting(self, chat_id: int) -> int:
        """Jobs of a chat that are not done yet, the one at work included."""
        return len(self._waiting.get(chat_id, ()))

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


TYPING_AFTER = 1.0
"""Seconds after which a private chat is shown that an answer is being prepared."""


class Sender:
    """Speaks from the event loop; work that takes longer runs in the executor."""

    def __init__(self, chat: Chat, delivery: Delivery, executor: Executor) -> None:
        self.chat, self.delivery, self._executor = chat, delivery, executor

    async def say(self, place: Place, message: Message, accepted: Accepted) -> int | None:
        """Say it in answer to an update; None where that may have arrived twice already, or it was forgotten."""
        if not accepted.may_be_sent():
            if accepted.is_kept():
                _logger.error("an answer that may have arrived twice is not sent a third time")
            return None
        return await self.delivery.say(place, message, accepted.handing_over)

    async def tell(self, place: Place, message: Message) -> int:
        """Say something that nobody asked for. Raises ChatGone and MessageRefused."""
        return await self.delivery.say(place, message)

    async def change(self, chat_id: int, message_id: int, message: Message) -> None:
        """Edit what was said; what can't be edited any more stays. Raises ChatGone."""
        try:
            await self.delivery.change(chat_id, message_id, message)
        except MessageRefused as refusal:
            _logger.info("an answer can't be edited any more: %s", refusal)

    async def may_decide(self, who: Spoken | Pressed) -> bool:
        """Whether a person decides for the chat: in private everybody, in a group its admins, anonymous ones too."""
        if who.kind is ChatKind.PRIVATE or (isinstance(who, Spoken) and who.as_chat):
            return True
        try:
            return who.asker > 0 and await persistently(partial(self.chat.is_admin, who.chat_id, who.asker))
        except MessageRefused:  # the platform knows no such member
            return False

    async def prepared(self, who: Spoken | Pressed, work: Callable[[], T]) -> T:
        """Have an answer made; a private chat is shown that it is, where it takes longer than a moment."""
        making = self.off_the_loop(work)
        if who.kind is ChatKind.PRIVATE and not (isinstance(who, Spoken) and who.guest):
            await asyncio.wait([making], timeout=TYPING_AFTER)
            if not making.done():
                await self.chat.typing(who.chat_id)
        return await making

    def off_the_loop(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        """Have work done that must not keep others waiting."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work)


def place_of(spoken: Spoken) -> Place:
    """Where the answer goes: in a group into the same topic, as a reply to the asker."""
    if spoken.guest:
        return Place(spoken.chat_id, guest=spoken.guest)
    reply_to = None if spoken.kind is ChatKind.PRIVATE else spoken.message_id
    return Place(spoken.chat_id, spoken.topic, reply_to)
