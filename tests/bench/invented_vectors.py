"""Vectors that lie as those of texts do: few directions carry most of the spread, and questions lie near passages."""

import numpy as np

from retrieval.embedder import Ids, Vectors

DIMENSION = 384
AXES = np.linalg.qr(np.random.default_rng(1).standard_normal((DIMENSION, DIMENSION)))[0].astype(np.float32)
SPREAD = (1 / np.arange(1, DIMENSION + 1) ** 0.5).astype(np.float32)
NEAR = 0.5  # of its own, in a question that has a passage


def passages(ids: Ids) -> Vectors:
    """The vectors of these passages: the same for the same ids, given from a multiple of 10,000 on."""
    return _unit(np.random.default_rng(int(ids[0])).standard_normal((len(ids), DIMENSION)))


def questions(near: Vectors, seed: int) -> Vectors:
    """A question for each of these passages."""
    own = _unit(np.random.default_rng([seed, 9]).standard_normal(near.shape))
    mixed = near + NEAR * own
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)


def _unit(drawn: Vectors) -> Vectors:
    turned = (drawn.astype(np.float32) * SPREAD) @ AXES
    return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True), np.float32)
