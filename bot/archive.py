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
from corpus.postgres_store import PostgresStore
from corpus.sql.store import SqlStore
from corpus.store import ArticleStore
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED
from retrieval.errors import NoIndex
from retrieval.index.open_index import open_index
from retrieval.vector_index import Index

if TYPE_CHECKING:
    from corpus.adding import News, Summary
    from corpus.readers.reading import Read
    from retrieval.index.doctor import Checkup
    from retrieval.index.rebuild import Progress, Rebuilt, Scope


@dataclass(frozen=True, slots=True)
class Archive:
    """What the commands work with."""

    data_dir: Path
    model: str
    store: ArticleStore

    def newsroom(self) -> Newsroom:
        """What answers questions, from whatever index is published."""
        index = self.open_index()
        return Newsroom(self.store, lambda: index, date.today)

    def open_index(self) -> Index:
        """The published index, in the database or in the data directory; NoIndex where there is none yet."""
        if isinstance(self.store, PostgresStore):
            from retrieval.index.postgres.open_index import open_index as open_in_database

            return open_in_database(self.store, self.model, self.data_dir)
        return open_index(self.data_dir, self.store, self.model)

    def add(self, reads: Iterable["Read"], progress: Callable[["News"], None]) -> "Summary":
        """Store what is read; the index is not touched."""
        from corpus.adding import add_articles
        from corpus.tagging.tagger import load_tagger

        return add_articles(reads, self.store, load_tagger(), progress)

    def rebuild(
        self, scope: "Scope", progress: Callable[["Progress"], None], cancelled: Callable[[], bool] = lambda: False
    ) -> "Rebuilt":
        """Embed what the scope says, and publish a generation. Raises RebuildCancelled where it was `cancelled`."""
        from retrieval.embedding.load_embedder import load_embedder
        from retrieval.index.rebuild import rebuild

        embedder = load_embedder(self.model, self.data_dir)
        if isinstance(self.store, PostgresStore):
            from retrieval.index.postgres.rebuilding import rebuild as rebuild_in_database

            return rebuild_in_database(self.store, embedder, scope, progress, cancelled=cancelled)
        return rebuild(self.store, self.data_dir, embedder, scope, progress, cancelled=cancelled)

    def examine(self) -> "Checkup":
        """Whether store, words and vectors agree."""
        if isinstance(self.store, PostgresStore):
            from retrieval.index.postgres.doctor import examine as examine_in_database

            return examine_in_database(self.store, self.data_dir, self.model)
        from retrieval.index.doctor import examine

        return examine(self.store, self.data_dir, self.model)

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
        from retrieval.index.rebuild import Scope

        with resources.as_file(resources.files("corpus") / "samples") as samples:
            summary = self.add(read_source(str(samples), Fetcher()), lambda news: None)
        self.rebuild(Scope.MISSING, lambda progress: None)
        return summary


@contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """The archive in the settings' data directory, made where there is none yet."""
    place = settings.database_url.get_secret_value() if settings.database_url else str(settings.data_dir)
    with open_store_at(place) as store:
        yield Archive(settings.data_dir, settings.embedding_model or BUNDLED, store)


def open_store_at(place: str) -> SqlStore:
    """The store in a data directory, or the one that a postgresql:// URL names."""
    if "://" in place:
        from corpus import postgres_store

        return postgres_store.open_store(place)
    return sqlite_store.open_store(Path(place) / "corpus.sqlite3")
