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
from torch.nn import functional

from corpus.tagging.tagger import MODEL
from corpus.training.network import WIDTH, Layer, Network, mask_of
from corpus.training.rounding import write_in_8_bits

OPSET = 17


class Shipped(nn.Module):
    """The encoder without the padding that training has, and beside its scores the transitions to decode them with.

    All pieces of all windows stand in one row. Only for attention are they put in their windows' seats, and back.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder = network.encoder
        self.register_buffer("transitions", network.transitions().detach())

    def forward(
        self, vectors: Tensor, shapes: Tensor, seats: Tensor, real: Tensor, back: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of parts and of names [pieces, labels], and transitions [head, label, next label].

        `vectors` is [pieces, WIDTH], `shapes` [pieces]; `seats` and `real` are [windows, longest]: which piece sits
        there, and 1 if any does, else 0; `back` [pieces] is the seat of each piece, counted through all windows.
        """
        encoder, mask = self.encoder, mask_of(real)
        hidden = encoder.norm(vectors + encoder.shapes(shapes))
        for layer in encoder.layers:
            assert isinstance(layer, Layer)  # a ModuleList does not say what it holds
            seated = functional.embedding(seats, layer.attention(hidden))
            taken = layer.attend(seated, mask).reshape(-1, WIDTH)
            hidden = layer.after(hidden, functional.embedding(back, taken))
        return encoder.parts(hidden), encoder.names(hidden), self.get_buffer("transitions")


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
    whole = torch.int64
    row = torch.zeros(8, WIDTH), torch.zeros(8, dtype=whole)
    example = *row, torch.zeros(2, 4, dtype=whole), torch.ones(2, 4), torch.arange(8)
    seats, pieces = {0: "windows", 1: "longest"}, {0: "pieces"}
    axes = {"seats": seats, "real": seats} | dict.fromkeys(("vectors", "shapes", "back", "parts", "names"), pieces)
    with TemporaryDirectory() as folder:
        exact, small = Path(folder) / "exact.onnx", path.with_suffix(".part")
        torch.onnx.export(
            Shipped(network).eval(),
            example,
            str(exact),
            dynamo=False,
            input_names=["vectors", "shapes", "seats", "real", "back"],
            output_names=["parts", "names", "transitions"],
            dynamic_axes=axes,
            opset_version=OPSET,
        )
        write_in_8_bits(exact, small)
    small.replace(path)


if __name__ == "__main__":
    main()
