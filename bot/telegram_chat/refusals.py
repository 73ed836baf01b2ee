"""Telegram's errors as the chat's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import (
    ChatError,
    ChatGone,
    ChatMoved,
    Contended,
    Flooded,
    MarkupRefused,
    MessageRefused,
    NotModified,
    QueryDead,
    TokenRefused,
    Unreachable,
)

_GONE = ("chat not found", "chat was deactivated", "peer_id_invalid", "not enough rights", "chat_write_forbidden")


@contextmanager
def own_errors() -> Iterator[None]:
    """Raises a ChatError, or TokenRefused, for whatever Telegram raises inside; its own text may hold the token."""
    try:
        yield
    except InvalidToken:
        raise TokenRefused from None
    except TelegramError as error:
        raise _own(error) from None


def _own(error: TelegramError) -> ChatError:
    match error:
        case RetryAfter():
            return Flooded(_seconds(error))
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case Forbidden():
            return ChatGone(error.message)
        case Conflict():
            return Contended(error.message)
        case BadRequest():
            return _refused(error.message)
        case NetworkError():
            return Unreachable(type(error).__name__)
    return MessageRefused(error.message)


def _refused(words: str) -> ChatError:
    """Telegram tells these apart by text alone, and python-telegram-bot changes its capitals."""
    lower = words.lower()
    if "not modified" in lower:
        return NotModified(words)
    if "query is too old" in lower or "query_id_invalid" in lower:
        return QueryDead(words)
    if "can't parse entities" in lower:
        return MarkupRefused(words)
    if any(sign in lower for sign in _GONE):
        return ChatGone(words)
    return MessageRefused(words)


def _seconds(error: RetryAfter) -> float:
    wait = error._retry_after
    return float(wait.total_seconds())
