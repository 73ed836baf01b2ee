"""What tests of the index in PostgreSQL share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import postgres_store
from corpus.postgres_store import PostgresStore

TESTS = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(TESTS / "retrieval"), str(TESTS / "corpus")]


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    """An empty store in a database."""
    with postgres_store.open_store(postgres_url) as opened:
        yield opened
