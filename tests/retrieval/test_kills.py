"""Rebuilds killed at any moment: what was published stays whole, and what was embedded is not embedded again."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import NoIndex
from retrieval.index.faiss_index import FaissIndex
from retrieval.index.generation import INDEXES, open_generation
from retrieval.index.tantivy_words import TantivyWords

KILLS = int(os.environ.get("ONTHERECORD_TEST_KILLS", "20"))
SCRIPT = Path(__file__).with_name("dying_rebuild.py")
NEVER = -1
FIRST, SECOND = list(range(1, 41)), [*range(1, 40), *range(41, 61)]  # what the two steps publish


def rebuilt(data: Path, last: int) -> tuple[int, list[str]]:
    """How the process ended, and the lines that it printed."""
    path = os.pathsep.join(str(each) for each in (SCRIPT.parents[2], SCRIPT.parents[1]))
    command = [sys.executable, str(SCRIPT), str(data), str(last)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, done.stdout.splitlines()


def published(data: Path) -> list[int]:
    """The passages that the index in a data directory answers from: the same ones in vectors and words."""
    try:
        serving = open_generation(data / INDEXES)
    except NoIndex:
        return []
    ids = FaissIndex(serving.vectors).ids().tolist()
    assert TantivyWords(serving.words).ids() == ids
    return ids


@pytest.mark.timeout(600 + 60 * KILLS)
def test_a_killed_rebuild_leaves_an_index_that_answers(tmp_path: Path) -> None:
    _, (*_, events) = rebuilt(tmp_path / "whole", NEVER)
    moments = random.Random(7)
    for kill in range(KILLS):
        data = tmp_path / f"data {kill // 4}"  # four kills in the same place, then a fresh one
        before = published(data)
        _, lines = rebuilt(data, moments.randint(1, int(events)))
        assert "embedded again" not in lines
        assert published(data) in ([FIRST, SECOND] if before or lines else [[], FIRST])
    for place in tmp_path.glob("data *"):
        assert rebuilt(place, NEVER)[1][:2] == ["40", "59"]
        assert published(place) == SECOND
