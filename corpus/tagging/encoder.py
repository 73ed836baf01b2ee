"""The tagger's network as it is run: MiniLM's layers without the heads and neurons that it can do without.

Two files hold it. That of the network as trained has its matrices, in 8 bits; the other says which heads and neurons of
each layer are kept, and has what was trained anew for them: scales and biases, and all that stands between matrices.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openvino.opset13 as op  # type: ignore[import-untyped]
from numpy.typing import NDArray
from openvino import Model

from corpus.tagging.openvino_runtime import OpenVinoNetwork, constants
from corpus.tagging.tags import LABELS
from corpus.tagging.tensors import Tensors, tensors

HEAD = 32  # the size of a head of attention
APART = np.float32(-1e4)  # what attention from one window to another is scored
NORM = {"normalize_variance": True, "eps": 1e-12, "eps_mode": "inside_sqrt"}

Numbers = NDArray[np.integer[Any]]
Scores = NDArray[np.float32]


class Encoder:
    """Scores the labels of wordpieces; as many threads may use it at once as there are cores, each on its own."""

    def __init__(self, trained: Path, kept: Path) -> None:
        weights = Weights(constants(trained), tensors(kept))
        self.transitions = weights.kept("transitions")
        self._network = OpenVinoNetwork(_model(weights))

    def scores(self, vectors: Scores, shapes: Numbers, windows: Numbers) -> Scores:
        """Scores of parts and of names [rows, width, 2, labels]; valid until the same thread asks again.

        `vectors` [rows, width, size] are those of words and places, `shapes` [rows, width] how the words are cased;
        only pieces with the same number in `windows` [rows, width] see each other.
        """
        (found,) = self._network.run({"vectors": vectors, "shapes": shapes, "windows": windows})
        return found.reshape(*windows.shape, 2, LABELS)


@dataclass(frozen=True, slots=True)
class Weights:
    """What both files hold, by the names that training gives it."""

    trained: Tensors
    pruned: Tensors

    def kept(self, name: str) -> Scores:
        """An array of the pruned network, in 32 bits."""
        return self.pruned[name].astype(np.float32)

    def linear(self, name: str, outputs: Numbers, inputs: Numbers) -> tuple[Scores, Scores]:
        """The rows and columns kept of a matrix [outputs, inputs], out of 8 bits, and the bias of each output."""
        bits, scales = (self.trained[f"encoder.{name}.weight.{each}"] for each in ("bits", "scales"))
        rescaled = scales[outputs] * self.kept(f"{name}.scale")
        return bits[np.ix_(outputs, inputs)] * rescaled[:, None], self.kept(f"{name}.bias")


def _model(weights: Weights) -> Model:
    vectors = op.parameter([-1, -1, -1], np.float32, name="vectors")
    shapes, windows = (op.parameter([-1, -1], np.int32, name=name) for name in ("shapes", "windows"))
    same = op.equal(op.unsqueeze(windows, _whole(1, 2)), op.unsqueeze(windows, _whole(1, 3)))
    mask = op.select(same, op.constant(np.float32(0)), op.constant(APART))
    cased = op.gather(op.constant(weights.kept("shapes.weight")), shapes, op.constant(np.int64(0)))
    hidden = _norm(weights, "norm", op.add(vectors, cased))
    for number in range(sum(name.endswith(".heads_kept") for name in weights.pruned)):
        hidden = _layer(weights, f"layers.{number}", hidden, mask)
    matrix, bias = (
        np.concatenate([weights.kept(f"{head}.{each}") for head in ("parts", "names")]) for each in ("weight", "bias")
    )
    return Model([_linear(hidden, matrix, bias)], [vectors, shapes, windows])


def _layer(weights: Weights, name: str, hidden: Any, mask: Any) -> Any:
    """A layer of BERT: attention, then the feed-forward network, each with its residual and norm after it."""
    heads, neurons = (weights.pruned[f"{name}.{each}_kept"] for each in ("heads", "neurons"))
    every = np.arange(len(weights.pruned[f"{name}.mix.bias"]))
    seen = (heads[:, None] * HEAD + np.arange(HEAD)).ravel()
    asked = np.concatenate([seen, seen + len(every), seen + 2 * len(every)])
    matrix, bias = weights.linear(f"{name}.attention", asked, every)
    scaled = np.repeat(np.array([HEAD**-0.5, 1, 1], np.float32), len(seen))  # queries, keys and values
    taken = _attention(_linear(hidden, matrix * scaled[:, None], bias * scaled), mask, len(heads))
    taken = _linear(taken, *weights.linear(f"{name}.mix", every, seen))
    hidden = _norm(weights, f"{name}.norm", op.add(taken, hidden))
    inner = op.gelu(_linear(hidden, *weights.linear(f"{name}.up", neurons, every)), "erf")
    inner = _linear(inner, *weights.linear(f"{name}.down", every, neurons))
    return _norm(weights, f"{name}.norm_after", op.add(inner, hidden))


def _attention(mixed: Any, mask: Any, heads: int) -> Any:
    """What each piece takes from those of its window; `mixed` has its query, key and value."""
    parted = op.reshape(mixed, _whole(0, 0, 3, heads, HEAD), True)
    parts = op.split(op.transpose(parted, _whole(2, 0, 3, 1, 4)), op.constant(np.int64(0)), 3)
    query, key, value = (op.squeeze(part, _whole(0)) for part in parts.outputs())
    seen = op.softmax(op.add(op.matmul(query, key, False, True), mask), -1)
    taken = op.transpose(op.matmul(seen, value, False, False), _whole(0, 2, 1, 3))
    return op.reshape(taken, _whole(0, 0, heads * HEAD), True)


def _linear(hidden: Any, matrix: Scores, bias: Scores) -> Any:
    return op.add(op.matmul(hidden, op.constant(matrix), False, True), op.constant(bias))


def _norm(weights: Weights, name: str, hidden: Any) -> Any:
    even = op.mvn(hidden, _whole(-1), **NORM)
    scaled = op.multiply(even, op.constant(weights.kept(f"{name}.weight")))
    return op.add(scaled, op.constant(weights.kept(f"{name}.bias")))


def _whole(*numbers: int) -> Any:
    return op.constant(np.array(numbers, np.int64))
