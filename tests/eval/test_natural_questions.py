"""Questions as people type them, over real news that nobody wrote for this."""

from collections import Counter
from pathlib import Path

import pytest
from natural import FALSE, NOTHING, NaturalQuestions, natural_questions

from bot.wording.reasons import reason_text
from retrieval.answer import as_object
from retrieval.asking import Newsroom

pytestmark = pytest.mark.timeout(600)
WORDINGS = [
    line.split("\t")
    for line in (Path(__file__).parent / "question_wordings.tsv").read_text(encoding="utf8").splitlines()
]


@pytest.fixture(scope="module")
def ends(wikinews: Newsroom, shared: Path) -> Counter[tuple[str, str]]:
    def answered(question: str) -> dict:
        answer, _ = wikinews.ask(question)
        return as_object(answer, reason_text(answer.reasons))

    return natural_questions(shared).verdicts(answered)


@pytest.fixture(scope="module")
def questions(shared: Path) -> NaturalQuestions:
    return natural_questions(shared)


def share(ends: Counter[tuple[str, str]], end: str, *kinds: str) -> float:
    """How many of the questions of these kinds, or of all answerable ones, ended so."""
    asked = Counter(
        {key: n for key, n in ends.items() if (key[0] in kinds if kinds else key[0] not in (FALSE, NOTHING))}
    )
    return sum(n for (_, ended), n in asked.items() if ended == end) / asked.total()


def test_most_are_answered_right_first_and_next_to_none_is_refused(ends: Counter[tuple[str, str]]) -> None:
    assert share(ends, "right") >= 0.88
    assert share(ends, "wrongly_refused") <= 0.02


def test_roles_and_other_words_than_the_articles_are_understood(ends: Counter[tuple[str, str]]) -> None:
    assert share(ends, "right", "role") >= 0.88
    assert share(ends, "right", "paraphrase") >= 0.8


def test_what_nothing_answers_is_not_answered_as_if_it_were(ends: Counter[tuple[str, str]]) -> None:
    assert share(ends, "wrongly_answered", NOTHING) <= 0.09


def test_wordings_are_read_as_they_are_meant(wikinews: Newsroom) -> None:
    """Each line of the table: a question, the kinds it may be, whom it names, and words of its topic."""
    misread = [question for question, *meant in WORDINGS if not is_read(wikinews, question, *meant)]
    assert len(misread) <= 0.08 * len(WORDINGS), misread


def is_read(newsroom: Newsroom, question: str, kinds: str, names: str, topic: str) -> bool:
    read = newsroom.explain(question)
    named = [{each.name for each in newsroom.store.speakers_by_id(asked.fits)} for asked in read.speakers]
    wanted = [name for name in names.split(",") if name]
    return (
        read.kind.value in kinds.split(",")
        and all(any(name in fits for fits in named) for name in wanted)
        and all(word in read.topic.lower() for word in topic.split())
        and not (wanted and any(not fits for fits in named))
    )
