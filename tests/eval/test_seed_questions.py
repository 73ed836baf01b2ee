"""The first real page: its questions, and each of them in at least five other wordings, through the whole house."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import empty_schema
from pydantic import SecretStr

from bot.archive import Archive, open_archive
from bot.settings import Settings
from bot.wording.reasons import reason_text
from corpus.readers.sources import read_source
from retrieval.answer import Answer, as_object
from retrieval.index.engine import Scope

WORDINGS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "seed_paraphrases.tsv").read_text(encoding="utf8").splitlines()
]


@pytest.fixture(scope="module")
def page(shared: Path) -> Path:
    return next((shared / "seed").glob("*.txt"))


@pytest.fixture(scope="module")
def archive(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("seed"))) as archive:
        archive.add(read_source(str(page)), lambda news: None)
        archive.rebuild(Scope.MISSING, lambda progress: None)
        yield archive


@pytest.fixture(scope="module")
def archive_in_postgres(
    page: Path, postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    url = SecretStr(empty_schema(postgres_server))
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("seed"), database_url=url)) as archive:
        archive.add(read_source(str(page)), lambda news: None)
        archive.rebuild(Scope.MISSING, lambda progress: None)
        yield archive


@pytest.fixture(scope="module")
def cases(shared: Path) -> dict[str, dict]:
    lines = (shared / "eval" / "seed_questions.jsonl").read_text(encoding="utf8").splitlines()
    return {case["id"]: case for case in map(json.loads, filter(str.strip, lines))}


def faults(case: dict, answer: Answer, text: str) -> Iterator[str]:
    """What is wrong with an answer, in words."""
    shown = [finding.text for finding in answer.findings]
    if answer.outcome != case["outcome"]:
        yield f"{answer.outcome} ({reason_text(answer.reasons)}), not {case['outcome']}"
    yield from (f"not verbatim: {each.text!r}" for each in answer.findings if each.span.of(text) != each.text)
    yield from (
        f"missing: {wanted!r}" for wanted in case.get("all_of", ()) if not any(wanted in each for each in shown)
    )
    if "any_of" in case and not any(wanted in each for wanted in case["any_of"] for each in shown):
        yield f"none of the passages that would do, but {shown}"
    if "first" in case and not (shown and case["first"] in shown[0]):
        yield f"not first: {case['first']!r}, but {shown[:1]}"
    yield from (
        f"must not be shown: {line!r}" for line in case.get("none_of", ()) if any(line in each for each in shown)
    )
    for key in ("speaker", "role", "via"):
        if case["outcome"] == "answered" and case.get(key) not in (
            None,
            *(finding[key] for finding in printed(answer)),
        ):
            yield f"{key} is never {case[key]!r}"


def printed(answer: Answer) -> list[dict]:
    return json.loads(json.dumps(as_object(answer, reason_text(answer.reasons))))["findings"]


def test_every_question_is_answered_right(archive: Archive, cases: dict[str, dict], page: Path) -> None:
    asked = [(case, case["question"]) for case in cases.values()]
    assert_right(archive, asked, page)


def test_every_question_is_answered_right_in_postgres(
    archive_in_postgres: Archive, cases: dict[str, dict], page: Path
) -> None:
    assert len(cases) == 16
    assert_right(archive_in_postgres, [(case, case["question"]) for case in cases.values()], page)


def test_every_question_is_answered_right_in_other_words(archive: Archive, cases: dict[str, dict], page: Path) -> None:
    assert min(Counter(case for case, _ in WORDINGS)[case] for case in cases) >= 5
    assert_right(archive, [(cases[case], question) for case, question in WORDINGS], page)


def assert_right(archive: Archive, asked: list[tuple[dict, str]], page: Path) -> None:
    room, text = archive.newsroom(), page.read_text(encoding="utf8")
    wrong = [f"{question}: {fault}" for case, question in asked for fault in faults(case, room.ask(question)[0], text)]
    assert not wrong, "\n".join(wrong)
