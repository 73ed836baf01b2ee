"""Publishes given vectors and words in PostgreSQL, as a rebuild would, of passages that are in its store."""

from collections.abc import Sequence

from corpus import postgres_store
from corpus.postgres_store import PostgresStore
from retrieval.embedder import Vectors
from retrieval.index.passage_words import Worded
from retrieval.index.postgres_generations import (
    DatabaseGeneration,
    Series,
    add_passages,
    make_tables,
    newest,
    next_number,
    publish,
    unfinished_series,
)

ARTICLES = 12
ARTICLE = """
INSERT INTO article (id, current, digest, moment, about)
SELECT number::text, 1, '', '', '' FROM generate_series(1, ?) AS number ON CONFLICT DO NOTHING
"""
PASSAGE = """
INSERT INTO passage (id, article, start, stop) OVERRIDING SYSTEM VALUE
SELECT number, 1 + mod(abs(number), {articles}), 0, 0 FROM unnest(?::bigint[]) AS number ON CONFLICT DO NOTHING
"""


class Model:
    """As much of an embedder as a series is known by."""

    name, digest = "given", "0" * 64

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError


def open_database(url: str, partitions: int = 1) -> PostgresStore:
    """A store in an empty schema, whose index will have so many partitions."""
    store = postgres_store.open_store(url)
    with store.connections.deriving() as database:
        make_tables(database)
        database.rows("UPDATE index_layout SET partitions = ?", partitions)
        database.rows(ARTICLE, ARTICLES)
    return store


def publish_these(store: PostgresStore, dimension: int, rows: Sequence[tuple[Vectors, Worded]]) -> DatabaseGeneration:
    """The generation after these passages were added to those of the one before."""
    put_these(store, dimension, rows)
    return publish_again(store, dimension)


def put_these(store: PostgresStore, dimension: int, rows: Sequence[tuple[Vectors, Worded]]) -> None:
    """Add passages that are not published yet."""
    with store.connections.deriving() as database:
        database.rows(PASSAGE.format(articles=ARTICLES), [worded.passage for _, worded in rows])
        series = _series(store, dimension)
        number = next_number(database, series)
        assert number is not None
        add_passages(database, series, number, rows)


def publish_again(store: PostgresStore, dimension: int) -> DatabaseGeneration:
    """The generation after what the store no longer has is gone."""
    with store.connections.writing():
        pass  # a change, of which the index is to be level
    with store.connections.deriving() as database:
        ((revision,),) = database.rows("SELECT revision FROM change")
        published = publish(database, _series(store, dimension), Model.name, revision)
        assert published is not None
        return published.generation


def _series(store: PostgresStore, dimension: int) -> Series:
    with store.connections.deriving() as database:
        serving = newest(database)
        return serving.series if serving is not None else unfinished_series(database, Model(dimension), 0)
