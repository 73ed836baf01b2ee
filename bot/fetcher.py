"""What fetches pages and feeds, as the operator allows."""

from bot.settings import Settings
from corpus.web.connecting import Connector
from corpus.web.fetching import Fetcher


def fetcher_of(settings: Settings) -> Fetcher:
    """Fetches from public hosts, and from those of the operator's own that the settings name."""
    return Fetcher(Connector(allowed_hosts=settings.allowed_hosts))
