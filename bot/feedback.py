"""Feedback: thumbs below answers, kept for the operator without who gave them, where, or what was asked."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.chat import ChatKind, Place, Pressed, Reacted, Spoken
from bot.chat_settings import SettingsOfChats
from bot.conversation import findings_at
from bot.dispatch.sender import Sender, place_of
from bot.dispatch.small_talk import looks_like_question
from bot.state.inbox import Accepted
from bot.state.state import State, from_json, to_json
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from bot.wording.messages import plain
from retrieval.answer import Finding

RATE = "rate"
"""The verb of the buttons."""

KEEP = """
INSERT INTO feedback (token, first, day, verdict, shown) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (token, first) DO UPDATE SET day = excluded.day, verdict = excluded.verdict, shown = excluded.shown
"""


class Opinion(StrEnum):
    """What somebody thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


THUMBS = {"👎": Opinion.BAD, "👍": Opinion.GOOD}
ASKED_AT_MOST = 1000
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Rated:
    """A finding that was shown: where its words are, and who was said to be on record with them."""

    article_id: str
    start: int
    end: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What one message showed, best first."""

    findings: tuple[Rated, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on what was shown, and the day on which it was given."""

    day: str
    verdict: Opinion
    shown: ShownPage
    why: str = ""


class FeedbackBook:
    """Verdicts by the token of an answer, which leads nowhere once the answer is forgotten."""

    def __init__(self, state: State) -> None:
        self._state = state

    def keep(self, token: str, first: int, feedback: Feedback) -> None:
        """Note a verdict on the page of an answer that begins with a finding; it replaces an earlier one."""
        values = (token, first, feedback.day, feedback.verdict.value, to_json(feedback.shown))
        self._state.execute(KEEP, values)

    def all(self) -> list[Feedback]:
        """All verdicts, oldest day first."""
        rows = self._state.execute("SELECT day, verdict, shown, why FROM feedback ORDER BY day, token, first")
        return [Feedback(day, Opinion(verdict), from_json(ShownPage, shown), why) for day, verdict, shown, why in rows]

    def explain(self, token: str, first: int, why: str) -> None:
        """Note why the answer was bad."""
        change = "UPDATE feedback SET why = ? WHERE token = ? AND first = ?"
        self._state.execute(change, (why, token, first))

    def withdraw(self, token: str, first: int) -> None:
        """Take a verdict back."""
        self._state.execute("DELETE FROM feedback WHERE token = ? AND first = ?", (token, first))


class FeedbackButtons:
    """Takes verdicts in, from buttons and from reactions; asks once why an answer is bad."""

    def __init__(
        self, sender: Sender, threads: Threads, chats: SettingsOfChats, book: FeedbackBook, today: Callable[[], date]
    ) -> None:
        self._sender, self._threads, self._chats, self._book, self._today = sender, threads, chats, book, today
        self._asked_why: OrderedDict[tuple[int, int], tuple[str, int]] = OrderedDict()

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A thumb: noted for the page that the message shows, and acknowledged."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        verdict = next((each for each in Opinion if pressed.action == f"{RATE}:{each}"), None)
        if kept is None or verdict is None or kept.thread.answer is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        self._note(kept, verdict)
        asks = verdict is Opinion.BAD and pressed.kind is ChatKind.PRIVATE
        await self._sender.chat.toast(pressed.press_id, phrases.THANKS_WHY if asks else phrases.THANKS)
        if asks:
            self._asked_why[pressed.chat_id, pressed.asker] = (kept.token, kept.thread.first)
            if len(self._asked_why) > ASKED_AT_MOST:
                self._asked_why.popitem(last=False)
            await self._sender.say(Place(pressed.chat_id, pressed.topic), plain(phrases.WHY_BAD), accepted)

    async def takes_reason(self, spoken: Spoken, accepted: Accepted) -> bool:
        """Whether the message says why an answer was bad; then it is kept. A question says nothing of the kind."""
        asked = self._asked_why.pop((spoken.chat_id, spoken.asker), None)
        words = " ".join(spoken.text.split())
        if asked is None or looks_like_question(words) or len(words) > LONGEST_REASON:
            return False
        self._book.explain(*asked, words)
        await self._sender.say(place_of(spoken), plain(phrases.WHY_NOTED), accepted)
        return True

    def concern(self, reacted: Reacted) -> bool:
        """Whether somebody reacted to an answer that is still kept."""
        return self._threads.answer(reacted.chat_id, reacted.message_id) is not None

    def reacted(self, reacted: Reacted) -> None:
        """A thumb as a reaction counts as the button does; taken back, it is forgotten."""
        kept = self._threads.answer(reacted.chat_id, reacted.message_id)
        if kept is None or kept.thread.answer is None:
            return
        verdicts = [verdict for emoji, verdict in THUMBS.items() if emoji in reacted.emoji]
        if verdicts:
            self._note(kept, verdicts[0])
        elif not reacted.emoji:
            self._book.withdraw(kept.token, kept.thread.first)

    def _note(self, kept: KeptAnswer, verdict: Opinion) -> None:
        shown = _shown(kept, self._chats.of(kept.chat_id).page_size)
        self._book.keep(kept.token, kept.thread.first, Feedback(self._today().isoformat(), verdict, shown))


def _shown(kept: KeptAnswer, page_size: int) -> ShownPage:
    assert kept.thread.answer is not None
    return ShownPage(tuple(map(_rated, findings_at(kept.thread.answer, kept.thread.first, page_size))))


def _rated(finding: Finding) -> Rated:
    return Rated(finding.citation.article_id, finding.span.start, finding.span.end, finding.speaker)
