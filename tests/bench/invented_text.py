"""Invented news of any length, in words that a tokenizer knows: the speed of an encoder depends on them."""

from collections.abc import Iterator
from itertools import count
from random import Random

from corpus.training.examples import invented_articles

WORDS = 60  # of a passage, as the project cuts them


def passages(seed: int) -> Iterator[str]:
    """Passages of about 60 words, without end; no two alike, for names are drawn anew each time."""
    held: list[str] = []
    for number in count():
        for article in invented_articles(Random(f"{seed}.{number}")):
            for paragraph in article:
                held += paragraph.words.texts
                if len(held) >= WORDS - 5:
                    yield " ".join(held)
                    held = []


def articles(seed: int) -> Iterator[str]:
    """Articles of about 600 words, without end."""
    held: list[str] = []
    for number in count():
        for article in invented_articles(Random(f"{seed}.{number}")):
            held += [" ".join(paragraph.words.texts) for paragraph in article]
            if sum(len(each.split()) for each in held) >= 10 * WORDS:
                yield "\n\n".join(held)
                held = []
