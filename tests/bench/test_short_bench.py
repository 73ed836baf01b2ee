"""The bench in short: that its parts count right and that recall holds. Times are nobody's business here."""

from pathlib import Path

import numpy as np
import pytest
from invented_vectors import DIMENSION, passages, questions
from searching import exact_tens, memory, recall, texts, worded

from retrieval.index import faiss_index
from retrieval.index.faiss_index import FaissIndex, write_vectors
from retrieval.index.passage_words import Worded
from retrieval.index.tantivy_words import TantivyWords, write_words


@pytest.mark.parametrize(
    ("coded", "parted"), [(1_000, 1_000), (1_000, 10**9), (10**9, 10**9)], ids=["lists", "codes", "exact"]
)
def test_recall_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coded: int, parted: int) -> None:
    monkeypatch.setattr(faiss_index, "CODED", coded)
    monkeypatch.setattr(faiss_index, "PARTED", parted)
    monkeypatch.setattr(faiss_index, "OPENED", 200)  # of 565 lists
    ids = np.arange(20_000)
    write_vectors(tmp_path / "index", None, ids[:0], ids, passages, dimension=DIMENSION)
    index = FaissIndex(tmp_path / "index")
    asked = questions(passages(ids[:10_000])[:40], 1)
    assert (tmp_path / "index" / "base.codes").exists() == (coded == 1_000)
    assert recall(index, asked, exact_tens(ids, asked)) >= 0.99


def test_memory_is_that_of_a_process_that_only_asks(tmp_path: Path) -> None:
    ids = np.arange(300)
    vectors = passages(ids)
    write_vectors(tmp_path / "300", None, ids[:0], ids, lambda some: vectors[some], dimension=DIMENSION)
    worded(tmp_path, 300)
    index, whole = memory(tmp_path, 300, questions(vectors[:5], 1), list(texts(5, 3, 8)))
    assert 0 <= index.ours < 5
    assert index.ours + 20 < whole.ours < 500


def test_all_words_are_counted(tmp_path: Path) -> None:
    made = [Worded(number, text, "") for number, text in enumerate(texts(2_000, 30, 1))]
    write_words(tmp_path / "words", None, [], made)
    words = TantivyWords(tmp_path / "words")
    assert len(words) == 2_000
    common = made[0].text.split()[0]
    assert words.frequency(common) == sum(common in each.text.split() for each in made)
