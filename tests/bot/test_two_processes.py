"""Two processes serve one bot by webhook, as on two hosts behind a balancer: nothing is lost or answered twice."""

import json
import socket
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from fake_telegram.world import PATIENCE
from running_bot import RunningBot

from bot.state.postgres_state import SharedState

QUESTION = "What did Sullivan say?"
SECRET = "open-sesame"
Start = Callable[..., RunningBot]


class Host:
    """A bot that takes posts at a port of its own."""

    def __init__(self, start_bot: Start, telegram: FakeTelegram, name: str, database: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            listen = f"127.0.0.1:{free.getsockname()[1]}"
        self.telegram, self.url = telegram, f"http://{listen}/hook"
        settings = {"webhook_url": self.url, "webhook_secret": SECRET, "webhook_listen": listen}
        self.bot = start_bot(name, database_url=database, **settings)

    def post(self, update: dict) -> None:
        """Post an update until it is accepted, as Telegram does."""
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        request = urllib.request.Request(self.url, json.dumps(update).encode(), headers)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                assert self.bot.process.poll() is None, self.bot.log()
                self.telegram.wait_a_moment()


@pytest.fixture
def hosts(
    start_bot: Start, telegram: FakeTelegram, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Host, Host]]:
    monkeypatch.setenv("TURN_SECONDS", "0.1")  # so that what a dead process held is soon taken over
    yield Host(start_bot, telegram, "one", postgres_url), Host(start_bot, telegram, "two", postgres_url)


def asked(telegram: FakeTelegram, chat: FakeChat, question: str) -> dict:
    """The update that somebody's question is; not posted to any host yet."""
    telegram.webhook = {}
    telegram.say(chat, chat.id, question)
    return telegram.updates.pop()


def test_updates_that_both_get_are_answered_once(hosts: tuple[Host, Host], telegram: FakeTelegram) -> None:
    chats = [telegram.private(number) for number in range(1, 9)]
    for number, chat in enumerate(chats):
        update = asked(telegram, chat, QUESTION)
        first, second = hosts if number % 2 else reversed(hosts)
        first.post(update)
        second.post(update)
    for chat in chats:
        telegram.said(chat)
    for host in hosts:
        assert host.bot.stop() == 0  # what it accepted is answered by then
    assert [len(chat.from_bot()) for chat in chats] == [1] * len(chats)


def test_a_follow_up_may_reach_the_other_process(hosts: tuple[Host, Host], telegram: FakeTelegram) -> None:
    chat = telegram.private(1)
    hosts[0].post(asked(telegram, chat, QUESTION))
    telegram.said(chat, 1)
    hosts[1].post(asked(telegram, chat, "more"))
    first, more = telegram.said(chat, 2)
    assert more["text"] != first["text"]
    assert "Sullivan" in more["text"]


def test_what_a_killed_process_had_accepted_the_other_one_answers(
    hosts: tuple[Host, Host], telegram: FakeTelegram, shared_state: Callable[[str], SharedState]
) -> None:
    chats, (dying, other) = [telegram.private(number) for number in range(1, 4)], hosts
    other.bot.release()
    for chat in chats:
        dying.post(asked(telegram, chat, QUESTION + " laboriously"))
    dying.bot.kill()
    other.post(asked(telegram, telegram.private(9), QUESTION))
    telegram.said(telegram.chats[9])
    assert [chat.from_bot() for chat in chats] == [[], [], []]  # for a while yet they are the dead one's
    shared_state("4242").execute("UPDATE inbox SET held_until = 0")
    for chat in chats:
        telegram.said(chat)
    assert other.bot.stop() == 0
    assert [len(chat.from_bot()) for chat in chats] == [1, 1, 1]
    assert shared_state("4242").execute("SELECT count(*) FROM inbox").fetchone() == (0,)
