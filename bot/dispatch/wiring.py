"""Builds all parts of the bot by hand, top to bottom."""

import asyncio
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date

from bot.admin.admin_commands import JOB, AdminOrders, JobMessages, Uploads
from bot.admin.jobs import JobRunner, Worker
from bot.admin.monitoring import ErrorLog, Status
from bot.answerer import Answerer
from bot.catalogue import Catalogue
from bot.chat import Chat, Limits, Me
from bot.chat_settings import VERB, SettingsCommand, SettingsOfChats
from bot.conversation import Conversation
from bot.dispatch.access import Access, Cooldowns, RateLimit, Throttle
from bot.dispatch.answers import Answers
from bot.dispatch.dispatch import ChatCommands, Dispatcher, Orders
from bot.dispatch.intake import Intake
from bot.dispatch.pages import ADD, Pages
from bot.dispatch.sender import ChatQueues, Delivery, Sender
from bot.feedback import RATE, FeedbackBook, FeedbackButtons
from bot.following.digests import DigestSender
from bot.following.follow_commands import Following
from bot.following.follows import DigestPace, Follows, PendingNews
from bot.inline import Inline, InlineSearch
from bot.settings import Settings
from bot.state.inbox import Inbox
from bot.state.retention import ChatMoves, Retention
from bot.state.state import State
from bot.state.threads import Threads
from bot.timeline_commands import LIST, TIMELINE, WHO, TimelineOrders, Timelines
from bot.wording.messages import FOLLOW, UNFOLLOW, WATCH
from retrieval.embedding.embedding_model import BUNDLED


@dataclass(frozen=True, slots=True)
class Environment:
    """What the parts are built from: the open connections and stores, and the operator's settings."""

    me: Me
    chat: Chat
    limits: Limits
    state: State
    executor: Executor
    settings: Settings
    answerer: Answerer
    worker: Worker
    errors: ErrorLog
    a_minute: int
    rhythm: DigestPace


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that start and stop with the bot."""

    inbox: Inbox
    intake: Intake
    queues: ChatQueues
    sender: Sender
    threads: Threads
    telling: DigestSender
    job_messages: JobMessages
    uploads: Uploads


def build(env: Environment) -> Parts:
    """All parts, ready to serve."""
    me, limits, answerer, settings = env.me, env.limits, env.answerer, env.settings
    queues = ChatQueues()
    threads, moves = Threads(env.state, time.time), ChatMoves(env.state)
    chats = SettingsOfChats(env.state, moves)
    follows, news = Follows(env.state), PendingNews(env.state)
    retention = Retention(env.state, threads, chats, moves, follows, news)
    sender = Sender(env.chat, Delivery(env.chat, retention.move_chat), env.executor)
    conversation = Conversation(answerer)
    catalogue = Catalogue(answerer.store)
    changing = SettingsCommand(sender, chats, catalogue)
    timelines = TimelineOrders(sender, conversation, Timelines(answerer, limits), threads, chats, limits)
    rating = FeedbackButtons(sender, threads, chats, FeedbackBook(env.state), date.today)
    beside, uploads = JobRunner(env.worker), Uploads(settings.data_dir)
    job_messages = JobMessages(sender, beside, uploads, asyncio.sleep)
    model = settings.embedding_model or BUNDLED
    status = Status(me, answerer, model, beside, env.errors, queues.__len__, time.monotonic, time.monotonic())
    administration = AdminOrders(
        sender, settings.admins, job_messages, uploads, status, answerer.store, threads, chats, limits
    )  # fmt: skip
    pages = Pages(sender, answerer, threads, chats, limits, settings.admins, administration.orders()["add"])
    following = Following(sender, answerer, follows, news, threads, limits)
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
        WATCH: following.watch,
        ADD: pages.pressed,
        **dict.fromkeys((TIMELINE, WHO, LIST), timelines.pressed),
        VERB: changing.pressed,
        RATE: rating.pressed,
        JOB: administration.pressed,
    }
    access = Access(me, sender, retention, moves, settings.allowed_chats, settings.admins)
    dispatcher = Dispatcher(
        me,
        sender,
        access,
        Answers(sender, conversation, threads, chats, limits, me.id, queues.waiting),
        Orders(sender, ChatCommands(conversation, catalogue), retention, chats, limits, orders),
        retention,
        Throttle(chats, RateLimit(env.a_minute, time.monotonic), Cooldowns(time.monotonic)),
        presses,
        pages,
        rating,
    )
    inline = Inline(sender, InlineSearch(answerer, date.today, limits))
    telling = DigestSender(
        answerer.store,
        follows,
        news,
        sender,
        queues,
        access,
        retention,
        moves,
        threads,
        chats,
        limits,
        time.time,
        env.rhythm,
    )
    inbox = Inbox(env.state)
    intake = Intake(inbox, queues, dispatcher, inline, access.admits)
    return Parts(
        inbox,
        intake,
        queues,
        sender,
        threads,
        telling,
        job_messages,
        uploads,
    )
