"""Answers: what becomes of a question, of words to be checked, of their edits, and of the buttons below an answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.chat import ChatKind, Limits, Message, Place, Pressed, Spoken
from bot.chat_settings import ChatSettings, SettingsOfChats
from bot.conversation import Conversation, NothingFound, Reply, Thread, Watch, WatchKind, seen_words
from bot.dispatch.addressed import Request, Wanted, judged
from bot.dispatch.languages import foreign_language
from bot.dispatch.sender import Sender, place_of
from bot.dispatch.small_talk import names_saying
from bot.state.inbox import Accepted
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from bot.wording.finding_messages import speaker_in
from bot.wording.messages import checked_message, plain, reply_message

LONGEST_QUESTION = 4096
COMMENT_SECONDS = 1.0
"""How long a bare "is this true?" in private waits for the forwarded message that comes right behind such a comment."""

NOTHING_TO_SAY = "🤷"


class Answers:
    """Answers questions, one after the other in each chat. `waiting` counts what waits in a chat, this included."""

    def __init__(
        self, sender: Sender, conversation: Conversation, threads: Threads, chats: SettingsOfChats, limits: Limits,
        me: int, waiting: Callable[[int], int],
    ) -> None:  # fmt: skip
        self._sender, self._conversation, self._limits = sender, conversation, limits
        self._threads, self._chats, self._me, self._waiting = threads, chats, me, waiting

    async def asked(self, spoken: Spoken, request: Request, accepted: Accepted) -> None:
        """Answer a new request, and keep what its buttons and the next question need."""
        if request.wanted is Wanted.CHECK and not request.words:
            await self._check_what(spoken, accepted)
            return
        thread, message = await self._answer(spoken, request)
        accepted.survived()
        if message is None:
            await self._sender.chat.react(spoken.chat_id, spoken.message_id, NOTHING_TO_SAY)
            return
        sent = await self._sender.say(self._place(spoken, request), message, accepted)
        if accepted.done() and sent:
            self._keep(spoken, sent, thread)

    async def edited(self, spoken: Spoken, request: Request, accepted: Accepted) -> None:
        """Change the answer to what was edited; what has none yet, such as a mistyped command, is answered now."""
        kept = self._threads.answer_to(spoken.chat_id, spoken.message_id)
        if kept is None:
            await self.asked(spoken, request, accepted)
            return
        if not request.words:
            return
        thread, message = await self._answer(spoken, replace(request, soft=False))
        if message is None:
            return
        await self._sender.change(spoken.chat_id, kept.message_id, message)
        if accepted.done():
            self._keep(spoken, kept.message_id, thread)

    async def hint(self, spoken: Spoken, message: Message, accepted: Accepted) -> None:
        """Say something that an edit of the message replaces by an answer."""
        sent = await self._sender.say(place_of(spoken), message, accepted)
        if accepted.done() and sent:
            self._threads.keep_answer(
                KeptAnswer(spoken.chat_id, sent, spoken.message_id, spoken.asker, self._own_thread(spoken))
            )

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """Turn a page, open the surroundings, take a choice: in the asker's message; for others in one of their own."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        if kept is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._sender.chat.toast(pressed.press_id, "")
        settings = self._chats.of(pressed.chat_id)
        conversation, size = self._conversation.confined(settings.within), settings.page_size
        thread, reply = await self._sender.off_the_loop(partial(conversation.press, kept.thread, pressed.action, size))
        message = reply_message(reply, size, self._limits)
        if pressed.kind is not ChatKind.PRIVATE and kept.asker not in (0, pressed.asker):
            await self._for_another(pressed, thread, message, accepted)
            return
        await self._sender.change(pressed.chat_id, pressed.message_id, message)
        if self._threads.answer(pressed.chat_id, pressed.message_id) is None:
            return  # forgotten while the message was edited
        self._threads.keep_answer(replace(kept, thread=thread))
        if pressed.asker == kept.asker:
            self._threads.keep_thread(kept.chat_id, kept.asker, thread, pressed.topic)

    async def _for_another(self, pressed: Pressed, thread: Thread, message: Message, accepted: Accepted) -> None:
        """Answer a member who pressed below somebody else's answer, which stays as it is."""
        place = Place(pressed.chat_id, pressed.topic, pressed.message_id)
        sent = await self._sender.say(place, message, accepted)
        if accepted.done() and sent:
            self._threads.keep_answer(KeptAnswer(pressed.chat_id, sent, 0, pressed.asker, thread))
            self._threads.keep_thread(pressed.chat_id, pressed.asker, thread, pressed.topic)

    async def _check_what(self, spoken: Spoken, accepted: Accepted) -> None:
        """Say how to name what is to be checked, unless it comes right behind."""
        if spoken.kind is ChatKind.PRIVATE and spoken.command is None:
            await asyncio.sleep(COMMENT_SECONDS)
            if self._waiting(spoken.chat_id) > 1:
                return
        words = phrases.CHECK_WHAT if spoken.kind is ChatKind.PRIVATE else phrases.CHECK_WHAT_IN_GROUP
        await self.hint(spoken, plain(words), accepted)

    def _place(self, spoken: Spoken, request: Request) -> Place:
        """Below the question; the answer to a check below the message that was judged, its words quoted."""
        place = place_of(spoken)
        if request.wanted is not Wanted.CHECK or spoken.guest:
            return place
        message_id, words = judged(spoken, request.words)
        if not message_id:
            return place
        quote = words if len(words) <= self._limits.quote else ""
        return replace(place, reply_to=message_id, quote=quote)

    async def _answer(self, spoken: Spoken, request: Request) -> tuple[Thread, Message | None]:
        """The answer; no message where silence is better."""
        before = self._before(spoken)
        own = self._own_thread(spoken)
        language = foreign_language(request.words) if request.wanted is Wanted.QUESTION else ""
        if language:
            return own, plain(phrases.reads_english(language))
        if len(request.words) > LONGEST_QUESTION:
            return own, plain(phrases.TOO_LONG)
        found = partial(self._found, request, before, own, self._chats.of(spoken.chat_id))
        return await self._sender.prepared(spoken, found)

    def _own_thread(self, spoken: Spoken) -> Thread:
        return self._threads.thread(spoken.chat_id, spoken.asker, spoken.topic)

    def _found(
        self, request: Request, before: Thread | str, own: Thread, settings: ChatSettings
    ) -> tuple[Thread, Message | None]:
        conversation = self._conversation.confined(settings.within)
        if request.wanted is Wanted.CHECK:
            return self._checked(conversation, request.words, own, settings)
        thread = conversation.recall(before) if isinstance(before, str) else before
        thread, reply = conversation.say(thread, request.words, settings.page_size)
        if request.soft and is_better_unsaid(reply, request.words):
            return own, None
        return thread, reply_message(reply, settings.page_size, self._limits)

    def _checked(
        self, conversation: Conversation, words: str, before: Thread, settings: ChatSettings
    ) -> tuple[Thread, Message]:
        claims = conversation.check(words)
        missing = next((each.words for each in claims if each.finding is None), "")
        watch = Watch(WatchKind.QUOTE, missing) if missing and seen_words(missing) else None
        message = checked_message(claims, settings.within, self._limits, watch)
        return replace(before, watch=watch), message

    def _before(self, spoken: Spoken) -> Thread | str:
        """What a request leans on: the thread of the bot's message that is replied to, else the asker's own.

        Where that message is no longer kept, the speaker whom it names.
        """
        if spoken.replied is not None and spoken.replied.author == self._me:
            kept = self._threads.answer(spoken.chat_id, spoken.replied.message_id)
            if kept is None:
                return speaker_in(spoken.replied.whole) or self._own_thread(spoken)
            if kept.thread.answer is not None:
                return kept.thread
        return self._own_thread(spoken)

    def _keep(self, spoken: Spoken, message_id: int, thread: Thread) -> None:
        self._threads.keep_thread(spoken.chat_id, spoken.asker, thread, spoken.topic)
        self._threads.keep_answer(KeptAnswer(spoken.chat_id, message_id, spoken.message_id, spoken.asker, thread))


def is_better_unsaid(reply: Reply, words: str) -> bool:
    """Whether silence is better than this reply to a group's member who may have talked to the others."""
    return isinstance(reply, NothingFound) and not names_saying(words)
