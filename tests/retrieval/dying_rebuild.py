"""A process that rebuilds an index in two steps, and kills itself at the given event of its work.

Usage: python dying_rebuild.py DATA EVENT    (events are what Python audits: files opened, renamed, removed)

Every rebuild that returned is acknowledged by a line on stdout: how many passages it published. The last line of one
that lived to the end is the number of events.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from shelf_store import HashEmbedder, ShelfStore

from retrieval.embedder import Vectors
from retrieval.index import rebuild as rebuilding
from retrieval.index.engine import Scope
from retrieval.index.generation import INDEXES, EmbeddedSoFar
from retrieval.index.rebuild import rebuild

LINES = [f"The harbour master said berth {number} was closed." for number in range(60)]
WATCHED = ("open", "os.", "shutil.", "mmap.", "fcntl.")


class Thrifty(HashEmbedder):
    """Says so where it is asked for what an earlier process has already embedded and kept."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        kept = EmbeddedSoFar(data / INDEXES / f"embedded-{self.digest[:16]}", self.dimension)
        self.known = {LINES[number - 1] for number in kept.ids().tolist()}

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.known & set(texts):
            print("embedded again", flush=True)
        return super().embed(texts)


def main(data: Path, last: int) -> None:
    rebuilding.BATCH = 8
    store, embedder, events = ShelfStore(), Thrifty(data), 0

    def count(event: str, _: object) -> None:
        nonlocal events
        events += event.startswith(WATCHED)
        if events == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    for lines in (LINES[:40], LINES[40:]):
        store.put(*lines)
        rebuilt = rebuild(store, data, embedder, Scope.MISSING, lambda _: None, cancelled=lambda: False)
        print(rebuilt.passages, flush=True)
        store.take_down(store.passage_ids()[-1])
    print(events, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
