"""The door: which chats the bot stays in, what it says when it comes, and why it leaves."""

from collections.abc import Collection

from bot import phrases
from bot.accepted import Accepted
from bot.chat import ChatKind, Invited, Me, Place
from bot.messages import plain
from bot.threads import Threads
from bot.voice import Voice


class Door:
    """Lets chats in. `allowed_chats` are the groups that the bot stays in; empty: all."""

    def __init__(self, me: Me, voice: Voice, threads: Threads, allowed_chats: Collection[int]) -> None:
        self._me, self._voice, self._threads, self._allowed_chats = me, voice, threads, allowed_chats

    def is_welcome(self, chat_id: int, kind: ChatKind) -> bool:
        """Whether the bot talks in this chat."""
        return kind is ChatKind.PRIVATE or not self._allowed_chats or chat_id in self._allowed_chats

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
        self._threads.forget_chat(chat_id)
