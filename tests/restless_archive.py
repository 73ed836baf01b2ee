"""A process that adds, corrects and removes articles, and rebuilds and publishes the index, until it is killed.

Its lines are those of restless_process.py, and `=GENERATION` for each that was published.
Usage: restless_archive.py DATA SEED TICKS EVENTS -- it kills itself after so many ticks of SQLite's engine, or so many
of the events that Python audits (files opened, renamed, removed) while it rebuilds.
"""

import os
import random
import signal
import sys
from pathlib import Path

from restless_process import OneForm, die_after, remove_some, say, stories, tell

from corpus.adding import add_articles
from corpus.sqlite_store import open_store
from retrieval.embedding.embedding_model import BUNDLED
from retrieval.embedding.load_embedder import load_embedder
from retrieval.index.engine import Scope
from retrieval.index.rebuild import rebuild

WATCHED = ("open", "os.", "shutil.")


def die_at_event(last: int) -> None:
    events = 0

    def count(event: str, _: object) -> None:
        nonlocal events
        events += event.startswith(WATCHED)
        if events >= last and event != "os.kill":  # threads may count past it
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(data: Path, seed: int, ticks: int, events: int) -> None:
    rng, store, embedder = random.Random(seed), open_store(data / "corpus.sqlite3"), load_embedder(BUNDLED, data)
    die_after(store, ticks)
    die_at_event(events)
    while True:
        add_articles(stories(rng, store), store, OneForm(), tell)
        remove_some(rng, store)
        scope = rng.choice((Scope.MISSING, Scope.MISSING, Scope.EVERYTHING))
        published = rebuild(store, data, embedder, scope, lambda progress: None, cancelled=lambda: False)
        say("=", published.generation)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
