"""The desk: hands everything that comes in to whoever deals with it."""

from functools import partial

from bot import phrases
from bot.accepted import Accepted
from bot.addressed import command, question
from bot.answers import PAGE_SIZE, Answers
from bot.chat import (
    ChatKind,
    Command,
    Incoming,
    InlineAsked,
    Invited,
    Limits,
    Me,
    Message,
    Migrated,
    Pressed,
    Removed,
    Spoken,
)
from bot.chat_commands import ChatCommands
from bot.door import Door
from bot.messages import plain, reply_message
from bot.threads import Threads
from bot.voice import Voice, place_of


class Desk:
    """All methods run on the event loop; the newsroom is asked in the voice's executor."""

    def __init__(
        self, me: Me, voice: Voice, door: Door, answers: Answers, commands: ChatCommands, threads: Threads,
        limits: Limits,
    ) -> None:  # fmt: skip
        self._me, self._voice, self._door, self._answers = me, voice, door, answers
        self._commands, self._threads, self._limits = commands, threads, limits

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
                await self._answers.pressed(what)
            case Invited():
                await self._door.invited(what, accepted)
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
            await self._voice.say(place_of(what), plain(words), accepted)
        elif isinstance(what, Pressed):
            await self._voice.chat.toast(what.press_id, words)

    async def _spoken(self, spoken: Spoken, accepted: Accepted) -> None:
        asked = question(spoken, self._me)
        if not self._door.is_welcome(spoken.chat_id, spoken.kind):
            await self._door.leave(spoken.chat_id, accepted)
        elif asked is None:
            await self._commanded(spoken, accepted)
        elif spoken.edited:
            await self._answers.edited(spoken, asked, accepted)
        elif not asked:
            await self._voice.say(place_of(spoken), plain(phrases.ASK_WHAT), accepted)
        else:
            await self._answers.asked(spoken, asked, accepted)

    async def _commanded(self, spoken: Spoken, accepted: Accepted) -> None:
        given = command(spoken, self._me)
        if given is None or spoken.edited:
            return
        if given.name == "forget":
            accepted.forget_earlier(spoken.asker)
            self._threads.forget_asker(spoken.asker)
        message = await self._voice.off_the_loop(partial(self._command_message, given, spoken.kind))
        if message is not None:
            await self._voice.say(place_of(spoken), message, accepted)

    def _command_message(self, given: Command, kind: ChatKind) -> Message | None:
        linked = self._commands.linked(given)
        return self._commands.message(given, kind) if linked is None else reply_message(linked, PAGE_SIZE, self._limits)
