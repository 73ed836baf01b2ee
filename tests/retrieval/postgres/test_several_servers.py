"""A replica that answers, and a partition that another database keeps."""

from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo
from shared_work import put, run, serving, texts
from shelf_store import HashEmbedder

from corpus import postgres_store
from corpus.errors import StoreUnavailable
from corpus.postgres_store import PostgresStore
from retrieval.index import doctor as checking
from retrieval.index.engine import Scope
from retrieval.index.postgres_index import PgvectorIndex, PostgresWords, examine, open_index

GUIDE = Path(__file__).parents[3] / "docs" / "postgresql.md"


def test_a_replica_follows_every_generation_and_refuses_to_write(
    store: PostgresStore, embedder: HashEmbedder, postgres_url: str, postgres_server: str, postgres_replica: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    put(store, range(10))
    run(store, embedder)
    url = postgres_url.replace(postgres_server, postgres_replica)
    wait_until_level(postgres_server, postgres_replica)
    with postgres_store.open_store(url) as replica:
        index = open_index(replica, "hash", tmp_path)
        before = index.generation
        put(store, [77])
        run(store, embedder)
        wait_until_level(postgres_server, postgres_replica)
        text, new = texts(replica)[-1], replica.passage_ids()[-1]
        assert index.generation != before
        assert index.words.search(text, 1, None)[0][0] == new
        assert index.vectors.search(embedder.embed([text])[0], 1, None)[0][0] == new
        with pytest.raises(StoreUnavailable, match="it is a read replica: add and remove on the primary"):
            put(replica, [78])
        with pytest.raises(StoreUnavailable, match="it is a read replica"):
            run(replica, embedder)


def wait_until_level(main: str, replica: str) -> None:
    """Wait until a replica has everything that is written by now."""
    with psycopg.connect(main) as here, psycopg.connect(replica, autocommit=True) as there:
        (written,) = here.execute("SELECT pg_current_wal_lsn()").fetchone() or (None,)
        while there.execute("SELECT pg_last_wal_replay_lsn() >= %s", (written,)).fetchone() != (True,):
            pass


def test_a_partition_is_kept_by_another_server(
    store: PostgresStore, embedder: HashEmbedder, postgres_url: str, postgres_database: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """As docs/postgresql.md says, word for word."""
    monkeypatch.setattr(checking, "load_embedder", lambda model, data: embedder)
    monkeypatch.setattr("retrieval.index.postgres_generations.WITH_GRAPH", 3)
    put(store, range(30))
    run(store, embedder)
    execute(postgres_url, said("layout"), {})
    run(store, embedder, Scope.EVERYTHING)
    given = {"dimension": str(embedder.dimension)} | conninfo.conninfo_to_dict(postgres_database)
    execute(postgres_database, said("shard"), given)
    execute(postgres_url, said("server"), given)
    execute(postgres_url, said("move"), given)
    assert held(store) == ["r", "f", "r", "r"]
    put(store, range(30, 45))
    for name in store.article_ids()[:7]:
        store.remove(name)
    assert run(store, embedder).passages == 38
    index, words = (kind(store.connections, serving(store)) for kind in (PgvectorIndex, PostgresWords))
    for passage, text in store.passage_texts(0):
        assert index.search(embedder.embed([text])[0], 3, None)[0][0] == passage.id
        assert words.search(text, 3, None)[0][0] == passage.id
    assert examine(store, tmp_path, "hash").faults == ()
    with psycopg.connect(postgres_database) as there:
        assert (there.execute("SELECT count(*) FROM index_passage_2_1").fetchone() or (0,))[0] > 3


def said(name: str) -> str:
    """The SQL of the guide that follows a comment with this name."""
    (block,) = (each for each in GUIDE.read_text(encoding="utf8").split("```") if f"-- {name}:" in each)
    return block.removeprefix("sql")


def execute(url: str, statements: str, given: Mapping[str, object]) -> None:
    """Run SQL of the guide, in which names in capitals with a dollar stand for what everybody has otherwise."""
    for name, value in given.items():
        statements = statements.replace(f"${name.upper()}", str(value))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements.encode())


def held(store: PostgresStore) -> list[str]:
    """The kind of each partition's table: r is here, f is elsewhere."""
    with store.connections.reading() as database:
        kinds = "SELECT relkind FROM pg_class WHERE oid = to_regclass(?)"
        return [database.rows(kinds, part)[0][0] for part in serving(store).series.parts()]
