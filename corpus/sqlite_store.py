"""The article store in one SQLite file: no server, safe under kill -9, read while it is written."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from corpus.article import Article, Span
from corpus.errors import UnknownArticle
from corpus.records import article_from
from corpus.sqlite import known, reading, writing
from corpus.sqlite.connections import Connections
from corpus.statement import Statement
from corpus.store import Alias, Entry, KnownSpeaker, Naming, Outcome, Passage, Size, StoredStatement

AT_ONCE = 500  # rows read between two looks at the file, so that no reader holds up its upkeep


def open_store(path: Path) -> "SqliteStore":
    """The store in this file, which is made (with its folder) where it does not exist.

    StoreUnavailable where it can't be opened, StoreTooNew where a later version wrote it.
    """
    return SqliteStore(path)


class SqliteStore:
    """An ArticleStore. Any thread and any number of processes may use it; one of them writes at a time."""

    def __init__(self, path: Path) -> None:
        self._connections = Connections(path)

    def __enter__(self) -> "SqliteStore":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; every later call raises StoreUnavailable."""
        self._connections.close()

    def backup(self, target: Path) -> None:
        """Copy the whole store to another file, while it is in use; the copy is of one moment."""
        self._connections.backup(target)

    def add(
        self, article: Article, passages: Sequence[Span], statements: Sequence[Statement], page: bytes | None
    ) -> Outcome:
        """See ArticleStore."""
        return self.add_all([Entry(article, passages, statements, page)])[0]

    def add_all(self, entries: Sequence[Entry]) -> list[Outcome]:
        """See ArticleStore."""
        with self._connections.writing() as connection:
            return [writing.add(connection, entry) for entry in entries]

    def foresee(self, article: Article) -> Outcome:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return writing.foresee(connection, article)

    def replace(self, article_id: str, entry: Entry) -> None:
        """See ArticleStore."""
        with self._connections.writing() as connection:
            row = connection.execute("SELECT seq FROM article WHERE id = ? AND current", (article_id,)).fetchone()
            if row is None:
                raise UnknownArticle(article_id)
            writing.replace(connection, row[0], entry)

    def remove(self, article: str) -> list[str]:
        """See ArticleStore."""
        with self._connections.writing() as connection:
            rows = connection.execute(
                "SELECT seq, id FROM article WHERE id = ?1 OR url = ?1 "
                "OR url = (SELECT url FROM article WHERE id = ?1) ORDER BY seq",
                (writing.indexable(article),),
            ).fetchall()
            for seq, _ in rows:
                writing.delete(connection, seq)
            return [article_id for _, article_id in rows]

    def article(self, article_id: str) -> Article:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.article(connection, article_id)

    def article_ids(self) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return [name for (name,) in connection.execute("SELECT id FROM article WHERE current ORDER BY seq")]

    def copies(self, article_id: str) -> list[str]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT other.id FROM article JOIN copy ON copy.article = article.seq "
                "JOIN article AS other ON other.seq = copy.other "
                "WHERE article.id = ? AND article.current AND other.current ORDER BY other.seq",
                (article_id,),
            )
            return [name for (name,) in rows]

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.passages(connection, [int(number) for number in ids])

    def passage_ids(self) -> list[int]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT passage.id FROM passage JOIN article ON seq = article WHERE current ORDER BY passage.id"
            )
            return [number for (number,) in rows]

    def passage_texts(self, after: int) -> Iterator[tuple[Passage, str]]:
        """See ArticleStore."""
        while True:
            with self._connections.reading() as connection:
                found = reading.passages_after(connection, after, AT_ONCE)
            if not found:
                return
            yield from found
            after = found[-1][0].id

    def passages_of(self, article_id: str) -> list[Passage]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.passages_of(connection, article_id)

    def statements_of(self, speaker_ids: Iterable[int]) -> list[StoredStatement]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.statements_of(connection, speaker_ids)

    def statements_in(self, article_id: str) -> list[StoredStatement]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.statements_in(connection, article_id)

    def speakers(self) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return known.speakers(connection)

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return known.names_like(connection, name, limit)

    def aliases(self, speaker_id: int) -> list[Alias]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return known.aliases(connection, speaker_id)

    def namings(self, name: str, limit: int) -> list[Naming]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.namings(connection, name, limit)

    def everything(self) -> Iterator[Entry]:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            rows = connection.execute("SELECT seq FROM article ORDER BY current, seq").fetchall()
        for (seq,) in rows:
            with self._connections.reading() as connection:
                row = connection.execute(
                    "SELECT id, text, about, bytes FROM article JOIN article_text ON article_text.article = seq "
                    "LEFT JOIN page ON page.article = seq WHERE seq = ?",
                    (seq,),
                ).fetchone()
            if row:  # else it was taken down in the meantime
                article = article_from(row[0], writing.decoded(row[1]), json.loads(row[2]))
                yield Entry(article, (), (), row[3] and zlib.decompress(row[3]))

    def page(self, article_id: str) -> bytes | None:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT bytes FROM page JOIN article ON seq = article WHERE id = ? AND current", (article_id,)
            ).fetchone()
            return zlib.decompress(row[0]) if row else None

    def size(self) -> Size:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return reading.size(connection)

    def revision(self) -> int:
        """See ArticleStore."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT revision FROM change").fetchone()[0])
