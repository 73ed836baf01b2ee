"""Receives updates: by polling, from the first one not kept yet, or by webhook.

Updates are read one by one from raw JSON. python-telegram-bot's own Updater parses a whole batch, so one update that
it cannot parse would end in an endless loop, with its content in the log.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hmac import compare_digest
from time import monotonic
from typing import Any, Protocol
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from bot.chat import Incoming
from bot.errors import AlreadyRunning, ChatError, Contended, Flooded

Receive = Callable[[int, str, Incoming | None], Awaitable[None]]
Read = Callable[[dict[str, Any]], Incoming | None]

MOST_BYTES = 1 << 20
"""Longest post that the webhook takes; Telegram's updates are far below."""

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name

_logger = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0
_NEWCOMER = 60.0
"""Seconds in which an instance that meets another one takes itself for the later one, and stops."""


class UpdateSource(Protocol):
    """Where raw updates are fetched from."""

    async def fetch(self, offset: int) -> list[dict[str, Any]]:
        """Updates from `offset` on, waiting a while where there are none; those before it may be forgotten."""


@dataclass(frozen=True, slots=True)
class UpdateReader:
    """Takes raw updates in; one that can't be read or received is skipped, logged without content, and counted."""

    read: Read
    receive: Receive

    async def take(self, raw: dict[str, Any]) -> None:
        """Receive one update. Never raises an Exception: whatever arrives, the queue goes on."""
        try:
            update_id = int(raw["update_id"])
            what = self.read(raw)
        except Exception as fault:
            _logger.error("an update that can't be read is skipped", extra={"fault": type(fault).__name__})
            return
        try:
            await self.receive(update_id, json.dumps(raw), what)
        except Exception as fault:
            _logger.error("an update that can't be received is skipped", extra={"fault": type(fault).__name__})


def after(raw: dict[str, Any], offset: int) -> int:
    """The offset that confirms an update; the same offset where it has no usable id."""
    number = raw.get("update_id")
    return max(offset, number + 1) if isinstance(number, int) else offset


async def poll(
    source: UpdateSource,
    reader: UpdateReader,
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
            for raw in updates:
                await reader.take(raw)
                offset = after(raw, offset)


@stream_request_body
class _Posted(RequestHandler):
    """One post of Telegram's: the secret is checked on the headers, before any of the body is read."""

    def initialize(self, reader: UpdateReader, secret: str) -> None:
        self._reader, self._secret, self._body = reader, secret, bytearray()

    def prepare(self) -> None:
        if not compare_digest(self.request.headers.get(SECRET, "").encode(), self._secret.encode()):
            raise HTTPError(403)
        if self.request.method != "POST":
            raise HTTPError(405)

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def post(self) -> None:
        """Answer when the update is kept. What is no JSON object is taken and dropped, or it would come for ever."""
        try:
            raw = json.loads(bytes(self._body))
        except ValueError:
            raw = None
        if isinstance(raw, dict):
            await self._reader.take(raw)
        else:
            _logger.error("a post that is no update is skipped")

    def log_exception(self, *_: object) -> None:
        """A refused post is no error of ours; its content belongs in no log."""


async def serve_posts(
    reader: UpdateReader, url: str, secret: str, listen: str, announce: Callable[[], Awaitable[None]]
) -> None:
    """Serve posts at `listen` (host:port) until cancelled; `announce` tells Telegram once the port is open."""
    host, _, port = listen.rpartition(":")
    path = "/" + urlsplit(url).path.lstrip("/")
    app = Application([(path.replace("%", "%%"), _Posted, {"reader": reader, "secret": secret})])
    server = HTTPServer(app, max_body_size=MOST_BYTES, max_buffer_size=MOST_BYTES)
    server.listen(int(port), host)
    try:
        await announce()
        await asyncio.Event().wait()
    finally:
        server.stop()
        await server.close_all_connections()
