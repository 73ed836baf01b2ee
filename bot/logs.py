"""Logging: keeps the token and all other secrets out of log lines and crash reports."""

import logging
import sys
from traceback import format_exception
from types import TracebackType
from urllib.parse import quote

from bot.inert import inert, one_line
from bot.settings import Settings


class Redaction(logging.Filter):
    """Replaces secrets in a record's message, arguments and traceback, also as they stand in addresses."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        forms = {form for secret in secrets for form in (secret, quote(secret), quote(secret, safe="")) if secret}
        self._secrets = sorted(forms, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: no record is dropped, only its secrets are."""
        record.msg = one_line(self.clean(_message(record)))
        record.args = None
        if record.exc_info:
            record.exc_text = self.clean(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, words: str) -> str:
        """The words with every secret replaced, and nothing in them that could act on a terminal."""
        for secret in self._secrets:
            words = words.replace(secret, "[redacted]")
        return inert(words)

    def print_crash(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """What a process prints that ends by an exception."""
        sys.stderr.write(self.clean("".join(format_exception(kind, fault, trace))))


def _message(record: logging.LogRecord) -> str:
    """A message that can't be filled in is shown as it is: logging must never be what fails."""
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"


def redaction_of(settings: Settings) -> Redaction:
    """What keeps the secrets of these settings out of sight."""
    secrets = (settings.telegram_token, settings.webhook_secret, settings.database_url)
    return Redaction(*(secret.get_secret_value() for secret in secrets if secret is not None))


def quiet(redaction: Redaction) -> None:
    """Put the filter on every handler and on what a crash prints, and silence the libraries' loggers.

    httpx prints request URLs, in which the token stands, and telegram prints whole messages at DEBUG.
    """
    for name in ("httpx", "httpcore", "telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(redaction)
    sys.excepthook = redaction.print_crash
