"""Claims made false by rule from real news: none may be answered with yes, and nearly all with the right verdict."""

import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from corrupted_claims import MISATTRIBUTED, Asked, as_told, asked_about, corruptions, truths

from corpus.statement import SpeakerKind, StatementType
from retrieval.answer import Answer, Outcome, Verdict
from retrieval.asking import Newsroom
from retrieval.claims import Relation, compare

pytestmark = pytest.mark.timeout(600)
FALSE_CLAIMS = 300


def said_in(newsroom: Newsroom) -> list[tuple[str, str]]:
    """What persons with a full name are on record with, in the order of articles and their text."""
    store, said = newsroom.store, []
    for article in (store.article(each) for each in sorted(store.article_ids())):
        for stored in store.statements_in(article.id):
            one = stored.statement
            persons = [each for each in one.speakers if each.kind is SpeakerKind.PERSON]
            if one.actual and one.type is StatementType.ASSERTION and len(persons) == len(one.content) == 1:
                name = persons[0].name.of(article.text)
                said += [(name, one.content[0].of(article.text))] if " " in name else []
    return said


@pytest.fixture(scope="module")
def asked(wikinews: Newsroom) -> list[tuple[Asked, Answer]]:
    return [(each, wikinews.ask(each.question)[0]) for each in asked_about(said_in(wikinews), FALSE_CLAIMS)]


def is_right(claim: Asked, answer: Answer) -> bool:
    if claim.kind == MISATTRIBUTED:
        return answer.verdict is Verdict.NOT_FOUND or answer.outcome is Outcome.NOTHING_FOUND
    return answer.verdict is (Verdict.CONTRARY if claim.kind else Verdict.SAID)


def test_no_false_claim_is_answered_with_yes(asked: list[tuple[Asked, Answer]]) -> None:
    false = [(claim, answer) for claim, answer in asked if claim.kind]
    assert len(false) == FALSE_CLAIMS
    assert [claim for claim, answer in false if answer.verdict is Verdict.SAID] == []


def test_nearly_all_verdicts_are_right(asked: list[tuple[Asked, Answer]], capsys: pytest.CaptureFixture) -> None:
    right = {wanted: [is_right(*each) for each in asked if bool(each[0].kind) is wanted] for wanted in (True, False)}
    with capsys.disabled():
        print(f"\nright verdicts: {sum(right[True])} of {len(right[True])} false, ", end="")
        print(f"{sum(right[False])} of {len(right[False])} true claims")
    assert sum(right[True]) >= 0.95 * len(right[True])
    assert sum(right[False]) >= 0.95 * len(right[False])


def test_claims_beside_the_very_words_are_told_apart(shared: Path) -> None:
    """Every other article of PolNeAR's training part, which nothing here was fitted to."""
    with (shared / "data" / "polnear" / "train.jsonl").open(encoding="utf8") as lines:
        rows = [json.loads(line) for line in list(lines)[1::14]]
    contents = [
        row["text"][slice(*each["content"][0])] for row in rows for each in row["statements"] if each["content"]
    ]
    told = [(content, each) for content in contents if (each := as_told(content)) is not None]
    dice, found = random.Random(7), defaultdict[str, Counter[Relation]](Counter)
    for content, each in told[:500]:
        lent = [other for _, other in dice.sample(told, 20)]
        for kind, changed in corruptions(each, lent, dice):
            found[kind][compare(changed, content).relation] += 1
        for _, way in truths(each):
            found[""][compare(way, content).relation] += 1
    true, false = found.pop(""), sum(found.values(), Counter())
    assert true[Relation.SAME] >= 0.97 * true.total()
    assert false[Relation.SAME] <= 0.015 * false.total()
    assert false[Relation.CONTRARY] >= 0.95 * false.total()
