"""The stock: how much the archive holds and who is most on record, for answers that found nothing."""

from dataclasses import dataclass
from threading import Lock

from corpus.store import ArticleStore, Size

NAMED = 3


@dataclass(frozen=True, slots=True)
class Stock:
    """How much there is, and the names of those with most statements."""

    size: Size
    most_quoted: tuple[str, ...]


class StockTaking:
    """Counts once for each revision of a store. For several threads."""

    def __init__(self, store: ArticleStore) -> None:
        self._store, self._counting = store, Lock()
        self._counted: tuple[int, Stock] | None = None

    def stock(self) -> Stock:
        """What there is now."""
        with self._counting:
            revision = self._store.revision()
            if self._counted is None or self._counted[0] != revision:
                names = tuple(speaker.name for speaker in self._store.speakers(NAMED))
                self._counted = revision, Stock(self._store.size(), names)
            return self._counted[1]
