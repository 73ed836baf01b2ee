"""/add, /remove, /rebuild and /status for the bot's admins. Others are told so in private; in groups, nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from shutil import rmtree

from bot.admin.jobs import Add, Job, JobRunner, Rebuild, Running
from bot.admin.monitoring import Status
from bot.chat import Button, ChatKind, Command, Limits, Message, Pressed, Spoken, Upload
from bot.chat_settings import SettingsOfChats
from bot.conversation import findings_at
from bot.dispatch.dispatch import Order
from bot.dispatch.sender import Sender, persistently, place_of
from bot.errors import ChatError, MessageRefused
from bot.state.inbox import Accepted
from bot.state.threads import Threads
from bot.wording import admin_messages
from bot.wording.admin_messages import (
    CANCEL,
    NOT_RUNNING,
    STOPPING,
    busy,
    ended,
    started,
    under_way,
)
from bot.wording.markup import Markup, joined, text
from bot.wording.messages import plain
from corpus.store import ArticleStore
from retrieval.index.engine import Scope

MOST_URLS = 20
KINDS = (
    ".txt", ".text", ".md", ".html", ".htm", ".xhtml",  ".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson",
    ".warc", ".gz",
)  # fmt: skip
"""Ends of the names of files that may hold articles; what is in them is looked at by the readers."""

SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Pages or feeds to be fetched."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article."""

    words: str


Material = Addresses | Text | Upload


def material(spoken: Spoken, given: Command, me: int) -> Material | None:
    """What is to be added; the order's own words go before its file, and that before what it replies to.

    What this bot itself (the account `me`) said is no material.
    """
    replied = spoken.replied if spoken.replied is not None and spoken.replied.author != me else None
    return (
        _of_words(given.words)
        or spoken.upload
        or (replied.upload if replied is not None else None)
        or (_of_words(replied.text) if replied is not None else None)
    )


def is_known_kind(upload: Upload) -> bool:
    """Whether a file's name is one of a file with articles."""
    return PurePath(upload.name).suffix.lower() in KINDS


def file_name(given: str, content: bytes) -> str:
    """A name for a file on this machine: the same for the same content, and nothing of the given one but its end."""
    suffix = PurePath(given).suffix.lower()
    return sha256(content).hexdigest()[:16] + (suffix if suffix in KINDS else ".txt")


def _of_words(words: str) -> Material | None:
    parts = words.split()
    if parts and all(part.lower().startswith(SCHEMES) for part in parts):
        return Addresses(tuple(dict.fromkeys(parts)))
    return Text(words) if parts else None


FOLDER = "uploads"


class Uploads:
    """A folder of their own in the data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def clear(self) -> None:
        """Remove what a bot that was killed left there."""
        rmtree(self._folder, ignore_errors=True)

    def keep(self, name: str, content: bytes) -> str:
        """Write it under a name of our own; its path."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / file_name(name, content)
        path.write_bytes(content)
        return str(path)

    def remove(self, job: Job, running: Running | None) -> None:
        """Remove the files of a job, but none that another one reads."""
        if isinstance(job, Add):
            others = running.job if running is not None else None
            still_read = others.files if isinstance(others, Add) and others is not job else ()
            for path in {*job.files} - {*still_read}:
                Path(path).unlink(missing_ok=True)


EVERY = 3.0
"""Seconds between two edits of a message."""

JOB = "job"
"""The verb of the button that cancels."""

_CANCEL = ((Button(CANCEL, action=f"{JOB}:cancel"),),)

_logger = logging.getLogger(__name__)


