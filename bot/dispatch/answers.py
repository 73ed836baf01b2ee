"""Answers: what becomes of a question, of its edits, and of the buttons below its answer."""

from dataclasses import replace
from functools import partial

from bot.chat import Limits, Message, Pressed, Spoken
from bot.chat_settings import ChatSettings, SettingsOfChats
from bot.conversation import Conversation, Thread
from bot.dispatch.addressed import quotation
from bot.dispatch.sender import Sender, place_of
from bot.state.inbox import Accepted
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from bot.wording.messages import checked_message, plain, reply_message

LONGEST_QUESTION = 4096


class Answers:
    """Answers questions, one after the other in each chat."""

    def __init__(
        self, sender: Sender, conversation: Conversation, threads: Threads, chats: SettingsOfChats, limits: Limits
    ) -> None:
        self._sender, self._conversation, self._limits = sender, conversation, limits
        self._threads, self._chats = threads, chats

    async def asked(self, spoken: Spoken, question: str, accepted: Accepted) -> None:
        """Answer a new question, and keep what its buttons and the next question need."""
        thread, message = await self._answer(spoken, question)
        accepted.survived()
        sent = await self._sender.say(place_of(spoken), message, accepted)
        if accepted.done() and sent is not None:
            self._keep(spoken, sent, thread)

    async def edited(self, spoken: Spoken, question: str, accepted: Accepted) -> None:
        """Change the answer to a question that was edited; one that has no answer stays without."""
        kept = self._threads.answer_to(spoken.chat_id, spoken.message_id)
        if kept is None or not question:
            return
        thread, message = await self._answer(spoken, question)
        await self._sender.change(spoken.chat_id, kept.message_id, message)
        if accepted.done():
            self._keep(spoken, kept.message_id, thread)

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """Turn a page, open the surroundings, take a choice: in the message that has the button."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        if kept is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._sender.chat.toast(pressed.press_id, "")
        settings = self._chats.of(pressed.chat_id)
        conversation, size = self._conversation.confined(settings.within), settings.page_size
        thread, reply = await self._sender.off_the_loop(partial(conversation.press, kept.thread, pressed.action, size))
        await self._sender.change(pressed.chat_id, pressed.message_id, reply_message(reply, size, self._limits))
        if self._threads.answer(pressed.chat_id, pressed.message_id) is None:
            return  # forgotten while the message was edited
        self._threads.keep_answer(replace(kept, thread=thread))
        if pressed.asker == kept.asker:
            self._threads.keep_thread(kept.chat_id, kept.asker, thread)

    async def _answer(self, spoken: Spoken, question: str) -> tuple[Thread, Message]:
        before = self._threads.thread(spoken.chat_id, spoken.asker)
        if len(question) > LONGEST_QUESTION:
            return before, plain(phrases.TOO_LONG)
        settings = self._chats.of(spoken.chat_id)
        found = partial(self._found, spoken, question, before, settings)
        return await self._sender.prepared(spoken.chat_id, spoken.kind, found)

    def _found(self, spoken: Spoken, question: str, before: Thread, settings: ChatSettings) -> tuple[Thread, Message]:
        conversation = self._conversation.confined(settings.within)
        quoted = quotation(spoken, question)
        if quoted is not None:
            return before, checked_message(conversation.check(quoted), settings.within)
        thread, reply = conversation.say(before, question, settings.page_size)
        return thread, reply_message(reply, settings.page_size, self._limits)

    def _keep(self, spoken: Spoken, message_id: int, thread: Thread) -> None:
        self._threads.keep_thread(spoken.chat_id, spoken.asker, thread)
        self._threads.keep_answer(KeptAnswer(spoken.chat_id, message_id, spoken.message_id, spoken.asker, thread))
