"""A BERT encoder as an ONNX graph, put together from its weights in a second and without torch.

The nodes are the fused ones of onnxruntime's own transformer optimiser (domain com.microsoft): what torch.onnx.export
and that optimiser arrive at after ten seconds, seven nodes a layer.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET, FUSED_OPSET, IR_VERSION = 17, 1, 8
FUSED = "com.microsoft"
FLOATS = {"F32": "<f4", "F16": "<f2"}

Tensor = NDArray[np.float32]


@dataclass(slots=True)
class _Graph:
    """Nodes and constants while they are gathered; `epsilon` is that of the normalisations."""

    weights: dict[str, Tensor]
    epsilon: float
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: Tensor) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def norm(self, part: str) -> list[str]:
        return [self.weight(f"{part}LayerNorm.{name}") for name in ("weight", "bias")]

    def fused(self, kind: str, inputs: list[str], **attributes: float) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], None, None, FUSED, **attributes))  # type: ignore[arg-type]
        return output

    def multiply(self, value: str, matrix: str) -> str:
        output = f"MatMul_{len(self.nodes)}"
        transposed = self.constant(matrix, self.weights[matrix].T)
        self.nodes.append(helper.make_node("MatMul", [value, transposed], [output]))
        return output


def write_bert(folder: Path, file: Path) -> None:
    """Write the encoder in this folder (config.json, model.safetensors) as an ONNX model, its weights beside it.

    It takes `ids` and `mask`, int32 (texts, pieces), and gives the last layer, float32 (texts, pieces, hidden).
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    graph = _Graph(_read_weights(folder / "model.safetensors"), config["layer_norm_eps"])
    hidden = _embeddings(graph)
    for number in range(config["num_hidden_layers"]):
        hidden = _layer(graph, f"encoder.layer.{number}.", hidden, config["num_attention_heads"])
    shape = ["texts", "pieces"]
    bert = helper.make_graph(
        graph.nodes,
        "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "mask")],
        [helper.make_tensor_value_info(hidden, TensorProto.FLOAT, [*shape, config["hidden_size"]])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, FUSED_OPSET)]
    model = helper.make_model(bert, opset_imports=opsets, ir_version=IR_VERSION)
    # Weights in a file of their own are mapped, not copied: half the time and memory to start with.
    onnx.save(model, file, save_as_external_data=True, location=file.with_suffix(".weights").name)


def _embeddings(graph: _Graph) -> str:
    # Every piece is of the first segment, so that segment's embedding is added to the positions once and for all.
    first = graph.weights["embeddings.token_type_embeddings.weight"][0]
    words = graph.weight("embeddings.word_embeddings.weight")
    positions = graph.constant("positions", graph.weights["embeddings.position_embeddings.weight"] + first)
    inputs = ["ids", "", words, positions, "", *graph.norm("embeddings.")]
    output = graph.fused("EmbedLayerNormalization", inputs, epsilon=graph.epsilon)
    graph.nodes[-1].output.append("unused")  # the operator's second output is not optional
    return output


def _layer(graph: _Graph, layer: str, hidden: str, heads: int) -> str:
    parts = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
    weights = np.concatenate([graph.weights[f"{part}.weight"].T for part in parts], axis=1)
    biases = np.concatenate([graph.weights[f"{part}.bias"] for part in parts])
    inputs = [hidden, graph.constant(f"{layer}qkv", weights), graph.constant(f"{layer}qkv_bias", biases), "mask"]
    seen = graph.fused("Attention", inputs, num_heads=heads)
    hidden = _add(graph, f"{layer}attention.output.", seen, hidden)
    wide = graph.multiply(hidden, f"{layer}intermediate.dense.weight")
    wide = graph.fused("BiasGelu", [wide, graph.weight(f"{layer}intermediate.dense.bias")])
    return _add(graph, f"{layer}output.", wide, hidden)


def _add(graph: _Graph, part: str, value: str, skipped: str) -> str:
    value = graph.multiply(value, f"{part}dense.weight")
    inputs = [value, skipped, *graph.norm(part), graph.weight(f"{part}dense.bias")]
    return graph.fused("SkipLayerNormalization", inputs, epsilon=graph.epsilon)


def _read_weights(file: Path) -> dict[str, Tensor]:
    """The tensors of floats in a safetensors file: a length, a JSON header, and the bytes."""
    raw = file.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    about = json.loads(raw[8:start])
    about.pop("__metadata__", None)
    weights = {}
    for name, each in about.items():
        if each["dtype"] in FLOATS:
            begin, end = (start + offset for offset in each["data_offsets"])
            tensor: Tensor = np.frombuffer(raw[begin:end], FLOATS[each["dtype"]]).astype(np.float32)
            weights[name.removeprefix("bert.")] = tensor.reshape(each["shape"])
    return weights
