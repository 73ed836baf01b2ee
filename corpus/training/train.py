"""Trains the tagger: python -m corpus.training.train --data polnear --work /tmp/tagger.

The data folder holds train.jsonl and dev.jsonl, a JSON object a line: {"id", "text", "statements":
[{"source": [[start, end], ...], "cue": [...], "content": [...]}]}, spans in characters. First a large teacher learns
from them, then the tagger from the teacher's scores and the same labels; --more names a source of articles (as for
`ontherecord add`) of which the teacher's scores are learnt too. The work folder gets the names found by spaCy and a
checkpoint of each epoch; a run that is started again goes on from the last one.
`python -m corpus.training.write_weights` makes the weights that the product runs.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from corpus.readers.reading import Found
from corpus.readers.sources import read_source
from corpus.tagging.minilm import Wordpieces
from corpus.tagging.tags import LABELS, NAME_KINDS, PARTS, Part, begins, best_labels
from corpus.training.augmentation import spans, varied
from corpus.training.examples import LabelledParagraph, examples, invented_articles, read_articles, write_names
from corpus.training.network import (
    IGNORED,
    Batch,
    Network,
    Tagging,
    Teacher,
    batch,
    batches,
    label,
    pretrained,
    pretrained_teacher,
)
from corpus.web.fetching import Fetcher

NAMES_WEIGHT = 0.3  # of the head for names beside that for parts
LABELS_WEIGHT = 0.5  # of the labels beside another network's scores


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch with a teacher's scores of parts [windows, pieces, labels]; `annotated` where it has true labels."""

    batch: Batch
    scores: Tensor
    annotated: bool


def loss_of_labels(network: Tagging, batch: Batch) -> Tensor:
    """Mean over words, parts and names: the cross-entropy of each label and of their sequence, half and half."""
    parts, names = network(batch)
    of_parts = _of_head(parts, batch.parts, network.transitions()[0])
    return of_parts + NAMES_WEIGHT * _of_head(names, batch.names, network.transitions()[1])


def loss_of_lesson(network: Tagging, lesson: Lesson) -> Tensor:
    """How far the scores of parts are from the teacher's (Kullback-Leibler divergence a word), and from true labels.

    Names are learnt from labels alone, which the teacher has no better.
    """
    (parts, names), batch = network(lesson.batch), lesson.batch
    loss = _divergence(parts, lesson.scores, batch.parts != IGNORED)
    if lesson.annotated:
        transitions = network.transitions()
        loss = loss + LABELS_WEIGHT * _of_head(parts, batch.parts, transitions[0])
        loss = loss + NAMES_WEIGHT * _of_head(names, batch.names, transitions[1])
    return loss


def _divergence(own: Tensor, its: Tensor, counted: Tensor) -> Tensor:
    own, its = (scores.float()[counted].log_softmax(-1) for scores in (own, its))
    return functional.kl_div(own, its, log_target=True, reduction="sum") / counted.sum()


def _of_head(scores: Tensor, labels: Tensor, transitions: Tensor) -> Tensor:
    scores = scores.float()
    single = functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
    return 0.5 * single + 0.5 * sequence_loss(scores, labels, transitions)


def sequence_loss(scores: Tensor, labels: Tensor, transitions: Tensor) -> Tensor:
    """Negative log-likelihood of the label sequences of a conditional random field, per label.

    Lafferty, McCallum and Pereira 2001. Positions with the label IGNORED are not part of the sequence.
    """
    order = (labels == IGNORED).to(torch.uint8).argsort(dim=1, stable=True)
    counted = (labels != IGNORED).sum(1)
    order = order[:, : int(counted.max())]
    labels = labels.gather(1, order).clamp_min(0)
    scores = scores.gather(1, order[:, :, None].expand(-1, -1, scores.shape[2]))
    inside = torch.arange(order.shape[1]) < counted[:, None]
    steps = transitions[labels[:, :-1], labels[:, 1:]]
    gold = (scores.gather(2, labels[:, :, None])[:, :, 0] * inside).sum() + (steps * inside[:, 1:]).sum()
    total = scores[:, 0]
    for i in range(1, order.shape[1]):
        following = (total[:, :, None] + transitions).logsumexp(1) + scores[:, i]
        total = torch.where(inside[:, i, None], following, total)
    return (total.logsumexp(1).sum() - gold) / counted.sum()


Labels = tuple[list[int], list[int]]  # of parts and of names


def score(network: Tagging, articles: list[list[LabelledParagraph]], wordpieces: Wordpieces) -> dict[str, float]:
    """F1 in per cent: words of content, exact spans of each part, exact names."""
    counts: Counter[str] = Counter()
    network.eval()
    for article in articles:
        for gold, found in zip(article, tagged(network, article, wordpieces), strict=True):
            _count(counts, "content words", _content_words(gold.parts), _content_words(found[0]))
            for kind, part in enumerate(PARTS):
                _count(counts, part, _spans_of(gold.parts, kind), _spans_of(found[0], kind))
            for kind in range(len(NAME_KINDS)):
                _count(counts, "names", _spans_of(gold.names, kind), _spans_of(found[1], kind))
    names = ("content words", *PARTS, "names")
    return {name: round(200 * counts[f"{name} both"] / max(1, counts[f"{name} either"]), 2) for name in names}


def _count(counts: Counter[str], name: str, gold: Set[object], found: Set[object]) -> None:
    counts[f"{name} both"] += len(gold & found)
    counts[f"{name} either"] += len(gold) + len(found)


def _content_words(labels: list[int]) -> set[int]:
    content = begins(PARTS.index(Part.CONTENT))
    return {i for i, label in enumerate(labels) if label in (content, content + 1)}


def _spans_of(labels: list[int], kind: int) -> set[tuple[int, int]]:
    return {(start, end) for start, end in spans(labels) if labels[start] == begins(kind)}


def tagged(network: Tagging, article: list[LabelledParagraph], wordpieces: Wordpieces) -> list[Labels]:
    """The labels of parts and of names that the network gives to each paragraph."""
    lengths = [len(example.parts) for example in article]
    starts = [0, *accumulate(lengths)]
    scores = np.zeros((2, starts[-1], LABELS), np.float32)
    labelled = [*label(article, wordpieces, 0)]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        outputs = network(batch(labelled))
    for head, output in zip(scores, outputs, strict=True):
        for row, (window, _, _) in enumerate(labelled):
            of_words = output[row, window.heads].float().numpy()
            words = [starts[each.paragraph] + word for each in window.stretches for word in range(each.start, each.end)]
            head[words] = of_words
    best = best_labels(scores, lengths, network.transitions().detach().numpy()).tolist()
    return [
        (best[0][start : start + size], best[1][start : start + size])
        for start, size in zip(starts, lengths, strict=False)
    ]


LENGTHS = range(300, 9_000)  # characters: notices and whole books teach little


def lessons(teacher: Teacher, given: Iterable[tuple[Batch, bool]]) -> Iterator[Lesson]:
    """Each batch with the teacher's scores; beside it, whether it is annotated."""
    teacher.eval()
    for each, annotated in given:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores, _ = teacher(each)
        yield Lesson(each, scores, annotated)


def unannotated(source: str) -> list[list[LabelledParagraph]]:
    """The articles of a source (as `ontherecord add` takes it) that are of a middling length, without any labels."""
    found = (read.article.text for read in read_source(source, Fetcher()) if isinstance(read, Found))
    return [examples(text, [], []) for text in found if len(text) in LENGTHS]


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


def _articles(data: Path, work: Path, split: str) -> list[list[LabelledParagraph]]:
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
