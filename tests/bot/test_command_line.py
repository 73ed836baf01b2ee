"""The command line as a program: what goes to stdout, what to stderr, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

STORY = """GARROW HILL (Northern Wire) - Rescuers on Sunday reached the last of the miners, two days later.

"All of them asked for tea," rescue chief Bongani Okonjo-Reyes said on Monday. He added that nobody was badly hurt.

The tunnel will stay closed until its walls have been tested from one end to the other.
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def ontherecord(data: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "--data-dir", str(data), *words]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=_without_settings())


def _without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ONTHERECORD_")}


def test_a_first_question_is_asked_of_the_samples(data: Path) -> None:
    done = ontherecord(data, "ask", "what did Sullivan say?")
    assert done.returncode == 0
    assert "Martin Sullivan, National Security Adviser" in done.stdout
    assert "sample articles" in done.stderr
    assert "sample articles" not in done.stdout
    assert "(invented sample)" in done.stdout


def test_samples_are_marked_in_json_and_loaded_by_asking_only(data: Path) -> None:
    searched = ontherecord(data, "status")
    assert searched.returncode == 0
    for words in (("rebuild",), ("doctor",)):
        assert ontherecord(data, *words).returncode == 0
    (data / "notes.txt").write_text("not ours")
    asked = ontherecord(data, "ask", "--json", "what did Sullivan say?")
    assert json.loads(asked.stdout)["outcome"] == "nothing_found"


@pytest.mark.parametrize("remains", ["index/current", "telegram.sqlite3"])
@pytest.mark.parametrize("command", [("ask", "who?"), ("doctor",), ("add", "x.txt"), ("rebuild",), ("export",)])
@pytest.mark.parametrize("emptied", [True, False])
def test_a_lost_store_is_not_an_empty_one(data: Path, remains: str, command: tuple[str, ...], emptied: bool) -> None:
    kept = data / remains
    kept.parent.mkdir(parents=True)
    kept.write_text("00000001")
    if emptied:
        (data / "corpus.sqlite3").touch()
    done = CliRunner().invoke(app, ["--data-dir", str(data), *command])
    assert done.exit_code == 1
    assert f"though {remains}" in str(done.exception)
    assert not emptied or (data / "corpus.sqlite3").stat().st_size == 0
    assert kept.exists()


