"""Digests: looks at the store regularly and tells each chat what is new, in one message with pages."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

from bot.chat import ChatKind, Limits, Message, Place
from bot.chat_settings import ChatSettings, SettingsOfChats
from bot.conversation import KEPT_FINDINGS, Page, Thread, page_at
from bot.dispatch.access import Access
from bot.dispatch.sender import ChatQueues, Sender
from bot.errors import ChatGone, MessageRefused
from bot.following.follows import NOBODY, DigestPace, Follows, NewStatement, PendingNews
from bot.following.new_statements import here, listen
from bot.state.retention import ChatMoves, Retention
from bot.state.threads import KeptAnswer, Threads
from bot.timeline import timeline
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, named, text
from bot.wording.messages import reply_message
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore
from retrieval.answer import Answer, Finding, Outcome
from retrieval.finding.findings import Citations, Shown
from retrieval.questions.question import Within

NAMED = 3
"""Speakers that the heading names."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The message, and the thread behind its buttons."""

    message: Message
    thread: Thread


def digest(
    store: ArticleStore, heard: Iterable[NewStatement], names: Mapping[int, str], settings: ChatSettings, limits: Limits
) -> Digest | None:
    """The digest of what was heard, still stands and is in what the chat is confined to; None where nothing is.

    `names` are those under which speakers are followed, by id.
    """
    shown, page_size = Shown(store, Citations(store)), settings.page_size
    found = ((_finding(store, shown, each, settings.within), each.speaker) for each in heard)
    standing = {finding: speaker for finding, speaker in found if finding is not None}
    if not standing:
        return None
    findings = timeline([*standing], "", "").findings()
    kept = findings[:KEPT_FINDINGS]
    answer = Answer("", Outcome.ANSWERED, kept, len(kept))
    page = reply_message(Page(answer, *page_at(answer, 0, page_size)), page_size, limits)
    heading = _heading([names.get(standing[one], one.speaker or "") for one in findings])
    return Digest(_headed(heading, page, limits), Thread(None, answer))


def _finding(store: ArticleStore, shown: Shown, heard: NewStatement, within: Within) -> Finding | None:
    """The statement as it stands now; None where it is gone, or its article is none of those within."""
    try:
        article = shown.article(heard.article_id)
        if not within.holds((article.outlet, article.agency), article.language):
            return None
        stored = [each for each in store.statements_in(heard.article_id) if each.statement.extent == heard.span]
        own_first = sorted(stored, key=lambda each: heard.speaker not in each.speaker_ids)
        return shown.statement(own_first[0], heard.speaker, 1.0) if own_first else None
    except UnknownArticle:
        return None


def _heading(names: Iterable[str]) -> Markup:
    """'New on record: Jake Sullivan, Ilse Brandt and 2 more'."""
    each = list(dict.fromkeys(named(name, 50, phrases.UNKNOWN_NAME).plain for name in names))
    more = [text(phrases.and_more(len(each) - NAMED))] if len(each) > NAMED else []
    listed = joined([bold(text(name)) for name in each[:NAMED]], ", ")
    return text(phrases.NEWS) + joined([listed, *more], " ")


def _headed(heading: Markup, page: Message, limits: Limits) -> Message:
    """The page below its heading, or alone where it leaves no room for one."""
    if len(page.plain) + heading.length + 2 > limits.text:
        return page
    return replace(page, html=f"{heading.html}\n\n{page.html}", plain=f"{heading.plain}\n\n{page.plain}")


_logger = logging.getLogger(__name__)


