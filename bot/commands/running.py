"""The command that runs the Telegram bot, and beside it, in a process of its own, what keeps its feeds fresh."""

import logging
from functools import partial
from multiprocessing import get_context

from bot.administration.working import work
from bot.archive import open_archive
from bot.commands.asking import make_ready
from bot.feeds import keep_fresh
from bot.serving import run_bot
from bot.settings import Settings


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; an empty archive is filled with the samples first."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with open_archive(settings) as archive:
        make_ready(archive)
        if settings.feeds:  # a process of its own: reading and embedding must not delay answers; it ends with this one
            get_context("spawn").Process(target=keep_fresh, args=(settings,), daemon=True).start()
        run_bot(settings, archive.newsroom(), partial(work, settings))
