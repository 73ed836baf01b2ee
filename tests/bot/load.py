"""A crowd that asks at a steady rate: how long it waits, what that costs, and whether everything is answered.

    python tests/bot/load.py --users 1000 --groups 100 --rate 20 --seconds 60

The fake Telegram runs in this process, the bot with the sample articles in its own. Latency is counted from the moment
at which an update stands in the queue to the moment at which its sendMessage was judged and noted. Exit status 1 where
an update is lost or anything is answered twice.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from process_costs import cpu_seconds, own_megabytes
from running_bot import ROOT, WholeBot

IN_GROUPS, PRESSES = 0.3, 0.1
"""Shares of the updates that come from groups, and that are presses of a button."""
TURNING = ("page:", "context:", "rate:good")
"""What begins the data of buttons that change a message, and send none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: where, which message, and when it was put."""

    chat_id: int
    message_id: int
    at: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of everything that was asked and pressed."""

    questions: int
    presses: int
    unanswered: int
    unnoticed: int
    surplus: int
    waits: tuple[float, ...]

    def is_complete(self) -> bool:
        """Whether every question has one answer and every press its acknowledgement, and nothing more was said."""
        return not (self.unanswered or self.unnoticed or self.surplus)


class Crowd:
    """People and groups of the fake Telegram, who ask and press at random."""

    def __init__(self, telegram: FakeTelegram, users: int, groups: int, questions: Sequence[str], seed: int) -> None:
        self._telegram, self._questions, self._random = telegram, questions, random.Random(seed)
        self._people = [telegram.private(number) for number in range(1, users + 1)]
        self._groups = [telegram.group(-number) for number in range(1, groups + 1)]
        self.asked: list[Asked] = []
        self.pressed: list[str] = []

    def act(self) -> None:
        """One update: somebody asks in private or in a group, or turns a page of an answer."""
        in_group = self._random.random() < IN_GROUPS
        chat = self._random.choice(self._groups if in_group else self._people)
        answers = [each for each in chat.from_bot() if _turning(each)]
        # Few chats have an answer yet. In groups, what somebody else than the asker presses opens a message of its own.
        if answers and not in_group and self._random.random() < PRESSES * 12:
            self._press(chat, self._random.choice(answers)["message_id"])
            return
        words = self._random.choice(self._questions)
        at = time.monotonic()
        author = self._random.choice(self._people).id if in_group else chat.id
        number = self._telegram.say(chat, author, f"/ask {words}" if in_group else words)
        self.asked.append(Asked(chat.id, number, at))

    def outcome(self) -> Outcome:
        """Wait until all is answered, and count."""
        wanted, patience = len(self.asked), 120.0
        all_there = True
        try:
            self._telegram.wait(lambda: self._telegram.said_in_all() >= wanted and self._all_noticed(), patience)
        except AssertionError:
            all_there = False
        waits = list(self._waits())
        unnoticed = 0 if all_there else sum(press not in self._telegram.toasts for press in self.pressed)
        surplus = self._telegram.said_in_all() - len(waits)
        return Outcome(wanted, len(self.pressed), wanted - len(waits), unnoticed, surplus, tuple(waits))

    def _press(self, chat: FakeChat, message_id: int) -> None:
        data = self._random.choice(_turning(chat.messages[message_id]))
        self.pressed.append(self._telegram.press_data(chat, chat.id, message_id, data))

    def _all_noticed(self) -> bool:
        return all(press in self._telegram.toasts for press in self.pressed)

    def _waits(self) -> Iterator[float]:
        """Seconds from each question to its answer: in a group the reply to it, in private the next one in turn."""
        answers: dict[tuple[int, int], list[float]] = defaultdict(list)
        for call in self._telegram.called("sendMessage"):
            if call.ok:
                replied = (call.params.get("reply_parameters") or {}).get("message_id", 0)
                answers[call.params["chat_id"], replied].append(call.at)
        for asked in self.asked:
            own = answers[asked.chat_id, asked.message_id if asked.chat_id < 0 else 0]
            if own:
                yield own.pop(0) - asked.at


