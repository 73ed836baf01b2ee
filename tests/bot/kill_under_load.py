"""Kills the bot at random moments under load, again and again, and counts how often each question was answered.

    python tests/bot/kill_under_load.py --kills 300

Groups ask all the time; the process is killed with SIGKILL while it starts, accepts, answers or sends, and started
anew. In the end every question that was accepted has its answer. A question is answered twice only where the process
died after Telegram took the answer and before that was noted; it stays without one only where two deaths in a row
fell between the note 'on its way' and Telegram's taking it, and the log says so. Exit status 1 where anything else
happened.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram
from running_bot import RunningBot

from bot.state.state import FILE_NAME

QUESTION = "/ask What did Sullivan say?"
ANSWER = "nine years"
GROUPS = 8
LONGEST_LIFE = 1.0
"""Seconds that a process lives at most after it took its first update: enough for some dozen answers."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What became of the questions."""

    kills: int
    questions: int
    twice: int
    oftener: int
    lost: int
    given_up: int
    wrong: int
    file_is_sound: bool

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.questions} questions: {self.questions - self.twice - self.oftener - self.lost} "
            f"answered once, {self.twice} twice, {self.oftener} more often, {self.lost} never; "
            f"{self.given_up} given up after two deaths on the way; {self.wrong} answers to nothing that was asked; "
            f"the state file is {'sound' if self.file_is_sound else 'BROKEN'}"
        )

    def is_as_promised(self) -> bool:
        """Whether none was lost but what the log owns up to, none answered more than twice, and no file is broken."""
        return not self.oftener and not self.wrong and self.lost <= self.given_up and self.file_is_sound


def kill_under_load(telegram: FakeTelegram, bot: RunningBot, kills: int, seed: int) -> Toll:
    """Kill it so many times at moments of which nobody knows what happens in them, then let it finish."""
    moments = random.Random(seed)
    groups = [telegram.group(-number) for number in range(1, GROUPS + 1)]
    asked: set[int] = set()
    for _ in range(kills):
        asked |= {telegram.say(group, 7, QUESTION) for group in groups for _ in range(moments.randrange(1, 4))}
        _wait_until_busy(telegram, moments)
        time.sleep(moments.uniform(0, LONGEST_LIFE) ** 3)  # mostly short; nothing is concluded from it
        bot.kill()
        bot.start()
    last = {telegram.say(group, 7, QUESTION) for group in groups}  # answered after all others of its chat
    telegram.wait(lambda: last <= _answered(groups).keys())
    assert bot.stop() == 0
    return _toll(kills, asked | last, groups, bot)


def _wait_until_busy(telegram: FakeTelegram, moments: random.Random) -> None:
    """Now and then a process is killed while it starts; else when it has taken something."""
    if moments.random() < 0.1:
        return
    waiting = len(telegram.updates)
    telegram.wait(lambda: len(telegram.updates) < waiting or telegram.all_fetched())


def _toll(kills: int, asked: set[int], groups: Sequence[FakeChat], bot: RunningBot) -> Toll:
    answers = _answered(groups)
    spoken = [answer["text"] for group in groups for answer in group.from_bot()]
    with closing(sqlite3.connect(bot.folder / FILE_NAME)) as state:
        sound = state.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return Toll(
        kills,
        len(asked),
        twice=sum(count == 2 for count in answers.values()),
        oftener=sum(count > 2 for count in answers.values()),
        lost=len(asked - answers.keys()),
        given_up=bot.log().count("not sent a third time"),
        wrong=len(answers.keys() - asked) + sum(ANSWER not in words for words in spoken),
        file_is_sound=sound,
    )


def _answered(groups: Sequence[FakeChat]) -> Counter[int]:
    """How often each question was answered."""
    return Counter(answer["replied_to"] for group in groups for answer in group.from_bot())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    telegram = FakeTelegram().start()
    with tempfile.TemporaryDirectory() as folder:
        toll = kill_under_load(telegram, RunningBot(telegram, Path(folder)), given.kills, given.seed)
    telegram.stop()
    print(toll)
    sys.exit(not toll.is_as_promised())


if __name__ == "__main__":
    main()
