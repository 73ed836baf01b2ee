"""The whole way: the installed command, its sample articles, and a question in a group."""

import os
import subprocess
import sys
from pathlib import Path

from fake_telegram.server import TOKEN, FakeTelegram
from running_bot import ROOT


def test_the_command_answers_a_mention_in_a_group_with_words_of_an_article(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    given = {"ONTHERECORD_TELEGRAM_TOKEN": TOKEN, "ONTHERECORD_TELEGRAM_API_URL": telegram.url}
    environ = os.environ | given | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "run", "--data-dir", str(tmp_path)]
    group = telegram.group(-1)
    telegram.say(group, 7, "good morning everybody")
    asked = telegram.say(group, 7, "@recordbot what did Sullivan say?")
    with subprocess.Popen(
        command, env=environ, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            telegram.wait(group.from_bot, patience=90)
        finally:
            process.kill()
    (answer,) = group.from_bot()
    assert answer["replied_to"] == asked
    assert "Sullivan" in answer["text"]
    assert "<blockquote expandable>" in answer["html"]
