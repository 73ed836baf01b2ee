"""What Telegram refuses comes as the chat's own errors, however its words are written."""

from collections.abc import Callable

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
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
    TokenRefused,
    Unreachable,
)
from bot.telegram_chat.api import own_errors

WORDS = [
    ("Message is not modified: specified new message content is exactly the same", NotModified),
    ("Can't parse entities: unsupported start tag", MarkupRefused),
    ("Chat not found", ChatGone),
    ("PEER_ID_INVALID", ChatGone),
    ("Not enough rights to send text messages to the chat", ChatGone),
    ("CHAT_WRITE_FORBIDDEN", ChatGone),
    ("Message thread not found", MessageRefused),
    ("something that nobody has seen yet", MessageRefused),
]


@pytest.fixture(autouse=True)
def _seconds_as_the_library_will_give_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it, a RetryAfter warns when it is made


def raised(error: TelegramError) -> Exception:
    with pytest.raises((ChatError, TokenRefused)) as caught, own_errors():
        raise error
    return caught.value


@pytest.mark.parametrize("cased", [str, str.lower, str.upper, str.capitalize, str.swapcase])
@pytest.mark.parametrize(("words", "ours"), WORDS)
def test_the_case_of_the_words_does_not_matter(words: str, ours: type[ChatError], cased: type[str]) -> None:
    assert type(raised(BadRequest(cased(words)))) is ours


@pytest.mark.parametrize(
    ("make", "ours"),
    [
        (lambda: Forbidden("Forbidden: bot was blocked by the user"), ChatGone),
        (lambda: Forbidden("Forbidden: bot was kicked from the supergroup chat"), ChatGone),
        (lambda: ChatMigrated(-1005), ChatMoved),
        (lambda: Conflict("Conflict: terminated by other getUpdates request"), Contended),
        (lambda: RetryAfter(7), Flooded),
        (TimedOut, Unreachable),
        (lambda: NetworkError("Bad Gateway"), Unreachable),
        (lambda: InvalidToken("The token `4242:secret` was rejected by the server."), TokenRefused),
    ],
)
def test_every_kind_of_refusal_has_its_own_error(make: Callable[[], TelegramError], ours: type[Exception]) -> None:
    own = raised(make())
    assert type(own) is ours
    assert "secret" not in f"{own}{own.__cause__ or ''}"
    assert own.__suppress_context__


def test_a_flood_says_how_long_and_a_move_says_where() -> None:
    flood, move = raised(RetryAfter(7)), raised(ChatMigrated(-1005))
    assert isinstance(flood, Flooded)
    assert flood.seconds == 7
    assert isinstance(move, ChatMoved)
    assert move.new_id == -1005
