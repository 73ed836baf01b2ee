"""What answering hands back: the answer, the question with everything decided in it, and whom it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer import Answer, Choice, Finding, Outcome
from retrieval.questions.question import Kind, Question

MOST_SHOWN = 5  # findings that fit one message
PASSAGES_SHOWN = 3  # where no speaker is asked for, the second and third best passage often has the answer
CLOSE = 0.8  # what share of the best score a finding needs to be shown at once with it


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, the question it answers, and the ids of the speakers it is about."""

    answer: Answer
    question: Question
    speakers: tuple[int, ...] = ()


def found(
    question: Question, findings: Sequence[Finding], speakers: Sequence[int] = (), taken: str | None = None
) -> Answered:
    """Findings, best first."""
    how_many = shown(findings) if question.kind is not Kind.FACT else min(len(findings), PASSAGES_SHOWN)
    answer = Answer(question.text, Outcome.ANSWERED, tuple(findings), how_many, taken=taken)
    return Answered(answer, question, tuple(speakers))


def refused(question: Question, reason: str, speakers: Sequence[int] = ()) -> Answered:
    """Nothing found, and why."""
    return Answered(Answer(question.text, Outcome.NOTHING_FOUND, reason=reason), question, tuple(speakers))


def offered(question: Question, options: tuple[Choice, ...]) -> Answered:
    """A name that fits several speakers."""
    return Answered(Answer(question.text, Outcome.WHICH_SPEAKER, choices=options), question)


def shown(findings: Sequence[Finding]) -> int:
    """How many of the findings fit the question: those that score close to the best, as many as a message holds."""
    if not findings:
        return 0
    best = max(finding.score for finding in findings)
    return sum(finding.score >= CLOSE * best for finding in findings[:MOST_SHOWN]) or 1
