"""Oversees errands: starts one, and shows in one message how far it is and how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from bot.administration.beside import Beside, Running
from bot.administration.errands import Errand
from bot.administration.uploads import Uploads
from bot.administration.wording import (
    CANCEL,
    NOT_RUNNING,
    STOPPING,
    busy,
    ended,
    started,
    under_way,
)
from bot.chat import Button, Message, Pressed, Spoken
from bot.desk.voice import Voice, place_of
from bot.errors import ChatError
from bot.keeping.accepted import Accepted
from bot.wording.markup import Markup, joined, text

EVERY = 3.0
"""Seconds between two edits of a message."""

ERRAND = "errand"
"""The verb of the button that cancels."""

_CANCEL = ((Button(CANCEL, action=f"{ERRAND}:cancel"),),)

_logger = logging.getLogger(__name__)


class Overseeing:
    """One errand at a time. All methods run on the event loop; `pause` waits so many seconds."""

    def __init__(
        self, voice: Voice, beside: Beside, uploads: Uploads, pause: Callable[[float], Awaitable[None]]
    ) -> None:
        self._voice, self._beside, self._uploads, self._pause = voice, beside, uploads, pause
        self._shown_in: tuple[int, int] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> Running | None:
        """The errand that is on its way."""
        return self._beside.running

    async def begin(self, spoken: Spoken, errand: Errand, accepted: Accepted, before: str = "") -> bool:
        """Start an errand and say so, below the words for what was done `before`; False where another is running."""
        if self._beside.running is not None:
            words = joined([text(before), text(busy(self._beside.running.errand))], "\n\n")
            await self._voice.say(place_of(spoken), _message(words), accepted)
            return False
        running = self._beside.start(errand)
        try:
            words = started(errand, before)
            sent = await self._voice.say(place_of(spoken), Message(words.html, words.plain, _CANCEL), accepted)
        except ChatError:
            running.cancel()
            raise
        if sent is None:  # it may have been said twice already, and done twice
            running.cancel()
            return True
        self._shown_in = (spoken.chat_id, sent)
        task = asyncio.create_task(self._follow(running, spoken.chat_id, sent, before))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def cancel(self, pressed: Pressed) -> None:
        """Stop the errand that the message with the button shows."""
        running = self._beside.running
        if running is None or self._shown_in != (pressed.chat_id, pressed.message_id):
            await self._voice.chat.toast(pressed.press_id, NOT_RUNNING)
            return
        running.cancel()
        await self._voice.chat.toast(pressed.press_id, STOPPING)

    async def close(self, seconds: float) -> None:
        """End what is running, and give the message that shows it so long to say so."""
        await self._beside.close()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    async def _follow(self, running: Running, chat_id: int, message_id: int, before: str) -> None:
        shown = None
        while not running.outcome.done():
            edited = running.step != shown
            if running.step is not None and edited:
                shown = running.step
                words = under_way(running.errand, shown, before)
                await self._change(chat_id, message_id, Message(words.html, words.plain, _CANCEL))
            pausing = asyncio.ensure_future(self._pause(EVERY))
            await asyncio.wait((running.outcome, pausing), return_when=asyncio.FIRST_COMPLETED)
            if edited:
                await pausing
            pausing.cancel()
        await self._voice.off_the_loop(partial(self._uploads.remove, running.errand, self._beside.running))
        await self._change(chat_id, message_id, _message(ended(running.outcome.result(), before)))

    async def _change(self, chat_id: int, message_id: int, message: Message) -> None:
        try:
            await self._voice.change(chat_id, message_id, message)
        except ChatError as fault:
            _logger.info("how far an errand is can't be shown any more: %s", type(fault).__name__)


def _message(words: Markup) -> Message:
    return Message(words.html, words.plain)
