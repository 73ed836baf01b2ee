"""Puts articles into a store in PostgreSQL, and rebuilds its index."""

from collections.abc import Callable, Iterable

from invented_news import report
from shelf_store import HashEmbedder

from corpus.postgres_store import PostgresStore
from retrieval.index.engine import Progress, Rebuilt, Scope
from retrieval.index.postgres_generations import DatabaseGeneration, newest
from retrieval.index.postgres_rebuild import rebuild


def put(store: PostgresStore, numbers: Iterable[int]) -> None:
    """Add an article of one passage for each number."""
    store.add_all([report("Ada Quill", number=number) for number in numbers])


def texts(store: PostgresStore) -> list[str]:
    """The texts of all passages."""
    return [text for _, text in store.passage_texts(0)]


def run(
    store: PostgresStore,
    embedder: HashEmbedder,
    scope: Scope = Scope.MISSING,
    told: Callable[[Progress], None] = lambda _: None,
) -> Rebuilt:
    return rebuild(store, embedder, scope, told, cancelled=lambda: False)


def serving(store: PostgresStore) -> DatabaseGeneration:
    with store.connections.reading() as database:
        found = newest(database)
    assert found is not None
    return found
