"""Said, thought or nothing, on labelled articles of Wikinews that the judge did not learn from."""

from pathlib import Path

import pytest

from corpus.attribution.judging import ATTITUDE_FROM, NOTHING_FROM
from corpus.training.statement_types import held_out, learning_tagger, read_examples

KEPT, NOTHING_SHOWN, RIGHT_TYPE = 0.95, 0.125, 0.96  # measured 0.971, 0.125 and 0.98; before judging 1, 0.27 and 0.96


def test_what_nobody_said_is_left_out_and_what_was_said_is_kept(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = read_examples(shared / "data" / "wikinews_2019.jsonl.gz", learning_tagger())
    judged = held_out(examples, [])
    shown = [(each.label[0], attitude) for each, nothing, attitude in judged if nothing < NOTHING_FROM]
    right = [(label, attitude) for label, attitude in shown if label != "N"]
    kept = len(right) / sum(each.label[0] != "N" for each, _, _ in judged)
    nothing_shown = 1 - len(right) / len(shown)
    right_type = sum((label == "T") == (attitude >= ATTITUDE_FROM) for label, attitude in right) / len(right)
    with capsys.disabled():
        print(f"\nkept of the said {kept:.1%}, nothing among shown {nothing_shown:.1%}, right type {right_type:.1%}")
    assert len(judged) > 700
    assert kept >= KEPT
    assert nothing_shown <= NOTHING_SHOWN
    assert right_type >= RIGHT_TYPE
