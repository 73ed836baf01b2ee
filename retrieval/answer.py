"""What a question is answered with: findings, a choice of speakers, or the reason why nobody is on record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.article import BlockKind, Span
from corpus.statement import StatementType
from retrieval.questions.question import EVERYTHING, Kind, Question, Within


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


class ReasonKind(StrEnum):
    """What is to be said beside findings, or instead of them."""

    NO_QUESTION = "no_question"
    WHO_IS_MEANT = "who_is_meant"
    UNKNOWN_NAME = "unknown_name"
    NEVER_QUOTED = "never_quoted"
    NOT_ON_TOPIC = "not_on_topic"
    NOT_TO = "not_to"
    NOT_THEN = "not_then"
    NOT_THERE = "not_there"
    NOT_WITHIN = "not_within"
    CONFINED_TO = "confined_to"
    NOBODY_SAID = "nobody_said"
    NOT_COVERED = "not_covered"
    NO_ARTICLE = "no_article"
    TIME_SET_ASIDE = "time_set_aside"
    TOLD_OTHERWISE = "told_otherwise"
    SAID_BY_ANOTHER = "said_by_another"
    LOOKED_THROUGH = "looked_through"
    NO_MORE = "no_more"
    NOTHING_BEFORE = "nothing_before"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to be said, as a code with its values; the wording is the front end's.

    `name` is whose words were asked for, `words` the question's own (a topic, a time, an addressee in `to`; or what was
    claimed, and in `to` what is printed instead), `count` how many statements or articles, `unread` how many of those
    are not read for statements, `day` the newest there is, `names` others that may be meant, `places` in what kinds of
    block a name is printed, `within` what answers are confined to.
    """

    kind: ReasonKind
    name: str = ""
    words: str = ""
    to: str = ""
    count: int = 0
    unread: int = 0
    day: str = ""
    names: tuple[str, ...] = ()
    places: tuple[BlockKind, ...] = ()
    within: Within = EVERYTHING


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a finding was printed. `published` is ISO 8601, with an offset where the zone is known.

    `also_in` are outlets that carry the same text, and those that print the same words of the speaker, with their days.
    """

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
    `reasons` say what is known where nothing is found, or what findings that are only near leave open; `taken` names
    the speaker who was meant where a name fitted several and one was decided for, and `choices` are then the others.
    """

    question: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    shown: int = 0
    choices: tuple[Choice, ...] = ()
    reasons: tuple[Reason, ...] = ()
    taken: str | None = None
    match: Match = Match.FULL
    verdict: Verdict | None = None


NEAREST_SHOWN = 3  # findings that are surely not what was asked for fill no message
MOST_SHOWN = 5  # findings that fit one message
PASSAGES_SHOWN = 3  # where no speaker is asked for, the second and third best passage often has the answer
CLOSE = 0.8  # what share of the best score a finding needs to be shown at once with it


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, the question it answers, and the ids of the speakers it is about."""

    answer: Answer
    question: Question
    speakers: tuple[int, ...] = ()


def found(question: Question, findings: Sequence[Finding], speakers: Sequence[int] = ()) -> Answered:
    """Findings, best first."""
    how_many = how_many_fit(findings) if question.kind is not Kind.FACT else min(len(findings), PASSAGES_SHOWN)
    return Answered(Answer(question.text, Outcome.ANSWERED, tuple(findings), how_many), question, tuple(speakers))


def nearest(
    question: Question, findings: Sequence[Finding], reasons: Sequence[Reason], speakers: Sequence[int] = ()
) -> Answered:
    """Findings that are the nearest there is, and what they leave open; refused where there are none."""
    if not findings:
        return refused(question, *reasons, speakers=speakers)
    how_many = min(len(findings), NEAREST_SHOWN)
    answer = Answer(question.text, Outcome.ANSWERED, tuple(findings), how_many, match=Match.NEAREST)
    return Answered(replace(answer, reasons=tuple(reasons)), question, tuple(speakers))


def refused(question: Question, *reasons: Reason, speakers: Sequence[int] = ()) -> Answered:
    """Nothing found, and why."""
    return Answered(Answer(question.text, Outcome.NOTHING_FOUND, reasons=reasons), question, tuple(speakers))


def offered(question: Question, options: tuple[Choice, ...]) -> Answered:
    """A name that fits several speakers."""
    return Answered(Answer(question.text, Outcome.WHICH_SPEAKER, choices=options), question)


def how_many_fit(findings: Sequence[Finding]) -> int:
    """How many of the findings fit the question: those that score close to the best, as many as a message holds."""
    if not findings:
        return 0
    best = max(finding.score for finding in findings)
    return sum(finding.score >= CLOSE * best for finding in findings[:MOST_SHOWN]) or 1


Object = dict[str, object]


def as_object(answer: Answer, reason: str) -> Object:
    """The answer as plain values, with its reasons in words: all findings, spans as pairs of character offsets."""
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "reason": reason,
        "choices": [_choice(choice) for choice in answer.choices],
        "findings": [_finding(finding) for finding in answer.findings],
        "match": answer.match.value,
        "verdict": answer.verdict and answer.verdict.value,
    }


def _choice(choice: Choice) -> Object:
    return {"name": choice.name, "role": choice.role, "statements": choice.statements}


def _finding(finding: Finding) -> Object:
    return {
        "text": finding.text,
        "span": [finding.span.start, finding.span.end],
        "kind": finding.kind.value,
        "speaker": finding.speaker,
        "role": finding.role,
        "via": finding.via,
        "quotes": [[quote.start, quote.end] for quote in finding.quotes],
        "citation": _citation(finding.citation),
        "type": finding.type and finding.type.value,
        "answer": finding.answer and [finding.answer.start, finding.answer.end],
        "score": round(finding.score, 4),
    }


def _citation(citation: Citation) -> Object:
    return {
        "article_id": citation.article_id,
        "outlet": citation.outlet,
        "agency": citation.agency,
        "headline": citation.headline,
        "byline": citation.byline,
        "place": citation.place,
        "published": citation.published,
        "url": citation.url,
        "also_in": list(citation.also_in),
    }
