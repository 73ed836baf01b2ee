"""The desk: what is done with everything that comes in, one thing at a time for each chat."""

import asyncio
import logging
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot import phrases
from bot.accepted import Accepted
from bot.addressed import command, question, quotation
from bot.chat import (
    Chat,
    ChatKind,
    Command,
    Incoming,
    InlineAsked,
    Invited,
    Limits,
    Me,
    Message,
    Migrated,
    Place,
    Pressed,
    Removed,
    Spoken,
)  # fmt: skip
from bot.chat_commands import ChatCommands
from bot.conversation import Conversation, Thread
from bot.delivery import Delivery
from bot.errors import MessageRefused
from bot.messages import checked_message, plain, reply_message
from bot.threads import KeptAnswer, Threads

LONGEST_QUESTION = 4096
PAGE_SIZE = 3
TYPING_AFTER = 1.0
"""Seconds after which a private chat is shown that an answer is being prepared."""

T = TypeVar("T")

_logger = logging.getLogger(__name__)


class Desk:
    """Answers what people say and press. All methods run on the event loop; the newsroom runs in the executor."""

    def __init__(
        self, me: Me, chat: Chat, delivery: Delivery, conversation: Conversation, commands: ChatCommands,
        threads: Threads, limits: Limits, executor: Executor, allowed_chats: Collection[int],
    ) -> None:  # fmt: skip
        """`allowed_chats` are the groups that the bot stays in; empty: all."""
        self._me, self._chat, self._delivery, self._limits = me, chat, delivery, limits
        self._conversation, self._commands = conversation, commands
        self._threads, self._executor = threads, executor
        self._allowed_chats = allowed_chats

    def concerns_us(self, what: Incoming) -> bool:
        """Whether anything is to be done about it: chatter in groups is dropped before it is kept anywhere."""
        if isinstance(what, Spoken):
            return question(what, self._me) is not None or command(what, self._me) is not None
        return True

    async def take(self, what: Incoming, accepted: Accepted) -> None:
        """Do what is to be done. Raises ChatGone where nobody is there to be told.

        What was accepted is noted as survived when an answer is ready, and as done as soon as it is sent.
        """
        match what:
            case Spoken():
                await self._spoken(what, accepted)
            case Pressed():
                await self._pressed(what)
            case Invited():
                await self._invited(what, accepted)
            case Removed():
                self._threads.forget_chat(what.chat_id)
            case Migrated() | InlineAsked():
                pass

    def moved(self, migrated: Migrated) -> None:
        """Keep the threads of a group that became a supergroup, before anything in its new place is read."""
        self._threads.move_chat(migrated.old_id, migrated.new_id)

    def gone(self, what: Incoming) -> None:
        """Forget a chat in which nobody listens any more."""
        if isinstance(what, Spoken | Pressed):
            self._threads.forget_chat(what.chat_id)

    async def apologise(self, what: Incoming, accepted: Accepted) -> None:
        """Tell the asker that this could not be answered."""
        await self._tell(what, accepted, phrases.FAILED)

    async def out_of_order(self, what: Incoming, accepted: Accepted) -> None:
        """Tell the asker that search is down, which is no answer."""
        await self._tell(what, accepted, phrases.OUTAGE)

    async def _tell(self, what: Incoming, accepted: Accepted, words: str) -> None:
        if isinstance(what, Spoken):
            await self._say(place_of(what), plain(words), accepted)
        elif isinstance(what, Pressed):
            await self._chat.toast(what.press_id, words)

    async def _invited(self, invited: Invited, accepted: Accepted) -> None:
        if self._is_welcome(invited.chat_id, invited.kind):
            greeting = phrases.GREETING if self._me.hears_all else phrases.GREETING + phrases.PRIVACY_MODE
            await self._say(Place(invited.chat_id), plain(greeting), accepted)
        else:
            await self._leave(invited.chat_id, accepted)

    async def _leave(self, chat_id: int, accepted: Accepted) -> None:
        await self._say(Place(chat_id), plain(phrases.NOT_ALLOWED), accepted)
        await self._chat.leave(chat_id)
        self._threads.forget_chat(chat_id)

    def _is_welcome(self, chat_id: int, kind: ChatKind) -> bool:
        return kind is ChatKind.PRIVATE or not self._allowed_chats or chat_id in self._allowed_chats

    async def _spoken(self, spoken: Spoken, accepted: Accepted) -> None:
        asked = question(spoken, self._me)
        if not self._is_welcome(spoken.chat_id, spoken.kind):
            await self._leave(spoken.chat_id, accepted)
        elif asked is None:
            await self._commanded(spoken, accepted)
        elif spoken.edited:
            await self._edited(spoken, asked, accepted)
        elif not asked:
            await self._say(place_of(spoken), plain(phrases.ASK_WHAT), accepted)
        else:
            thread, message = await self._answer(spoken, asked)
            accepted.survived()
            sent = await self._say(place_of(spoken), message, accepted)
            if accepted.done() and sent is not None:
                self._keep(spoken, sent, thread)

    async def _say(self, place: Place, message: Message, accepted: Accepted) -> int | None:
        """Send what is said to an update; None where that may have arrived twice already, or it was forgotten."""
        if not accepted.may_be_sent():
            if accepted.is_kept():
                _logger.error("an answer that may have arrived twice is not sent a third time")
            return None
        return await self._delivery.say(place, message, accepted.handing_over)

    async def _commanded(self, spoken: Spoken, accepted: Accepted) -> None:
        given = command(spoken, self._me)
        if given is None or spoken.edited:
            return
        if given.name == "forget":
            accepted.forget_earlier(spoken.asker)
            self._threads.forget_asker(spoken.asker)
        message = await self._off_the_loop(partial(self._command_message, given, spoken.kind))
        if message is not None:
            await self._say(place_of(spoken), message, accepted)

    def _command_message(self, given: Command, kind: ChatKind) -> Message | None:
        linked = self._commands.linked(given)
        return self._commands.message(given, kind) if linked is None else reply_message(linked, PAGE_SIZE, self._limits)

    async def _edited(self, spoken: Spoken, asked: str, accepted: Accepted) -> None:
        kept = self._threads.answer_to(spoken.chat_id, spoken.message_id)
        if kept is None or not asked:
            return
        thread, message = await self._answer(spoken, asked)
        await self._change(spoken.chat_id, kept.message_id, message)
        if accepted.done():
            self._keep(spoken, kept.message_id, thread)

    async def _answer(self, spoken: Spoken, asked: str) -> tuple[Thread, Message]:
        before = self._threads.thread(spoken.chat_id, spoken.asker)
        if len(asked) > LONGEST_QUESTION:
            return before, plain(phrases.TOO_LONG)
        work = self._off_the_loop(partial(self._found, spoken, asked, before))
        if spoken.kind is ChatKind.PRIVATE:
            await asyncio.wait([work], timeout=TYPING_AFTER)
            if not work.done():
                await self._chat.typing(spoken.chat_id)
        return await work

    def _found(self, spoken: Spoken, asked: str, before: Thread) -> tuple[Thread, Message]:
        quoted = quotation(spoken, asked)
        if quoted is not None:
            return before, checked_message(self._conversation.check(quoted))
        thread, reply = self._conversation.say(before, asked, PAGE_SIZE)
        return thread, reply_message(reply, PAGE_SIZE, self._limits)

    async def _pressed(self, pressed: Pressed) -> None:
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        if kept is None:
            await self._chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._chat.toast(pressed.press_id, "")
        press = partial(self._conversation.press, kept.thread, pressed.action, PAGE_SIZE)
        thread, reply = await self._off_the_loop(press)
        await self._change(pressed.chat_id, pressed.message_id, reply_message(reply, PAGE_SIZE, self._limits))
        if self._threads.answer(pressed.chat_id, pressed.message_id) is None:
            return  # forgotten while the message was edited
        self._threads.keep_answer(replace(kept, thread=thread))
        if pressed.asker == kept.asker:
            self._threads.keep_thread(kept.chat_id, kept.asker, thread)

    def _off_the_loop(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def _change(self, chat_id: int, message_id: int, message: Message) -> None:
        try:
            await self._delivery.change(chat_id, message_id, message)
        except MessageRefused as refusal:
            _logger.info("an answer can't be edited any more: %s", refusal)

    def _keep(self, spoken: Spoken, message_id: int, thread: Thread) -> None:
        self._threads.keep_thread(spoken.chat_id, spoken.asker, thread)
        self._threads.keep_answer(KeptAnswer(spoken.chat_id, message_id, spoken.message_id, spoken.asker, thread))


def place_of(spoken: Spoken) -> Place:
    """Where the answer goes: in a group into the same topic, as a reply to the asker."""
    reply_to = None if spoken.kind is ChatKind.PRIVATE else spoken.message_id
    return Place(spoken.chat_id, spoken.topic, reply_to)
