"""How updates reach the bot: fetched by long poll, or posted to its webhook."""

import asyncio
import itertools
from typing import Any

from aiohttp import ClientSession
from fake_telegram.judge import Refused
from fake_telegram.world import World

JSON = dict[str, Any]


class Updates(World):
    """The queue of updates: one is kept until it was confirmed by the next poll, or posted."""

    def __init__(self, *, hears_all: bool = False) -> None:
        super().__init__(hears_all=hears_all)
        self.updates: list[JSON] = []
        self.webhook: JSON = {}
        self.posted: list[int] = []
        self._update_numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._session: ClientSession
        self._poll: asyncio.Future[None] | None = None
        self._news = asyncio.Event()

    def push(self, update: JSON) -> int:
        """Put an update into the queue, whatever it is."""
        with self._changed:
            number = next(self._update_numbers)
            self.updates.append({"update_id": number} | update)
        self._loop.call_soon_threadsafe(self._announce)
        return number

    def push_again(self, update: JSON) -> None:
        with self._changed:
            self.updates.append(update)
        self._loop.call_soon_threadsafe(self._announce)

    def all_fetched(self) -> bool:
        """Whether the bot has confirmed every update."""
        return not self.updates

    def is_busy_or_beyond(self, messages: int) -> bool:
        """Whether the bot has taken all that was asked, or sent so many messages."""
        return self.all_fetched() or self.said_in_all() >= messages

    def _announce(self) -> None:
        self._news.set()
        if self.webhook.get("url"):
            self._loop.create_task(self._post())

    async def _post(self) -> None:
        with self._changed:
            updates, self.updates = self.updates, []
        for update in updates:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            while True:
                try:
                    async with self._session.post(self.webhook["url"], json=update, headers=headers) as answer:
                        if answer.status == 200:
                            break
                except OSError:
                    pass
                await asyncio.sleep(0.05)
            with self._changed:
                self.posted.append(update["update_id"])
                self._changed.notify_all()

    async def _polled(self, params: JSON) -> list[JSON]:
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        mine = self._poll = self._loop.create_future()
        offset = params.get("offset", 0)
        with self._changed:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            self._changed.notify_all()
        end = self._loop.time() + params.get("timeout", 0)
        while not self.updates and self._loop.time() < end:
            self._news.clear()
            waiting = self._loop.create_task(self._news.wait())
            await asyncio.wait((waiting, mine), timeout=end - self._loop.time(), return_when="FIRST_COMPLETED")
            waiting.cancel()
            if mine.done():
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        return self.updates[: params.get("limit", 100)]
