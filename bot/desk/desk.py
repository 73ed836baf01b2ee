"""The desk: hands everything that comes in to whoever deals with it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.chat import Invited, Kept, Me, Migrated, Pressed, Removed, Spoken
from bot.desk.addressed import command, question
from bot.desk.answers import Answers
from bot.desk.door import Door
from bot.desk.orders import Orders
from bot.desk.restraint import Restraint
from bot.desk.voice import Voice, place_of
from bot.keeping.accepted import Accepted
from bot.keeping.memory import Memory
from bot.wording import phrases
from bot.wording.messages import plain

Press = Callable[[Pressed, Accepted], Awaitable[None]]
"""What is done when a button is pressed."""


class Desk:
    """All methods run on the event loop. `presses` are the buttons, by verb, that are not those of an answer."""

    def __init__(
        self, me: Me, voice: Voice, door: Door, answers: Answers, orders: Orders, memory: Memory,
        restraint: Restraint, presses: Mapping[str, Press],
    ) -> None:  # fmt: skip
        self._me, self._voice, self._door, self._answers = me, voice, door, answers
        self._orders, self._memory, self._restraint, self._presses = orders, memory, restraint, presses

    def concerns_us(self, what: Kept) -> bool:
        """Whether anything is to be done about it: chatter in groups is dropped before it is kept anywhere."""
        if not isinstance(what, Spoken):
            return True
        given = command(what, self._me)
        return question(what, self._me) is not None or (given is not None and self._orders.concern_us(given, what.kind))

    async def take(self, what: Kept, accepted: Accepted) -> None:
        """Do what is to be done. Raises ChatGone where nobody is there to be told.

        What was accepted is noted as survived when an answer is ready, and as done as soon as it is sent.
        """
        match what:
            case Spoken():
                await self._spoken(what, accepted)
            case Pressed():
                await self._pressed(what, accepted)
            case Invited():
                await self._door.invited(what, accepted)
            case Removed():
                self._memory.forget_chat(what.chat_id)
            case Migrated():
                pass

    def moved(self, migrated: Migrated) -> None:
        """Keep what there is of a group that became a supergroup, before anything in its new place is read."""
        self._memory.move_chat(migrated.old_id, migrated.new_id)

    def gone(self, what: Kept) -> None:
        """Forget a chat in which nobody listens any more."""
        if isinstance(what, Spoken | Pressed):
            self._memory.forget_chat(what.chat_id)

    async def apologise(self, what: Kept, accepted: Accepted) -> None:
        """Tell the asker that this could not be answered."""
        await self._tell(what, accepted, phrases.FAILED)

    async def out_of_order(self, what: Kept, accepted: Accepted) -> None:
        """Tell the asker that search is down, which is no answer."""
        await self._tell(what, accepted, phrases.OUTAGE)

    async def _tell(self, what: Kept, accepted: Accepted, words: str) -> None:
        if isinstance(what, Spoken):
            await self._voice.say(place_of(what), plain(words), accepted)
        elif isinstance(what, Pressed):
            await self._voice.chat.toast(what.press_id, words)

    async def _spoken(self, spoken: Spoken, accepted: Accepted) -> None:
        asked = question(spoken, self._me)
        if not self._door.is_welcome(spoken.chat_id, spoken.kind):
            await self._door.leave(spoken.chat_id, accepted)
        elif (instead := self._restraint.at(spoken, asked)) is not None:
            if instead and not spoken.edited:
                await self._voice.say(place_of(spoken), plain(instead), accepted)
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
        if given is not None and not spoken.edited:
            await self._orders.carry_out(spoken, given, accepted)

    async def _pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        instead = self._restraint.at_press(pressed)
        if instead is not None:
            await self._voice.chat.toast(pressed.press_id, instead)
            return
        verb = pressed.action.partition(":")[0]
        await self._presses.get(verb, self._answers.pressed)(pressed, accepted)
