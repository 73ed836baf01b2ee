"""The article store over any engine that speaks the SQL of this package."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Self

from corpus.article import Article, Span
from corpus.errors import StoreUnavailable, UnknownArticle
from corpus.sql import examining, known_speakers, queries, writing
from corpus.sql.database import Connections
from corpus.statement import Statement
from corpus.store import (
    ANYWHERE,
    AddOutcome,
    Alias,
    Damage,
    DamagedPart,
    Entry,
    KnownSpeaker,
    Naming,
    Passage,
    Printed,
    Size,
    StoredStatement,
)

AT_ONCE = 500  # passages read between two looks at the store, so that no reader holds up its upkeep


class SqlStore:
    """An ArticleStore. Any thread and any number of processes may use it; one of them writes at a time."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; every later call raises StoreUnavailable."""
        self._connections.close()

    def add(
        self, article: Article, passages: Sequence[Span], statements: Sequence[Statement], page: bytes | None
    ) -> AddOutcome:
        """See ArticleStore."""
        return self.add_all([Entry(article, passages, statements, page)])[0]

    def add_all(self, entries: Sequence[Entry]) -> list[AddOutcome]:
        """See ArticleStore."""
        with self._connections.writing() as database:
            return [writing.add(database, entry) for entry in entries]

    def foresee(self, article: Article) -> AddOutcome:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return writing.foresee(database, article)

    def replace(self, article_id: str, entry: Entry) -> None:
        """See ArticleStore."""
        with self._connections.writing() as database:
            rows = database.rows("SELECT seq FROM article WHERE id = ? AND current = 1", article_id)
            if not rows:
                raise UnknownArticle(article_id)
            writing.replace(database, rows[0][0], entry)

    def remove(self, article: str) -> list[str]:
        """See ArticleStore."""
        with self._connections.writing() as database:
            return writing.remove(database, article)

    def article(self, article_id: str) -> Article:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.article(database, article_id)

    def has_url(self, url: str) -> bool:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.has_url(database, url)

    def articles_at(self, url: str) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.articles_at(database, url)

    def article_ids(self, printed: Printed = ANYWHERE) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.article_ids(database, printed)

    def sources(self) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.sources(database)

    def languages(self) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.languages(database)

    def copies(self, article_id: str) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.copies(database, article_id)

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.passages(database, [int(number) for number in ids])

    def passage_ids(self, printed: Printed = ANYWHERE) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.passage_ids(database, printed)

    def passage_texts(self, after: int) -> Iterator[tuple[Passage, str]]:
        """See ArticleStore."""
        while True:
            with self._connections.reading() as database:
                found = queries.passages_after(database, after, AT_ONCE)
            if not found:
                return
            yield from found
            after = found[-1][0].id

    def passages_of(self, article_id: str) -> list[Passage]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.passages_of(database, article_id)

    def statements_of(self, speaker_ids: Iterable[int], limit: int | None = None) -> list[StoredStatement]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.statements_of(database, [int(number) for number in speaker_ids], limit)

    def statements_in(self, article_id: str) -> list[StoredStatement]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.statements_in(database, article_id)

    def namings(self, name: str, limit: int) -> list[Naming]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.namings(database, name, limit)

    def everything(self) -> Iterator[Entry]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            rows = database.rows("SELECT seq FROM article ORDER BY current, seq")
        for (seq,) in rows:
            with self._connections.reading() as database:
                entries = queries.entry(database, seq)
            yield from entries

    def page(self, article_id: str) -> bytes | None:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.page(database, article_id)

    def examine(self) -> list[Damage]:
        """See ArticleStore."""
        try:
            with self._connections.reading() as database, database.leniently():
                return list(examining.examine(database))
        except StoreUnavailable as error:
            return [Damage(DamagedPart.FILE, str(error))]

    def entry(self, row: int) -> Entry:
        """See ArticleStore."""
        with self._connections.reading() as database:
            for found in queries.entry(database, row):
                return found
        raise UnknownArticle(str(row))

    def mend(self, aside: Collection[int], found: Mapping[int, Entry]) -> None:
        """See ArticleStore."""
        with self._connections.writing() as database:
            for row, entry in found.items():
                writing.refind(database, row, entry)
            examining.mend(database, aside)

    def size(self) -> Size:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return queries.size(database)

    def revision(self) -> int:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return int(database.rows("SELECT revision FROM change")[0][0])

    def speakers(self, limit: int | None = None) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.speakers(database, limit)

    def speakers_by_id(self, ids: Sequence[int]) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.speakers_by_id(database, ids)

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.names_like(database, name, limit)

    def aliases(self, speaker_id: int) -> list[Alias]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.aliases(database, speaker_id)

    def bearers(self, words: Sequence[str]) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.bearers(database, words)

    def bearers_of_any(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.bearers_of_any(database, words)

    def known_among(self, words: Sequence[str]) -> set[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.known_among(database, words)

    def words_like(self, beginning: str, shortest: int, longest: int) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.words_like(database, beginning, shortest, longest)

    def in_roles(self, beginnings: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.in_roles(database, beginnings)

    def bodies(self, letters: str) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as database:
            return known_speakers.bodies(database, letters)
