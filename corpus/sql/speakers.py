"""The part of the article store that tells who is on record, and under which names and roles."""

from collections.abc import Sequence

from corpus.sql import known, lookup
from corpus.sql.database import Connections
from corpus.store import Alias, KnownSpeaker


class SpeakerReads:
    """Speakers, by id or looked up."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def speakers(self, limit: int | None = None) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known.speakers(database, limit)

    def speakers_by_id(self, ids: Sequence[int]) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known.speakers_by_id(database, ids)

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known.names_like(database, name, limit)

    def aliases(self, speaker_id: int) -> list[Alias]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known.aliases(database, speaker_id)

    def bearers(self, words: Sequence[str]) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.bearers(database, words)

    def bearers_of_any(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.bearers_of_any(database, words)

    def known_among(self, words: Sequence[str]) -> set[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.known_among(database, words)

    def words_like(self, beginning: str, shortest: int, longest: int) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.words_like(database, beginning, shortest, longest)

    def in_roles(self, beginnings: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.in_roles(database, beginnings)

    def bodies(self, letters: str) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return lookup.bodies(database, letters)
