"""Where the conversation's state of these settings is: this process's own file, or shared in the database."""

from bot.keeping.state import State
from bot.keeping.state_file import FILE_NAME, open_state
from bot.settings import Settings


def is_shared(settings: Settings) -> bool:
    """Whether several processes may serve this bot: Telegram's posts can be spread, its getUpdates can't."""
    return settings.database_url is not None and settings.webhook_url is not None


def has_state(settings: Settings) -> bool:
    """Whether a bot may have run with these settings."""
    return is_shared(settings) or (settings.data_dir / FILE_NAME).exists()


def open_state_of(settings: Settings) -> State:
    """The state, made or brought up to date; StateFromTheFuture, or StoreUnavailable where the server is away."""
    if settings.database_url is None or settings.telegram_token is None or not is_shared(settings):
        return open_state(settings.data_dir)
    from bot.keeping.shared_state import open_shared_state  # noqa: PLC0415  psycopg is an extra

    bot = settings.telegram_token.get_secret_value().partition(":")[0]
    return open_shared_state(settings.database_url.get_secret_value(), bot)
