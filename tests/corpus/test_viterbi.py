from itertools import product

import numpy as np

from corpus.tagging.tags import LABELS, OUTSIDE, may_follow
from corpus.tagging.viterbi import Scores, best_labels

RANDOM = np.random.default_rng(7)
TRANSITIONS = np.array([[0.0 if may_follow(i, j) else -1e4 for j in range(LABELS)] for i in range(LABELS)], np.float32)


def scores(words: int) -> Scores:
    return RANDOM.normal(size=(words, LABELS)).astype(np.float32)


def total(labels: tuple[int, ...], paragraph: Scores, transitions: Scores) -> float:
    steps = zip((OUTSIDE, *labels), (*labels, OUTSIDE), strict=True)
    own = sum(paragraph[i, label] for i, label in enumerate(labels))
    return float(own + sum(transitions[one, other] for one, other in steps))


def test_a_span_goes_on_only_after_it_began() -> None:
    for labels in best_labels([scores(n) for n in (40, 1, 0, 7)], TRANSITIONS):
        assert all(may_follow(one, other) for one, other in zip([OUTSIDE, *labels], labels, strict=False))


def test_no_other_sequence_scores_higher() -> None:
    transitions = TRANSITIONS + RANDOM.normal(size=TRANSITIONS.shape).astype(np.float32)
    paragraphs = [scores(3), scores(4), scores(1)]
    for paragraph, labels in zip(paragraphs, best_labels(paragraphs, transitions), strict=True):
        every = product(range(LABELS), repeat=len(paragraph))
        assert tuple(labels) == max(every, key=lambda each: total(each, paragraph, transitions))


def test_paragraphs_come_back_in_the_order_given() -> None:
    lengths = [3, 0, 9, 1, 9]
    assert [len(labels) for labels in best_labels([scores(n) for n in lengths], TRANSITIONS)] == lengths


def test_a_very_long_paragraph_is_as_exact_at_its_end_as_at_its_start() -> None:
    paragraph = scores(50)
    long = np.concatenate([np.tile(scores(1) + 90, (20_000, 1)), paragraph])
    assert best_labels([long], TRANSITIONS)[0][-40:] == best_labels([paragraph], TRANSITIONS)[0][-40:]
