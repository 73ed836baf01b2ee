"""Runs the bot with the small newsroom: what tests start as a process of its own."""

import logging
import os
import sys
from pathlib import Path

from fake_newsroom import FakeNewsroom

from bot.errors import OnTheRecordError
from bot.serving import run_bot
from bot.settings import read_settings


def main() -> None:
    settings = read_settings(dotenv=Path("/nonexistent"))
    logging.basicConfig(level=settings.log_level, stream=sys.stderr)
    withdrawn = Path(os.environ["WITHDRAWN"]) if "WITHDRAWN" in os.environ else None
    try:
        run_bot(settings, FakeNewsroom(withdrawn, Path(os.environ["RELEASED"])), int(os.environ["A_MINUTE"]))
    except OnTheRecordError as problem:
        sys.exit(str(problem))


main()
