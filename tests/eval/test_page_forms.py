"""Pages in the forms of many outlets, asked as the first real page was: every one must be answered right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_forms import FORMS, STORIES, Asked, Form, Story, curled, page

from bot.archive import Archive, open_archive
from bot.settings import Settings
from bot.wording.reasons import reason_text
from corpus.readers.sources import read_source
from retrieval.answer import Answer, Outcome
from retrieval.index.engine import Scope


@pytest.fixture(
    params=[(story, form) for story in STORIES for form in FORMS], ids=lambda it: f"{it[0].name}, {it[1].name}"
)
def case(request: pytest.FixtureRequest) -> tuple[Story, Form]:
    return request.param


@pytest.fixture
def archive(case: tuple[Story, Form], tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "page.txt").write_text(page(*case), encoding="utf8")
    with open_archive(Settings(data_dir=tmp_path / "data")) as archive:
        archive.add(read_source(str(tmp_path / "page.txt")), lambda news: None)
        archive.rebuild(Scope.MISSING, lambda progress: None)
        yield archive


def test_a_page_of_any_form_is_answered_right(case: tuple[Story, Form], archive: Archive) -> None:
    story, form = case
    text = page(story, form)
    faults = [fault for asked in story.asked for fault in faults_of(asked, archive, form, text)]
    assert not faults, "\n".join(faults)


def faults_of(asked: Asked, archive: Archive, form: Form, text: str) -> Iterator[str]:
    """What is wrong with the answer to one question, in words."""
    answer, _ = archive.newsroom().ask(asked.question)
    expected = Outcome.ANSWERED if asked.sentences else Outcome.NOTHING_FOUND
    if answer.outcome is not expected:
        yield f"{asked.question}: {answer.outcome} ({reason_text(answer.reasons)}), not {expected}"
    yield from (f"{asked.question}: {fault}" for fault in _shown_faults(asked, answer, form, text))


def _shown_faults(asked: Asked, answer: Answer, form: Form, text: str) -> Iterator[str]:
    shown = [finding.text for finding in answer.findings]
    for finding in answer.findings:
        if finding.span.of(text) != finding.text:
            yield f"not verbatim: {finding.text!r}"
    for sentence in asked.sentences:
        wanted = curled(sentence) if form.curly else sentence
        if not any(wanted in each for each in shown):
            yield f"missing {wanted!r} in {shown}"
    for line in (*form.interruption, *form.tail):
        if any(line in each for each in shown):
            yield f"must not be shown: {line!r}"
    if asked.sentences and asked.speaker and asked.speaker not in {each.speaker for each in answer.findings}:
        yield f"speaker is never {asked.speaker!r}: {[each.speaker for each in answer.findings]}"
    if asked.sentences and asked.role and asked.role not in {each.role for each in answer.findings}:
        yield f"role is never {asked.role!r}: {[each.role for each in answer.findings]}"
