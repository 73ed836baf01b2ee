"""The bot on a Bot API server that others wrote: its webhook, private chats, buttons, edits and inline queries.

That server, telemelya, judges no markup, knows no groups and sends no secret; all else is shown on our own fake.
"""

import importlib.util
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_telegram.server import TOKEN
from running_bot import HERE, RunningBot
from secret_proxy import secret_proxy

pytestmark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("telemelya", "fakeredis"))),
    reason="telemelya is not installed: pip install 'ontherecord[independent]'",
)
JSON = dict[str, Any]
CHAT = 7
ATTEMPTS = 300
"""Tenths of a second that a process may take to listen."""


class Independent:
    """That server as a process, spoken to by HTTP."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([sys.executable, str(HERE / "independent_server.py"), str(port)])

    def call(self, method: str) -> Any:
        """One of the Bot API's methods."""
        return self._request(f"/bot{TOKEN}/{method}", {})["result"]

    def push(self, kind: str, body: JSON) -> JSON:
        """Let it post an update to the bot."""
        return self._request(f"/api/v1/test/{kind}?bot_token={urllib.parse.quote(TOKEN)}", body)

    def next_call(self) -> JSON:
        """What the bot called next."""
        found: JSON = self._request("/api/v1/test/responses/wait?timeout=20", None)["response"]
        return found

    def until(self, look: Callable[[], Any]) -> None:
        for _ in range(ATTEMPTS):
            try:
                if look():
                    return
            except urllib.error.URLError:
                pass
            time.sleep(0.1)
        raise AssertionError("the server or the bot does not listen")

    def _request(self, path: str, body: JSON | None) -> JSON:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": "Bearer any"}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=30) as answer:
            found: JSON = json.loads(answer.read())
            return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def independent(start_bot: Callable[..., RunningBot]) -> Iterator[Independent]:
    """That server, with the bot on it."""
    server, listen = Independent(free_port()), f"127.0.0.1:{free_port()}"
    try:
        server.until(lambda: server.call("getMe"))
        with secret_proxy(f"http://{listen}/", "open-sesame") as url:
            start_bot(telegram_api_url=server.url, webhook_url=url, webhook_secret="open-sesame", webhook_listen=listen)
            server.until(lambda: server.call("getWebhookInfo")["url"])
            yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_a_private_chat_with_its_buttons_and_inline_queries_works_there(independent: Independent) -> None:
    independent.push("send_update", {"chat_id": CHAT, "text": "What did Sullivan say?"})
    answer = independent.next_call()
    assert (answer["method"], answer["chat_id"]) == ("sendMessage", CHAT)
    assert "nine years" in answer["text"]
    press = {"chat_id": CHAT, "callback_data": "page:2", "callback_message_id": answer["message_id"]}
    independent.push("send_update", press)
    assert independent.next_call()["method"] == "answerCallbackQuery"
    edit = independent.next_call()
    assert (edit["method"], edit["message_id"]) == ("editMessageText", answer["message_id"])
    assert "ferries" in edit["text"]
    independent.push("send_update", {"chat_id": CHAT, "command": "/privacy"})
    assert "I log no questions" in independent.next_call()["text"]
    independent.push("send_inline_query", {"chat_id": CHAT, "query": "sullivan harbour"})
    cards = independent.next_call()
    assert cards["method"] == "answerInlineQuery"
    assert any("nine years" in card["input_message_content"]["message_text"] for card in cards["results"])
