"""Checking: what is printed of a text that somebody brings along, sentence by sentence. Sync."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.answerer import Answerer
from corpus.article import Span
from retrieval.answer import Finding
from retrieval.claims import DifferenceKind
from retrieval.finding.quote_check import Match, has_words_enough
from retrieval.questions.question import Within

CLAIMS_AT_MOST = 5
"""Sentences of a text that are checked; their verdicts fit one message."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[^\W_a-z]|[\"“‘])|\n+")


class ClaimVerdict(StrEnum):
    """What is printed of a claim: its words, its meaning, something else, or nothing."""

    PRINTED = "printed"
    SAID = "said"
    NEARLY = "nearly"
    OTHERWISE = "otherwise"
    NOT_FOUND = "not_found"


_VERDICTS = {
    Match.EXACT: ClaimVerdict.PRINTED,
    Match.NEAR: ClaimVerdict.NEARLY,
    Match.BY_ANOTHER: ClaimVerdict.SAID,
    Match.CONTRARY: ClaimVerdict.OTHERWISE,
    Match.NOT_FOUND: ClaimVerdict.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Contrast:
    """Where a claim and print differ: the kind, the words claimed, and the span printed in the finding's article."""

    kind: DifferenceKind | None
    claimed: str
    printed: Span | None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A sentence that somebody brings along, what is printed of it, and in what the two differ.

    `whole` is where the words themselves are printed, in the finding's article. `by_others` is set where somebody else
    is on record with it than the one who is said to have said it.
    """

    words: str
    verdict: ClaimVerdict
    finding: Finding | None = None
    whole: Span | None = None
    contrasts: tuple[Contrast, ...] = ()
    by_others: bool = False


def claims_in(text: str) -> tuple[str, ...]:
    """The sentences of a text that are long enough to be looked up; all of it where none is."""
    parts = [part.strip() for part in _SENTENCE_END.split(text) if has_words_enough(part)]
    return tuple(dict.fromkeys(parts))[:CLAIMS_AT_MOST] or (text.strip(),)


def check_claim(claim: str, answerer: Answerer, within: Within) -> CheckedClaim:
    """What is printed of one claim. Raises what the answerer raises where search is down."""
    checked = answerer.check(claim, within)
    contrasts = tuple(Contrast(each.kind, each.quoted, each.printed) for each in checked.differences)
    by_others = checked.match is Match.BY_ANOTHER
    in_these_words = checked.match is Match.NEAR and not contrasts
    verdict = ClaimVerdict.SAID if in_these_words else _VERDICTS[checked.match]
    return CheckedClaim(claim, verdict, checked.finding, checked.span, contrasts, by_others)
