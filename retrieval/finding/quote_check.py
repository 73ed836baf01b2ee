"""Did they say this? A quotation that somebody brings along, compared with what was printed, word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from corpus.article import Article, Span
from corpus.store import StoredStatement
from retrieval.answer import Finding, FindingKind, Verdict
from retrieval.finding.relevance import SPEAKER_TOPIC, Scored
from retrieval.finding.snapshot import Snapshot

TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
MARKS = frozenset("\"“”„‟«»‘’'`‹›")
MARKS_BUT_APOSTROPHES = MARKS - {"’", "'"}
LEAST_WORDS = 4
NEAR = 0.7  # share of the words of both sides that agree, in order
AROUND = 3  # words beyond the quotation's length in which its other end is looked for


class Match(StrEnum):
    """How a quotation agrees with what was printed; EXACT but for case, white space and quotation marks."""

    EXACT = "exact"
    NEAR = "near"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where they differ: the words as printed (None: nothing is printed there), and as quoted ("": left out)."""

    printed: Span | None
    quoted: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a quotation was found to be; `span` is where in the article of the finding it is printed."""

    match: Match
    finding: Finding | None = None
    span: Span | None = None
    differences: tuple[Difference, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a sign, folded, and where it stands."""

    folded: str
    span: Span


def quoted_words(text: str) -> str | None:
    """What is within quotation marks where all of the text is, and it has words enough to be told from others."""
    whole = text.strip()
    inner = whole[1:-1]
    if not whole or whole[0] not in MARKS or whole[-1] not in MARKS or MARKS_BUT_APOSTROPHES & set(inner):
        return None
    return inner if has_words_enough(inner) else None


def has_words_enough(text: str) -> bool:
    """Whether a text is long enough to be looked up as a quotation."""
    return len(_words(text)) >= LEAST_WORDS


def check(quotation: str, findings: Iterable[Finding]) -> Checked:
    """The finding that agrees best with the quotation; NOT_FOUND where none has nearly all of its words in order."""
    best = Checked(Match.NOT_FOUND)
    for finding in findings:
        exact = _exactly(quotation, finding)
        if exact is not None:
            return exact
        near = _nearly(quotation, finding)
        if near is not None and near.share > best.share:
            best = near
    return best


def attributed(checked: Checked, article: Article, statements: Sequence[StoredStatement]) -> Checked:
    """The same with the speaker of the statement within which the words are printed; as it is where there is none."""
    finding, span = checked.finding, checked.span
    if finding is None or span is None or finding.speaker is not None:
        return checked
    for stored in statements:
        said = stored.statement
        if said.extent.covers(span) and said.speakers and any(span.touches(content) for content in said.content):
            names = " and ".join(speaker.name.of(article.text) for speaker in said.speakers)
            role = said.speakers[0].role.of(article.text) if len(said.speakers) == 1 and said.speakers[0].role else None
            via = said.via.name.of(article.text) if said.via else None
            kind = FindingKind(said.kind.value)
            return replace(checked, finding=replace(finding, speaker=names, role=role, via=via, kind=kind))
    return checked


def _exactly(quotation: str, finding: Finding) -> Checked | None:
    wanted = [token.folded for token in _trimmed(_tokens(quotation))]
    if not wanted:
        return None
    printed = _tokens(finding.text)
    words = [token.folded for token in printed]
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            return Checked(Match.EXACT, finding, _span(finding, printed[at : at + len(wanted)]), share=1.0)
    return None


def _nearly(quotation: str, finding: Finding) -> Checked | None:
    wanted, printed = _words(quotation), _words(finding.text)
    window = _window([each.folded for each in wanted], printed)
    matcher = SequenceMatcher(None, [each.folded for each in wanted], [each.folded for each in window], autojunk=False)
    if not window or matcher.ratio() < NEAR:
        return None
    differences = tuple(
        Difference(
            _span(finding, window[two:three]) if two < three else None,
            quotation[wanted[one].span.start : wanted[end - 1].span.end] if one < end else "",
        )
        for tag, one, end, two, three in matcher.get_opcodes()
        if tag != "equal"
    )
    return Checked(Match.NEAR, finding, _span(finding, window), differences, matcher.ratio())


def _window(wanted: list[str], printed: list[_Token]) -> list[_Token]:
    """The printed words around the longest stretch that both share, from the first to the last that is shared."""
    folded = [each.folded for each in printed]
    longest = SequenceMatcher(None, wanted, folded, autojunk=False).find_longest_match()
    start = max(0, longest.b - longest.a - AROUND)
    end = longest.b - longest.a + len(wanted) + AROUND
    blocks = SequenceMatcher(None, wanted, folded[start:end], autojunk=False).get_matching_blocks()[:-1]
    return printed[start + blocks[0].b : start + blocks[-1].b + blocks[-1].size] if blocks else []


def _tokens(text: str) -> list[_Token]:
    found = (_Token(each[0].casefold().replace("’", "'"), Span(*each.span())) for each in TOKEN.finditer(text))
    return [token for token in found if token.folded not in MARKS]


def _words(text: str) -> list[_Token]:
    return [token for token in _tokens(text) if token.folded[0].isalnum()]


def _trimmed(tokens: list[_Token]) -> list[_Token]:
    """Without the signs at both ends: a comma before 'he said' is the printer's."""
    words = [at for at, token in enumerate(tokens) if token.folded[0].isalnum()]
    return tokens[words[0] : words[-1] + 1] if words else []


def _span(finding: Finding, tokens: Sequence[_Token]) -> Span:
    return Span(finding.span.start + tokens[0].span.start, finding.span.start + tokens[-1].span.end)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a speaker's statements say to "did X say Y?", and the statements that show it, first what decides."""

    verdict: Verdict
    statements: tuple[Scored, ...]


def judge(snapshot: Snapshot, claim: str, ranked: Sequence[Scored]) -> Judged:
    """Whether a claim is among a speaker's statements, which are ranked by how well they fit it."""
    said = tuple(each for each in ranked if each.sure >= SPEAKER_TOPIC.cut)
    return Judged(Verdict.SAID, said) if said else Judged(Verdict.NOT_FOUND, tuple(ranked))
