"""Runs the Telegram bot: opens what it needs, serves until it is told to stop, lets what it accepted be answered."""

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from typing import TypeVar

from bot.administration.beside import Worker
from bot.administration.digests import send_digests
from bot.administration.error_log import ErrorLog
from bot.administration.wording import COMMANDS
from bot.conversation import Newsroom
from bot.deep_links import links_to
from bot.desk.delivery import persistently
from bot.desk.intake import Intake
from bot.desk.pace import QUESTIONS_A_MINUTE
from bot.desk.staff import Staff, Workplace, staff
from bot.errors import ChatError, SettingMissing
from bot.following.news import USUAL, Rhythm
from bot.keeping.state import UNAVAILABLE
from bot.keeping.sweeping import sweep
from bot.keeping.whose_state import is_shared, open_state_of
from bot.one_instance import OneInstance
from bot.polling import poll
from bot.redaction import quiet, redaction_of
from bot.settings import Settings
from bot.telegram_chat.speaking import LIMITS, TelegramChat
from bot.telegram_chat.webhook import take_posts
from bot.wording import phrases

ANSWERING_AT_ONCE = 2
"""Threads that ask the newsroom; its libraries release the interpreter while they search."""

TURN = 0.0005
"""Seconds that a thread which computes keeps the interpreter while the event loop waits for it.

The loop gives the interpreter away at every call of the system; with the 5 ms that are usual, one hard question beside
it made a request to Telegram take twenty seconds.
"""

DRAIN_SECONDS = 30.0
"""How long a stopping bot answers what it accepted; what is left then is answered after the next start."""

LAST_WORDS_SECONDS = 5.0
"""How long a stopping bot takes to tell an admin that an errand ended with it."""

T = TypeVar("T")

_logger = logging.getLogger(__name__)


def run_bot(
    settings: Settings,
    newsroom: Newsroom,
    worker: Worker,
    a_minute: int = QUESTIONS_A_MINUTE,
    rhythm: Rhythm = USUAL,
) -> None:
    """Serve until SIGTERM or SIGINT; `worker` does in another process what takes long.

    `a_minute` questions are answered for one person in a minute (0: any number). Raises OnTheRecordError: no token, a
    wrong one, a second instance.
    """
    if settings.telegram_token is None:
        raise SettingMissing("ONTHERECORD_TELEGRAM_TOKEN", "get a token from @BotFather in Telegram and set it")
    if settings.webhook_url and settings.webhook_secret is None:
        raise SettingMissing("ONTHERECORD_WEBHOOK_SECRET", "without it anybody could post updates to the webhook")
    token = settings.telegram_token.get_secret_value()
    quiet(redaction_of(settings))
    errors = ErrorLog(time.monotonic)
    logging.getLogger().handlers.insert(0, errors)  # first: it takes a message's fixed words, before they are filled in
    sys.setswitchinterval(TURN)
    with nullcontext() if is_shared(settings) else closing(OneInstance(settings.data_dir, token)):
        chat = TelegramChat(token, settings.telegram_api_url)
        asyncio.run(_serve(settings, newsroom, worker, chat, errors, a_minute, rhythm))


async def _serve(
    settings: Settings, newsroom: Newsroom, worker: Worker, chat: TelegramChat, errors: ErrorLog, a_minute: int,
    rhythm: Rhythm,
) -> None:  # fmt: skip
    stop = _stop_signal()
    me = await _unless(stop, persistently(chat.open))
    if me is None:
        return
    limits = replace(LIMITS, link=links_to(me.username))
    with closing(open_state_of(settings)) as state, ThreadPoolExecutor(ANSWERING_AT_ONCE) as executor:
        place = Workplace(me, chat, limits, state, executor, settings, newsroom, worker, errors, a_minute, rhythm)
        await _work(place, staff(place), chat, stop)
    with suppress(ChatError):
        await chat.close()


async def _work(place: Workplace, at_work: Staff, chat: TelegramChat, stop: asyncio.Event) -> None:
    if not is_shared(place.settings):
        at_work.inbox.release_all()
        at_work.uploads.clear()
    waiting = at_work.intake.resume(chat.read)
    beside = [
        asyncio.create_task(sweep(at_work.threads, place.state, asyncio.sleep)),
        asyncio.create_task(at_work.telling.watch()),
        asyncio.create_task(at_work.intake.keep_up(chat.read, asyncio.sleep)),
        asyncio.create_task(send_digests(place.errors, place.settings.admins, at_work.voice.tell, asyncio.sleep)),
    ]
    _logger.info("@%s listens; %d updates were waiting for an answer", place.me.username, waiting)
    await _unless(stop, _listen(place.settings, chat, at_work.intake))
    for task in beside:
        task.cancel()
    left = await at_work.lines.drain(DRAIN_SECONDS)
    with suppress(*UNAVAILABLE):
        at_work.inbox.release()
    await at_work.overseeing.close(LAST_WORDS_SECONDS)
    _logger.info("stopped; %d updates are left for the next start", left)


async def _listen(settings: Settings, chat: TelegramChat, intake: Intake) -> None:
    await chat.introduce(phrases.PRIVATE_COMMANDS, phrases.GROUP_COMMANDS)
    await chat.introduce_to(settings.admins, (*phrases.PRIVATE_COMMANDS, *COMMANDS))
    if settings.webhook_url and settings.webhook_secret:
        secret = settings.webhook_secret.get_secret_value()
        await take_posts(chat.bot, intake.receive, settings.webhook_url, secret, settings.webhook_listen)
    else:
        await persistently(chat.no_webhook)
        await poll(chat, intake.receive)


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def _unless(stop: asyncio.Event, work: Coroutine[None, None, T]) -> T | None:
    """The work's result; None where it is told to stop before it is done."""
    doing = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    if doing.done():
        stopping.cancel()
        return doing.result()
    doing.cancel()
    await asyncio.gather(doing, return_exceptions=True)
    return None
