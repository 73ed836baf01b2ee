"""Which embedder runs a model: the fast one where the model can be converted, the reference for all others."""

from pathlib import Path

from retrieval.embedder import Embedder
from retrieval.embedding.embedding_model import MODELS, find_model, weights_digest
from retrieval.embedding.model_export import export, find_export


def load_embedder(model: str, data: Path) -> Embedder:
    """The embedder of a model, converted on first use into the data directory; NoSuchModel where there is none."""
    folder = find_model(model)
    digest = weights_digest(folder)
    try:
        converted = export(data / MODELS, digest, folder)
    except ImportError:  # an installation without onnx
        converted = None
    if converted is None:
        return _reference(model, folder)
    from retrieval.embedding.onnx_embedder import OnnxEmbedder  # noqa: PLC0415  the reference needs none of it

    return OnnxEmbedder(model, digest, converted)


def load_embedder_of(model: str, digest: str, data: Path) -> Embedder:
    """The embedder that an index was built with. Where its model is converted, nothing else is looked for."""
    if (converted := find_export(data / MODELS, digest)) is None:
        return load_embedder(model, data)
    from retrieval.embedding.onnx_embedder import OnnxEmbedder  # noqa: PLC0415  see above

    return OnnxEmbedder(model, digest, converted)


def _reference(model: str, folder: Path) -> Embedder:
    from retrieval.embedding.sentence_transformers_embedder import SentenceTransformersEmbedder  # noqa: PLC0415  brings torch

    return SentenceTransformersEmbedder(model, folder)
