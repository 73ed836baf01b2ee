"""Follow-ups: what an answer leaves for the next question, and what 'more' shows."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Answer, Finding, Outcome
from retrieval.finding import nothing_found
from retrieval.finding.answered import Answered
from retrieval.finding.answered import shown as how_many
from retrieval.questions.fit import How
from retrieval.questions.question import Asked, Context, Question

ARTICLES_REMEMBERED = 10
STATEMENTS_REMEMBERED = 50


def after(answered: Answered, before: Context) -> Context:
    """The context after an answer; one that asked nothing leaves it as it was."""
    answer = answered.answer
    if not answered.speakers and answer.outcome is Outcome.NOTHING_FOUND and before.question is not None:
        return before
    shown = answer.findings[: answer.shown]
    return Context(
        question=answered.question,
        speakers=answered.speakers or before.speakers,
        shown=answer.shown,
        articles=tuple(dict.fromkeys(each.citation.article_id for each in shown))[:ARTICLES_REMEMBERED]
        or before.articles,
        seen=seen(shown, before),
    )


def chosen(question: Question, speaker_id: int) -> Question:
    """The question with this speaker for the first name that fits him or her; as it is where none does."""
    speakers = list(question.speakers)
    for at, asked in enumerate(speakers):
        if speaker_id in asked.fits:
            speakers[at] = Asked(asked.words, (speaker_id,), How.NAME)
            break
    return replace(question, speakers=tuple(speakers))


def resumed(asked: Question, answered: Answered | None, before: Context) -> tuple[Answer, Context]:
    """The findings of the last answer after those that were shown, and the context with them shown too."""
    if answered is None:
        return Answer(asked.text, Outcome.NOTHING_FOUND, reason=nothing_found.nothing_before()), before
    rest = answered.answer.findings[before.shown :]
    if not rest:
        return Answer(asked.text, Outcome.NOTHING_FOUND, reason=nothing_found.that_is_all()), before
    answer = Answer(asked.text, Outcome.ANSWERED, rest, how_many(rest))
    return answer, replace(before, shown=before.shown + answer.shown, seen=seen(rest[: answer.shown], before))


def seen(shown: Sequence[Finding], before: Context) -> tuple[int, ...]:
    """The ids of the statements shown now and before, newest first, as many as are worth remembering."""
    now = [finding.statement_id for finding in shown if finding.statement_id is not None]
    return tuple(dict.fromkeys([*now, *before.seen]))[:STATEMENTS_REMEMBERED]
