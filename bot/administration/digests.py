"""Tells admins of errors: soon after the first, and then not again for a while, however many come."""

import logging
from collections.abc import Awaitable, Callable, Collection

from bot.administration.error_log import ErrorLog
from bot.administration.wording import digest
from bot.chat import Message, Place
from bot.errors import ChatError

LOOK_EVERY = 60.0
"""Seconds between two looks at whether there are errors, in which those that come together are gathered."""

AT_MOST_EVERY = 1800.0
"""Seconds between two digests."""

_logger = logging.getLogger(__name__)

Send = Callable[[Place, Message], Awaitable[int]]


async def send_digests(
    errors: ErrorLog, admins: Collection[int], send: Send, sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Look and send, for ever. An admin who can't be written to has not started the bot, and is left out."""
    while True:
        await sleep(LOOK_EVERY)
        lines, seconds = errors.take()
        if not lines:
            continue
        words = digest(lines, seconds)
        for admin in admins:
            try:
                await send(Place(admin), Message(words.html, words.plain))
            except ChatError as fault:
                _logger.info("an admin gets no digest of errors: %s", type(fault).__name__)
        await sleep(AT_MOST_EVERY)