class JobMessages:
    """One job at a time. All methods run on the event loop; `pause` waits so many seconds."""

    def __init__(
        self, sender: Sender, beside: JobRunner, uploads: Uploads, pause: Callable[[float], Awaitable[None]]
    ) -> None:
        self._sender, self._jobs, self._uploads, self._pause = sender, beside, uploads, pause
        self._shown_in: tuple[int, int] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> Running | None:
        """The job that is on its way."""
        return self._jobs.running

    async def begin(self, spoken: Spoken, job: Job, accepted: Accepted, before: str = "") -> bool:
        """Start a job and say so, below the words for what was done `before`; False where another is running."""
        if self._jobs.running is not None:
            words = joined([text(before), text(busy(self._jobs.running.job))], "\n\n")
            await self._sender.say(place_of(spoken), _from_markup(words), accepted)
            return False
        running = self._jobs.start(job)
        try:
            words = started(job, before)
            sent = await self._sender.say(place_of(spoken), Message(words.html, words.plain, _CANCEL), accepted)
        except ChatError:
            running.cancel()
            raise
        if sent is None:  # it may have been said twice already, and done twice
            running.cancel()
            return True
        self._shown_in = (spoken.chat_id, sent)
        task = asyncio.create_task(self._follow(running, spoken.chat_id, sent, before))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def cancel(self, pressed: Pressed) -> None:
        """Stop the job that the message with the button shows."""
        running = self._jobs.running
        if running is None or self._shown_in != (pressed.chat_id, pressed.message_id):
            await self._sender.chat.toast(pressed.press_id, NOT_RUNNING)
            return
        running.cancel()
        await self._sender.chat.toast(pressed.press_id, STOPPING)

    async def close(self, seconds: float) -> None:
        """End what is running, and give the message that shows it so long to say so."""
        await self._jobs.close()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    async def _follow(self, running: Running, chat_id: int, message_id: int, before: str) -> None:
        shown = None
        while not running.outcome.done():
            edited = running.step != shown
            if running.step is not None and edited:
                shown = running.step
                words = under_way(running.job, shown, before)
                await self._change(chat_id, message_id, Message(words.html, words.plain, _CANCEL))
            pausing = asyncio.ensure_future(self._pause(EVERY))
            await asyncio.wait((running.outcome, pausing), return_when=asyncio.FIRST_COMPLETED)
            if edited:
                await pausing
            pausing.cancel()
        await self._sender.off_the_loop(partial(self._uploads.remove, running.job, self._jobs.running))
        await self._change(chat_id, message_id, _from_markup(ended(running.outcome.result(), before)))

    async def _change(self, chat_id: int, message_id: int, message: Message) -> None:
        try:
            await self._sender.change(chat_id, message_id, message)
        except ChatError as fault:
            _logger.info("how far a job is can't be shown any more: %s", type(fault).__name__)


def _from_markup(words: Markup) -> Message:
    return Message(words.html, words.plain)


MOST_ARTICLES = 10
"""Articles that are taken down by one order."""


