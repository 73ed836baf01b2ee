"""An archive: the articles of one data directory and the index over them, opened for one command."""
# Imports within functions: a question must not wait for what only adding or rebuilding needs.
# ruff: noqa: PLC0415

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.state.state import FILE_NAME as STATE
from corpus import sqlite_store
from corpus.article import SAMPLE, article_id
from corpus.errors import StoreLost, StoreUnavailable
from corpus.store import ArticleStore
from retrieval.asking import Newsroom
from retrieval.embedding.embedding_model import BUNDLED, MODELS
from retrieval.errors import NoIndex
from retrieval.index.engine import Checkup, IndexEngine, Progress, Rebuilt, Scope
from retrieval.index.generation import INDEXES, POINTER
from retrieval.index.open_index import FileIndexEngine
from retrieval.vector_index import Index

if TYPE_CHECKING:
    from corpus.adding import News, Summary
    from corpus.postgres_store import PostgresStore
    from corpus.readers.reading import Read
    from corpus.sql.sql_store import SqlStore
    from corpus.web.fetching import Fetcher

STORE = "corpus.sqlite3"
UNUSED = (STORE, f"{STORE}-wal", f"{STORE}-shm", MODELS)
REMAINS = (f"{INDEXES}/{POINTER}", STATE, f"{STORE}-wal")


@dataclass(frozen=True, slots=True)
class Archive:
    """What the commands work with."""

    data_dir: Path
    model: str
    store: ArticleStore
    engine: IndexEngine
    was_unused: bool

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

    def repair(self) -> None:
        """Make anew what is damaged and follows from what was published; see corpus.adding.repair."""
        from corpus.adding import repair
        from corpus.tagging.tagger import load_tagger
        from retrieval.embedding.load_embedder import load_embedder

        repair(self.store, load_tagger())
        load_embedder(self.model, self.data_dir)

    def has_index(self) -> bool:
        """Whether a generation was ever published."""
        try:
            self.open_index()
        except NoIndex:
            return False
        return True

    def is_new(self) -> bool:
        """Whether nothing was ever stored here, in a folder with nothing else in it; a database is never new."""
        return self.was_unused and self.store.revision() == 0

    def add_samples(self) -> "Summary":
        """Store and index the invented articles that ship with the project, with origins that tell what they are."""
        from corpus.readers.sources import read_source
        from corpus.web.fetching import Fetcher

        with resources.as_file(resources.files("corpus") / "samples") as samples:
            summary = self.add(map(_as_sample, read_source(str(samples), Fetcher())), lambda news: None)
        self.rebuild(Scope.MISSING, lambda progress: None)
        return summary


@contextmanager
def open_archive(settings: Settings) -> Iterator[Archive]:
    """The archive in the settings' data directory, made where there is none yet."""
    data, model = settings.data_dir, settings.embedding_model or BUNDLED
    if settings.database_url is None:
        _refuse_lost_store(data)
        unused = _is_unused(data)
        with sqlite_store.open_store(data / STORE) as store:
            yield Archive(data, model, store, FileIndexEngine(store, data, model), unused)
        return
    with _in_database(settings.database_url.get_secret_value()) as store:
        from retrieval.index.postgres_index import PostgresIndexEngine

        yield Archive(data, model, store, PostgresIndexEngine(store, data, model), was_unused=False)


def _is_unused(data: Path) -> bool:
    """Whether the folder has nothing in it but what comes of having looked at it."""
    return not data.exists() or all(each.name in UNUSED or each.name.startswith(".") for each in data.iterdir())


def _refuse_lost_store(data: Path) -> None:
    """StoreLost where articles were stored here, and are no longer."""
    store = data / STORE
    fault = "is missing" if not store.exists() else "has 0 bytes" if store.stat().st_size == 0 else ""
    remains = [each for each in REMAINS if (data / each).exists()] if fault else []
    if remains:
        raise StoreLost(store, fault, remains)


def _as_sample(read: "Read") -> "Read":
    from corpus.readers.reading import Found

    if not isinstance(read, Found):
        return read
    article = read.article
    origin = f"{SAMPLE}{article.url or Path(article.origin).name}"
    named = article.id if article.has_given_id else article_id(origin, article.text)
    return replace(read, article=replace(article, origin=origin, id=named))


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
