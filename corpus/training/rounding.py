"""Writing the matrices of an ONNX network in 8 bits; they are widened again when it is loaded."""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper


def write_in_8_bits(exact: Path, small: Path) -> None:
    """Writes a network with the matrices of its linear layers in 8 bits, one scale an output."""
    model = onnx.load(exact)
    constants = {each.name: each for each in model.graph.initializer}
    widened = []
    for node in model.graph.node:
        if node.op_type == "Gemm" and (matrix := constants.get(node.input[1])) is not None:
            widened.append(_rounded(model.graph, matrix))
            node.input[1] = widened[-1].output[0]
    nodes = [*widened, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, small)


def _rounded(graph: onnx.GraphProto, matrix: onnx.TensorProto) -> onnx.NodeProto:
    """Puts 8 bits and scales in the place of a matrix [outputs, inputs]; the node that widens them."""
    whole: NDArray[np.float32] = numpy_helper.to_array(matrix)
    scales = np.maximum(np.abs(whole).max(1), np.finfo(np.float32).tiny) / 127
    names = [f"{matrix.name}.{part}" for part in ("bits", "scales", "widened")]
    graph.initializer.remove(matrix)
    graph.initializer.append(numpy_helper.from_array(np.round(whole / scales[:, None]).astype(np.int8), names[0]))
    graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), names[1]))
    return helper.make_node("DequantizeLinear", names[:2], names[2:], axis=0)
