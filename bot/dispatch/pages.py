"""Pages and files that people send: what is held of a pasted link, and what admins may add with one button."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

from bot.answerer import Answerer
from bot.chat import Button, ChatKind, Command, Limits, Message, Pressed, Spoken
from bot.chat_settings import SettingsOfChats
from bot.conversation import Page, Thread, page_at
from bot.dispatch.sender import Sender, place_of
from bot.state.inbox import Accepted
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from bot.wording.messages import plain, reply_message
from corpus.errors import UnknownArticle
from retrieval.answer import Answer, Finding, Outcome
from retrieval.finding.findings import Citations, Shown
from retrieval.questions.question import Within

ADD = "add"
"""The verb of the button that adds what the message replied to has."""

ARTICLE_LENGTH = 1200
LOOKED_UP = 3


class Pages:
    """All methods run on the event loop; the store is read in the sender's executor."""

    def __init__(
        self, sender: Sender, answerer: Answerer, threads: Threads, chats: SettingsOfChats, limits: Limits,
        admins: Collection[int], add: Callable[[Spoken, Command, Accepted], Awaitable[None]],
    ) -> None:  # fmt: skip
        self._sender, self._answerer, self._threads, self._chats = sender, answerer, threads, chats
        self._limits, self._admins, self._add = limits, frozenset(admins), add
        self._offered: dict[tuple[int, int], Spoken] = {}

    def is_pasted_by_admin(self, spoken: Spoken) -> bool:
        """Whether one who runs the bot pasted a long text in private, which is offered to be added, not searched."""
        private = spoken.kind is ChatKind.PRIVATE and spoken.asker in self._admins and not spoken.edited
        return private and spoken.command is None and len(spoken.text) >= ARTICLE_LENGTH

    def attached(self, spoken: Spoken, kind: str) -> str:
        """What is said to a message with nothing but something that is not read."""
        if kind == "document" and spoken.asker in self._admins:
            return phrases.ADMIN_DOCUMENT
        return phrases.ATTACHMENTS.get(kind, phrases.OTHER_ATTACHMENT)

    async def offer(self, spoken: Spoken, accepted: Accepted, words: str = phrases.PASTED_ARTICLE) -> None:
        """Offer an admin to add what the message has."""
        message = plain(words)
        button = ((Button(phrases.ADD_IT, action=f"{ADD}:0"),),)
        sent = await self._sender.say(place_of(spoken), Message(message.html, message.plain, button), accepted)
        if accepted.done() and sent:
            self._offered[spoken.chat_id, sent] = spoken

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """The button that adds."""
        spoken = self._offered.pop((pressed.chat_id, pressed.message_id), None)
        if spoken is None or pressed.asker not in self._admins:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._sender.chat.toast(pressed.press_id, "")
        given = Command("add", "", " ".join(spoken.links) if _is_links(spoken) else spoken.text)
        await self._add(spoken, given, accepted)

    async def linked(self, spoken: Spoken, accepted: Accepted) -> None:
        """What is on record in a page, of which only the link was sent."""
        settings = self._chats.of(spoken.chat_id)
        found = await self._sender.prepared(spoken, partial(self._on_record, spoken.links, settings.within))
        if found is None:
            if spoken.asker in self._admins:
                await self.offer(spoken, accepted, phrases.PAGE_NOT_HELD)
            else:
                await self._sender.say(place_of(spoken), plain(phrases.PAGE_NOT_HELD), accepted)
            return
        if not found:
            await self._sender.say(place_of(spoken), plain(phrases.PAGE_WITHOUT_WORDS), accepted)
            return
        answer = Answer("", Outcome.ANSWERED, found, len(found))
        size = settings.page_size
        message = reply_message(Page(answer, *page_at(answer, 0, size)), size, self._limits)
        sent = await self._sender.say(place_of(spoken), message, accepted)
        if accepted.done() and sent:
            thread = Thread(None, answer)
            self._threads.keep_thread(spoken.chat_id, spoken.asker, thread, spoken.topic)
            self._threads.keep_answer(KeptAnswer(spoken.chat_id, sent, spoken.message_id, spoken.asker, thread))

    def _on_record(self, urls: tuple[str, ...], within: Within) -> tuple[Finding, ...] | None:
        """The statements of the first page that is held and within; None where none of them is."""
        store = self._answerer.store
        for url in urls[:LOOKED_UP]:
            for each in (name for form in _forms(url) for name in store.articles_at(form)):
                try:
                    article = store.article(each)
                except UnknownArticle:
                    continue
                if within.holds((article.outlet, article.agency), article.language):
                    shown = Shown(store, Citations(store))
                    stored = [one for one in store.statements_in(each) if shown.may_show(each, one.statement.extent)]
                    named = [one for one in stored if one.speaker_ids]
                    return tuple(shown.statement(one, one.speaker_ids[0], 1.0) for one in named)
        return None


def _forms(url: str) -> dict[str, None]:
    """An address as it is, and as a page may have it: without its query, with or without a slash at its end."""
    bare = url.partition("#")[0].partition("?")[0]
    return dict.fromkeys([url, bare, bare.rstrip("/"), bare.rstrip("/") + "/"])


def _is_links(spoken: Spoken) -> bool:
    return bool(spoken.links) and len(spoken.text) < ARTICLE_LENGTH
