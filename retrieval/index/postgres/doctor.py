"""Whether the index in PostgreSQL agrees with its store."""

from collections.abc import Iterator
from pathlib import Path

from corpus.postgres.connections import PostgresDatabase
from corpus.postgres_store import PostgresStore
from retrieval.errors import NoIndex
from retrieval.index.doctor import Checkup, Fault, Found, Remedy, examine_found
from retrieval.index.postgres.generations import Generation, newest
from retrieval.index.postgres.open_index import PLACE
from retrieval.index.postgres.pgvector_index import PgvectorIndex
from retrieval.index.postgres.publishing import OF_STEMS

COUNTED = "SELECT count(*), coalesce(sum(length), 0)::bigint FROM {passages} WHERE generation <= ?"
MISCOUNTED = """
SELECT count(*) FROM
    (SELECT {of_stems} FROM {passages}, unnest(stems) WHERE generation <= ? GROUP BY lexeme) AS counted
    FULL JOIN (SELECT * FROM {stems} WHERE passages <> 0 OR texts <> 0) AS known ON known.stem = counted.stem
WHERE (counted.passages, counted.texts) IS DISTINCT FROM (known.passages, known.texts)
"""


def examine(store: PostgresStore, data: Path, model: str) -> Checkup:
    """Look at everything: all ids, all counts, and a sample of the passages embedded again."""
    return examine_found(lambda: _in_database(store), store, data, model)


def _in_database(store: PostgresStore) -> Found:
    with store.connections.reading() as database:
        serving = newest(database)
        if serving is None:
            raise NoIndex(PLACE)
        faults = tuple(_miscounted(database, serving))
        index = PgvectorIndex(store.connections, serving)
        ids = index.ids()
    return Found(serving.name, serving.revision, ids, len(ids), index.vectors, faults)


def _miscounted(database: PostgresDatabase, serving: Generation) -> Iterator[Fault]:
    names = {"passages": serving.series.passages, "stems": serving.series.stems, "of_stems": OF_STEMS}
    (counts,) = database.rows(COUNTED.format(**names), serving.number)
    if counts != (serving.passages, serving.words):
        said = f"of {serving.passages} passages with {serving.words} words"
        yield Fault(f"the generation is {said}, and {counts[0]} with {counts[1]} are there", Remedy.REBUILD_FULL)
    ((stems,),) = database.rows(MISCOUNTED.format(**names), serving.number)
    if stems:
        yield Fault(f"{stems} stems are counted wrong", Remedy.REBUILD_FULL)
