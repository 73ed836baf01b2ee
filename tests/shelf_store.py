"""A store in memory and an embedder of words, for tests of the index derived from them."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import numpy as np

from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.errors import UnknownArticle
from corpus.store import Damage, Passage, StoredStatement
from retrieval.embedder import Vectors


class ShelfStore:
    """As much of an article store as the index reads; every line of an article is a passage."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.kept: dict[int, Passage] = {}
        self.changes = self.newest = 0

    def put(self, *lines: str, outlet: str = "The Harbour Times", headline: str = "Ferry to sail again") -> list[int]:
        text = "\n".join(lines)
        whole = (Block(BlockKind.BODY, Span(0, len(text))),)
        name = article_id(f"article {self.changes}", text)
        dated = Published("2024-03-05T09:00:00+01:00", "5 March 2024")
        self.articles[name] = Article(name, name, text, whole, outlet, headline=headline, published=dated)
        start, ids = 0, []
        for line in lines:
            self.newest += 1
            ids.append(self.newest)
            self.kept[ids[-1]] = Passage(ids[-1], name, Span(start, start + len(line)))
            start += len(line) + 1
        self.changes += 1
        return ids

    def take_down(self, *ids: int) -> None:
        for passage in ids:
            del self.kept[passage]
        self.changes += 1

    def article(self, name: str) -> Article:
        if name not in self.articles:
            raise UnknownArticle(name)
        return self.articles[name]

    def statements_in(self, _: str) -> list[StoredStatement]:
        return []

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        return [self.kept[each] for each in ids if each in self.kept]

    def passage_ids(self) -> list[int]:
        return sorted(self.kept)

    def passage_texts(self, after: int) -> Iterator[tuple[Passage, str]]:
        for each in [self.kept[number] for number in sorted(self.kept) if number > after]:
            yield each, each.span.of(self.articles[each.article_id].text)

    def examine(self) -> list[Damage]:
        return []

    def revision(self) -> int:
        return self.changes


class HashEmbedder:
    """Every text has a direction of its own; `embedded` counts the texts that were asked for."""

    dimension = 32

    def __init__(self, name: str = "hash", digest: str = "0" * 64) -> None:
        self.name, self.digest = name, digest
        self.embedded = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        seeds = (int.from_bytes(sha256(f"{self.name} {text}".encode()).digest()[:8]) for text in texts)
        rows = [np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds]
        vectors = np.array(rows, np.float32).reshape(-1, self.dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
