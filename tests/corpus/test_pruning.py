from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.article import Span
from corpus.tagging.encoder import Encoder
from corpus.tagging.tagger import PRUNED, TRAINED
from corpus.tagging.tags import LABELS
from corpus.tagging.wordpieces import Wordpieces
from corpus.training.batches import batch, label
from corpus.training.examples import Example, examples
from corpus.training.export import read_network, write_network
from corpus.training.network import HEADS, INNER, WIDTH, Batch, Network
from corpus.training.pruning import HEADS_LEFT_OUT, NEURONS_LEFT_OUT, Kept, Use, pruned, write_pruned

TEXT = "“It will rain all week,” said Ada Osei, the harbour master.\nShe denied that the old bridge’s deck was unsafe."
CONTENT, SOURCE = (0, Span(30, 38)), (2, Span(0, 24))


@pytest.fixture(scope="module")
def article() -> list[Example]:
    return examples(TEXT, [[CONTENT, SOURCE]], [(0, Span(30, 38))])


@pytest.fixture(scope="module")
def whole() -> Network:
    return read_network(TRAINED)


@pytest.fixture(scope="module")
def small(whole: Network, article: list[Example]) -> Network:
    return pruned(whole, [article], Wordpieces()).eval()


def together(article: list[Example], packed: int) -> Batch:
    return batch([*label(article, Wordpieces(), packed)])


def run(network: Network, encoder: Encoder, read: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """What the network scores, and the encoder, in the pieces that are real."""
    with torch.no_grad():
        parts, names = network(read)
        vectors = network.words(read.pieces) + network.places.weight[: read.pieces.shape[1]]
    windows = np.arange(1, len(read.pieces) + 1)[:, None] * read.real.numpy().astype(np.int32)
    found = encoder.scores(vectors.numpy(), read.shapes.int().numpy(), windows.astype(np.int32))
    real = read.real.bool()
    return torch.stack([parts, names], 2)[real], torch.from_numpy(found.copy())[real]


def test_the_least_important_goes_and_order_stays() -> None:
    use = Use(torch.tensor([3.0, 1.0, 2.0]), torch.tensor([1.0, 4.0, 2.0, 3.0]), torch.zeros(0), torch.zeros(0))
    kept = Kept(torch.tensor([0, 4, 7]), torch.tensor([1, 2, 3, 5])).best(use, 2, 3)
    assert kept.heads.tolist() == [0, 7]
    assert kept.neurons.tolist() == [2, 3, 5]


def test_each_layer_keeps_as_much_as_it_should(small: Network) -> None:
    kept = [(layer.heads, len(layer.up.bias)) for layer in small.encoder.in_order()]
    left_out = zip(HEADS_LEFT_OUT, NEURONS_LEFT_OUT, strict=True)
    assert kept == [(HEADS - heads, INNER - neurons) for heads, neurons in left_out]


def test_no_matrix_of_a_pruned_network_is_trained(small: Network) -> None:
    trained = [each for each in small.parameters() if each.requires_grad]
    assert trained
    assert all(each.numel() < 8 * WIDTH for each in trained)


def test_what_runs_scores_as_what_was_trained(small: Network, article: list[Example], tmp_path: Path) -> None:
    write_pruned(small, tmp_path / "small.safetensors")
    trained, runs = run(small, Encoder(TRAINED, tmp_path / "small.safetensors"), together(article, 0))
    assert torch.allclose(trained, runs, atol=0.3)  # 16 bits on some processors, scores being up to ten
    assert torch.equal(trained.argmax(2), runs.argmax(2))


def test_windows_in_one_row_do_not_see_each_other(whole: Network, article: list[Example]) -> None:
    encoder, read = Encoder(TRAINED, PRUNED), together(article, 0)
    with torch.no_grad():
        vectors = (whole.words(read.pieces) + whole.places.weight[: read.pieces.shape[1]]).numpy()
    shapes, real = read.shapes.int().numpy(), read.real.numpy().astype(np.int32)
    apart = encoder.scores(vectors, shapes, real).copy()
    row = [each.reshape(1, -1, *each.shape[2:]) for each in (vectors, shapes, real * np.array([[1], [2]], np.int32))]
    beside = encoder.scores(*row).reshape(apart.shape)
    assert np.allclose(apart[real > 0], beside[real > 0], atol=0.3)


def test_a_network_that_is_written_is_read_again(whole: Network, tmp_path: Path) -> None:
    write_network(whole, tmp_path / "again.onnx")
    again = read_network(tmp_path / "again.onnx")
    for name, each in whole.state_dict().items():
        assert torch.allclose(again.state_dict()[name], each, atol=1e-6), name
    assert Encoder(tmp_path / "again.onnx", PRUNED).transitions.shape == (2, LABELS, LABELS)
