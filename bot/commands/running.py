"""The command that runs the Telegram bot."""

import logging

from bot.archive import open_archive
from bot.commands.asking import make_ready
from bot.serving import run_bot
from bot.settings import Settings


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; an empty archive is filled with the samples first."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with open_archive(settings) as archive:
        make_ready(archive)
        run_bot(settings, archive.newsroom())
