"""Faults on demand: refusals, and connections that break before or after the work."""

from dataclasses import dataclass
from typing import Any

from fake_telegram.chats import FakeChat
from fake_telegram.judge import Refused

JSON = dict[str, Any]


@dataclass
class Fault:
    """What is done to the next requests that fit: an error, or a connection that breaks before or after the work."""

    method: str
    chat_id: int | None
    refusal: Refused | None
    times: int
    done_first: bool = False


class Faults:
    """Those that are still to come."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def fail(self, method: str, refusal: Refused | None, *, chat: FakeChat | None = None, times: int = 1) -> None:
        """Let the next requests fail; without a refusal the connection breaks before anything is done."""
        self._faults.append(Fault(method, chat.id if chat else None, refusal, times))

    def break_after(self, method: str) -> None:
        """Let the next request be done, and the connection break before it is answered."""
        self._faults.append(Fault(method, None, None, 1, done_first=True))

    def next(self, method: str, params: JSON) -> Fault | None:
        for fault in self._faults:
            if fault.times and fault.method == method and fault.chat_id in (None, params.get("chat_id")):
                fault.times -= 1
                return fault
        return None
