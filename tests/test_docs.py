"""What the documents promise exists."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings

HOUSE = Path(__file__).resolve().parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf8")
COMMANDS = sorted(set(re.findall(r"`ontherecord ([a-z]+)", README)))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_exists(command: str) -> None:
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_every_command_stands_in_the_readme() -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert commands - set(COMMANDS) == set()


def test_the_settings_of_the_readme_are_those_that_are_read() -> None:
    section = README.partition("## Settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([A-Z_]{3,})`", section)) - {"ONTHERECORD_"} == {
        name.upper() for name in Settings.model_fields
    }


def test_the_readme_has_one_command_to_use_and_one_to_develop() -> None:
    assert len(re.findall(r"^python3 -m venv .*$", README, re.M)) == 2


def test_files_named_in_documents_are_there() -> None:
    for document in (HOUSE / "README.md", HOUSE / "CONTRIBUTING.md"):
        for name in re.findall(
            r"`((?:corpus|retrieval|bot|tests|docs)/[\w./-]+)`", document.read_text(encoding="utf8")
        ):
            assert (HOUSE / name).exists(), f"{document.name} names {name}"
