"""What a question is answered with: findings, a choice of speakers, or the reason why nobody is on record."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.article import Span
from corpus.statement import StatementType


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    WHICH_SPEAKER = "which_speaker"
    NOTHING_FOUND = "nothing_found"


class FindingKind(StrEnum):
    """What a finding is: a statement of one of three kinds, or a passage that answers without a speaker."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    PASSAGE = "passage"


class Match(StrEnum):
    """Whether findings are on what was asked, or only the nearest words there are, shown as such."""

    FULL = "full"
    NEAREST = "nearest"


class Verdict(StrEnum):
    """What the archive says to "did X say Y?"; CONTRARY: the opposite, or another number, is on record."""

    SAID = "said"
    CONTRARY = "contrary"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a finding was printed. `published` is ISO 8601, with an offset where the zone is known."""

    article_id: str
    outlet: str | None
    agency: str | None
    headline: str | None
    byline: str | None
    place: str | None
    published: str | None
    url: str | None
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A verbatim slice of a stored article and who is on record with it.

    `span` locates `text` in the article; `quotes` are the spans, in the article too, that stand in quotation marks;
    `pronoun` is the span of the source where it is a pronoun that was resolved to `speaker`. `statement_id` is None
    for a passage, and so is `type`. `answer` is the span, in the article and within `span`, of the words that answer.
    """

    text: str
    span: Span
    kind: FindingKind
    speaker: str | None
    role: str | None
    via: str | None
    quotes: tuple[Span, ...]
    citation: Citation
    score: float
    pronoun: Span | None = None
    statement_id: int | None = None
    type: StatementType | None = None
    answer: Span | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several speakers whom a name fits, and how many statements there are of each."""

    speaker_id: int
    name: str
    role: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, as pure data.

    `findings` are ranked, best first, all of them; the first `shown` fit the question and the rest is behind "more".
    `reason` says, where nothing is found, what is known instead; `taken` names the speaker who was meant where a
    name fitted several and one was decided for.
    """

    question: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    shown: int = 0
    choices: tuple[Choice, ...] = ()
    reason: str = ""
    taken: str | None = None
    match: Match = Match.FULL
    verdict: Verdict | None = None
