"""Runs the Telegram bot: opens what it needs, serves until it is told to stop, lets what it accepted be answered."""

import asyncio
import logging
import signal
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot import phrases
from bot.answers import Answers
from bot.catalogue import Catalogue
from bot.chat_commands import ChatCommands
from bot.chat_settings.changing import VERB, Changing
from bot.chat_settings.record import SettingsOfChats
from bot.conversation import Conversation, Newsroom
from bot.deep_links import links_to
from bot.delivery import Delivery, Lines, persistently
from bot.desk import Desk
from bot.door import Door
from bot.errors import ChatError, SettingMissing
from bot.feedback import RATE, FeedbackBook, Rating
from bot.follow_text import FOLLOW, UNFOLLOW
from bot.following import Following
from bot.follows import Follows
from bot.inbox import Inbox
from bot.inline import Inline
from bot.inline_search import InlineSearch
from bot.intake import Intake
from bot.memory import Memory
from bot.moves import Moves
from bot.news import USUAL, News, Rhythm
from bot.one_instance import OneInstance
from bot.orders import Orders
from bot.pace import QUESTIONS_A_MINUTE, Pace, Pauses
from bot.polling import poll
from bot.redaction import Redaction, quiet
from bot.restraint import Restraint
from bot.settings import Settings
from bot.state import UNAVAILABLE
from bot.sweeping import sweep
from bot.telegram_chat.speaking import LIMITS, TelegramChat
from bot.telegram_chat.webhook import take_posts
from bot.telling import Telling
from bot.threads import Threads
from bot.timeline_orders import TimelineOrders
from bot.timelines import LIST, TIMELINE, WHO, Timelines
from bot.voice import Voice
from bot.whose_state import is_shared, open_state_of

ANSWERING_AT_ONCE = 2
"""Threads that ask the newsroom; its libraries release the interpreter while they search."""

DRAIN_SECONDS = 30.0
"""How long a stopping bot answers what it accepted; what is left then is answered after the next start."""

T = TypeVar("T")

_logger = logging.getLogger(__name__)


def run_bot(settings: Settings, newsroom: Newsroom, a_minute: int = QUESTIONS_A_MINUTE, rhythm: Rhythm = USUAL) -> None:
    """Serve until SIGTERM or SIGINT; `a_minute` questions are answered for one person in a minute (0: any number).

    Raises OnTheRecordError: no token, a wrong one, a second instance.
    """
    if settings.telegram_token is None:
        raise SettingMissing("ONTHERECORD_TELEGRAM_TOKEN", "get a token from @BotFather in Telegram and set it")
    if settings.webhook_url and settings.webhook_secret is None:
        raise SettingMissing("ONTHERECORD_WEBHOOK_SECRET", "without it anybody could post updates to the webhook")
    token = settings.telegram_token.get_secret_value()
    quiet(Redaction(token, settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""))
    with nullcontext() if is_shared(settings) else closing(OneInstance(settings.data_dir, token)):
        asyncio.run(_serve(settings, newsroom, TelegramChat(token, settings.telegram_api_url), a_minute, rhythm))


async def _serve(settings: Settings, newsroom: Newsroom, chat: TelegramChat, a_minute: int, rhythm: Rhythm) -> None:
    stop = _stop_signal()
    me = await _unless(stop, persistently(chat.open))
    if me is None:
        return
    lines, limits = Lines(), replace(LIMITS, link=links_to(me.username))
    with closing(open_state_of(settings)) as state, ThreadPoolExecutor(ANSWERING_AT_ONCE) as executor:
        threads, moves = Threads(state, time.time), Moves(state)
        chats = SettingsOfChats(state, moves)
        follows, news = Follows(state), News(state)
        memory = Memory(threads, chats, moves, follows, news)
        voice = Voice(chat, Delivery(chat, memory.move_chat), executor)
        conversation = Conversation(newsroom)
        catalogue = Catalogue(newsroom.store)
        commands = ChatCommands(conversation, catalogue)
        changing = Changing(voice, chats, catalogue)
        door = Door(me, voice, memory, moves, settings.allowed_chats)
        answers = Answers(voice, conversation, threads, chats, limits)
        timelines = TimelineOrders(voice, conversation, Timelines(newsroom, limits), threads, chats, limits)
        restraint = Restraint(chats, Pace(a_minute, time.monotonic), Pauses(time.monotonic))
        following = Following(voice, newsroom, follows, news, threads, limits)
        done = {
            "timeline": timelines.ordered,
            "settings": changing.commanded,
            "follow": following.follow,
            "following": following.following,
            "unfollow": following.unfollow,
        }
        orders = Orders(voice, commands, memory, limits, done)
        rating = Rating(voice, threads, chats, FeedbackBook(state), date.today)
        presses = dict.fromkeys((TIMELINE, WHO, LIST), timelines.pressed)
        presses |= {VERB: changing.pressed, RATE: rating.pressed, FOLLOW: following.chosen, UNFOLLOW: following.end}
        desk = Desk(me, voice, door, answers, orders, memory, restraint, presses)
        inline = Inline(voice, InlineSearch(newsroom, date.today, limits))
        inbox = Inbox(state)
        intake = Intake(inbox, lines, desk, inline)
        telling = Telling(
            newsroom.store, follows, news, voice, lines, door, memory, moves, threads, chats, limits, time.time, rhythm
        )
        if not is_shared(settings):
            inbox.release_all()
        waiting = intake.resume(chat.read)
        beside = [
            asyncio.create_task(sweep(threads, state, asyncio.sleep)),
            asyncio.create_task(telling.watch()),
            asyncio.create_task(intake.keep_up(chat.read, asyncio.sleep)),
        ]
        _logger.info("@%s listens; %d updates were waiting for an answer", me.username, waiting)
        await _unless(stop, _listen(settings, chat, intake))
        for task in beside:
            task.cancel()
        left = await lines.drain(DRAIN_SECONDS)
        with suppress(*UNAVAILABLE):
            inbox.release()
        _logger.info("stopped; %d updates are left for the next start", left)
    with suppress(ChatError):
        await chat.close()


async def _listen(settings: Settings, chat: TelegramChat, intake: Intake) -> None:
    await chat.introduce(phrases.PRIVATE_COMMANDS, phrases.GROUP_COMMANDS)
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
