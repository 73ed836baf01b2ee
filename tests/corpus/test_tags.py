from itertools import accumulate, pairwise, product

import numpy as np

from corpus.tagging.tags import LABELS, OUTSIDE, Scores, best_labels, may_follow

RANDOM = np.random.default_rng(7)
TRANSITIONS = np.array([[0.0 if may_follow(i, j) else -1e4 for j in range(LABELS)] for i in range(LABELS)], np.float32)


def scores(words: int) -> Scores:
    return RANDOM.normal(size=(words, LABELS)).astype(np.float32)


def total(labels: tuple[int, ...], paragraph: Scores, transitions: Scores) -> float:
    steps = zip((OUTSIDE, *labels), (*labels, OUTSIDE), strict=True)
    own = sum(paragraph[i, label] for i, label in enumerate(labels))
    return float(own + sum(transitions[one, other] for one, other in steps))


def best(paragraphs: list[Scores], transitions: Scores) -> list[list[int]]:
    """The labels of each paragraph, of one head."""
    (labels,) = best_labels(np.concatenate(paragraphs)[None], [len(each) for each in paragraphs], transitions[None])
    ends = [0, *accumulate(map(len, paragraphs))]
    return [labels[start:end].tolist() for start, end in pairwise(ends)]


def test_a_span_goes_on_only_after_it_began() -> None:
    for labels in best([scores(n) for n in (40, 1, 0, 7)], TRANSITIONS):
        assert all(may_follow(one, other) for one, other in zip([OUTSIDE, *labels], labels, strict=False))


def test_no_other_sequence_scores_higher() -> None:
    transitions = TRANSITIONS + RANDOM.normal(size=TRANSITIONS.shape).astype(np.float32)
    paragraphs = [scores(3), scores(4), scores(0), scores(1)]
    for paragraph, labels in zip(paragraphs, best(paragraphs, transitions), strict=True):
        every = product(range(LABELS), repeat=len(paragraph))
        assert tuple(labels) == max(every, key=lambda each: total(each, paragraph, transitions))


def test_each_head_is_labelled_by_its_own_scores_and_transitions() -> None:
    heads = np.stack([scores(9), scores(9)])
    transitions = TRANSITIONS + RANDOM.normal(size=(2, *TRANSITIONS.shape)).astype(np.float32)
    alone = [best([own], its) for own, its in zip(heads, transitions, strict=True)]
    assert best_labels(heads, [9], transitions).tolist() == [labels for (labels,) in alone]


def test_nothing_gives_no_labels() -> None:
    assert best_labels(np.empty((2, 0, LABELS), np.float32), [0, 0], np.stack([TRANSITIONS] * 2)).shape == (2, 0)


def test_a_very_long_paragraph_is_as_exact_at_its_end_as_at_its_start() -> None:
    paragraph = scores(50)
    long = np.concatenate([np.tile(scores(1) + 90, (20_000, 1)), paragraph])
    assert best([long], TRANSITIONS)[0][-40:] == best([paragraph], TRANSITIONS)[0][-40:]
