"""Receives updates: by polling, from the first one not kept yet, or by webhook."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.ext import Updater

from bot.chat import Incoming
from bot.errors import AlreadyRunning, ChatError, Contended, Flooded
from bot.telegram_chat.api import own_errors
from bot.telegram_chat.updates import UPDATES, incoming

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


class _Handed(asyncio.Queue[object]):
    """Hands every update on as soon as it is put in: the post is answered only when the update is kept."""

    def __init__(self, receive: Receive) -> None:
        super().__init__()
        self._receive = receive

    async def put(self, item: object) -> None:
        assert isinstance(item, Update)
        await self._receive(item.update_id, item.to_json(), incoming(item))


async def take_posts(bot: Bot, receive: Receive, url: str, secret: str, listen: str) -> None:
    """Serve posts at `listen` (host:port) until cancelled; one without the secret gets 403. Raises ChatErrors."""
    host, _, port = listen.rpartition(":")
    updater = Updater(bot, _Handed(receive))
    with own_errors():
        await updater.initialize()
        await updater.start_webhook(
            listen=host,
            port=int(port),
            url_path=urlsplit(url).path.lstrip("/"),
            webhook_url=url,
            secret_token=secret,
            allowed_updates=UPDATES,
            bootstrap_retries=-1,
        )
    try:
        await asyncio.Event().wait()
    finally:
        await updater.stop()
