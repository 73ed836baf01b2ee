"""Runs the bot with the small newsroom: what tests start as a process of its own."""

import logging
import os
import sys
from functools import partial
from pathlib import Path

from fake_errands import do
from fake_newsroom import FakeNewsroom

from bot.commands.serve import run_bot
from bot.dispatch import intake
from bot.errors import OnTheRecordError
from bot.following.follows import DigestPace
from bot.settings import read_settings


def main() -> None:
    settings = read_settings(dotenv=Path("/nonexistent"))
    intake.TURN_SECONDS = float(os.environ.get("TURN_SECONDS", intake.TURN_SECONDS))
    logging.basicConfig(level=settings.log_level, stream=sys.stderr)
    withdrawn = Path(os.environ["WITHDRAWN"]) if "WITHDRAWN" in os.environ else None
    newsroom = FakeNewsroom(withdrawn, Path(os.environ["RELEASED"]))
    worker, rhythm = partial(do, settings.data_dir), DigestPace(look=0.2, gather=0, interval=0)
    try:
        run_bot(settings, newsroom, worker, int(os.environ["A_MINUTE"]), rhythm)
    except OnTheRecordError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":  # the processes of jobs read this file too
    main()
