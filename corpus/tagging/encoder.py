"""The tagger's network as it is run: MiniLM's layers over rows in which several windows stand side by side."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openvino.opset13 as op  # type: ignore[import-untyped]
from numpy.typing import NDArray
from openvino import Model

from corpus.tagging.openvino_runtime import OpenVinoNetwork, constants
from corpus.tagging.tags import LABELS, SIGNS

HEAD = 32  # the size of a head of attention
APART = np.float32(-1e4)  # what attention from one window to another is scored
HIDDEN = 384  # the size of what the encoder holds of a piece
NORM = {"normalize_variance": True, "eps": 1e-12, "eps_mode": "inside_sqrt"}

Weights = Mapping[str, NDArray[Any]]
Numbers = NDArray[np.integer[Any]]
Scores = NDArray[np.float32]


class Encoder:
    """Scores the labels of wordpieces; as many threads may use it at once as there are cores, each on its own."""

    def __init__(self, path: Path, signs: Scores | None = None) -> None:
        """`signs` [outputs, size], what each piece tells beside its labels, stand in for those of the file."""
        weights = constants(path)
        if signs is not None or "signs" not in weights:  # as in a file just trained
            weights["signs"] = np.zeros((SIGNS, HIDDEN), np.float32) if signs is None else signs
        self.outputs = 2 * LABELS + len(weights["signs"])
        self.transitions: Scores = weights["transitions"]
        self._network = OpenVinoNetwork(_model(weights))

    def scores(self, vectors: Scores, shapes: Numbers, windows: Numbers) -> Scores:
        """Scores [rows, width, outputs]: labels of parts, labels of names, signs.

        They are valid until the same thread asks again.

        `vectors` [rows, width, size] are those of words and places, `shapes` [rows, width] how the words are cased;
        only pieces with the same number in `windows` [rows, width] see each other.
        """
        (found,) = self._network.run({"vectors": vectors, "shapes": shapes, "windows": windows})
        return found.reshape(*windows.shape, self.outputs)


def _model(weights: Weights) -> Model:
    vectors = op.parameter([-1, -1, -1], np.float32, name="vectors")
    shapes, windows = (op.parameter([-1, -1], np.int32, name=name) for name in ("shapes", "windows"))
    same = op.equal(op.unsqueeze(windows, _whole(1, 2)), op.unsqueeze(windows, _whole(1, 3)))
    mask = op.select(same, op.constant(np.float32(0)), op.constant(APART))
    cased = op.gather(op.constant(weights["encoder.shapes.weight"]), shapes, op.constant(np.int64(0)))
    hidden = _norm(weights, "encoder.norm", op.add(vectors, cased))
    for number in range(sum(name.endswith(".up.bias") for name in weights)):
        hidden = _layer(weights, f"encoder.layers.{number}", hidden, mask)
    matrices, biases = zip(*(_matrix_and_bias(weights, f"encoder.{head}") for head in ("parts", "names")), strict=True)
    signs = weights["signs"]
    matrix, bias = np.concatenate([*matrices, signs]), np.concatenate([*biases, np.zeros(len(signs), np.float32)])
    return Model([_linear(hidden, matrix, bias)], [vectors, shapes, windows])


def _layer(weights: Weights, name: str, hidden: Any, mask: Any) -> Any:
    """A layer of BERT: attention, then the feed-forward network, each with its residual and norm after it."""
    matrix, bias = _matrix_and_bias(weights, f"{name}.attention")
    scaled = np.repeat(np.array([HEAD**-0.5, 1, 1], np.float32), len(bias) // 3)  # queries, keys and values
    taken = _attention(_linear(hidden, matrix * scaled[:, None], bias * scaled), mask, len(bias) // 3 // HEAD)
    taken = _linear(taken, *_matrix_and_bias(weights, f"{name}.mix"))
    hidden = _norm(weights, f"{name}.norm", op.add(taken, hidden))
    inner = op.gelu(_linear(hidden, *_matrix_and_bias(weights, f"{name}.up")), "erf")
    inner = _linear(inner, *_matrix_and_bias(weights, f"{name}.down"))
    return _norm(weights, f"{name}.norm_after", op.add(inner, hidden))


def _attention(mixed: Any, mask: Any, heads: int) -> Any:
    """What each piece takes from those of its window; `mixed` has its query, key and value."""
    parted = op.reshape(mixed, _whole(0, 0, 3, heads, HEAD), True)
    parts = op.split(op.transpose(parted, _whole(2, 0, 3, 1, 4)), op.constant(np.int64(0)), 3)
    query, key, value = (op.squeeze(part, _whole(0)) for part in parts.outputs())
    seen = op.softmax(op.add(op.matmul(query, key, False, True), mask), -1)
    taken = op.transpose(op.matmul(seen, value, False, False), _whole(0, 2, 1, 3))
    return op.reshape(taken, _whole(0, 0, heads * HEAD), True)


def _matrix_and_bias(weights: Weights, name: str) -> tuple[Scores, Scores]:
    """A matrix [outputs, inputs] out of its 8 bits, and the bias of each output."""
    bits, scales = weights[f"{name}.weight.bits"], weights[f"{name}.weight.scales"]
    return bits * scales[:, None], weights[f"{name}.bias"]


def _linear(hidden: Any, matrix: Scores, bias: Scores) -> Any:
    return op.add(op.matmul(hidden, op.constant(matrix), False, True), op.constant(bias))


def _norm(weights: Weights, name: str, hidden: Any) -> Any:
    even = op.mvn(hidden, _whole(-1), **NORM)
    scaled = op.multiply(even, op.constant(weights[f"{name}.weight"]))
    return op.add(scaled, op.constant(weights[f"{name}.bias"]))


def _whole(*numbers: int) -> Any:
    return op.constant(np.array(numbers, np.int64))
