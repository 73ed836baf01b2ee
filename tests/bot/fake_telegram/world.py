"""The small Telegram as it stands: chats, what the bot called, and what it was answered."""

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fake_telegram.chats import FakeChat

JSON = dict[str, Any]
T = TypeVar("T")

PATIENCE = 240.0
"""Seconds after which what is waited for will never come: no test goes on by the clock."""


@dataclass
class Call:
    """One request of the bot, and what it was answered; `at` is when, by the monotonic clock."""

    method: str
    params: JSON
    ok: bool
    description: str = ""
    at: float = field(default_factory=time.monotonic)


class World:
    """What tests look at, and wait for."""

    def __init__(self, *, hears_all: bool = False) -> None:
        self.hears_all = hears_all
        self.mentions_arrive = True
        self.commands_exist = True
        self.chats: dict[int, FakeChat] = {}
        self.calls: list[Call] = []
        self.cards: dict[str, JSON] = {}
        self.profile: dict[str, str] = {}
        self.reactions: dict[tuple[int, int], list[str]] = {}
        self.open_queries: set[str] = set()
        self.toasts: dict[str, str] = {}
        self.pictures: dict[int, bytes] = {}
        self.files: dict[str, bytes] = {}
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)

    def private(self, number: int) -> FakeChat:
        return self._chat(FakeChat(number, "private"))

    def group(self, number: int, kind: str = "supergroup", **more: Any) -> FakeChat:
        return self._chat(FakeChat(number, kind, **more))

    def wait(self, look: Callable[[], T], patience: float = PATIENCE) -> T:
        """What `look` finds as soon as it finds something; an error where nothing comes for too long."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(look()), patience):
                raise AssertionError(f"nothing came within {patience} s; the last calls: {self.calls[-6:]}")
            return look()

    def wait_outside(self, look: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait for what shows outside of Telegram."""
        end = time.monotonic() + patience
        while not look():
            if time.monotonic() > end:
                raise AssertionError(f"nothing came within {patience} s; the last calls: {self.calls[-6:]}")
            self.wait_a_moment()

    def wait_a_moment(self) -> None:
        """Wait for the next call, or a tenth of a second: for what shows outside of Telegram."""
        with self._changed:
            self._changed.wait(0.1)

    def said(self, chat: FakeChat, count: int = 1) -> list[JSON]:
        """The bot's messages in a chat, as soon as there are so many."""
        return self.wait(lambda: found if len(found := chat.from_bot()) >= count else [])

    def called(self, method: str) -> list[Call]:
        with self._changed:
            return [call for call in self.calls if call.method == method]

    def said_in_all(self) -> int:
        """How many messages of the bot there are, in all chats."""
        return sum(len(chat.from_bot()) for chat in self.chats.values())

    def _note(self, call: Call) -> None:
        with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    def _chat(self, chat: FakeChat) -> FakeChat:
        self.chats[chat.id] = chat
        return chat
