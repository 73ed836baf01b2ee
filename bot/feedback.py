"""Feedback: thumbs below answers, kept for the operator without who gave them, where, or what was asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.chat import Pressed
from bot.chat_settings import SettingsOfChats
from bot.conversation import findings_at
from bot.dispatch.sender import Sender
from bot.state.inbox import Accepted
from bot.state.state import State, from_json, to_json
from bot.state.threads import KeptAnswer, Threads
from bot.wording import phrases
from retrieval.answer import Finding

RATE = "rate"
"""The verb of the buttons."""

KEEP = """
INSERT INTO feedback VALUES (?, ?, ?, ?, ?)
ON CONFLICT (token, first) DO UPDATE SET day = excluded.day, verdict = excluded.verdict, shown = excluded.shown
"""


class Opinion(StrEnum):
    """What somebody thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


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
        rows = self._state.execute("SELECT day, verdict, shown FROM feedback ORDER BY day, token, first")
        return [Feedback(day, Opinion(verdict), from_json(ShownPage, shown)) for day, verdict, shown in rows]


class FeedbackButtons:
    """Takes verdicts in."""

    def __init__(
        self, sender: Sender, threads: Threads, chats: SettingsOfChats, book: FeedbackBook, today: Callable[[], date]
    ) -> None:
        self._sender, self._threads, self._chats, self._book, self._today = sender, threads, chats, book, today

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A thumb: noted for the page that the message shows, and acknowledged."""
        kept = self._threads.answer(pressed.chat_id, pressed.message_id)
        verdict = next((each for each in Opinion if pressed.action == f"{RATE}:{each}"), None)
        if kept is None or verdict is None or kept.thread.answer is None:
            await self._sender.chat.toast(pressed.press_id, phrases.WITHDRAWN)
            return
        shown = _shown(kept, self._chats.of(pressed.chat_id).page_size)
        self._book.keep(kept.token, kept.thread.first, Feedback(self._today().isoformat(), verdict, shown))
        await self._sender.chat.toast(pressed.press_id, phrases.THANKS)


def _shown(kept: KeptAnswer, page_size: int) -> ShownPage:
    assert kept.thread.answer is not None
    return ShownPage(tuple(map(_rated, findings_at(kept.thread.answer, kept.thread.first, page_size))))


def _rated(finding: Finding) -> Rated:
    return Rated(finding.citation.article_id, finding.span.start, finding.span.end, finding.speaker)