def test_questions_on_stdin_are_answered_a_line_each_in_order(data: Path) -> None:
    done = ontherecord(data, "ask", "--json", "-", stdin="what did Sullivan say?\nhow do I cook pasta?\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == ["what did Sullivan say?", "how do I cook pasta?"]
    assert [answer["outcome"] for answer in answers] == ["answered", "nothing_found"]


def test_a_bad_file_is_rejected_with_a_reason_and_the_rest_is_added(data: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch"
    batch.mkdir()
    (batch / "a-empty.txt").write_bytes(b"")
    (batch / "b-binary.txt").write_bytes(bytes(range(256)) * 40)
    (batch / "c-latin.txt").write_bytes(b"Un caf\xe9 serr\xe9, dit-elle. " * 50)
    (batch / "d-list.txt").write_text("one\ntwo\nthree\n")
    with (batch / "e-huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    (batch / "f-story.txt").write_text(STORY)
    done = ontherecord(data, "add", str(batch))
    assert done.stdout == "2 added, 0 corrected, 0 duplicate, 4 rejected\n"
    for name in ("a-empty", "b-binary", "d-list", "e-huge"):
        assert f"{name}.txt: " in done.stderr
    assert done.returncode == 0
    assert "Bongani Okonjo-Reyes" in ontherecord(data, "ask", "what did Okonjo-Reyes say?").stdout


def test_adding_nothing_but_rejected_files_is_a_failure(data: Path, tmp_path: Path) -> None:
    done = ontherecord(data, "add", str(tmp_path / "no such file.txt"))
    assert done.returncode == 1
    assert "no such file.txt" in done.stderr


def test_a_removed_article_is_no_longer_quoted(data: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    ontherecord(data, "add", str(tmp_path / "story.txt"))
    answer = json.loads(ontherecord(data, "ask", "--json", "what did Okonjo-Reyes say?").stdout)
    article = answer["findings"][0]["citation"]["article_id"]
    assert ontherecord(data, "remove", article).returncode == 0
    again = json.loads(ontherecord(data, "ask", "--json", "what did Okonjo-Reyes say?").stdout)
    assert again["outcome"] == "nothing_found"
    assert ontherecord(data, "remove", article).returncode == 1


def test_a_chat_keeps_its_thread(data: Path) -> None:
    said = ontherecord(
        data, "chat", stdin="what did Okafor say?\n1\nwhat did Sullivan say?\nand about insurance?\n"
    ).stdout
    assert "Which one?" in said
    assert said.rstrip().endswith("14 March 2024, 07:42 (+05:30)")
    assert said.count("insurance costs could keep smaller companies away") == 2


def test_a_run_is_printed_for_a_file_of_queries(data: Path, tmp_path: Path) -> None:
    ontherecord(data, "ask", "who?")
    (tmp_path / "queries.tsv").write_text("q1\twhat did Sullivan say?\nq2\twhy was the mine closed?\n")
    lines = [
        line.split()
        for line in ontherecord(data, "search", "--queries", str(tmp_path / "queries.tsv")).stdout.splitlines()
    ]
    assert {line[0] for line in lines} == {"q1", "q2"}
    assert all(len(line) == 6 and "#" in line[2] for line in lines)


def test_a_line_that_is_no_query_is_left_out_and_told_of(data: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("\ufeffq1\twhat did Sullivan say?\nno tab\n\nq 2\twho?\nq1\twhat did Okafor say?\n")
    ontherecord(data, "ask", "what did Sullivan say?")  # loads the samples
    done = ontherecord(data, "search", "--queries", str(queries))
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"q1"}
    assert [f"line {number}" in done.stderr for number in range(1, 6)] == [False, True, False, True, True]
    assert (done.returncode, "3 lines were left out" in done.stderr) == (1, True)


def test_a_question_is_shown_as_it_was_understood(data: Path) -> None:
    read = json.loads(ontherecord(data, "ask", "--explain", "what did Sullivan tell the pilots about tolls?").stdout)
    assert [read["kind"], *(each["words"] for each in read["speakers"])] == ["said", "Sullivan"]


def test_each_line_asked_has_its_line_of_json(data: Path) -> None:
    asked = ["what did Sullivan say?", "", "🙂", "\x00" * 9, "a" * 10_000, 'who said "" OR *?', "what did Okafor say?"]
    done = ontherecord(data, "ask", "--json", "-", stdin="\n".join(asked * 3) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == [question.strip() for question in asked * 3]
    assert [answer["outcome"] for answer in answers[:2]] == ["answered", "nothing_found"]


def test_statements_are_found_without_storing(data: Path) -> None:
    row = json.dumps({"id": "a", "text": STORY})
    found = json.loads(ontherecord(data, "attribute", stdin=row + "\n").stdout)
    assert found["id"] == "a"
    assert {each["speaker"] for each in found["statements"]} == {"Bongani Okonjo-Reyes"}


@pytest.mark.parametrize("words", [("ask",), ("no-such-command",), ("rebuild", "--no-such-option")])
def test_wrong_usage_exits_with_2(data: Path, words: tuple[str, ...]) -> None:
    assert ontherecord(data, *words).returncode == 2


def test_a_data_directory_that_cannot_be_made_is_a_failure_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = ontherecord(tmp_path / "file" / "data", "status")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_named(data: Path) -> None:
    command = [sys.executable, "-m", "bot", "--data-dir", str(data), "status"]
    env = _without_settings() | {"ONTHERECORD_TELEGRAM_TOKN": "x"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    assert "ONTHERECORD_TELEGRAM_TOKN" in done.stderr
    assert "ONTHERECORD_TELEGRAM_TOKEN" in done.stderr
