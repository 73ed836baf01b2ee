"""The pace at which people and chats are answered, with one friendly word to whoever is faster."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

QUESTIONS_A_MINUTE = 30
"""What one person is answered in a minute, buttons pressed included."""

REMEMBERED = 20_000
"""People and chats whose pace is known at most; whoever was quiet for longest is forgotten first."""

CHAT_SHARE = 2
"""How many times as fast as a person a group may ask."""

MINUTE = 60.0


class Verdict(Enum):
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


class Pace:
    """Decides by the clock; nothing here sleeps, and nothing is kept on disk or for longer than a minute's quiet."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        """`a_minute` questions are answered for one person in a minute, all at once too; 0: any number."""
        self._a_minute, self._clock = a_minute, clock
        self._allowances: OrderedDict[tuple[str, int], _Allowance] = OrderedDict()

    def __len__(self) -> int:
        return len(self._allowances)

    def of(self, chat_id: int, asker: int) -> Verdict:
        """Whether somebody in a chat is answered now. Who is, has used one of the person's and one of the chat's."""
        if not self._a_minute:
            return Verdict.ANSWER
        self._forget_the_quiet()
        both = [self._refilled(("person", asker), self._a_minute)]
        if chat_id != asker:
            both.append(self._refilled(("chat", chat_id), CHAT_SHARE * self._a_minute))
        used_up = [each for each in both if each.left < 1]
        if used_up:
            told = all(each.told for each in used_up)
            for each in used_up:
                each.told = True
            return Verdict.WAIT_IN_SILENCE if told else Verdict.ASK_TO_WAIT
        for each in both:
            each.left -= 1
        return Verdict.ANSWER

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


class Pauses:
    """The pauses between two answers that chats have chosen."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._answered: OrderedDict[int, _Allowance] = OrderedDict()

    def of(self, chat_id: int, seconds: int) -> Verdict:
        """Whether so many seconds have passed since a chat's last answer; where they have, this is the last one."""
        if not seconds:
            return Verdict.ANSWER
        now, last = self._clock(), self._answered.get(chat_id)
        if last is not None and 0 <= now - last.at < seconds:
            told, last.told = last.told, True
            return Verdict.WAIT_IN_SILENCE if told else Verdict.ASK_TO_WAIT
        self._answered[chat_id] = _Allowance(0, now)
        self._answered.move_to_end(chat_id)
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)
        return Verdict.ANSWER
