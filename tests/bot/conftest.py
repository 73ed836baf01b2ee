"""Fixtures of the conversation's tests: a fake Telegram, and the bot as its own process."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

from bot.state.postgres_state import SharedState, open_shared_state


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """A Telegram of its own for a test that breaks something."""
    server = FakeTelegram().start()
    yield server
    server.stop()


@pytest.fixture
def start_bot(telegram: FakeTelegram, tmp_path: Path) -> Iterator[Callable[..., RunningBot]]:
    """Starts bots against that Telegram, which are killed at the end of the test."""
    started: list[RunningBot] = []

    def start(folder: str = "data", **settings: str) -> RunningBot:
        (tmp_path / folder).mkdir(exist_ok=True)
        started.append(RunningBot(telegram, tmp_path / folder, **settings))
        return started[-1]

    yield start
    for bot in started:
        bot.kill()


@pytest.fixture(scope="session")
def shared_telegram() -> Iterator[FakeTelegram]:
    """One Telegram for all tests that only talk: each takes chats of its own."""
    server = FakeTelegram().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_bot(shared_telegram: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """One bot for them."""
    bot = RunningBot(shared_telegram, tmp_path_factory.mktemp("shared-bot"))
    yield bot
    bot.kill()


@pytest.fixture
def talk(shared_telegram: FakeTelegram, shared_bot: RunningBot) -> FakeTelegram:
    """The shared Telegram, with the shared bot on it."""
    return shared_telegram


@pytest.fixture
def shared_state(postgres_url: str) -> Iterator[Callable[[str], SharedState]]:
    """Opens the state of a bot, by its public id, in one database."""
    with ExitStack() as opened:
        yield lambda bot: opened.enter_context(closing(open_shared_state(postgres_url, bot)))
