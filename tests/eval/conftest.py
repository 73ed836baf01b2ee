"""The corpora that quality is measured on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from natural import add_wikinews
from polnear_corpus import Annotated, fill, read_split

from bot.archive import open_archive
from bot.settings import Settings
from corpus.attribution.statements import find_statements
from corpus.sqlite_store import open_store
from corpus.tagging.tagger import load_tagger
from retrieval.asking import Newsroom
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.engine import Scope
from retrieval.index.open_index import open_index
from retrieval.index.rebuild import rebuild

MODEL = "all-MiniLM-L6-v2"


@pytest.fixture(scope="session")
def polnear(shared: Path) -> list[Annotated]:
    """The annotated articles of PolNeAR dev."""
    return read_split(shared / "data" / "polnear" / "dev.jsonl")


@pytest.fixture(scope="session")
def polnear_newsroom(polnear: list[Annotated], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """All of PolNeAR dev in one corpus, with statements as we find them."""
    folder = tmp_path_factory.mktemp("polnear")
    tagger = load_tagger()
    with open_store(folder / "corpus.sqlite3") as store:
        fill(store, polnear, lambda each: find_statements(each.article.text, each.article.blocks, tagger))
        rebuild(
            store,
            folder,
            load_embedder(MODEL, folder),
            Scope.MISSING,
            lambda progress: None,
            cancelled=lambda: False,
        )
        yield Newsroom(store, lambda: open_index(folder, store, MODEL), lambda: date(2016, 11, 1))


@pytest.fixture(scope="session")
def wikinews(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A year of Wikinews, with statements as we find them."""
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("wikinews"))) as archive:
        add_wikinews(archive, shared)
        yield archive.newsroom()
