"""Running networks in bulk with OpenVINO, which uses a processor's 16-bit floats where it has them."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import openvino  # type: ignore[import-untyped]
from numpy.typing import NDArray

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
