"""Trained networks as files, which hold no code: python -m corpus.training.write_weights EPOCH.pt...

Of several epochs the mean of the weights is taken: one wrong content in fifty less than the best epoch alone.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from torch import nn

from corpus import bundled
from corpus.tagging.tagger import MODEL
from corpus.training.network import Network

OPSET = 17
TRANSITIONS = "transitions"


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("epochs", type=Path, nargs="+")
    write_network(mean_of(parser.parse_args().epochs), bundled.FOLDER / MODEL)
    bundled.write_sums()


def mean_of(epochs: Sequence[Path]) -> Network:
    """The network whose weights are the mean of those saved."""
    saved = [torch.load(epoch, weights_only=True)["mean"] for epoch in epochs]
    network = Network()
    network.load_state_dict({name: torch.stack([each[name] for each in saved]).mean(0) for name in saved[0]})
    return network


def write_network(network: Network, path: Path) -> None:
    """Writes the network's arrays as ONNX, whole or not at all; its matrices in 8 bits, one scale an output.

    The embeddings stay out, for the bundled MiniLM has them.
    """
    matrices = {f"{name}.weight" for name, each in network.named_modules() if isinstance(each, nn.Linear)}
    arrays = {name: each.numpy() for name, each in network.state_dict().items() if name.startswith("encoder.")}
    arrays[TRANSITIONS] = network.transitions().detach().numpy()
    kept = {name: array for name, array in arrays.items() if name not in matrices}
    for name in matrices:
        scales = np.maximum(np.abs(arrays[name]).max(1), np.finfo(np.float32).tiny) / 127
        bits = np.round(arrays[name] / scales[:, None]).astype(np.int8)
        kept |= {f"{name}.bits": bits, f"{name}.scales": scales}
    part = path.with_suffix(".part")
    onnx.save(_model(kept, sorted(matrices)), part)
    part.replace(path)


def _model(arrays: dict[str, NDArray[np.generic]], matrices: Sequence[str]) -> onnx.ModelProto:
    """A graph whose outputs are all the arrays, so that a reader of graphs has a use for them."""
    widened = [
        helper.make_node("DequantizeLinear", [f"{name}.bits", f"{name}.scales"], [name], axis=0) for name in matrices
    ]
    others = {name: array for name, array in arrays.items() if not name.endswith((".bits", ".scales"))}
    shapes = {name: array.shape for name, array in others.items()} | {
        name: arrays[f"{name}.bits"].shape for name in matrices
    }
    outputs = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    held = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(widened, "tagger", [], outputs, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    main()
