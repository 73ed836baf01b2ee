"""Trains the tagger: python -m corpus.train_statements --data polnear --work /tmp/tagger.

The data folder holds train.jsonl and dev.jsonl, a JSON object a line: {"id", "text", "statements":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, spans in characters. The work folder
gets the names found by spaCy and a checkpoint of each epoch; a run that is started again goes on from the
last one. `python -m corpus.training.export` makes the weights that the product runs.
"""

import argparse
import time
from itertools import chain
from pathlib import Path
from random import Random

from corpus.tagging.wordpieces import Wordpieces
from corpus.training.augmentation import varied
from corpus.training.batches import batches
from corpus.training.examples import Example, read_articles
from corpus.training.invented import invented_articles
from corpus.training.network import Batch
from corpus.training.run import Run, start
from corpus.training.scores import score
from corpus.training.silver_names import write_names

INVENTED_TIMES = 5  # an epoch, each time with other names: 4% of its words
SEED = 1000
STEPS_A_LINE = 25


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    train(arguments.data, arguments.work, arguments.epochs, arguments.threads)


def train(data: Path, work: Path, epochs: int, threads: int) -> None:
    """Trains for the given epochs, or goes on with the run that the work folder holds."""
    wordpieces = Wordpieces()
    articles, dev = (_articles(data, work, split) for split in ("train", "dev"))
    run = start(epochs * len(_epoch(articles, wordpieces, 0)), threads, SEED)
    for last in sorted(work.glob("epoch-*.pt"))[-1:]:
        run.load(last)
    while run.epoch < epochs:
        _train_epoch(run, _epoch(articles, wordpieces, run.epoch))
        run.epoch += 1
        run.save(work / f"epoch-{run.epoch:02}.pt")
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


def _train_epoch(run: Run, epoch: list[Batch]) -> None:
    losses, started = 0.0, time.monotonic()
    for done, batch in enumerate(epoch, 1):
        losses += run.step(batch)
        if done % STEPS_A_LINE == 0:
            pace, loss = (time.monotonic() - started) / done, losses / STEPS_A_LINE
            print(f"epoch {run.epoch + 1}, step {done}/{len(epoch)}, {pace:.2f} s each, loss {loss:.4f}", flush=True)
            losses = 0.0


if __name__ == "__main__":
    main()