def _turning(message: dict) -> list[str]:
    """The data of the message's buttons that change it."""
    rows = message["reply_markup"]["inline_keyboard"]
    return [each for row in rows for button in row if (each := button.get("callback_data", "")).startswith(TURNING)]


def paced(act: Callable[[], None], rate: float, seconds: float) -> float:
    """Act so often, however long each takes; the seconds that the last one came late."""
    start = time.monotonic()
    for number in range(int(rate * seconds)):
        time.sleep(max(0.0, start + number / rate - time.monotonic()))
        act()
    return max(0.0, time.monotonic() - start - seconds)


def sample_questions() -> list[str]:
    """Questions that the sample articles answer, and some that they don't."""
    lines = (ROOT / "tests/eval/sample_questions.tsv").read_text(encoding="utf8").splitlines()
    return [line.split("\t")[0] for line in lines if line and not line.startswith("#")]


class Watch(threading.Thread):
    """Notes the memory of a process every second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._end, self.megabytes = pid, threading.Event(), list[float]()

    def run(self) -> None:
        while not self._end.wait(1):
            self.megabytes.append(own_megabytes(self._pid))

    def end(self) -> list[float]:
        self._end.set()
        self.join()
        return self.megabytes


def report(given: argparse.Namespace, telegram: FakeTelegram, bot: WholeBot) -> bool:
    """Run it and print the figures; whether all is complete."""
    telegram.wait(lambda: telegram.called("setMyCommands"), 120)
    crowd = Crowd(telegram, given.users, given.groups, sample_questions(), given.seed)
    pid, watch = bot.process.pid, Watch(bot.process.pid)
    for _ in range(20):
        crowd.act()  # what is loaded at the first question is not counted
    warm = crowd.outcome().questions
    watch.start()
    cpu, start = cpu_seconds(pid), time.monotonic()
    late = paced(crowd.act, given.rate, given.seconds)
    outcome, took = crowd.outcome(), time.monotonic() - start
    share, memory = (cpu_seconds(pid) - cpu) / took, watch.end()
    _print(given, outcome, outcome.waits[warm:], share, memory, late)
    return outcome.is_complete()


def _print(
    given: argparse.Namespace, outcome: Outcome, waits: Sequence[float], share: float, memory: list[float], late: float
) -> None:
    milliseconds = sorted(1000 * wait for wait in waits)
    cut = quantiles(milliseconds, n=100, method="inclusive")
    third = max(1, len(memory) // 3)
    print(f"{given.users} users, {given.groups} groups, {given.rate:g} updates/s for {given.seconds:g} s")
    print(
        f"{outcome.questions} questions, {outcome.unanswered} of them unanswered, {outcome.surplus} answers too many; "
        f"{outcome.presses} presses, {outcome.unnoticed} of them unnoticed"
    )
    print(f"update to sendMessage: p50 {cut[49]:.0f} ms, p99 {cut[98]:.0f} ms, longest {milliseconds[-1]:.0f} ms")
    print(f"CPU of the bot: {100 * share:.0f} % of one core; {1000 * share / given.rate:.1f} ms an update")
    print(
        f"own memory: {median(memory[:third]):.0f} MB in the first third, {median(memory[-third:]):.0f} MB in the last"
    )
    print(f"the crowd itself came {1000 * late:.0f} ms late")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--users", type=int, default=1000)
    options.add_argument("--groups", type=int, default=100)
    options.add_argument("--rate", type=float, default=20)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    telegram = FakeTelegram().start()
    with tempfile.TemporaryDirectory() as folder:
        bot = WholeBot(telegram, Path(folder))
        try:
            complete = report(given, telegram, bot)
        finally:
            bot.kill()
    telegram.stop()
    sys.exit(not complete)


if __name__ == "__main__":
    main()