class AdminOrders:
    """All methods run on the event loop; the store is asked in the sender's executor."""

    def __init__(
        self, sender: Sender, admins: Collection[int], job_messages: JobMessages, uploads: Uploads, status: Status,
        store: ArticleStore, threads: Threads, chats: SettingsOfChats, limits: Limits,
    ) -> None:  # fmt: skip
        self._sender, self._admins, self._job_messages = sender, admins, job_messages
        self._uploads, self._status, self._store = uploads, status, store
        self._threads, self._chats, self._limits = threads, chats, limits

    def orders(self) -> Mapping[str, Order]:
        """What is done at which command."""
        every = {"add": self._add, "remove": self._remove, "rebuild": self._rebuild, "status": self._tell_status}
        return {name: self._for_admins(order) for name, order in every.items()}

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """The button that cancels."""
        if pressed.asker in self._admins:
            await self._job_messages.cancel(pressed)
        else:
            await self._sender.chat.toast(pressed.press_id, admin_messages.NOT_AN_ADMIN)

    def _for_admins(self, order: Order) -> Order:
        async def ordered(spoken: Spoken, given: Command, accepted: Accepted) -> None:
            if spoken.asker in self._admins:
                await order(spoken, given, accepted)
            elif spoken.kind is ChatKind.PRIVATE:
                await self._sender.say(place_of(spoken), plain(admin_messages.NOT_AN_ADMIN), accepted)

        return ordered

    async def _add(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        wanted = material(spoken, given, self._status.me.id)
        refusal = self._refusal(wanted)
        if refusal:
            await self._sender.say(place_of(spoken), plain(refusal), accepted)
            return
        match wanted:
            case Addresses(urls):
                job = Add(urls=urls)
            case Text(words):
                job = Add(files=(await self._kept("message.txt", words.encode("utf-8", "replace")),))
            case Upload():
                content = await self._downloaded(wanted)
                if content is None:
                    await self._sender.say(place_of(spoken), plain(admin_messages.NO_FILE), accepted)
                    return
                job = Add(files=(await self._kept(wanted.name, content),))
        if not await self._job_messages.begin(spoken, job, accepted):
            await self._sender.off_the_loop(partial(self._uploads.remove, job, self._job_messages.running))

    def _refusal(self, wanted: Addresses | Text | Upload | None) -> str:
        """Why something is not added; '' where it is."""
        if self._job_messages.running is not None:
            return admin_messages.busy(self._job_messages.running.job)
        match wanted:
            case None:
                return admin_messages.ADD_WHAT
            case Addresses(urls) if len(urls) > MOST_URLS:
                return admin_messages.too_many_urls(MOST_URLS)
            case Upload() if not is_known_kind(wanted):
                return admin_messages.wrong_kind(wanted.name)
            case Upload() if wanted.size > self._limits.download:
                return admin_messages.too_large(self._limits.download)
        return ""

    async def _downloaded(self, upload: Upload) -> bytes | None:
        try:
            content = await persistently(partial(self._sender.chat.download, upload.file_id))
        except MessageRefused:
            return None
        return content if len(content) <= self._limits.download else None

    async def _kept(self, name: str, content: bytes) -> str:
        return await self._sender.off_the_loop(partial(self._uploads.keep, name, content))

    async def _rebuild(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        scopes = {"": Scope.MISSING, "full": Scope.EVERYTHING}
        scope = scopes.get(given.words.lower())
        if scope is None:
            await self._sender.say(place_of(spoken), plain(admin_messages.REBUILD_WHAT), accepted)
        else:
            await self._job_messages.begin(spoken, Rebuild(scope), accepted)

    async def _remove(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        shown = self._in_answer(spoken)
        named = list(dict.fromkeys(given.words.split()))[:MOST_ARTICLES] or (shown if len(shown) == 1 else [])
        if not named:
            message = await self._sender.off_the_loop(partial(self._which, shown)) if shown else None
            await self._sender.say(place_of(spoken), message or plain(admin_messages.REMOVE_WHAT), accepted)
            return
        removed = await self._sender.off_the_loop(lambda: [(each, len(self._store.remove(each))) for each in named])
        words = admin_messages.removed(removed)
        if any(texts for _, texts in removed):
            await self._job_messages.begin(spoken, Rebuild(Scope.MISSING), accepted, words)
        else:
            await self._sender.say(place_of(spoken), plain(words), accepted)

    def _in_answer(self, spoken: Spoken) -> list[str]:
        """The articles of the answer that is replied to, as far as it is shown."""
        kept = self._threads.answer(spoken.chat_id, spoken.replied.message_id) if spoken.replied else None
        if kept is None or kept.thread.answer is None:
            return []
        size = self._chats.of(spoken.chat_id).page_size
        shown = findings_at(kept.thread.answer, kept.thread.first, size)
        return list(dict.fromkeys(finding.citation.article_id for finding in shown))

    def _which(self, articles: list[str]) -> Message:
        current = set(self._store.article_ids())
        named = [(each, self._store.article(each).headline or "") for each in articles if each in current]
        return _from_markup(admin_messages.which_article(named))

    async def _tell_status(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        held = await self._sender.off_the_loop(self._status.held)
        await self._sender.say(place_of(spoken), _from_markup(self._status.text(held)), accepted)
