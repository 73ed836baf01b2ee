"""`ontherecord health`, as a container asks it: a command of its own beside a bot that runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_telegram.server import FakeTelegram
from running_bot import ROOT, RunningBot

from bot.commands.health import DEAD_SECONDS, FILE_NAME

Start = Callable[..., RunningBot]


def health(folder: Path) -> tuple[int, str]:
    """The exit status and all that the command printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ONTHERECORD_")}
    command = [sys.executable, "-m", "bot", "health", "--data-dir", str(folder)]
    environment = kept | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def bot(start_bot: Start, telegram: FakeTelegram) -> RunningBot:
    """A bot that has answered, so that its first beat is written or about to be."""
    bot = start_bot()
    chat = telegram.private(1)
    telegram.say(chat, 1, "What did Sullivan say?")
    telegram.said(chat)
    while not (bot.folder / FILE_NAME).exists():
        telegram.wait_a_moment()
    return bot


def grow_old(folder: Path) -> None:
    long_ago = time.time() - DEAD_SECONDS - 1
    os.utime(folder / FILE_NAME, (long_ago, long_ago))


def test_a_bot_that_answers_is_well(bot: RunningBot) -> None:
    status, words = health(bot.folder)
    assert (status, words.split(":")[0]) == (0, "well")


def test_a_bot_that_was_stopped_in_order_is_not_alive(bot: RunningBot) -> None:
    assert bot.stop() == 0
    status, words = health(bot.folder)
    assert status == 1
    assert f"no bot runs on {bot.folder}" in words


def test_a_killed_bot_is_dead_once_its_last_beat_is_old(bot: RunningBot) -> None:
    bot.kill()
    grow_old(bot.folder)
    status, words = health(bot.folder)
    assert status == 1
    assert "restart it" in words


def test_a_bot_that_hangs_is_dead_and_one_that_goes_on_is_well(bot: RunningBot) -> None:
    bot.process.send_signal(signal.SIGSTOP)
    grow_old(bot.folder)
    assert health(bot.folder)[0] == 1
    bot.process.send_signal(signal.SIGCONT)


def test_a_folder_where_nothing_ran_has_no_bot(tmp_path: Path) -> None:
    status, words = health(tmp_path / "none")
    assert status == 1
    assert "ontherecord run" in words
    assert not (tmp_path / "none").exists()


def test_an_index_that_is_gone_is_told(bot: RunningBot) -> None:
    beaten = bot.folder / FILE_NAME
    bot.stop()
    beaten.write_text('{"pid": 1, "generation": "", "waiting": 0, "faults": ["NoIndex: there is no index"]}')
    status, words = health(bot.folder)
    assert status == 1
    assert "NoIndex" in words
