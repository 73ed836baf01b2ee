"""Trains the tagger: python -m corpus.training.train --data polnear --work /tmp/tagger.

The data folder holds train.jsonl and dev.jsonl, a JSON object a line: {"id", "text", "statements":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, spans in characters. First a large teacher learns
from them, then the tagger from the teacher's scores and the same labels; --more names a source of articles (as for
`ontherecord add`) of which the teacher's scores are learnt too. The work folder gets the names found by spaCy and a
checkpoint of each epoch; a run that is started again goes on from the last one. `python -m corpus.training.export`
makes the weights that the product runs.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from corpus.tagging.wordpieces import Wordpieces
from corpus.training.augmentation import varied
from corpus.training.batches import batches
from corpus.training.examples import Example, read_articles
from corpus.training.invented import invented_articles
from corpus.training.lessons import lessons, unannotated
from corpus.training.losses import Lesson, loss_of_labels, loss_of_lesson
from corpus.training.network import Batch, Network, pretrained
from corpus.training.run import N, Run, start
from corpus.training.scores import score
from corpus.training.silver_names import write_names
from corpus.training.teacher import Teacher, pretrained_teacher

INVENTED_TIMES = 5  # an epoch, each time with other names: 4% of its words
UNANNOTATED = 180  # texts an epoch, others each time: a fifth of its words
TEACHER_RATE, RATE = 6e-5, 2e-4
SEED = 1000
STEPS_A_LINE = 25


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--more")
    parser.add_argument("--teacher-epochs", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    training = Training(chosen.data, chosen.work, chosen.more)
    teacher = training.teach(chosen.teacher_epochs)
    training.learn(teacher, chosen.epochs)


class Training:
    """What is learnt from, and where checkpoints are kept."""

    def __init__(self, data: Path, work: Path, more: str | None) -> None:
        self._work, self._wordpieces = work, Wordpieces()
        self._articles, self._dev = (_articles(data, work, split) for split in ("train", "dev"))
        self._more = unannotated(more) if more else []

    def teach(self, epochs: int) -> Teacher:
        """The teacher, trained for the given epochs, or further if the work folder holds a part of the run."""
        run = start(pretrained_teacher(self._work), TEACHER_RATE, epochs * len(self._epoch(0)))
        self._train(run, "teacher", epochs, lambda epoch: (_of_labels(batch) for batch in self._epoch(epoch)))
        return run.mean

    def learn(self, teacher: Teacher, epochs: int) -> None:
        """Trains the tagger's network from the teacher's scores."""
        run = start(pretrained(), RATE, epochs * len(self._lessons_of(0)))
        self._train(run, "epoch", epochs, lambda epoch: map(_of_lesson, lessons(teacher, self._lessons_of(epoch))))

    def _train(
        self, run: Run[N], name: str, epochs: int, losses: Callable[[int], Iterable[Callable[[N], Tensor]]]
    ) -> None:
        for last in sorted(self._work.glob(f"{name}-*.pt"))[-1:]:
            run.load(last)
        while run.epoch < epochs:
            _train_epoch(run, losses(run.epoch))
            run.epoch += 1
            run.save(self._work / f"{name}-{run.epoch:02}.pt")
            print(f"{name} {run.epoch}/{epochs}, dev:", score(run.mean, self._dev, self._wordpieces), flush=True)

    def _epoch(self, epoch: int) -> list[Batch]:
        """The annotated articles once, each varied by chance."""
        random = Random(SEED + epoch)  # noqa: S311 -- the same seed must give the same epoch
        invented = (article for _ in range(INVENTED_TIMES) for article in invented_articles(random))
        found = (varied(article, random) for article in chain(self._articles, invented))
        return batches(found, self._wordpieces, random)

    def _lessons_of(self, epoch: int) -> list[tuple[Batch, bool]]:
        """The batches of an epoch and some of texts without annotation, and which of the two each is."""
        random = Random(SEED - 1 - epoch)  # noqa: S311
        some = random.sample(self._more, min(UNANNOTATED, len(self._more)))
        more = batches((varied(article, random) for article in some), self._wordpieces, random)
        mixed = [*((batch, True) for batch in self._epoch(epoch)), *((batch, False) for batch in more)]
        random.shuffle(mixed)
        return mixed


def _of_labels(batch: Batch) -> Callable[[Teacher], Tensor]:
    return lambda network: loss_of_labels(network, batch)


def _of_lesson(lesson: Lesson) -> Callable[[Network], Tensor]:
    return lambda network: loss_of_lesson(network, lesson)


def _articles(data: Path, work: Path, split: str) -> list[list[Example]]:
    named = work / f"names_{split}.jsonl"
    if not named.exists():
        write_names(data / f"{split}.jsonl", named)
    return [*read_articles(data / f"{split}.jsonl", named)]


def _train_epoch(run: Run[N], losses: Iterable[Callable[[N], Tensor]]) -> None:
    total, started = 0.0, time.monotonic()
    for done, loss in enumerate(losses, 1):
        total += run.step(loss)
        if done % STEPS_A_LINE == 0:
            pace, mean = (time.monotonic() - started) / done, total / STEPS_A_LINE
            print(f"epoch {run.epoch + 1}, step {done}, {pace:.2f} s each, loss {mean:.4f}", flush=True)
            total = 0.0


if __name__ == "__main__":
    main()
