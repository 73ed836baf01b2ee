"""Takes updates that Telegram posts, instead of fetching them."""

import asyncio
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.ext import Updater

from bot.polling import Receive
from bot.telegram_chat.reading import UPDATES, incoming
from bot.telegram_chat.refusals import own_errors


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
