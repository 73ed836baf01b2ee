"""What tests of the derived index share."""

import pytest
from shelf_store import HashEmbedder, ShelfStore


@pytest.fixture
def store() -> ShelfStore:
    return ShelfStore()


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()
