"""The network of the tagger in PyTorch: MiniLM's six layers, with a head for parts and one for names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from corpus.tagging.base_encoder import weights
from corpus.tagging.tags import LABELS, may_follow
from corpus.tagging.words import SHAPES

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


class Encoder(nn.Module):
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
        self.encoder = Encoder()

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
