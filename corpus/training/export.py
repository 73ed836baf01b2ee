"""Writes a trained network as what the product runs: python -m corpus.training.export EPOCH.pt...

ONNX with weights of 8 bits, one scale a column; the embeddings stay out, for the bundled MiniLM has them.
Of several epochs the mean of the weights is taken: one wrong content in fifty less than the best epoch alone.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from corpus.tagging.onnx_runtime import write_in_8_bits
from corpus.tagging.tagger import MODEL
from corpus.training.network import WIDTH, Network

OPSET = 17


class Shipped(nn.Module):
    """The encoder, and beside its scores the transitions that they are decoded with."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.register_buffer("transitions", network.transitions().detach())

    def forward(self, vectors: Tensor, shapes: Tensor, real: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of parts and of names [windows, pieces, labels], and transitions [head, label, next label]."""
        parts, names = self.encoder(vectors, shapes, real)
        return parts, names, self.get_buffer("transitions")


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("epochs", type=Path, nargs="+")
    export(mean_of(parser.parse_args().epochs), MODEL)


def mean_of(epochs: Sequence[Path]) -> Network:
    """The network whose weights are the mean of those saved."""
    saved = [torch.load(epoch, weights_only=True)["mean"] for epoch in epochs]
    network = Network()
    network.load_state_dict({name: torch.stack([each[name] for each in saved]).mean(0) for name in saved[0]})
    return network


def export(network: Network, path: Path) -> None:
    """Writes the network to `path`, whole or not at all."""
    example = torch.zeros(2, 8, WIDTH), torch.zeros(2, 8, dtype=torch.int64), torch.ones(2, 8)
    axes = {0: "windows", 1: "pieces"}
    with TemporaryDirectory() as folder:
        exact, small = Path(folder) / "exact.onnx", path.with_suffix(".part")
        torch.onnx.export(
            Shipped(network).eval(),
            example,
            str(exact),
            dynamo=False,
            input_names=["vectors", "shapes", "real"],
            output_names=["parts", "names", "transitions"],
            dynamic_axes=dict.fromkeys(("vectors", "shapes", "real", "parts", "names"), axes),
            opset_version=OPSET,
        )
        write_in_8_bits(exact, small)
    small.replace(path)


if __name__ == "__main__":
    main()
