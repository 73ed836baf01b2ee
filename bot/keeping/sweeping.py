"""Sweeps out what is too old: what /privacy says is kept for two days is not on disk for longer."""

import logging
from collections.abc import Awaitable, Callable

from bot.keeping.state import UNAVAILABLE, State
from bot.keeping.threads import Threads

EVERY_SECONDS = 3600.0

_logger = logging.getLogger(__name__)


async def sweep(threads: Threads, state: State, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Drop old threads and answers now and then every hour, for ever."""
    while True:
        try:
            threads.drop_old()
            state.scrub()
        except UNAVAILABLE as fault:
            _logger.error("old threads can't be removed (%s): tried again in an hour", fault)
        await sleep(EVERY_SECONDS)
