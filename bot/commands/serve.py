"""`ontherecord run`: opens what the bot needs, serves until told to stop, and drains what it accepted."""

import asyncio
import logging
import signal
import sqlite3
import sys
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import TypeVar

from bot.admin.jobs import Worker
from bot.admin.monitoring import ErrorLog, send_digests
from bot.admin.worker import keep_fresh, watch, work
from bot.answerer import Answerer
from bot.archive import open_archive
from bot.commands.ask import make_ready
from bot.commands.health import beat
from bot.dispatch.access import QUESTIONS_A_MINUTE
from bot.dispatch.intake import Intake
from bot.dispatch.sender import persistently
from bot.dispatch.wiring import Environment, Parts, build
from bot.errors import AlreadyRunning, ChatError, SettingMissing
from bot.excerpts import links_to
from bot.following.follows import USUAL, DigestPace
from bot.logs import quiet, redaction_of
from bot.settings import Settings
from bot.state.state import UNAVAILABLE, is_shared, open_state_of
from bot.state.threads import sweep
from bot.telegram_chat.api import LIMITS, TelegramChat
from bot.telegram_chat.receiving import UpdateReader, poll, serve_posts
from bot.wording import phrases
from bot.wording.admin_messages import COMMANDS


class OneInstance:
    """Holds the lock until it is closed. An exclusive transaction on an empty SQLite file works on every system."""

    def __init__(self, folder: Path, token: str) -> None:
        """Raises AlreadyRunning where another process holds it. The file's name has the bot's public id only."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"telegram-{token.partition(':')[0]}.lock"
        self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise AlreadyRunning(str(path)) from error

    def close(self) -> None:
        """Let the next instance start."""
        self._connection.close()


ANSWERING_AT_ONCE = 2
"""Threads that ask the answerer; its libraries release the interpreter while they search."""

TURN = 0.0005
"""Seconds that a thread which computes keeps the interpreter while the event loop waits for it.

The loop gives the interpreter away at every call of the system; with the 5 ms that are usual, one hard question beside
it made a request to Telegram take twenty seconds.
"""

DRAIN_SECONDS = 30.0
"""How long a stopping bot answers what it accepted; what is left then is answered after the next start."""

LAST_WORDS_SECONDS = 5.0
"""How long a stopping bot takes to tell an admin that an job ended with it."""

T = TypeVar("T")

_logger = logging.getLogger(__name__)


def run_bot(
    settings: Settings,
    answerer: Answerer,
    worker: Worker,
    a_minute: int = QUESTIONS_A_MINUTE,
    rhythm: DigestPace = USUAL,
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
        asyncio.run(_serve(settings, answerer, worker, chat, errors, a_minute, rhythm))


async def _serve(
    settings: Settings, answerer: Answerer, worker: Worker, chat: TelegramChat, errors: ErrorLog, a_minute: int,
    rhythm: DigestPace,
) -> None:  # fmt: skip
    stop = _stop_signal()
    me = await _unless(stop, persistently(chat.open))
    if me is None:
        return
    limits = replace(LIMITS, link=links_to(me.username))
    with closing(open_state_of(settings)) as state, ThreadPoolExecutor(ANSWERING_AT_ONCE) as executor:
        place = Environment(me, chat, limits, state, executor, settings, answerer, worker, errors, a_minute, rhythm)
        await _work(place, build(place), chat, stop)
    with suppress(ChatError):
        await chat.close()


async def _work(place: Environment, parts: Parts, chat: TelegramChat, stop: asyncio.Event) -> None:
    if not is_shared(place.settings):
        parts.inbox.release_all()
        parts.uploads.clear()
    waiting = parts.intake.resume(chat.read)
    beside = [
        asyncio.create_task(sweep(parts.threads, place.state, asyncio.sleep)),
        asyncio.create_task(parts.telling.watch()),
        asyncio.create_task(parts.intake.keep_up(chat.read, asyncio.sleep)),
        asyncio.create_task(beat(place.settings.data_dir, place.answerer, parts.queues.__len__, asyncio.sleep)),
        asyncio.create_task(send_digests(place.errors, place.settings.admins, parts.sender.tell, asyncio.sleep)),
    ]
    _logger.info("@%s listens; %d updates were waiting for an answer", place.me.username, waiting)
    await _unless(stop, _listen(place.settings, chat, parts.intake))
    for task in beside:
        task.cancel()
    left = await parts.queues.drain(DRAIN_SECONDS)
    with suppress(*UNAVAILABLE):
        parts.inbox.release()
    await parts.job_messages.close(LAST_WORDS_SECONDS)
    _logger.info("stopped; %d updates are left for the next start", left)


async def _listen(settings: Settings, chat: TelegramChat, intake: Intake) -> None:
    reader = UpdateReader(chat.read, intake.receive)
    await chat.introduce(phrases.PRIVATE_COMMANDS, phrases.GROUP_COMMANDS)
    for language, about in phrases.ABOUT_ME.items():
        worded = phrases.COMMANDS_IN.get(language, {})
        private = [(name, worded.get(name, words)) for name, words in phrases.PRIVATE_COMMANDS]
        group = [(name, worded.get(name, words)) for name, words in phrases.GROUP_COMMANDS]
        await chat.introduce_in(language, about, private, group)
    await chat.introduce_to(settings.admins, (*phrases.PRIVATE_COMMANDS, *COMMANDS))
    if settings.webhook_url and settings.webhook_secret:
        secret = settings.webhook_secret.get_secret_value()
        announce = partial(persistently, partial(chat.post_to, settings.webhook_url, secret))
        await serve_posts(reader, settings.webhook_url, secret, settings.webhook_listen, announce)
    else:
        await persistently(chat.no_webhook)
        await poll(chat, reader)


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


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with open_archive(settings) as archive:
        make_ready(archive)
        if settings.feeds:  # a process of its own: reading and embedding must not delay answers; it ends with this one
            start = partial(_start_reading, settings)
            Thread(target=watch, args=(start, time.sleep, time.monotonic), daemon=True).start()
        run_bot(settings, archive.newsroom(), partial(work, settings))


def _start_reading(settings: Settings) -> BaseProcess:
    process = get_context("spawn").Process(target=keep_fresh, args=(settings,), daemon=True)
    process.start()
    return process
