"""Looks up what is typed after '@thebot': findings as cards, a page at a time. Sync, and safe for several threads."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from threading import Lock

from bot.chat import Card, Limits
from bot.conversation import Newsroom
from bot.inline_mode.cards import card
from bot.verbatim import standing
from bot.wording import phrases
from retrieval.answer import Answer, Finding, Outcome

KEPT_QUERIES, KEPT_FINDINGS = 64, 200
"""How many queries are remembered, and how many findings of each can be scrolled through."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A page of cards, where the next one starts ('' where there is none), and what the button to the bot says."""

    cards: tuple[Card, ...]
    next_offset: str
    to_private: str


class InlineSearch:
    """Answers are kept for as long as store, index and day are the same, so that what is taken down is gone at once."""

    def __init__(self, newsroom: Newsroom, today: Callable[[], date], limits: Limits) -> None:
        self._newsroom, self._today, self._limits = newsroom, today, limits
        self._kept: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()
        self._edition: tuple[int, str, date] | None = None
        self._looking = Lock()

    def offer(self, query: str, offset: str) -> Offered:
        """The cards from `offset` on. Raises what the newsroom raises where search is down."""
        words = " ".join(query.split())
        if not words:
            return Offered((), "", phrases.ASK_IN_PRIVATE)
        findings = self._findings(words)
        if not findings:
            return Offered((), "", phrases.NOBODY_ON_RECORD)
        first = int(offset) if offset.isdecimal() and offset.isascii() and len(offset) < 9 else 0
        after = first + self._limits.inline_results
        current = standing(self._newsroom.store, findings[first:after])
        shown = (card(finding, self._limits) for finding in current)
        cards = {one.id: one for one in shown if one is not None}
        return Offered(tuple(cards.values()), str(after) if after < len(findings) else "", phrases.ASK_IN_PRIVATE)

    def _findings(self, words: str) -> tuple[Finding, ...]:
        edition = (*self._newsroom.edition(), self._today())
        key = words.casefold()
        with self._looking:
            if edition != self._edition:
                self._kept.clear()
                self._edition = edition
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        findings = self._asked(words)
        self._keep(edition, key, findings)
        return findings

    def _keep(self, edition: tuple[int, str, date], key: str, findings: tuple[Finding, ...]) -> None:
        with self._looking:
            if edition == self._edition:
                self._kept[key] = findings
                if len(self._kept) > KEPT_QUERIES:
                    self._kept.popitem(last=False)

    def _asked(self, words: str) -> tuple[Finding, ...]:
        """The findings; where a name fits several speakers, those of each in turn."""
        answer, _ = self._newsroom.ask(words, None)
        if answer.outcome is not Outcome.WHICH_SPEAKER:
            return answer.findings[:KEPT_FINDINGS]
        each = [self._newsroom.ask_speaker(words, choice.speaker_id, None)[0] for choice in answer.choices]
        return _in_turns(each)[:KEPT_FINDINGS]


def _in_turns(answers: Sequence[Answer]) -> tuple[Finding, ...]:
    rows = zip_longest(*(answer.findings for answer in answers))
    return tuple(finding for row in rows for finding in row if finding is not None)
