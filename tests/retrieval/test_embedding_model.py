"""Which model is meant, where it lies, and whether it can be converted."""

import json
import shutil
from pathlib import Path

import pytest

from corpus.tagging import minilm
from retrieval.embedding.embedding_model import BUNDLED, find_model, weights_digest
from retrieval.embedding.load_embedder import load_embedder, load_embedder_of
from retrieval.embedding.model_export import DESCRIPTIONS, export, find_export
from retrieval.embedding.onnx_embedder import OnnxEmbedder
from retrieval.embedding.sentence_transformers_embedder import SentenceTransformersEmbedder
from retrieval.errors import NoSuchModel


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the bundled model's folder, its weights linked."""
    folder, bundled = tmp_path / "model", find_model(BUNDLED)
    for name in (*DESCRIPTIONS, "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundled / name, folder / name)
    (folder / "model.safetensors").symlink_to(bundled / "model.safetensors")
    return folder


def test_the_bundled_weights_are_the_official_ones() -> None:
    assert find_model(BUNDLED) == minilm.folder()
    assert weights_digest(find_model(BUNDLED)) == minilm.SHA256


def test_other_weights_are_never_taken_for_the_bundled_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "SHA256", "0" * 64)
    minilm.weights.cache_clear()
    try:
        with pytest.raises(NoSuchModel, match="of sha256 53aa51172d"):
            find_model(BUNDLED)
    finally:
        minilm.weights.cache_clear()


def test_a_folder_is_a_model(model: Path, tmp_path: Path) -> None:
    assert find_model(str(model)) == model
    assert weights_digest(model) == minilm.SHA256
    assert isinstance(load_embedder(str(model), tmp_path), OnnxEmbedder)


def test_a_folder_without_weights_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoSuchModel, match="ONTHERECORD_EMBEDDING_MODEL"):
        weights_digest(tmp_path)


def test_a_model_is_converted_once(model: Path, tmp_path: Path) -> None:
    first = export(tmp_path / "models", minilm.SHA256, model)
    assert first is not None
    assert first == find_export(tmp_path / "models", minilm.SHA256)
    shutil.rmtree(model)
    assert export(tmp_path / "models", minilm.SHA256, model) == first
    assert load_embedder_of(str(model), minilm.SHA256, tmp_path).dimension == 384


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": False, "pooling_mode_max_tokens": True}),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
    ],
)
def test_what_can_not_be_converted_is_left_to_the_reference(
    model: Path, tmp_path: Path, file: str, change: dict[str, object]
) -> None:
    about = json.loads((model / file).read_text())
    (model / file).write_text(json.dumps({**about, **change}))
    assert export(tmp_path / "models", minilm.SHA256, model) is None


def test_without_a_conversion_the_reference_serves(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.embedding.load_embedder.export", lambda *_: None)
    embedder = load_embedder(str(model), tmp_path)
    assert isinstance(embedder, SentenceTransformersEmbedder)
    assert embedder.embed(["Who said so?"]).shape == (1, 384)
