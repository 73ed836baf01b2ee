"""Embedding models converted for the fast runtime, kept in the data directory by the digest of their weights."""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

GRAPH, TOKENIZER, ABOUT = "model.onnx", "tokenizer.json", "about.json"
DESCRIPTIONS = ("modules.json", "config.json", "sentence_bert_config.json", "1_Pooling/config.json")
FORMAT = 3
POOLINGS = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a model reads a text and makes one vector of it.

    `most` is the number of pieces a text is cut to; `pooling` is "mean" over all pieces or "cls", the first one.
    """

    dimension: int
    most: int
    pooling: str


@dataclass(frozen=True, slots=True)
class Export:
    """A converted model: the folder with its graph and tokenizer, and how it reads."""

    folder: Path
    reading: Reading


def find_export(models: Path, digest: str) -> Export | None:
    """The converted model with weights of this digest, if there is one and its files are what was written."""
    folder = models / f"{digest[:16]}-{FORMAT}"
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf8"))
        if any(_digest(folder / name) != digest for name, digest in about.pop("files").items()):
            return None
        return Export(folder, Reading(**about))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def damaged_exports(models: Path) -> list[Path]:
    """The folders of converted models that are not what was written."""
    folders = sorted(models.glob(f"*-{FORMAT}")) if models.is_dir() else []
    return [folder for folder in folders if find_export(models, folder.name) is None]


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def export(models: Path, digest: str, folder: Path) -> Export | None:
    """Convert the model in a folder, or find it converted; None where it is of a kind that can't be."""
    if (found := find_export(models, digest)) is not None:
        return found
    if (reading := _reading(folder)) is None:
        return None
    half = models / f"{digest[:16]}-{FORMAT}.{os.getpid()}"
    half.mkdir(parents=True)
    try:
        _write(reading, folder, half)
        if find_export(models, digest) is None:
            shutil.rmtree(half.with_suffix(""), ignore_errors=True)  # a damaged one
        half.rename(half.with_suffix(""))
    except OSError:
        if find_export(models, digest) is None:  # else another process was quicker, with the same
            raise
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return find_export(models, digest)


def _write(reading: Reading, folder: Path, half: Path) -> None:
    from retrieval.embedding.bert_graph import write_bert  # noqa: PLC0415  asking never converts, and onnx costs a quarter second

    write_bert(folder, half / GRAPH)
    shutil.copyfile(folder / TOKENIZER, half / TOKENIZER)
    files = {file.name: _digest(file) for file in half.iterdir()}
    (half / ABOUT).write_text(json.dumps({**asdict(reading), "files": files}), encoding="utf8")


def _reading(folder: Path) -> Reading | None:
    """How the model in a folder reads; None unless it is a plain BERT, pooled, and perhaps normalised."""
    try:
        about = {name: json.loads((folder / name).read_text(encoding="utf8")) for name in DESCRIPTIONS}
    except (OSError, ValueError):
        return None
    modules, config, cut, pooled = about.values()
    kinds = [module["type"].rpartition(".")[2] for module in modules]
    ways = [POOLINGS.get(name) for name, used in pooled.items() if name.startswith("pooling_mode_") and used]
    plain = (config.get("model_type"), config.get("hidden_act")) == ("bert", "gelu")
    absolute = config.get("position_embedding_type", "absolute") == "absolute"
    whole = (folder / "model.safetensors").is_file() and (folder / TOKENIZER).is_file()
    if kinds[:2] != ["Transformer", "Pooling"] or kinds[2:] not in ([], ["Normalize"]):
        return None
    if len(ways) != 1 or ways[0] is None or not (plain and absolute and whole):
        return None
    positions = config["max_position_embeddings"]
    return Reading(config["hidden_size"], min(cut.get("max_seq_length") or positions, positions), ways[0])
