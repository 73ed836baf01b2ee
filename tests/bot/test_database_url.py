"""The commands with DATABASE_URL: two hosts, each with a data directory of its own, and one database."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from postgres_server import empty_schema
from typer.testing import CliRunner, Result

from bot.cli import app

STORY = """GARROW HILL (Northern Wire) - Rescuers on Sunday reached the last of the miners, two days later.

"All of them asked for tea," rescue chief Bongani Okonjo-Reyes said on Monday. He added that nobody was badly hurt.

The tunnel will stay closed until its walls have been tested from one end to the other.
"""
QUESTION = "what did Okonjo-Reyes say?"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a host."""
    monkeypatch.setenv("ONTHERECORD_DATABASE_URL", postgres_url)

    def command(host: str, *words: str) -> Result:
        return CliRunner().invoke(app, ["--data-dir", str(tmp_path / host), *words])

    return command


def asked(run: Run, host: str, question: str = QUESTION) -> dict:
    done = run(host, "ask", "--json", question)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_what_one_host_adds_another_answers_from_and_takes_down(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    assert run("one", "add", str(story)).stdout == "1 added, 0 corrected, 0 duplicate, 0 rejected\n"
    (first, *_) = asked(run, "two")["findings"]
    assert (first["speaker"], first["text"] in STORY) == ("Bongani Okonjo-Reyes", True)
    status = json.loads(run("two", "status", "--json").stdout)
    assert (status["articles"], status["generation"]) == (1, "00000001")
    doctor = run("two", "doctor", "--json")
    assert (doctor.exit_code, json.loads(doctor.stdout)["faults"]) == (0, [])
    assert run("two", "remove", first["citation"]["article_id"]).exit_code == 0
    assert asked(run, "one")["outcome"] == "nothing_found"
    assert not (tmp_path / "one" / "index").exists()


def test_a_corpus_is_moved_into_a_database_and_out_of_it(
    run: Run, tmp_path: Path, postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONTHERECORD_DATABASE_URL")
    story, database = tmp_path / "story.txt", empty_schema(postgres_server)
    story.write_text(STORY)
    run("files", "add", str(story))
    before = asked(run, "files")["findings"]
    assert run("files", "move", database).exit_code == 0
    monkeypatch.setenv("ONTHERECORD_DATABASE_URL", database)
    assert run("host", "rebuild").exit_code == 0
    assert spoken(asked(run, "host")["findings"]) == spoken(before)
    assert run("host", "move", str(tmp_path / "back")).exit_code == 0
    monkeypatch.delenv("ONTHERECORD_DATABASE_URL")
    assert run("back", "rebuild").exit_code == 0
    assert spoken(asked(run, "back")["findings"]) == spoken(before)


def spoken(findings: list[dict]) -> list[dict]:
    """Findings without their scores, which two engines compute with other roundings."""
    return [{key: value for key, value in finding.items() if key != "score"} for finding in findings]


def test_another_model_is_refused_with_the_command_that_mends_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("one", "ask", QUESTION)
    monkeypatch.setenv("ONTHERECORD_EMBEDDING_MODEL", "another/model")
    error = run("one", "ask", QUESTION).exception
    assert "not another/model: `ontherecord rebuild --full` builds it anew" in str(error)
