"""What every embedder keeps, and what holds the fast one to the reference."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from retrieval.embedder import Embedder, Vectors
from retrieval.embedding.embedding_model import BUNDLED, find_model
from retrieval.embedding.load_embedder import load_embedder
from retrieval.embedding.onnx_embedder import MANY
from retrieval.embedding.sentence_transformers_embedder import SentenceTransformersEmbedder

WHO = ["The harbour master", "A nurse", "Minister Ada Lindqvist", "The club's new coach", "One of the pilots"]
SAID = ["said the {} would be closed", "denied that the {} was late", "praised the {}", "had never seen such a {}"]
WHAT = ["bridge", "budget", "ferry", "vaccine trial", "semi-final", "court ruling", "glacier", "power station", "novel"]
WHEN = ["on Monday.", "after the storm.", "in a letter to parliament.", "as oil prices fell — again.", "at 3.30pm…"]
EVERY = [f"{who} {said.format(what)} {when}" for who in WHO for said in SAID for what in WHAT for when in WHEN]
PASSAGES = EVERY[::7]
ODD = ["", " ", "word", "Ünïcödé 漢字 🎈", "\ud800", "x" * 5_000, "again and " * 400, "[CLS] [SEP] [MASK]"]


@pytest.fixture(scope="module")
def reference() -> Embedder:
    torch.set_num_threads(1)  # two would wait for each other wherever other tests run beside this one
    return SentenceTransformersEmbedder(BUNDLED, find_model(BUNDLED))


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_embedder(BUNDLED, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module", params=["reference", "fast"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    chosen: Embedder = request.getfixturevalue(request.param)
    return chosen


def top_ten(vectors: Vectors, queries: Vectors) -> list[set[int]]:
    return [set(np.argsort(-(vectors @ query), kind="stable")[:10].tolist()) for query in queries]


def test_every_text_gets_a_row_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed(ODD)
    assert vectors.shape == (len(ODD), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(ODD)), abs=1e-5)
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_rows_come_in_the_order_given(embedder: Embedder) -> None:
    some = PASSAGES[:40:3] + ODD[2:4]
    one_by_one = np.concatenate([embedder.embed([text]) for text in some])
    assert np.sum(embedder.embed(some) * one_by_one, axis=1).min() > 0.9999


def test_the_reference_means_what_it_says(embedder: Embedder) -> None:
    question, near, far = embedder.embed(["Who closed the bridge?", "The bridge was shut.", "Prices of oil fell."])
    assert question @ near > question @ far + 0.2


def test_both_are_of_the_same_model(reference: Embedder, fast: Embedder) -> None:
    assert type(fast) is not type(reference)
    assert (fast.name, fast.digest, fast.dimension) == (reference.name, reference.digest, reference.dimension)


def test_few_texts_or_many_get_the_vectors_of_the_reference(reference: Embedder, fast: Embedder) -> None:
    assert len(PASSAGES) >= MANY
    meant = reference.embed(PASSAGES)
    assert np.sum(meant * fast.embed(PASSAGES), axis=1).min() >= 0.9995
    few = PASSAGES[: MANY - len(ODD) - 1] + ODD
    assert np.sum(reference.embed(few) * fast.embed(few), axis=1).min() >= 0.9995


def test_the_fast_one_finds_what_the_reference_finds(reference: Embedder, fast: Embedder) -> None:
    questions = [f"what did {who} say about the {what}?" for who in WHO[:2] for what in WHAT]
    meant = top_ten(reference.embed(PASSAGES), reference.embed(questions))
    found = top_ten(fast.embed(PASSAGES), fast.embed(questions))
    assert np.mean([len(one & other) / 10 for one, other in zip(meant, found, strict=True)]) >= 0.99


def test_asking_needs_neither_torch_nor_transformers(fast: Embedder, tmp_path: Path) -> None:
    ask = f"""
import sys
from pathlib import Path
from retrieval.embedding.load_embedder import load_embedder
load_embedder("{BUNDLED}", Path({str(tmp_path)!r})).embed(["Who said so?"])
print(*sorted({{"torch", "transformers", "sentence_transformers", "openvino"}} & set(sys.modules)))
"""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == ""
