import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from corpus.bundled import bundled
from corpus.tagging.encoder import Encoder
from corpus.tagging.minilm import Wordpieces
from corpus.tagging.tagger import MODEL
from corpus.tagging.tags import LABELS
from corpus.training.examples import examples
from corpus.training.network import Batch, Network, batch, label, pretrained
from corpus.training.write_weights import write_network

TEXT = "“It will rain all week,” said Ada Osei, the harbour master.\nShe denied that the old bridge’s deck was unsafe."


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return pretrained().eval()


@pytest.fixture(scope="module")
def read() -> Batch:
    return batch([*label(examples(TEXT, [], []), Wordpieces(), 0)])


def vectors_of(network: Network, read: Batch) -> NDArray[np.float32]:
    with torch.no_grad():
        return (network.words(read.pieces) + network.places.weight[: read.pieces.shape[1]]).numpy()


def test_what_runs_scores_as_what_was_trained(network: Network, read: Batch, tmp_path: Path) -> None:
    write_network(network, tmp_path / "tagger.onnx")
    encoder = Encoder(tmp_path / "tagger.onnx")
    with torch.no_grad():
        trained = torch.stack(network(read), 2).numpy()
    real = read.real.numpy() > 0
    windows = (np.arange(1, len(real) + 1)[:, None] * real).astype(np.int32)
    runs = encoder.scores(vectors_of(network, read), read.shapes.int().numpy(), windows)
    runs = runs[..., : 2 * LABELS].reshape(trained.shape)  # the signs come after the labels
    assert np.abs(trained[real] - runs[real]).max() < 0.1  # 8 bits, and 16 on some processors
    assert np.allclose(encoder.transitions, network.transitions().detach().numpy())


def test_windows_in_one_row_do_not_see_each_other(network: Network, read: Batch) -> None:
    encoder, vectors = Encoder(bundled(MODEL)), vectors_of(network, read)
    shapes, real = read.shapes.int().numpy(), read.real.numpy().astype(np.int32)
    apart = encoder.scores(vectors, shapes, real).copy()
    row = [each.reshape(1, -1, *each.shape[2:]) for each in (vectors, shapes, real * np.array([[1], [2]], np.int32))]
    beside = encoder.scores(*row).reshape(apart.shape)
    assert np.allclose(apart[real > 0], beside[real > 0], atol=0.3)


HOUSE = Path(__file__).resolve().parents[2]
CHILDREN, PATIENCE = 5, 240  # seconds: one that stands still does so for ever
AT_ONCE = """
import threading
import openvino
import corpus.tagging.encoder
go = False
def ask_first():
    while not go:
        pass
    openvino.Type.i32.to_dtype()  # as every first run does
threads = [threading.Thread(target=ask_first) for _ in range(8)]
for thread in threads:
    thread.start()
go = True
for thread in threads:
    thread.join()
"""


def test_threads_that_first_run_a_network_at_the_same_moment_do_not_wait_for_each_other() -> None:
    for _ in range(CHILDREN):  # each stands still six times in ten where the table of types isn't made beforehand
        subprocess.run([sys.executable, "-c", AT_ONCE], cwd=HOUSE, check=True, timeout=PATIENCE)
