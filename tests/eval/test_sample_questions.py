"""The sample articles that ship with the project, asked as somebody would who tries it out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.archive import Archive, open_archive
from bot.settings import Settings
from bot.wording.reasons import reason_text
from retrieval.answer import Match, Outcome

NOBODY_IN_PARTICULAR, WHICH, NOTHING = "-", "?", "!"
QUESTIONS = [
    line.split("\t")
    for line in (Path(__file__).parent / "sample_questions.tsv").read_text(encoding="utf8").splitlines()
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("samples"))) as archive:
        archive.add_samples()
        yield archive


def test_samples_are_answered_right(archive: Archive) -> None:
    wrong = [fault for question, speaker, words in QUESTIONS for fault in faults(archive, question, speaker, words)]
    assert not wrong, "\n".join(wrong)


def faults(archive: Archive, question: str, speaker: str, words: str) -> Iterator[str]:
    """What is wrong with the answer to one question; the right statement is the first or, without a topic, shown."""
    answer, _ = archive.newsroom().ask(question)
    if speaker == NOTHING and answer.match is Match.NEAREST:
        answer = replace(answer, outcome=Outcome.NOTHING_FOUND)
    wanted = {WHICH: Outcome.WHICH_SPEAKER, NOTHING: Outcome.NOTHING_FOUND}.get(speaker, Outcome.ANSWERED)
    if answer.outcome is not wanted:
        yield f"{question}: {answer.outcome} ({reason_text(answer.reasons)}), not {wanted}"
    elif wanted is Outcome.NOTHING_FOUND and words not in reason_text(answer.reasons):
        yield f"{question}: {reason_text(answer.reasons)}"
    elif wanted is Outcome.ANSWERED:
        holding = [finding for finding in answer.findings[: answer.shown] if words in finding.text]
        if not holding:
            yield f"{question}: {words!r} is not in {[finding.text for finding in answer.findings]}"
        elif speaker != NOBODY_IN_PARTICULAR and speaker not in [finding.speaker for finding in holding]:
            yield f"{question}: {[finding.speaker for finding in holding]} is on record with it, not {speaker}"
