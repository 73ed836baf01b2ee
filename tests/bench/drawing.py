"""The plots: latency over corpus size, and recall over latency."""

from collections.abc import Mapping, Sequence
from pathlib import Path


def draw(folder: Path, curves: Mapping[int, Sequence[tuple[float, float]]], latencies: Mapping[int, float]) -> None:
    """latency.png and recall.png in a folder."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    figure, axes = pyplot.subplots(figsize=(5, 3.5), layout="tight")
    axes.semilogx(list(latencies), list(latencies.values()), marker="o")
    axes.set(xlabel="passages", ylabel="CPU ms, p50", ylim=(0, None), title="a question: embedded, vectors, words")
    figure.savefig(folder / "latency.png")
    figure, axes = pyplot.subplots(figsize=(5, 3.5), layout="tight")
    for size, points in curves.items():
        axes.plot(*zip(*points, strict=True), marker="o", label=f"{size:,} passages")
    axes.set(xlabel="CPU ms, p50", ylabel="recall@10", title="the nearest ten, by number of candidates")
    axes.legend()
    figure.savefig(folder / "recall.png")
