"""Fetches updates, from the first one that is not kept yet, through hours without network."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Protocol

from bot.chat import Incoming
from bot.errors import AlreadyRunning, ChatError, Contended, Flooded

Receive = Callable[[int, str, Incoming | None], Awaitable[None]]

_logger = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0
_NEWCOMER = 60.0
"""Seconds in which an instance that meets another one takes itself for the later one, and stops."""


class Source(Protocol):
    """Where updates are fetched from."""

    async def fetch(self, offset: int) -> list[tuple[int, str, Incoming | None]]:
        """Updates from `offset` on, waiting a while where there are none; those before it may be forgotten."""


async def poll(
    source: Source,
    receive: Receive,
    clock: Callable[[], float] = monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Fetch and receive for ever. Raises AlreadyRunning where another instance was here first, and TokenRefused."""
    offset, pause, met = 0, 0.5, 0
    started = clock()
    while True:
        try:
            updates = await source.fetch(offset)
        except Contended:
            met += 1
            if met > 1 and clock() - started < _NEWCOMER:
                raise AlreadyRunning("it fetches updates with the same token, perhaps on another machine") from None
            _logger.error("another instance fetches updates with the same token: stop it")
            await sleep(1)
        except ChatError as fault:
            wait = fault.seconds if isinstance(fault, Flooded) else pause
            _logger.warning("no updates from Telegram (%s): next attempt in %g s", fault, wait)
            await sleep(wait)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            pause = 0.5
            for update_id, payload, what in updates:
                await receive(update_id, payload, what)
                offset = update_id + 1
