"""A process that adds, corrects and removes articles until it is killed. Each line it prints is about one article:

`?id` may be gone from now on, `+id` is safe, `-id` is gone.
Usage: restless_process.py FILE SEED TICKS -- it kills itself after so many ticks of SQLite's engine.
"""

import os
import random
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from invented_news import article

from corpus.adding import Acknowledged, News, add_articles
from corpus.article import Article, Span
from corpus.readers.reading import Found
from corpus.sqlite_store import SqliteStore, open_store
from corpus.tagging.tags import NameKind, Part, Tags

TICK = 500  # instructions of the engine: a commit of a batch takes some hundred ticks


SAID = re.compile(r'"(?P<content>[^"]+)," (?P<cue>said) (?P<source>Ada Quill [A-Z]\w+)')


class OneForm:
    """Finds statements of the one form that the stories have."""

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        return [tags_of(text) for text, _ in texts]


def tags_of(text: str) -> Tags:
    found = list(SAID.finditer(text))
    parts = [(Part(name), Span(*said.span(name))) for said in found for name in ("content", "cue", "source")]
    return Tags(tuple(parts), tuple((NameKind.PERSON, Span(*said.span("source"))) for said in found))


def say(sign: str, article_id: str) -> None:
    os.write(1, f"{sign}{article_id}\n".encode())


def stories(rng: random.Random, store: SqliteStore) -> Iterator[Found]:
    """New articles, and corrections of ones that are there."""
    for _ in range(20):
        number = rng.randrange(10**9)
        name = f"Ada Quill {rng.choice(('Marsh', 'Reed', 'Hall', 'Stone'))}"
        text = f'"Pier {number} is shut," said {name} on Monday. Boats wait for {number} days, and nobody knows why.'
        yield Found(article(text, f"https://n.example/{number}"), None)
    for article_id in rng.sample(store.article_ids(), min(3, len(store.article_ids()))):
        yield Found(corrected(store.article(article_id), rng), b"<html>" * 1000)


def corrected(old: Article, rng: random.Random) -> Article:
    say("?", old.id)
    return article(f"{old.text} Corrected {rng.randrange(10**9)} times.", old.url)


def tell(news: News) -> None:
    if not isinstance(news, Acknowledged):
        raise TypeError(news)
    say("+", news.article_id)


def remove_some(rng: random.Random, store: SqliteStore) -> None:
    for article_id in rng.sample(store.article_ids(), 4):
        say("?", article_id)
        store.remove(article_id)
        say("-", article_id)


def die_after(store: SqliteStore, ticks: int) -> None:
    left = iter(range(ticks))

    def tick() -> int:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    store._file._connection().set_progress_handler(tick, TICK)


def main(file: str, seed: str, ticks: str) -> None:
    rng = random.Random(int(seed))
    store = open_store(Path(file))
    die_after(store, int(ticks))
    while True:
        add_articles(stories(rng, store), store, OneForm(), tell)
        remove_some(rng, store)


if __name__ == "__main__":
    main(*sys.argv[1:])
