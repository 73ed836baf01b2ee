"""Keeps the token out of every log line."""

import logging

from bot.settings import Settings


class Redaction(logging.Filter):
    """Replaces secrets in a record's message, arguments and traceback."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: no record is dropped, only its secrets are."""
        record.msg = self.clean(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = self.clean(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True

    def clean(self, words: str) -> str:
        """The words with every secret replaced."""
        for secret in self._secrets:
            words = words.replace(secret, "[redacted]")
        return words


def redaction_of(settings: Settings) -> Redaction:
    """What keeps the secrets of these settings out of sight."""
    secrets = (settings.telegram_token, settings.webhook_secret, settings.database_url)
    return Redaction(*(secret.get_secret_value() for secret in secrets if secret is not None))


def quiet(redaction: Redaction) -> None:
    """Put the filter on every handler, and silence the libraries' loggers.

    httpx prints request URLs, in which the token stands, and telegram prints whole messages at DEBUG.
    """
    for name in ("httpx", "httpcore", "telegram", "tornado"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(redaction)
