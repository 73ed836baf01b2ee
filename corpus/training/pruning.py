"""Leaving out what a network can do without, the heads of attention and the neurons that matter least.

Most of them go in the upper layers. How much one matters is how much the loss would change without it, to first order:
its output times the gradient there, summed over pieces (Michel, Levy and Neubig 2019; Molchanov et al. 2017). In what
is left no matrix is trained again: only a scale and a bias for each of their outputs and what stands between them, two
weights in a thousand.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from corpus.tagging.wordpieces import Wordpieces
from corpus.training.batches import batch, label
from corpus.training.examples import Example
from corpus.training.losses import loss_of_labels
from corpus.training.network import HEAD, HEADS, INNER, LAYERS, WIDTH, Batch, Layer, Network

HEADS_LEFT_OUT = (0, 0, 2, 5, 8, 10)  # in each layer, of 12
NEURONS_LEFT_OUT = (0, 0, 128, 640, 896, 1024)  # in each layer, of 1,536
ROUNDS = 2  # half goes first; what then matters least goes next
PACKED = 100  # pieces in a window


class Rescaled(nn.Linear):
    """A linear layer whose matrix stays as it is; a scale and a bias for each output are trained."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__(weight.shape[1], weight.shape[0])
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(bias)
        self.scale = nn.Parameter(torch.ones_like(bias))

    def forward(self, hidden: Tensor) -> Tensor:
        """[..., inputs] to [..., outputs]."""
        return functional.linear(hidden, self.weight * self.scale[:, None], self.bias)


@dataclass(frozen=True, slots=True)
class Kept:
    """The numbers of the heads and of the neurons of a layer that are kept, in order."""

    heads: Tensor
    neurons: Tensor

    def best(self, use: "Use", heads: int, neurons: int) -> "Kept":
        """So many of these, those that matter most."""
        return Kept(self.heads[_most(use.heads, heads)], self.neurons[_most(use.neurons, neurons)])

    @property
    def outputs(self) -> Tensor:
        """The places of what the heads give among that of all heads."""
        return (self.heads[:, None] * HEAD + torch.arange(HEAD)).flatten()


def _most(matters: Tensor, count: int) -> Tensor:
    return matters.argsort(descending=True)[:count].sort().values


@dataclass(frozen=True, slots=True)
class Use:
    """What the heads and the neurons of a layer do: how much each matters, and what each gives on average."""

    heads: Tensor
    neurons: Tensor
    outputs_of_heads: Tensor
    outputs_of_neurons: Tensor


class PrunedLayer(Layer):
    """A layer with the heads and neurons kept; what the others give on average has become a bias."""

    def __init__(self, whole: Layer, kept: Kept, use: Use) -> None:
        super().__init__(len(kept.heads), len(kept.neurons))
        self.register_buffer("heads_kept", kept.heads)
        self.register_buffer("neurons_kept", kept.neurons)
        asked = torch.cat([kept.outputs + part * WIDTH for part in range(3)])
        self.attention = Rescaled(whole.attention.weight[asked], whole.attention.bias[asked])
        self.mix = _with_inputs(whole.mix, kept.outputs, use.outputs_of_heads)
        self.up = Rescaled(whole.up.weight[kept.neurons], whole.up.bias[kept.neurons])
        self.down = _with_inputs(whole.down, kept.neurons, use.outputs_of_neurons)
        self.norm, self.norm_after = deepcopy(whole.norm), deepcopy(whole.norm_after)


def _with_inputs(linear: nn.Linear, kept: Tensor, means: Tensor) -> Rescaled:
    """The layer for some of its inputs; the others stay at their means for ever."""
    rest = means.index_fill(0, kept, 0)
    return Rescaled(linear.weight[:, kept], linear.bias + linear.weight @ rest)


def pruned(whole: Network, articles: Sequence[list[Example]], wordpieces: Wordpieces) -> Network:
    """The network without what matters least for the labels of some articles."""
    whole.requires_grad_(False)
    uses = first = measured(whole, articles, wordpieces)
    kept = [Kept(torch.arange(HEADS), torch.arange(INNER))] * LAYERS
    for done in range(1, ROUNDS + 1):
        sizes = [
            (HEADS - heads * done // ROUNDS, INNER - neurons * done // ROUNDS)
            for heads, neurons in zip(HEADS_LEFT_OUT, NEURONS_LEFT_OUT, strict=True)
        ]
        kept = [each.best(use, *size) for each, use, size in zip(kept, uses, sizes, strict=True)]
        network = deepcopy(whole)
        layers = zip(whole.encoder.in_order(), kept, first, strict=True)
        network.encoder.layers = nn.ModuleList(PrunedLayer(*each) for each in layers)
        uses = measured(network, articles, wordpieces) if done < ROUNDS else uses
    for name, each in network.named_parameters():
        each.requires_grad_(name not in matrices(network) and not name.startswith(("words.", "places.")))
    return network


def matrices(network: Network) -> set[str]:
    """The names of the matrices that are not trained, nor written again."""
    return {f"{name}.weight" for name, each in network.named_modules() if isinstance(each, Rescaled)}


def measured(network: Network, articles: Sequence[list[Example]], wordpieces: Wordpieces) -> list[Use]:
    """What the heads and neurons of each layer do in these articles."""
    network.eval()
    found = [_measured(network, batch([*label(article, wordpieces, PACKED)])) for article in articles]
    return [Use(*map(_mean, zip(*layer, strict=True))) for layer in zip(*found, strict=True)]


def _mean(tensors: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(tensors)).mean(0)


def _measured(network: Network, examined: Batch) -> list[tuple[Tensor, ...]]:
    """The fields of the Use of each layer, for one batch."""
    given: list[Tensor] = []

    def keep(_: nn.Module, inputs: tuple[Tensor]) -> None:
        given.append(inputs[0].requires_grad_())
        given[-1].retain_grad()

    asked = [linear for layer in network.encoder.in_order() for linear in (layer.mix, layer.down)]
    hooks = [linear.register_forward_pre_hook(keep) for linear in asked]
    torch.autograd.backward(loss_of_labels(network, examined))
    for hook in hooks:
        hook.remove()
    real = examined.real.bool()
    return [
        (_matters(heads, real, HEAD), _matters(neurons, real, 1), heads[real].mean(0), neurons[real].mean(0))
        for heads, neurons in zip(given[::2], given[1::2], strict=True)
    ]


def _matters(given: Tensor, real: Tensor, size: int) -> Tensor:
    """How much the loss would change without each group of so many outputs."""
    assert given.grad is not None
    change = (given.detach() * given.grad)[real]
    return change.view(len(change), -1, size).sum(2).abs().sum(0)


def write_pruned(network: Network, path: Path) -> None:
    """Writes what corpus.tagging.encoder reads beside the matrices of the whole network, in 16 bits."""
    frozen = matrices(network)
    kept = {name: each for name, each in network.encoder.state_dict().items() if f"encoder.{name}" not in frozen}
    kept["transitions"] = network.transitions().detach()
    part = path.with_suffix(".part")
    save_file({name: _in_16_bits(each) for name, each in kept.items()}, part)
    part.replace(path)


def _in_16_bits(array: Tensor) -> Tensor:
    return array.to(torch.float16 if array.is_floating_point() else torch.int16).contiguous()
