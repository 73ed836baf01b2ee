"""Trains the tagger: python -m corpus.train_statements --data polnear --work /tmp/tagger.

The data folder holds train.jsonl and dev.jsonl, a JSON object a line: {"id", "text", "statements":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, spans in characters. The work folder
gets the names found by spaCy and a checkpoint after each epoch; a run that is started again goes on from
the last one. `python -m corpus.training.export` makes the weights that the product runs.
"""

import argparse
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

import torch
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from corpus.training.augmentation import varied
from corpus.training.batches import batches
from corpus.training.examples import Example, read_articles
from corpus.training.invented import invented_articles
from corpus.training.network import Batch, Network, pretrained
from corpus.training.scores import score
from corpus.training.silver_names import write_names
from corpus.wordpieces import Wordpieces

RATE, HEAD_RATE, FOLLOWS_RATE = 2e-4, 1e-3, 5e-3
WARM_UP = 120  # steps
NAMES_WEIGHT = 0.3
AVERAGED_OVER = 200  # steps: an exponential mean of the weights is what is kept
INVENTED_TIMES = 5  # an epoch, each time with other names: 3% of its words
SEED = 1000


@dataclass(slots=True)
class Run:
    """A training run: the network as trained, the running mean of its weights, and how far it has come."""

    network: Network
    mean: Network
    optimiser: AdamW
    schedule: LambdaLR
    epoch: int = 0

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

    def _parts(self) -> dict[str, Network | AdamW | LambdaLR]:
        return {"network": self.network, "mean": self.mean, "optimiser": self.optimiser, "schedule": self.schedule}


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    train(arguments.data, arguments.work, arguments.epochs)


def train(data: Path, work: Path, epochs: int) -> None:
    """Trains for the given epochs, or goes on with the run that the work folder holds."""
    torch.manual_seed(SEED)
    wordpieces = Wordpieces()
    articles, dev = (_articles(data, work, split) for split in ("train", "dev"))
    steps = epochs * len(_epoch(articles, wordpieces, 0))
    run = _started(steps)
    if (work / "checkpoint.pt").exists():
        run.load(work / "checkpoint.pt")
    while run.epoch < epochs:
        _train_epoch(run, _epoch(articles, wordpieces, run.epoch), print)
        run.epoch += 1
        run.save(work / "checkpoint.pt")
        print(f"epoch {run.epoch}/{epochs}, dev:", score(run.mean, dev, wordpieces), flush=True)


def _articles(data: Path, work: Path, split: str) -> list[list[Example]]:
    named = work / f"names_{split}.jsonl"
    if not named.exists():
        write_names(data / f"{split}.jsonl", named)
    return [*read_articles(data / f"{split}.jsonl", named)]


def _epoch(articles: list[list[Example]], wordpieces: Wordpieces, epoch: int) -> list[Batch]:
    random = Random(SEED + epoch)  # noqa: S311 -- the same seed must give the same epoch
    invented = (article for _ in range(INVENTED_TIMES) for article in invented_articles(random))
    return batches((varied(article, random) for article in chain(articles, invented)), wordpieces, random)


def _started(steps: int) -> Run:
    network = pretrained()
    heads = [*network.encoder.parts.parameters(), *network.encoder.names.parameters()]
    taken = {id(parameter) for parameter in [*heads, network.follows]}
    rest = [each for each in network.parameters() if each.requires_grad and id(each) not in taken]
    groups = [
        {"params": rest, "lr": RATE},
        {"params": heads, "lr": HEAD_RATE},
        {"params": [network.follows], "lr": FOLLOWS_RATE, "weight_decay": 0.0},
    ]
    optimiser = AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    return Run(network, deepcopy(network), optimiser, LambdaLR(optimiser, rate(steps)))


def rate(steps: int) -> Callable[[int], float]:
    """The share of the full learning rate at a step: up over WARM_UP steps, then down to nothing."""
    return lambda step: min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / steps)


def _train_epoch(run: Run, epoch: list[Batch], say: Callable[[str], None]) -> None:
    run.network.train()
    losses, started = 0.0, time.monotonic()
    for done, batch in enumerate(epoch, 1):
        losses += _step(run, batch)
        if done % 25 == 0:
            pace = (time.monotonic() - started) / done
            say(f"epoch {run.epoch + 1}, step {done}/{len(epoch)}, {pace:.2f} s each, loss {losses / 25:.4f}")
            losses = 0.0


def _step(run: Run, batch: Batch) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        loss = run.network.loss(batch, NAMES_WEIGHT)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimiser.step()
    run.schedule.step()
    run.optimiser.zero_grad()
    done = run.schedule.last_epoch
    weight = max(1 / AVERAGED_OVER, 10 / (done + 10))
    with torch.no_grad():
        for mean, trained in zip(run.mean.parameters(), run.network.parameters(), strict=True):
            if trained.requires_grad:
                mean.lerp_(trained, weight)
    return loss.item()


if __name__ == "__main__":
    main()
