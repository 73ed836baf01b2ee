"""Orders: the commands of a chat apart from /ask, and who carries each of them out."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.chat import ChatKind, Command, Limits, Message, Spoken
from bot.chat_settings.record import SettingsOfChats
from bot.desk.chat_commands import ChatCommands
from bot.desk.voice import Voice, place_of
from bot.keeping.accepted import Accepted
from bot.keeping.memory import Memory
from bot.wording.messages import reply_message
from retrieval.questions.question import Within

Order = Callable[[Spoken, Command, Accepted], Awaitable[None]]
"""What is done at a command that does more than tell something."""


class Orders:
    """Carries commands out. `orders` are those, by name, that do more than tell something."""

    def __init__(
        self, voice: Voice, commands: ChatCommands, memory: Memory, chats: SettingsOfChats, limits: Limits,
        orders: Mapping[str, Order],
    ) -> None:  # fmt: skip
        self._voice, self._commands, self._memory, self._limits = voice, commands, memory, limits
        self._chats, self._orders = chats, orders

    def concern_us(self, given: Command, kind: ChatKind) -> bool:
        """Whether a command is the bot's; in a group one that it does not know is another bot's."""
        return kind is ChatKind.PRIVATE or given.name in self._orders or self._commands.knows(given.name)

    async def carry_out(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """Do what is ordered."""
        order = self._orders.get(given.name)
        if order is not None:
            await order(spoken, given, accepted)
            return
        if given.name == "forget":
            accepted.forget_earlier(spoken.asker)
            self._memory.forget_asker(spoken.asker)
        message = await self._voice.off_the_loop(
            partial(self._told, given, spoken.kind, self._chats.of(spoken.chat_id).within)
        )
        if message is not None:
            await self._voice.say(place_of(spoken), message, accepted)

    def _told(self, given: Command, kind: ChatKind, within: Within) -> Message | None:
        linked = self._commands.linked(given)
        return self._commands.message(given, kind, within) if linked is None else reply_message(linked, 1, self._limits)
