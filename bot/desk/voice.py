"""The bot's voice: what is said to an update, at most twice, and what is changed or flashed up afterwards."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar

from bot.chat import Chat, ChatKind, Message, Place, Pressed, Spoken
from bot.desk.delivery import Delivery, persistently
from bot.errors import MessageRefused
from bot.keeping.accepted import Accepted

TYPING_AFTER = 1.0
"""Seconds after which a private chat is shown that an answer is being prepared."""

T = TypeVar("T")

_logger = logging.getLogger(__name__)


class Voice:
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

    async def prepared(self, chat_id: int, kind: ChatKind, work: Callable[[], T]) -> T:
        """Have an answer made; a private chat is shown that it is, where it takes longer than a moment."""
        making = self.off_the_loop(work)
        if kind is ChatKind.PRIVATE:
            await asyncio.wait([making], timeout=TYPING_AFTER)
            if not making.done():
                await self.chat.typing(chat_id)
        return await making

    def off_the_loop(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        """Have work done that must not keep others waiting."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work)


def place_of(spoken: Spoken) -> Place:
    """Where the answer goes: in a group into the same topic, as a reply to the asker."""
    reply_to = None if spoken.kind is ChatKind.PRIVATE else spoken.message_id
    return Place(spoken.chat_id, spoken.topic, reply_to)
