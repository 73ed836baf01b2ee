"""Runs the bot with the small newsroom: what tests start as a process of its own."""

import logging
import os
import sys
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from fake_errands import do
from fake_newsroom import FakeNewsroom
from running_bot import LOOKS

from bot.commands.serve import run_bot
from bot.dispatch import intake, wiring
from bot.errors import OnTheRecordError
from bot.settings import read_settings


class NotedPace:
    """How often is looked for what is new, each look noted as one byte of a file."""

    gather = interval = 0

    def __init__(self, looks: Path) -> None:
        self._looks = looks

    @property
    def look(self) -> float:
        with self._looks.open("ab") as file:
            file.write(b".")
        return 0.1


def main() -> None:
    settings = read_settings(dotenv=Path("/nonexistent"))
    intake.TURN_SECONDS = float(os.environ.get("TURN_SECONDS", intake.TURN_SECONDS))
    logging.basicConfig(level=settings.log_level, stream=sys.stderr)
    withdrawn = Path(os.environ["WITHDRAWN"]) if "WITHDRAWN" in os.environ else None
    newsroom = FakeNewsroom(withdrawn, Path(os.environ["RELEASED"]))
    worker, pace = partial(do, settings.data_dir), NotedPace(settings.data_dir / LOOKS)
    if int(os.environ["A_MINUTE"]):
        wiring.time = SimpleNamespace(monotonic=lambda: 1000.0, time=time.time)  # a minute that never ends
    try:
        run_bot(settings, newsroom, worker, int(os.environ["A_MINUTE"]), pace)
    except OnTheRecordError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":  # the processes of jobs read this file too
    main()
