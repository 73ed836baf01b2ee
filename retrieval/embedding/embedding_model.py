"""Where an embedding model lies on this machine, in the folder format of sentence-transformers."""

import hashlib
from pathlib import Path

from corpus.errors import WrongBaseWeights
from corpus.tagging import minilm
from retrieval.errors import NoSuchModel

BUNDLED = "all-MiniLM-L6-v2"
MODELS = "models"  # the folder of converted models in the data directory
WEIGHTS = ("*.safetensors", "*.bin")


def find_model(model: str) -> Path:
    """The folder of a model: the bundled one, a path, or one from the Hugging Face hub; NoSuchModel without it.

    Only a hub name that was never fetched before goes to the network.
    """
    if model == BUNDLED:
        try:
            return minilm.weights().parent
        except WrongBaseWeights as error:
            raise NoSuchModel(model, str(error)) from error
    if Path(model).expanduser().is_dir():
        return Path(model).expanduser().resolve()
    return _fetched(model)


def weights_digest(folder: Path) -> str:
    """SHA-256 of the weights in a model's folder, hexadecimal; NoSuchModel where it has none."""
    if folder == minilm.folder():
        return minilm.SHA256
    files = next((found for pattern in WEIGHTS if (found := sorted(folder.rglob(pattern)))), [])
    if not files:
        raise NoSuchModel(str(folder), f"no {' or '.join(WEIGHTS)} in it")
    digests = []
    for file in files:
        with file.open("rb") as weights:
            digests.append(hashlib.file_digest(weights, "sha256").hexdigest())
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _fetched(model: str) -> Path:
    from huggingface_hub import snapshot_download  # noqa: PLC0415  only a hub name needs it, and it costs half a second

    try:
        return Path(snapshot_download(model, ignore_patterns=["onnx/*", "openvino/*", "*.bin", "*.h5", "*.ot"]))
    except (OSError, ValueError) as error:
        raise NoSuchModel(model, str(error)) from error
