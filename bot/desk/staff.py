"""The staff: everybody who deals with what comes in, each with what the work needs. Wired by hand, top to bottom."""

import asyncio
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date

from bot.administration.beside import Beside, Worker
from bot.administration.error_log import ErrorLog
from bot.administration.orders import AdminOrders
from bot.administration.overseeing import ERRAND, Overseeing
from bot.administration.status import Status
from bot.administration.uploads import Uploads
from bot.catalogue import Catalogue
from bot.chat import Chat, Limits, Me
from bot.chat_settings.changing import VERB, Changing
from bot.chat_settings.record import SettingsOfChats
from bot.conversation import Conversation, Newsroom
from bot.desk.answers import Answers
from bot.desk.chat_commands import ChatCommands
from bot.desk.delivery import Delivery, Lines
from bot.desk.desk import Desk
from bot.desk.door import Door
from bot.desk.intake import Intake
from bot.desk.orders import Orders
from bot.desk.pace import Pace, Pauses
from bot.desk.restraint import Restraint
from bot.desk.voice import Voice
from bot.feedback import RATE, FeedbackBook, Rating
from bot.following.follow_text import FOLLOW, UNFOLLOW
from bot.following.following import Following
from bot.following.follows import Follows
from bot.following.news import News, Rhythm
from bot.following.telling import Telling
from bot.inline_mode.inline import Inline
from bot.inline_mode.inline_search import InlineSearch
from bot.keeping.inbox import Inbox
from bot.keeping.memory import Memory
from bot.keeping.moves import Moves
from bot.keeping.state import State
from bot.keeping.threads import Threads
from bot.settings import Settings
from bot.timelines.timeline_orders import TimelineOrders
from bot.timelines.timelines import LIST, TIMELINE, WHO, Timelines
from retrieval.embedding.embedding_model import BUNDLED


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the staff works: what is open for it, and what the operator decided."""

    me: Me
    chat: Chat
    limits: Limits
    state: State
    executor: Executor
    settings: Settings
    newsroom: Newsroom
    worker: Worker
    errors: ErrorLog
    a_minute: int
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Staff:
    """Those whom the life of the bot itself has to do with."""

    inbox: Inbox
    intake: Intake
    lines: Lines
    voice: Voice
    threads: Threads
    telling: Telling
    overseeing: Overseeing
    uploads: Uploads


def staff(place: Workplace) -> Staff:
    """Everybody, ready to begin."""
    me, limits, newsroom, settings = place.me, place.limits, place.newsroom, place.settings
    lines = Lines()
    threads, moves = Threads(place.state, time.time), Moves(place.state)
    chats = SettingsOfChats(place.state, moves)
    follows, news = Follows(place.state), News(place.state)
    memory = Memory(threads, chats, moves, follows, news)
    voice = Voice(place.chat, Delivery(place.chat, memory.move_chat), place.executor)
    conversation = Conversation(newsroom)
    catalogue = Catalogue(newsroom.store)
    changing = Changing(voice, chats, catalogue)
    timelines = TimelineOrders(voice, conversation, Timelines(newsroom, limits), threads, chats, limits)
    rating = Rating(voice, threads, chats, FeedbackBook(place.state), date.today)
    beside, uploads = Beside(place.worker), Uploads(settings.data_dir)
    overseeing = Overseeing(voice, beside, uploads, asyncio.sleep)
    model = settings.embedding_model or BUNDLED
    status = Status(me, newsroom, model, beside, place.errors, lines.__len__, time.monotonic, time.monotonic())
    administration = AdminOrders(
        voice, settings.admins, overseeing, uploads, status, newsroom.store, threads, chats, limits
    )  # fmt: skip
    following = Following(voice, newsroom, follows, news, threads, limits)
    orders = {
        "timeline": timelines.ordered,
        "settings": changing.commanded,
        "follow": following.follow,
        "following": following.following,
        "unfollow": following.unfollow,
        **administration.orders(),
    }
    presses = {
        FOLLOW: following.chosen,
        UNFOLLOW: following.end,
        **dict.fromkeys((TIMELINE, WHO, LIST), timelines.pressed),
        VERB: changing.pressed,
        RATE: rating.pressed,
        ERRAND: administration.pressed,
    }
    door = Door(me, voice, memory, moves, settings.allowed_chats)
    desk = Desk(
        me,
        voice,
        door,
        Answers(voice, conversation, threads, chats, limits),
        Orders(voice, ChatCommands(conversation, catalogue), memory, chats, limits, orders),
        memory,
        Restraint(chats, Pace(place.a_minute, time.monotonic), Pauses(time.monotonic)),
        presses,
    )
    inline = Inline(voice, InlineSearch(newsroom, date.today, limits))
    telling = Telling(
        newsroom.store,
        follows,
        news,
        voice,
        lines,
        door,
        memory,
        moves,
        threads,
        chats,
        limits,
        time.time,
        place.rhythm,
    )
    inbox = Inbox(place.state)
    return Staff(inbox, Intake(inbox, lines, desk, inline), lines, voice, threads, telling, overseeing, uploads)
