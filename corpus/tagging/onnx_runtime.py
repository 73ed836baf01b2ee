"""Running an ONNX network on one thread."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray


class OnnxNetwork:
    """A network read from a file. It may be run from several threads at once."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Two one-thread streams beat two threads in one, which doubled the CPU time; spinning would burn more.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # an arena keeps the memory of the largest input ever seen
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """The outputs, in the order of the file."""
        return list(self._session.run(None, dict(inputs)))
