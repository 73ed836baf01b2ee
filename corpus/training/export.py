"""Writes a trained network as what the product runs: python -m corpus.training.export CHECKPOINT.

ONNX with weights of 8 bits, one scale a column; the embeddings stay out, for the bundled MiniLM has them.
"""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from corpus.onnx_runtime import write_in_8_bits
from corpus.tagger import MODEL, TRANSITIONS
from corpus.training.network import Network
from corpus.words import LOWER

OPSET = 17


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    arguments = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(arguments.checkpoint, weights_only=True)["mean"])
    export(network.eval(), MODEL)


def export(network: Network, path: Path) -> None:
    """Writes the encoder to `path`, with the label transitions in its metadata; whole or not at all."""
    example = torch.zeros(2, 8, 384), torch.full((2, 8), LOWER), torch.ones(2, 8)
    axes = {0: "windows", 1: "pieces"}
    with TemporaryDirectory() as folder:
        exact, small = Path(folder) / "exact.onnx", path.with_suffix(".part")
        torch.onnx.export(
            network.encoder,
            example,
            str(exact),
            dynamo=False,
            input_names=["vectors", "shapes", "real"],
            output_names=["parts", "names"],
            dynamic_axes=dict.fromkeys(("vectors", "shapes", "real", "parts", "names"), axes),
            opset_version=OPSET,
        )
        write_in_8_bits(exact, small)
    model = onnx.load(small)
    transitions = network.transitions().detach().tolist()
    onnx.helper.set_model_props(model, {TRANSITIONS: json.dumps(transitions)})
    onnx.save(model, small)
    small.replace(path)


if __name__ == "__main__":
    main()
