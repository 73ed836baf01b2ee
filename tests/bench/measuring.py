"""Costs in CPU time, which other programs on the machine change least, and what several runs of one thing say."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, in which unit, by us, and by others where there are others."""

    what: str
    unit: str
    ours: float
    spread: float = 0.0
    others: tuple[tuple[str, float], ...] = ()

    def __str__(self) -> str:
        others = "  ".join(f"{name} {cost:.4g} ({cost / self.ours:.3g}x)" for name, cost in self.others)
        return f"{self.what:44} {self.ours:9.4g} ±{self.spread:<8.2g} {self.unit:22} {others}"


def interleaved(runs: Mapping[str, Callable[[], None]], rounds: int) -> dict[str, tuple[float, float]]:
    """CPU seconds of each: the median of the rounds, and half the distance between the extremes."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            took[name].append(time.process_time() - start)
    return {name: (median(each), (max(each) - min(each)) / 2) for name, each in took.items()}


def percentiles(runs: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """CPU milliseconds, p50 and p99."""
    took = []
    for run in runs:
        start = time.process_time()
        run()
        took.append(1000 * (time.process_time() - start))
    return float(np.percentile(took, 50)), float(np.percentile(took, 99))


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: CPU seconds, seconds, and megabytes at most."""

    cpu: float
    wall: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} CPU-s, {self.wall:.2f} s, {self.megabytes:.0f} MB"


def process(*arguments: str, by: str = sys.executable, reading: Path | None = None) -> Cost:
    """The cost of a process of one Python that ends well; what it prints is dropped."""
    start = time.monotonic()
    with (reading or Path(os.devnull)).open("rb") as stdin:
        started = subprocess.Popen(
            [by, *arguments], stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()
        )
    _, status, used = os.wait4(started.pid, 0)
    wall = time.monotonic() - start
    started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == 0, arguments
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{BENCH}", "OMP_NUM_THREADS": "1"}


def printed(*arguments: str) -> list[float]:
    """The numbers that a script of this folder prints, run in a process of its own."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=_environment())
    return [float(number) for number in done.stdout.split()]


def own_memory() -> float:
    """Megabytes that belong to this process alone: not what it has mapped from files."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) / 1024
