"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from postgres_server import postgres_database, postgres_replica, postgres_server, postgres_url

__all__ = ["postgres_database", "postgres_replica", "postgres_server", "postgres_url"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real pages and annotated articles that may stand beside a checkout."""
    if not SHARED.is_dir():
        pytest.skip("left out: it reads real pages and annotated articles from ../shared, which is not here")
    return SHARED
