"""Access: which chats the bot stays in, how fast people and chats are answered, and muted chats."""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum, auto

from bot.chat import ChatKind, Invited, Me, Place, Pressed, Spoken
from bot.chat_settings import SettingsOfChats
from bot.dispatch.sender import Sender, place_of
from bot.state.inbox import Accepted
from bot.state.retention import ChatMoves, Retention
from bot.wording import phrases
from bot.wording.messages import plain


class Access:
    """Lets chats and people in: admins always, and `allowed_chats`, ids of groups and of people; empty: all."""

    def __init__(
        self,
        me: Me,
        sender: Sender,
        retention: Retention,
        moves: ChatMoves,
        allowed_chats: Collection[int],
        admins: Collection[int] = (),
    ) -> None:
        self._me, self._sender, self._retention, self._moves = me, sender, retention, moves
        self._allowed_chats, self._admins = frozenset(allowed_chats), frozenset(admins)

    def is_welcome(self, chat_id: int, kind: ChatKind) -> bool:
        """Whether the bot talks in this chat. A group that was allowed still is when it became a supergroup."""
        if not self._allowed_chats or (kind is ChatKind.PRIVATE and chat_id in self._admins):
            return True
        return not self._allowed_chats.isdisjoint([chat_id, *self._moves.earlier(chat_id)])

    def admits(self, person: int) -> bool:
        """Whether a person may ask where the bot is no member: inline, and as a guest."""
        return self.is_welcome(person, ChatKind.PRIVATE)

    async def turn_away(self, spoken: Spoken, accepted: Accepted) -> None:
        """Say why not; a group is left, too."""
        if spoken.kind is ChatKind.PRIVATE or spoken.guest:
            await self._sender.say(place_of(spoken), plain(phrases.NOT_ALLOWED_PRIVATE), accepted)
        else:
            await self.leave(spoken.chat_id, accepted)

    async def invited(self, invited: Invited, accepted: Accepted) -> None:
        """Greet, or say why not and leave."""
        if self.is_welcome(invited.chat_id, invited.kind):
            greeting = phrases.GREETING if self._me.hears_all else phrases.GREETING + phrases.PRIVACY_MODE
            await self._sender.say(Place(invited.chat_id), plain(greeting), accepted)
        else:
            await self.leave(invited.chat_id, accepted)

    async def leave(self, chat_id: int, accepted: Accepted) -> None:
        """Say why the bot does not stay, and go."""
        await self._sender.say(Place(chat_id), plain(phrases.NOT_ALLOWED), accepted)
        await self._sender.chat.leave(chat_id)
        self._retention.forget_chat(chat_id)


QUESTIONS_A_MINUTE = 30
"""What one person is answered in a minute, buttons pressed included."""

REMEMBERED = 20_000
"""People and chats whose rate is known at most; whoever was quiet for longest is forgotten first."""

CHAT_SHARE = 2
"""How many times as fast as a person a group may ask."""

MINUTE = 60.0


class Permission(Enum):
    """What becomes of something that was asked."""

    ANSWER = auto()
    ASK_TO_WAIT = auto()
    WAIT_IN_SILENCE = auto()


@dataclass(slots=True)
class _Allowance:
    """What is left of a minute's questions, when that was, and whether the word was said since there was plenty."""

    left: float
    at: float
    told: bool = False


class RateLimit:
    """Decides by the clock; nothing here sleeps, and nothing is kept on disk or for longer than a minute's quiet."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        """`a_minute` questions are answered for one person in a minute, all at once too; 0: any number."""
        self._a_minute, self._clock = a_minute, clock
        self._allowances: OrderedDict[tuple[str, int], _Allowance] = OrderedDict()

    def __len__(self) -> int:
        return len(self._allowances)

    def of(self, chat_id: int, asker: int) -> Permission:
        """Whether somebody in a chat is answered now. Who is, has used one of the person's and one of the chat's."""
        if not self._a_minute:
            return Permission.ANSWER
        self._forget_the_quiet()
        both = [self._refilled(("person", asker), self._a_minute)]
        if chat_id != asker:
            both.append(self._refilled(("chat", chat_id), CHAT_SHARE * self._a_minute))
        used_up = [each for each in both if each.left < 1]
        if used_up:
            told = all(each.told for each in used_up)
            for each in used_up:
                each.told = True
            return Permission.WAIT_IN_SILENCE if told else Permission.ASK_TO_WAIT
        for each in both:
            each.left -= 1
        return Permission.ANSWER

    def _refilled(self, key: tuple[str, int], a_minute: int) -> _Allowance:
        now = self._clock()
        allowance = self._allowances.setdefault(key, _Allowance(a_minute, now))
        self._allowances.move_to_end(key)
        passed = max(0.0, now - allowance.at)
        allowance.left, allowance.at = min(a_minute, allowance.left + passed * a_minute / MINUTE), now
        allowance.told = allowance.told and allowance.left < a_minute / 2
        return allowance

    def _forget_the_quiet(self) -> None:
        """Whoever asked nothing for a minute has all of it again."""
        oldest = self._clock() - MINUTE
        while self._allowances:
            key, allowance = next(iter(self._allowances.items()))
            if allowance.at > oldest and len(self._allowances) < REMEMBERED:
                return
            del self._allowances[key]


class Cooldowns:
    """The pauses between two answers that chats have chosen."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._answered: OrderedDict[int, _Allowance] = OrderedDict()

    def of(self, chat_id: int, seconds: int) -> Permission:
        """Whether so many seconds have passed since a chat's last answer; where they have, this is the last one."""
        if not seconds:
            return Permission.ANSWER
        now, last = self._clock(), self._answered.get(chat_id)
        if last is not None and 0 <= now - last.at < seconds:
            told, last.told = last.told, True
            return Permission.WAIT_IN_SILENCE if told else Permission.ASK_TO_WAIT
        self._answered[chat_id] = _Allowance(0, now)
        self._answered.move_to_end(chat_id)
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)
        return Permission.ANSWER


SETTINGS = "settings"
"""The command that works in a muted chat too, or nobody could unmute it."""


class Throttle:
    """Says what holds the bot back; the words are '' where it says nothing."""

    def __init__(self, chats: SettingsOfChats, rate: RateLimit, pauses: Cooldowns) -> None:
        self._chats, self._pace, self._pauses = chats, rate, pauses

    def at(self, spoken: Spoken, question: str | None) -> str | None:
        """What is said instead of an answer; None where it is to be answered."""
        settings = self._chats.of(spoken.chat_id)
        if settings.muted and not (spoken.command is not None and spoken.command.name == SETTINGS):
            return ""
        verdict = self._pace.of(spoken.chat_id, spoken.asker)
        if verdict is not Permission.ANSWER:
            return _said(verdict, phrases.TOO_FAST)
        if not question or spoken.edited:
            return None
        return _said(self._pauses.of(spoken.chat_id, settings.cooldown), phrases.pausing(settings.cooldown))

    def at_press(self, pressed: Pressed) -> str | None:
        """What is flashed up instead of what a button does; None where it is to be done."""
        return _said(self._pace.of(pressed.chat_id, pressed.asker), phrases.TOO_FAST)


def _said(verdict: Permission, words: str) -> str | None:
    match verdict:
        case Permission.ANSWER:
            return None
        case Permission.ASK_TO_WAIT:
            return words
        case Permission.WAIT_IN_SILENCE:
            return ""
