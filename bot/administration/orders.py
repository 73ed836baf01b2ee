"""/add, /remove, /rebuild and /status, for those who run the bot. Others are told so in private, in groups nothing."""

from collections.abc import Collection, Mapping
from functools import partial

from bot.administration import wording
from bot.administration.errands import Add, Rebuild
from bot.administration.material import MOST_URLS, Addresses, Text, is_known_kind, material
from bot.administration.overseeing import Overseeing
from bot.administration.status import Status
from bot.administration.uploads import Uploads
from bot.chat import ChatKind, Command, Limits, Message, Pressed, Spoken, Upload
from bot.chat_settings.record import SettingsOfChats
from bot.desk.delivery import persistently
from bot.desk.orders import Order
from bot.desk.voice import Voice, place_of
from bot.errors import MessageRefused
from bot.keeping.accepted import Accepted
from bot.keeping.threads import Threads
from bot.paging import findings_at
from bot.wording.markup import Markup
from bot.wording.messages import plain
from corpus.store import ArticleStore
from retrieval.index.engine import Scope

MOST_ARTICLES = 10
"""Articles that are taken down by one order."""


class AdminOrders:
    """All methods run on the event loop; the store is asked in the voice's executor."""

    def __init__(
        self, voice: Voice, admins: Collection[int], overseeing: Overseeing, uploads: Uploads, status: Status,
        store: ArticleStore, threads: Threads, chats: SettingsOfChats, limits: Limits,
    ) -> None:  # fmt: skip
        self._voice, self._admins, self._overseeing = voice, admins, overseeing
        self._uploads, self._status, self._store = uploads, status, store
        self._threads, self._chats, self._limits = threads, chats, limits

    def orders(self) -> Mapping[str, Order]:
        """What is done at which command."""
        every = {"add": self._add, "remove": self._remove, "rebuild": self._rebuild, "status": self._tell_status}
        return {name: self._for_admins(order) for name, order in every.items()}

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """The button that cancels."""
        if pressed.asker in self._admins:
            await self._overseeing.cancel(pressed)
        else:
            await self._voice.chat.toast(pressed.press_id, wording.NOT_AN_ADMIN)

    def _for_admins(self, order: Order) -> Order:
        async def ordered(spoken: Spoken, given: Command, accepted: Accepted) -> None:
            if spoken.asker in self._admins:
                await order(spoken, given, accepted)
            elif spoken.kind is ChatKind.PRIVATE:
                await self._voice.say(place_of(spoken), plain(wording.NOT_AN_ADMIN), accepted)

        return ordered

    async def _add(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        wanted = material(spoken, given, self._status.me.id)
        refusal = self._refusal(wanted)
        if refusal:
            await self._voice.say(place_of(spoken), plain(refusal), accepted)
            return
        match wanted:
            case Addresses(urls):
                errand = Add(urls=urls)
            case Text(words):
                errand = Add(files=(await self._kept("message.txt", words.encode("utf-8", "replace")),))
            case Upload():
                content = await self._downloaded(wanted)
                if content is None:
                    await self._voice.say(place_of(spoken), plain(wording.NO_FILE), accepted)
                    return
                errand = Add(files=(await self._kept(wanted.name, content),))
        if not await self._overseeing.begin(spoken, errand, accepted):
            await self._voice.off_the_loop(partial(self._uploads.remove, errand, self._overseeing.running))

    def _refusal(self, wanted: Addresses | Text | Upload | None) -> str:
        """Why something is not added; '' where it is."""
        if self._overseeing.running is not None:
            return wording.busy(self._overseeing.running.errand)
        match wanted:
            case None:
                return wording.ADD_WHAT
            case Addresses(urls) if len(urls) > MOST_URLS:
                return wording.too_many_urls(MOST_URLS)
            case Upload() if not is_known_kind(wanted):
                return wording.wrong_kind(wanted.name)
            case Upload() if wanted.size > self._limits.download:
                return wording.too_large(self._limits.download)
        return ""

    async def _downloaded(self, upload: Upload) -> bytes | None:
        try:
            content = await persistently(partial(self._voice.chat.download, upload.file_id))
        except MessageRefused:
            return None
        return content if len(content) <= self._limits.download else None

    async def _kept(self, name: str, content: bytes) -> str:
        return await self._voice.off_the_loop(partial(self._uploads.keep, name, content))

    async def _rebuild(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        scopes = {"": Scope.MISSING, "full": Scope.EVERYTHING}
        scope = scopes.get(given.words.lower())
        if scope is None:
            await self._voice.say(place_of(spoken), plain(wording.REBUILD_WHAT), accepted)
        else:
            await self._overseeing.begin(spoken, Rebuild(scope), accepted)

    async def _remove(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        shown = self._in_answer(spoken)
        named = list(dict.fromkeys(given.words.split()))[:MOST_ARTICLES] or (shown if len(shown) == 1 else [])
        if not named:
            message = await self._voice.off_the_loop(partial(self._which, shown)) if shown else None
            await self._voice.say(place_of(spoken), message or plain(wording.REMOVE_WHAT), accepted)
            return
        removed = await self._voice.off_the_loop(lambda: [(each, len(self._store.remove(each))) for each in named])
        words = wording.removed(removed)
        if any(texts for _, texts in removed):
            await self._overseeing.begin(spoken, Rebuild(Scope.MISSING), accepted, words)
        else:
            await self._voice.say(place_of(spoken), plain(words), accepted)

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
        return _message(wording.which_article(named))

    async def _tell_status(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        held = await self._voice.off_the_loop(self._status.held)
        await self._voice.say(place_of(spoken), _message(self._status.text(held)), accepted)


def _message(words: Markup) -> Message:
    return Message(words.html, words.plain)
