"""The fast embedder: a converted model, run without torch or transformers."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray

from corpus.tagging.minilm import Wordpieces
from retrieval.embedder import Vectors
from retrieval.embedding.model_export import GRAPH, Export

BATCH = 16  # texts of like length: 26% quicker than unsorted, and larger batches fall out of the cache
MANY = 32  # texts that repay the half second in which OpenVINO starts; it embeds two to five times as many a second
SOME = 4  # texts for which it is taken once it runs
SHORTEST = 1e-12  # a vector of less length is no direction


class _Network(Protocol):
    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[Vectors]: ...


class OnnxEmbedder:
    """Gives the reference's vectors: the same for a few texts, of cosine 0.9999 with them for many.

    onnxruntime starts in a third of a second and embeds questions; OpenVINO embeds passages where it is installed.
    """

    def __init__(self, name: str, digest: str, model: Export) -> None:
        self.name, self.digest, self.dimension = name, digest, model.reading.dimension
        self._model = model
        self._pieces = Wordpieces(model.folder)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text, in the order given; all cores work on many texts."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        network = self._for_many if len(texts) >= (SOME if self._started else MANY) else self._for_few
        pieces = self._pieces.of_texts(texts, self._model.reading.most)
        order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]), reverse=True)
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]

        def work(rows: list[int]) -> None:
            vectors[rows] = self._vectors(network, [pieces[row] for row in rows])

        # One question needs no thread but its own, and a handover would cost it a fifth more.
        list((map if len(batches) == 1 else self._streams.map)(work, batches))
        return vectors

    @cached_property
    def _streams(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="embedding")

    @cached_property
    def _for_few(self) -> _Network:
        return OnnxNetwork(self._model.folder / GRAPH)

    @property
    def _started(self) -> bool:
        return "_for_many" in self.__dict__

    @cached_property
    def _for_many(self) -> _Network:
        try:
            from corpus.tagging.encoder import OpenVinoNetwork  # noqa: PLC0415  a question must not pay for it
        except ImportError:
            return self._for_few
        return OpenVinoNetwork(self._model.folder / GRAPH)

    def _vectors(self, network: _Network, pieces: list[list[int]]) -> Vectors:
        ids = np.zeros((len(pieces), max(map(len, pieces))), np.int32)
        mask = np.zeros_like(ids)
        for row, some in enumerate(pieces):
            ids[row, : len(some)] = some
            mask[row, : len(some)] = 1
        (hidden,) = network.run({"ids": ids, "mask": mask})
        return _unit(hidden[:, 0] if self._model.reading.pooling == "cls" else _mean(hidden, mask))


def _mean(hidden: Vectors, mask: NDArray[np.int32]) -> Vectors:
    total = np.einsum("tph,tp->th", hidden, mask.astype(np.float32))
    return np.asarray(total / mask.sum(1, keepdims=True), np.float32)


def _unit(vectors: Vectors) -> Vectors:
    # In 32 bits, whatever the network computed in: 16-bit vectors are off unit length by a hundredth.
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, SHORTEST), np.float32)


class OnnxNetwork:
    """A network read from a file. It may be run from several threads at once."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Two one-thread streams beat two threads in one, which doubled the CPU time; spinning would burn more.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # an arena keeps the memory of the largest input ever seen
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """The outputs, in the order of the file."""
        return list(self._session.run(None, dict(inputs)))
