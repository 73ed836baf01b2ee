"""Named arrays in a file of the safetensors format, mapped: what is not read costs no memory."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = Mapping[str, NDArray[Any]]

KINDS = {"F32": np.float32, "F16": np.float16, "I64": np.int64, "I16": np.int16}


def tensors(path: Path) -> Tensors:
    """All arrays of a file by name; KeyError where one holds numbers of another kind than KINDS."""
    content = np.memmap(path, np.uint8, "r")
    start = 8 + int.from_bytes(content[:8].tobytes(), "little")
    about = json.loads(content[8:start].tobytes())
    about.pop("__metadata__", None)
    return {name: _array(content[start:], **each) for name, each in about.items()}


def _array(content: NDArray[np.uint8], dtype: str, shape: list[int], data_offsets: list[int]) -> NDArray[Any]:
    return content[slice(*data_offsets)].view(KINDS[dtype]).reshape(shape)