class DigestSender:
    """All methods run on the event loop; the store is read in the executor, and each place told in its chat's line."""

    def __init__(
        self, store: ArticleStore, follows: Follows, news: PendingNews, sender: Sender, queues: ChatQueues,
        access: Access, retention: Retention, moves: ChatMoves, threads: Threads, chats: SettingsOfChats,
        limits: Limits, clock: Callable[[], float], rhythm: DigestPace,
    ) -> None:  # fmt: skip
        self._store, self._follows, self._news, self._sender, self._queues = store, follows, news, sender, queues
        self._access, self._retention, self._moves, self._threads, self._chats = (
            access,
            retention,
            moves,
            threads,
            chats,
        )
        self._limits, self._clock, self._rhythm = limits, clock, rhythm
        self._being_told: set[Place] = set()

    async def watch(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Look and tell for ever. What can't be read now is read the next time."""
        while True:
            try:
                if self._news.is_told_here():
                    await self.look()
            except Exception as fault:  # whatever it is, it may be gone the next time
                _logger.error("nothing new can be told of those who are followed: %s", type(fault).__name__)
            await sleep(self._rhythm.look)

    async def look(self) -> None:
        """Note what is new, and line up what is due to be told."""
        follows, before = self._follows.all(), self._news.read_up_to()
        if follows and before is None:
            self._news.read(await self._sender.off_the_loop(partial(here, self._store)))
        elif follows and before is not None:
            revision = await self._sender.off_the_loop(self._store.revision)
            if revision != before.revision:
                look = await self._sender.off_the_loop(partial(listen, self._store, follows, before))
                self._news.note(look.up_to, look.heard, look.wanted, self._clock())
                for follow, speaker in look.identified:
                    self._follows.identify(follow, speaker)
        for place in self._news.due(self._clock(), self._rhythm):
            if place not in self._being_told and self._may_be_told(place):
                self._being_told.add(place)
                self._queues.put(place.chat_id, partial(self._tell, place))

    def _may_be_told(self, place: Place) -> bool:
        """Whether the bot talks there; what a muted chat would be told waits."""
        kind = ChatKind.PRIVATE if place.chat_id > 0 else ChatKind.GROUP
        return self._access.is_welcome(place.chat_id, kind) and not self._chats.of(place.chat_id).muted

    async def _tell(self, place: Place) -> None:
        try:
            await self._tell_digest(place)
        except ChatGone:
            self._retention.forget_chat(place.chat_id)
        except MessageRefused as refusal:
            _logger.warning("a digest was refused (%s)", refusal)
            self._refused(place)
        except Exception as fault:  # the chat's line goes on, and what was not told waits
            _logger.error("a digest could not be told: %s", type(fault).__name__)
        finally:
            self._being_told.discard(place)

    async def _tell_digest(self, place: Place) -> None:
        follows = [follow for follow in self._follows.of_chat(place.chat_id) if follow.place == place]
        names = {follow.speaker: follow.name for follow in follows if follow.speaker != NOBODY}
        all_waiting = self._news.waiting(place)
        ids = {follow.id for follow in follows}
        waiting = [one for one in all_waiting if one.follow in ids or one.speaker in names]
        settings = self._chats.of(place.chat_id)
        made = await self._sender.off_the_loop(partial(digest, self._store, waiting, names, settings, self._limits))
        if made is None:
            self._news.drop(place, all_waiting)
            return
        mark = partial(self._handing_over, place, waiting)
        sent = await self._sender.delivery.say(place, made.message, mark)
        chat_id = self._moves.current(place.chat_id)
        self._threads.keep_answer(KeptAnswer(chat_id, sent, 0, max(0, chat_id), made.thread))

    def _handing_over(self, place: Place, told: Sequence[NewStatement]) -> AbstractContextManager[None]:
        """The mark, under the id that the chat has now: a group may become a supergroup while it is told."""
        now = replace(place, chat_id=self._moves.current(place.chat_id))
        return self._news.handing_over(now, told, self._clock())

    def _refused(self, place: Place) -> None:
        """Where a forum's topic is gone, the forum itself is told; else what is refused is not tried for ever."""
        if place.topic is None:
            self._news.drop(place, self._news.waiting(place))
        self._follows.leave_topic(place)
        self._news.leave_topic(place)
