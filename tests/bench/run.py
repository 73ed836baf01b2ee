"""The whole table: what starting, embedding, rebuilding, searching and attributing cost, and others beside it.

Usage: python tests/bench/run.py [--sizes 10000,100000,1000000] [--passages 10000] [--rounds 3] [--plots FOLDER]
           [--peers PYTHON] [--spacy PYTHON]

Costs are in CPU time, medians of the rounds, which take turns with the others'; whole questions over whole articles
are in ask_latency.py, a file of articles in feeding.py. PYTHON is one that has txtai and LangChain, or spaCy.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attributing import rows as attributing
from drawing import draw
from measuring import Row
from rebuilding import beside_a_rebuild, embedding, streams, whole
from searching import Point, searched
from starting import six_answers, starting

from retrieval.embedding.embedding_model import BUNDLED
from retrieval.embedding.load_embedder import load_embedder


def costs(data: Path, chosen: argparse.Namespace) -> Iterator[Row]:
    """All rows but those of searching."""
    yield from starting(data, chosen.rounds)
    yield from six_answers(data, chosen.peers, chosen.rounds)
    yield from embedding(data, chosen.rounds)
    yield from streams(data, chosen.rounds)
    yield from whole(data, data, chosen.passages)
    yield from beside_a_rebuild(data, data, chosen.rounds)
    yield from attributing(None, chosen.spacy, chosen.rounds)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--peers")
    parser.add_argument("--spacy")
    return parser.parse_args()


def main() -> None:
    chosen = arguments()
    curves: dict[int, list[Point]] = {}
    latencies: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as place:
        for row in costs(Path(place), chosen):
            print(row, flush=True)
        for size in map(int, filter(None, chosen.sizes.split(","))):
            rows, curve = searched(Path(place), size, load_embedder(BUNDLED, Path(place)))
            latencies[size] = rows[-2].ours
            curves |= {size: curve} if curve else {}
            for row in rows:
                print(row, flush=True)
    if chosen.plots:
        draw(chosen.plots, curves, latencies)


if __name__ == "__main__":
    main()
