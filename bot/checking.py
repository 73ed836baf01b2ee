"""Checking: what is printed of a text that somebody brings along, sentence by sentence. Sync."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answerer import Answerer
from corpus.article import Span
from corpus.errors import UnknownArticle
from retrieval.answer import Finding, Verdict
from retrieval.claims import Comparison, DifferenceKind, Relation, compare, rank
from retrieval.finding.quote_check import Checked, Match, attributed, check, has_words_enough
from retrieval.questions.question import Within

CLAIMS_AT_MOST = 5
"""Sentences of a text that are checked; their verdicts fit one message."""

COMPARED = 40
"""How many findings a claim is compared with."""

TELLING = frozenset(DifferenceKind) - {DifferenceKind.WORDING, DifferenceKind.OMITTED, DifferenceKind.ADDED}
"""Differences that make a claim another one, whatever else agrees."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[^\W_a-z]|[\"“‘])|\n+")
_SAID = re.compile(
    r"(?P<who>[^\W\d_][^,;:.!?\"“”]{1,60}?) (?:has |had |have )?(?:just |also |once )?"
    r"(?:said|says|stated|claimed|claims|announced|announces|promised|promises|admitted|warned|warns|denied|denies)"
    r" (?:on \w+ )?(?:that )?(?P<what>.{8,})",
    re.DOTALL,
)


class ClaimVerdict(StrEnum):
    """What is printed of a claim: its words, its meaning, something else, or nothing."""

    PRINTED = "printed"
    SAID = "said"
    NEARLY = "nearly"
    OTHERWISE = "otherwise"
    NOT_FOUND = "not_found"


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
    findings = answerer.rank(claim, COMPARED, within)
    quoted = check(claim, findings)
    if quoted.match is Match.EXACT:
        return _as_quoted(claim, quoted, ClaimVerdict.PRINTED, answerer)
    said = _as_said(claim, answerer, within)
    if said is not None:
        return said
    compared = _as_compared(claim, findings)
    if compared is not None:
        return compared
    if quoted.match is Match.NEAR:
        return _as_quoted(claim, quoted, ClaimVerdict.NEARLY, answerer)
    return CheckedClaim(claim, ClaimVerdict.NOT_FOUND)


def _as_said(claim: str, answerer: Answerer, within: Within) -> CheckedClaim | None:
    """The claim as the question whether that speaker said so; None where it names none, or nothing is found."""
    attribution = _SAID.match(claim.strip())
    if attribution is None:
        return None
    what = attribution["what"].strip().rstrip(".!?…")
    answer, _ = answerer.ask(f"Did {attribution['who'].strip()} say that {what}?", None, within)
    if answer.verdict in (None, Verdict.NOT_FOUND) or not answer.findings:
        others = _as_compared(what, answerer.rank(what, COMPARED, within))
        if others is None or others.verdict is ClaimVerdict.OTHERWISE or not _is_of_another(others, attribution["who"]):
            return None
        return replace(others, words=claim, by_others=True)
    verdict = ClaimVerdict.SAID if answer.verdict is Verdict.SAID else ClaimVerdict.OTHERWISE
    finding = answer.findings[0]
    found = _compared(what, finding)
    contrasts = () if verdict is ClaimVerdict.SAID else _contrasts(what, finding, found)
    return CheckedClaim(claim, verdict, finding, None, contrasts)


def _is_of_another(found: CheckedClaim, who: str) -> bool:
    """Whether the finding has a speaker, and another one than who is named."""
    speaker = found.finding.speaker if found.finding is not None else None
    return bool(speaker) and not {*who.casefold().split()} & {*(speaker or "").casefold().split()}


def _as_compared(claim: str, findings: list[Finding]) -> CheckedClaim | None:
    """The finding that says the claim in other words, or contradicts it; None where none is about it."""
    pairs = [(_compared(claim, finding), finding) for finding in findings]
    pairs = [(found, finding) for found, finding in pairs if found.relation is not Relation.OTHER]
    if not pairs:
        return None
    found, finding = max(pairs, key=lambda pair: rank(pair[0]))
    if found.relation is Relation.SAME:
        return CheckedClaim(claim, ClaimVerdict.SAID, finding)
    contrasts = _contrasts(claim, finding, found)
    telling = any(each.kind in TELLING for each in found.differences)
    return CheckedClaim(claim, ClaimVerdict.OTHERWISE if telling else ClaimVerdict.NEARLY, finding, None, contrasts)


def _compared(claim: str, finding: Finding) -> Comparison:
    return compare(claim, finding.text, finding.citation.headline or "", [finding.speaker] if finding.speaker else [])


def _contrasts(claim: str, finding: Finding, found: Comparison) -> tuple[Contrast, ...]:
    start = finding.span.start
    unique = {(each.claimed, each.printed and each.printed.start): each for each in reversed(found.differences)}
    return tuple(
        Contrast(
            each.kind,
            each.claimed.of(claim) if each.claimed is not None else "",
            Span(start + each.printed.start, start + each.printed.end) if each.printed is not None else None,
        )
        for each in reversed(unique.values())
    )


def _as_quoted(claim: str, quoted: Checked, verdict: ClaimVerdict, answerer: Answerer) -> CheckedClaim:
    assert quoted.finding is not None
    store, name = answerer.store, quoted.finding.citation.article_id
    try:
        quoted = attributed(quoted, store.article(name), store.statements_in(name))
    except UnknownArticle:
        return CheckedClaim(claim, ClaimVerdict.NOT_FOUND)
    contrasts = tuple(Contrast(None, each.quoted, each.printed) for each in quoted.differences)
    return CheckedClaim(claim, verdict, quoted.finding, quoted.span, contrasts)
