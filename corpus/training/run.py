"""A training run: a network, its optimiser, and how far it has come."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from corpus.training.network import Tagging

HEAD_RATE, FOLLOWS_RATE = 1e-3, 5e-3
WARM_UP = 120  # steps
AVERAGED_OVER = 200  # steps: an exponential mean of the weights is what is kept

N = TypeVar("N", bound=Tagging)


@dataclass(slots=True)
class Run(Generic[N]):
    """The network as trained, the running mean of its weights (which is what is kept), and the epochs done."""

    network: N
    mean: N
    optimiser: AdamW
    schedule: LambdaLR
    epoch: int = 0

    def step(self, loss_of: Callable[[N], Tensor]) -> float:
        """Learns from one loss of the network; how much it was."""
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(self.network)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad()
        self._average()
        return loss.item()

    def _average(self) -> None:
        weight = max(1 / AVERAGED_OVER, 10 / (self.schedule.last_epoch + 10))
        with torch.no_grad():
            for mean, trained in zip(self.mean.parameters(), self.network.parameters(), strict=True):
                if trained.requires_grad:
                    mean.lerp_(trained, weight)

    def save(self, path: Path) -> None:
        """Writes all that is needed to go on, whole or not at all."""
        state = {name: part.state_dict() for name, part in self._parts().items()}
        torch.save({**state, "epoch": self.epoch}, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Goes on where the saved run stood."""
        state = torch.load(path, weights_only=True)
        self.epoch = state["epoch"]
        for name, part in self._parts().items():
            part.load_state_dict(state[name])

    def _parts(self) -> dict[str, nn.Module | AdamW | LambdaLR]:
        return {"network": self.network, "mean": self.mean, "optimiser": self.optimiser, "schedule": self.schedule}


def start(network: N, rate: float, steps: int) -> Run[N]:
    """A run of so many steps, at this learning rate at its height."""
    optimiser = AdamW(_groups(network, rate), betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    return Run(network, deepcopy(network), optimiser, LambdaLR(optimiser, share_of_rate(steps)))


def share_of_rate(steps: int) -> Callable[[int], float]:
    """The share of the full learning rate at a step: up over WARM_UP steps, then down to nothing."""
    return lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)


def _groups(network: Tagging, rate: float) -> list[dict[str, object]]:
    heads = list(network.untrained())
    taken = {id(parameter) for parameter in [*heads, network.follows]}
    rest = [each for each in network.parameters() if each.requires_grad and id(each) not in taken]
    return [
        {"params": [each for each in rest if each.dim() > 1], "lr": rate},
        {"params": [each for each in rest if each.dim() == 1], "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": HEAD_RATE},
        {"params": [network.follows], "lr": FOLLOWS_RATE, "weight_decay": 0.0},
    ]
