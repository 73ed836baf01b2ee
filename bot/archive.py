"""An archive: the articles of one data directory and the index over them, opened for one command."""
# Imports within functions: a question must not wait for what only adding or rebuilding needs.
# ruff: noqa: PLC0415

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from corpus import sqlite_store
from corpus.errors import StoreUnavailable
from corpus.store import ArticleStore
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED
from retrieval.errors import NoIndex
from retrieval.index.engine import Checkup, IndexEngine, Progress, Rebuilt, Scope
from retrieval.index.open_index import FileIndexEngine
from retrieval.vector_index import Index

if TYPE_CHECKING:
    from corpus.adding import News, Summary
    from corpus.postgres_store import PostgresStore
    from corpus.readers.reading import Read
    from corpus.sql.store import SqlStore
    from corpus.web.fetching import Fetcher

STORE = "corpus.sqlite3"


@dataclass(frozen=True, slots=True)
class Archive:
    """What the commands work with."""

    data_dir: Path
    model: str
    store: ArticleStore
    engine: IndexEngine

    def newsroom(self) -> Newsroom:
        """What answers questions, from whatever index is published."""
        index = self.open_index()
        return Newsroom(self.store, lambda: index, date.today)

    def open_index(self) -> Index:
        """The published index, in the database or in the data directory; NoIndex where there is none yet."""
        return self.engine.open()

    def add(self, reads: Iterable["Read"], progress: Callable[["News"], None]) -> "Summary":
        """Store what is read; the index is not touched."""
        from corpus.adding import add_articles
        from corpus.tagging.tagger import load_tagger

        return add_articles(reads, self.store, load_tagger(), progress)

    def rebuild(
        self, scope: Scope, progress: Callable[[Progress], None], cancelled: Callable[[], bool] = lambda: False
    ) -> Rebuilt:
        """Embed what the scope says, and publish a generation. Raises RebuildCancelled where it was `cancelled`."""
        return self.engine.rebuild(scope, progress, cancelled=cancelled)

    def examine(self) -> Checkup:
        """Whether store, words and vectors agree."""
        return self.engine.examine()

    def has_index(self) -> bool:
        """Whether a generation was ever published."""
        try:
            self.open_index()
        except NoIndex:
            return False
        return True

    def is_new(self) -> bool:
        """Whether nothing was ever stored here."""
        return self.store.revision() == 0

    def add_samples(self) -> "Summary":
        """Store and index the invented articles that ship with the project."""
        from corpus.readers.sources import read_source
        from corpus.web.fetching import Fetcher

        with resources.as_file(resources.files("corpus") / "samples") as samples:
            summary = self.add(read_source(str(samples), Fetcher()), lambda news: None)
        self.rebuild(Scope.MISSING, lambda progress: None)
        return summary


@contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """The archive in the settings' data directory, made where there is none yet."""
    data, model = settings.data_dir, settings.embedding_model or BUNDLED
    if settings.database_url is None:
        with sqlite_store.open_store(data / STORE) as store:
            yield Archive(data, model, store, FileIndexEngine(store, data, model))
        return
    with _in_database(settings.database_url.get_secret_value()) as store:
        from retrieval.index.postgres_index import PostgresIndexEngine

        yield Archive(data, model, store, PostgresIndexEngine(store, data, model))


def open_store_at(place: str) -> "SqlStore":
    """The store in a data directory, or the one that a postgresql:// URL names."""
    return _in_database(place) if "://" in place else sqlite_store.open_store(Path(place) / STORE)


def _in_database(url: str) -> "PostgresStore":
    try:
        from corpus import postgres_store  # psycopg is an extra
    except ImportError as error:
        raise StoreUnavailable("of DATABASE_URL", str(error), "pip install 'ontherecord[postgres]'") from error
    return postgres_store.open_store(url)


def fetcher_of(settings: Settings) -> "Fetcher":
    """Fetches from public hosts, and from those of the operator's own that the settings name."""
    from corpus.web.connecting import Connector
    from corpus.web.fetching import Fetcher

    return Fetcher(Connector(allowed_hosts=settings.allowed_hosts))
