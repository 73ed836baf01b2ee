"""The door: which chats the bot stays in, what it says when it comes, and why it leaves."""

from collections.abc import Collection

from bot.chat import ChatKind, Invited, Me, Place
from bot.desk.voice import Voice
from bot.keeping.accepted import Accepted
from bot.keeping.memory import Memory
from bot.keeping.moves import Moves
from bot.wording import phrases
from bot.wording.messages import plain


class Door:
    """Lets chats in. `allowed_chats` are the groups that the bot stays in; empty: all."""

    def __init__(self, me: Me, voice: Voice, memory: Memory, moves: Moves, allowed_chats: Collection[int]) -> None:
        self._me, self._voice, self._memory, self._moves = me, voice, memory, moves
        self._allowed_chats = frozenset(allowed_chats)

    def is_welcome(self, chat_id: int, kind: ChatKind) -> bool:
        """Whether the bot talks in this chat. A group that was allowed still is when it became a supergroup."""
        if kind is ChatKind.PRIVATE or not self._allowed_chats:
            return True
        return not self._allowed_chats.isdisjoint([chat_id, *self._moves.earlier(chat_id)])

    async def invited(self, invited: Invited, accepted: Accepted) -> None:
        """Greet, or say why not and leave."""
        if self.is_welcome(invited.chat_id, invited.kind):
            greeting = phrases.GREETING if self._me.hears_all else phrases.GREETING + phrases.PRIVACY_MODE
            await self._voice.say(Place(invited.chat_id), plain(greeting), accepted)
        else:
            await self.leave(invited.chat_id, accepted)

    async def leave(self, chat_id: int, accepted: Accepted) -> None:
        """Say why the bot does not stay, and go."""
        await self._voice.say(Place(chat_id), plain(phrases.NOT_ALLOWED), accepted)
        await self._voice.chat.leave(chat_id)
        self._memory.forget_chat(chat_id)
