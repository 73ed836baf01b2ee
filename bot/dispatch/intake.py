"""Intake: writes updates to the inbox, has each one worked on, and removes it afterwards."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.chat import Incoming, InlineAsked, Kept, Migrated, Pressed, Reacted, Spoken
from bot.dispatch.dispatch import Dispatcher
from bot.dispatch.sender import ChatQueues
from bot.errors import ChatGone, MessageRefused
from bot.inline import Inline
from bot.state.inbox import HELD_SECONDS, Accepted, Inbox
from bot.state.state import UNAVAILABLE
from corpus.errors import StoreUnavailable
from retrieval.errors import RetrievalError

_logger = logging.getLogger(__name__)
_FULL_DISK_PAUSE = 5.0
TURN_SECONDS = HELD_SECONDS / 6


class Intake:
    """What comes in is written down before the platform may forget it."""

    def __init__(
        self, inbox: Inbox, queues: ChatQueues, dispatcher: Dispatcher, inline: Inline, admits: Callable[[int], bool]
    ) -> None:
        """`admits` says whether a person may ask inline."""
        self._admits = admits
        self._inbox, self._lines, self._dispatcher, self._inline = inbox, queues, dispatcher, inline
        self._working: set[int] = set()

    async def receive(self, update_id: int, payload: str, what: Incoming | None) -> None:
        """Accept an update and start work on it; returns when it is kept, however long the disk refuses to take it."""
        if isinstance(what, InlineAsked):  # dead within seconds: nothing to keep for after a restart
            if self._admits(what.asker):
                self._inline.typed(what)
            return
        if what is None or not self._dispatcher.concerns_us(what):
            return
        while True:
            try:
                new = self._inbox.accept(update_id, _asker_of(what), payload)
                break
            except UNAVAILABLE as fault:
                _logger.error("the inbox can't be written (%s): no update is taken until it can", fault)
                await asyncio.sleep(_FULL_DISK_PAUSE)
        if new:
            self._line_up(update_id, what)

    def resume(self, read: Callable[[dict[str, Any]], Incoming | None]) -> int:
        """Start work on everything that was accepted and that nobody works on; how many that are."""
        self._inbox.hold(self._working)
        waiting = self._inbox.take_over()
        for update_id, payload in waiting:
            what = _read_again(read, payload)
            if what is None or isinstance(what, InlineAsked):
                self._inbox.accepted(update_id).done()
            else:
                self._line_up(update_id, what)
        return len(waiting)

    async def keep_up(
        self, read: Callable[[dict[str, Any]], Incoming | None], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        """For ever: say what is worked on here, and take over what nobody works on any more."""
        while True:
            await sleep(TURN_SECONDS)
            try:
                if taken := self.resume(read):
                    _logger.warning("%d updates are taken over from a process that went away", taken)
            except UNAVAILABLE as fault:
                _logger.error("the inbox can't be used (%s): tried again in %g s", fault, TURN_SECONDS)

    def _line_up(self, update_id: int, what: Kept) -> None:
        if isinstance(what, Migrated):
            self._dispatcher.moved(what)
        self._working.add(update_id)
        self._lines.put(_line_of(what), lambda: self._work(update_id, what))

    async def _work(self, update_id: int, what: Kept) -> None:
        try:
            await self._work_on(update_id, what)
        except UNAVAILABLE as fault:
            _logger.error("the inbox can't be used (%s): update %d is worked on again later", fault, update_id)
        finally:
            self._working.discard(update_id)

    async def _work_on(self, update_id: int, what: Kept) -> None:
        accepted = self._inbox.accepted(update_id)
        try:
            if not accepted.is_kept():
                return
            if accepted.start():
                await self._dispatcher.take(what, accepted)
            else:
                _logger.error("update %d ended the process before: it is given up", update_id)
                await self._dispatcher.apologise(what, accepted)
        except Exception as fault:
            await self._failed(what, accepted, fault)
        accepted.done()

    async def _failed(self, what: Kept, accepted: Accepted, fault: Exception) -> None:
        """Log what went wrong without its text, in which the asker's words may stand, and say so in the chat."""
        if isinstance(fault, ChatGone):
            self._dispatcher.gone(what)
            return
        place = _place_in_code(fault)
        name = type(fault).__name__
        told = {"fault": f"{name} at {Path(place).name}"}
        _logger.error("a %s could not be answered: %s at %s", type(what).__name__, name, place, extra=told)
        if isinstance(fault, MessageRefused):
            return
        try:
            if isinstance(fault, StoreUnavailable | RetrievalError):
                await self._dispatcher.out_of_order(what, accepted)
            else:
                await self._dispatcher.apologise(what, accepted)
        except Exception as second:
            _logger.error("nor could that be said: %s", type(second).__name__)


def _read_again(read: Callable[[dict[str, Any]], Incoming | None], payload: str) -> Incoming | None:
    try:
        return read(json.loads(payload))
    except Exception as fault:  # kept by another version, or by one that could read it
        _logger.error("a kept update that can't be read is dropped", extra={"fault": type(fault).__name__})
        return None


def _line_of(what: Kept) -> int:
    return what.old_id if isinstance(what, Migrated) else what.chat_id


def _asker_of(what: Kept) -> int:
    return what.asker if isinstance(what, Spoken | Pressed | Reacted) else 0


def _place_in_code(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
