"""/timeline and the buttons that lead to one: answered with a new message, since a picture replaces no words."""

from functools import partial

from bot.chat import ChatKind, Command, Limits, Message, Place, Pressed, Spoken
from bot.chat_settings.record import ChatSettings, SettingsOfChats
from bot.conversation import Conversation, Thread
from bot.desk.voice import Voice, place_of
from bot.keeping.accepted import Accepted
from bot.keeping.threads import KeptAnswer, Threads
from bot.timelines.timelines import LIST, WHO, Timelines
from bot.wording import phrases
from bot.wording.messages import reply_message


class TimelineOrders:
    """All methods run on the event loop; timelines are made in the executor."""

    def __init__(
        self, voice: Voice, conversation: Conversation, timelines: Timelines, threads: Threads,
        chats: SettingsOfChats, limits: Limits,
    ) -> None:  # fmt: skip
        self._voice, self._conversation, self._timelines = voice, conversation, timelines
        self._threads, self._chats, self._limits = threads, chats, limits

    async def ordered(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/timeline Sullivan Ukraine."""
        before = self._threads.thread(spoken.chat_id, spoken.asker)
        work = partial(self._timelines.confined(self._chats.of(spoken.chat_id).within).of, given.words, before)
        thread, message = await self._voice.prepared(spoken.chat_id, spoken.kind, work)
        accepted.survived()
        sent = await self._voice.say(place_of(spoken), message, accepted)
        if accepted.done() and sent is not None and thread is not before:
            self._threads.keep_thread(spoken.chat_id, spoken.asker, thread)
            self._threads.keep_answer(KeptAnswer(spoken.chat_id, sent, spoken.message_id, spoken.asker, thread))

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A button below an answer, a choice of speakers or a timeline."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        if kept is None:
            await self._voice.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        await self._voice.chat.toast(pressed.press_id, "")
        work = partial(self._pressed, kept.thread, pressed.action, self._chats.of(pressed.chat_id))
        thread, message = await self._voice.prepared(pressed.chat_id, pressed.kind, work)
        sent = await self._voice.say(_place_of(pressed), message, accepted)
        if accepted.done() and sent is not None:
            self._threads.keep_answer(KeptAnswer(pressed.chat_id, sent, 0, pressed.asker, thread))

    def _pressed(self, thread: Thread, action: str, settings: ChatSettings) -> tuple[Thread, Message]:
        timelines = self._timelines.confined(settings.within)
        verb, _, number = action.partition(":")
        if verb == WHO:
            return timelines.chosen(thread, int(number) if number.isdecimal() else len(action))
        if verb == LIST:
            thread, reply = self._conversation.confined(settings.within).press(thread, "page:0", settings.page_size)
            return thread, reply_message(reply, settings.page_size, self._limits)
        return timelines.again(thread)


def _place_of(pressed: Pressed) -> Place:
    """Below the message with the button, in the same topic."""
    reply_to = None if pressed.kind is ChatKind.PRIVATE else pressed.message_id
    return Place(pressed.chat_id, pressed.topic, reply_to)
