"""The tagger's network: MiniLM's layers over rows of several windows, run by OpenVINO."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openvino  # type: ignore[import-untyped]
import openvino.opset13 as op  # type: ignore[import-untyped]
from numpy.typing import NDArray
from openvino import Model

from corpus.tagging.tags import LABELS, SIGNS

# OpenVINO makes its table of types when it is first asked for one. Two threads that ask first, at the same moment, wait
# for each other for ever, one with the table's lock and one with Python's; a module is imported by one thread alone.
openvino.Type.f32.to_dtype()


class OpenVinoNetwork:
    """A network, read from a file or built; as many threads may run it at once as there are cores, each on its own."""

    def __init__(self, network: Path | openvino.Model) -> None:
        # One thread a stream: two streams of one do nearly twice the work of one, one stream of two does not.
        streams = os.cpu_count() or 1
        settings = {"NUM_STREAMS": streams, "INFERENCE_NUM_THREADS": streams}
        self._network = openvino.Core().compile_model(network, "CPU", settings)
        self._own = threading.local()

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """The outputs, in the order of the file; valid until the same thread runs the network again."""
        if not hasattr(self._own, "request"):
            self._own.request = self._network.create_infer_request()
        self._own.request.infer(dict(inputs), share_inputs=True)
        return [tensor.data for tensor in self._own.request.output_tensors]


def constants(path: Path) -> dict[str, NDArray[Any]]:
    """The weights in a file of a network, by name."""
    nodes = openvino.Core().read_model(path).get_ops()
    return {node.get_friendly_name(): node.data for node in nodes if node.get_type_name() == "Constant"}


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
