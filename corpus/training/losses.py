"""What is learnt from: labels, one by one and as sequences, and the scores of another network."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from corpus.training.network import IGNORED, Batch, Tagging

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
