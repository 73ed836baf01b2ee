"""A process that takes part in rebuilding an index.

Usage: python worker.py URL

It prints "leased" when it has its first batch, goes on at a line on stdin, and prints the text of each passage that it
has embedded, and in the end the generation.
"""

import sys
from collections.abc import Sequence

from shelf_store import HashEmbedder

from corpus import postgres_store
from retrieval.embedder import Vectors
from retrieval.index import postgres_rebuild as rebuilding
from retrieval.index.engine import Scope


class Telling(HashEmbedder):
    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.embedded == 0:
            print("leased", flush=True)
            sys.stdin.readline()
        vectors = super().embed(texts)
        print(*(f"embedded {text}" for text in texts), sep="\n", flush=True)
        return vectors


def main(url: str) -> None:
    rebuilding.BATCH, rebuilding.PAUSE = 8, 0.05
    with postgres_store.open_store(url) as store:
        done = rebuilding.rebuild(store, Telling(), Scope.MISSING, lambda _: None, cancelled=lambda: False)
    print("published", done.generation, done.passages, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
