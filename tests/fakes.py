"""Small working engines for tests: a store in memory, and an index that compares words."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from known_speakers import SpeakerLookups

from corpus.article import Article, Span
from corpus.english.words import fold, name_words, words
from corpus.errors import UnknownArticle
from corpus.statement import Speaker, Statement
from corpus.store import ANYWHERE, AddOutcome, Alias, KnownSpeaker, Naming, Passage, Printed, Size, StoredStatement
from retrieval.embedder import Vectors
from retrieval.questions.name_parts import without_titles
from retrieval.questions.words import stems
from retrieval.vector_index import Hit

DIMENSION = 512


class MemoryStore(SpeakerLookups):
    """Articles in memory. A speaker is one person under one full name; a surname joins the first who bears it."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._passages: dict[int, Passage] = {}
        self._statements: dict[str, list[StoredStatement]] = {}
        self._speakers: dict[int, KnownSpeaker] = {}
        self._revision = 0

    def add(
        self, article: Article, passages: Sequence[Span], statements: Sequence[Statement], page: bytes | None = None
    ) -> AddOutcome:
        if article.id in self._articles:
            return AddOutcome.DUPLICATE
        self._articles[article.id] = article
        for span in passages:
            number = len(self._passages) + 1
            self._passages[number] = Passage(number, article.id, span)
        self._statements[article.id] = [self._stored(article, each) for each in statements]
        self._revision += 1
        return AddOutcome.ADDED

    def _stored(self, article: Article, statement: Statement) -> StoredStatement:
        number = sum(map(len, self._statements.values())) + 10_000 * len(self._articles) + statement.extent.start
        speakers = tuple(self._known(article, each) for each in statement.speakers)
        via = self._known(article, statement.via) if statement.via else None
        return StoredStatement(number * 10 + len(speakers), article.id, statement, speakers, via)

    def _known(self, article: Article, speaker: Speaker) -> int:
        name = speaker.name.of(article.text)
        role = speaker.role.of(article.text) if speaker.role else None
        same = (each for each in self._speakers.values() if fold(each.name) == fold(name))
        bare = without_titles(name_words(name))
        last = (each for each in self._speakers.values() if len(bare) == 1 and words(each.name)[-1:] == bare)
        known = next(same, None) or next(last, None)
        if known is None:
            known = KnownSpeaker(len(self._speakers) + 1, name, speaker.kind, (), (), 0)
        date = article.published.moment[:10] if article.published else ""
        roles = tuple(dict.fromkeys([*known.roles, *([(role, date)] if role else [])]))
        aliases = tuple(dict.fromkeys([*known.aliases, name]))
        self._speakers[known.id] = replace(known, roles=roles, aliases=aliases, statements=known.statements + 1)
        return known.id

    def remove(self, article: str) -> list[str]:
        if article not in self._articles:
            return []
        del self._articles[article]
        self._statements.pop(article)
        self._passages = {key: each for key, each in self._passages.items() if each.article_id != article}
        self._revision += 1
        return [article]

    def article(self, article_id: str) -> Article:
        if article_id not in self._articles:
            raise UnknownArticle(article_id)
        return self._articles[article_id]

    def has_url(self, url: str) -> bool:
        return any(article.url == url for article in self._articles.values())

    def article_ids(self, printed: Printed = ANYWHERE) -> list[str]:
        return [each.id for each in self._articles.values() if is_printed(each, printed)]

    def sources(self) -> list[str]:
        return [name for each in self._articles.values() for name in (each.outlet, each.agency) if name]

    def languages(self) -> list[str]:
        return [each.language or "" for each in self._articles.values()]

    def copies(self, article_id: str) -> list[str]:
        text = words(self.article(article_id).text)
        return [each.id for each in self._articles.values() if each.id != article_id and words(each.text) == text]

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        return [self._passages[each] for each in ids if each in self._passages]

    def passage_ids(self, printed: Printed = ANYWHERE) -> list[int]:
        articles = set(self.article_ids(printed))
        return sorted(each.id for each in self._passages.values() if each.article_id in articles)

    def passage_texts(self, after: int) -> Iterator[tuple[Passage, str]]:
        for number in self.passage_ids():
            if number > after:
                passage = self._passages[number]
                yield passage, passage.span.of(self._articles[passage.article_id].text)

    def passages_of(self, article_id: str) -> list[Passage]:
        return [each for each in self._passages.values() if each.article_id == article_id]

    def statements_of(self, speaker_ids: Iterable[int], limit: int | None = None) -> list[StoredStatement]:
        asked = set(speaker_ids)
        newest = sorted(self._articles.values(), key=_moment, reverse=True)
        found = [
            each
            for article in newest
            for each in self._statements[article.id]
            if asked & {*each.speaker_ids, each.via_id}
        ]
        return found[:limit]

    def statements_in(self, article_id: str) -> list[StoredStatement]:
        return self._statements.get(article_id, [])

    def everybody(self) -> Iterable[KnownSpeaker]:
        return self._speakers.values()

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        asked = set(words(name))
        fitting = [each for each in self.speakers() if any(asked <= set(words(alias)) for alias in each.aliases)]
        return fitting[:limit]

    def aliases(self, speaker_id: int) -> list[Alias]:
        known = [self._speakers[speaker_id]] if speaker_id in self._speakers else []
        return [Alias(name, "", each.kind, each.statements, "one name") for each in known for name in each.aliases]

    def namings(self, name: str, limit: int) -> list[Naming]:
        found = []
        for article in self._articles.values():
            text, wanted, at = fold(article.text), fold(name), -1
            if len(text) != len(article.text) or not wanted:
                continue
            while (at := text.find(wanted, at + 1)) >= 0:
                around = text[at - 1 : at] + text[at + len(wanted) : at + len(wanted) + 1]
                if not any(each.isalnum() for each in around):
                    span = Span(at, at + len(wanted))
                    kind = next(block.kind for block in article.blocks if block.span.touches(span))
                    found.append(Naming(article.id, kind, span))
        return found[:limit]

    def size(self) -> Size:
        statements = sum(map(len, self._statements.values()))
        return Size(len(self._articles), 0, len(self._passages), statements, len(self._speakers))

    def revision(self) -> int:
        return self._revision


class WordVectors:
    """Embeds a text as its stems, each in a dimension of its own by hash: near means shared words."""

    name, digest, dimension = "word-vectors", "0" * 64, DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for word in stems(text):
                vectors[row, sum(ord(letter) * 31**place for place, letter in enumerate(word)) % DIMENSION] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


class MemoryVectors:
    """Cosine of everything with everything."""

    def __init__(self, ids: Sequence[int], vectors: Vectors) -> None:
        self._ids, self._vectors = list(ids), vectors

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        scores = zip(self._ids, (self._vectors @ query).tolist(), strict=True)
        return best(((each, score) for each, score in scores if among is None or each in set(among)), k)


class MemoryWords:
    """Words shared, weighed by how rare they are."""

    def __init__(self, texts: dict[int, str]) -> None:
        self._stems = {number: Counter(stems(text)) for number, text in texts.items()}

    def search(self, query: str, k: int, among: Collection[int] | None) -> list[Hit]:
        wanted = {each: math.log((len(self._stems) + 1) / (self._having(each) + 0.5)) for each in stems(query)}
        scores = (
            (number, sum(wanted[each] for each in wanted if each in found)) for number, found in self._stems.items()
        )
        return best(((each, score) for each, score in scores if score and (among is None or each in set(among))), k)

    def frequency(self, word: str) -> int:
        return self._having((stems(word) or [""])[0])

    def _having(self, stem: str) -> int:
        return sum(stem in found for found in self._stems.values())


class MemoryIndex:
    """An index of all passages of a store as they are when it is made."""

    def __init__(self, store: MemoryStore) -> None:
        texts = {passage.id: text for passage, text in store.passage_texts(0)}
        self._embedder = WordVectors()
        self.vectors = MemoryVectors(list(texts), self._embedder.embed(list(texts.values())))
        self.words = MemoryWords(texts)
        self.generation = f"of {len(texts)} passages"

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts)


def best(hits: Iterable[Hit], k: int) -> list[Hit]:
    return sorted(hits, key=lambda hit: -hit[1])[:k]


def is_printed(article: Article, printed: Printed) -> bool:
    day = _moment(article)[:10]
    in_time = not (printed.since or printed.until) or (bool(day) and printed.since <= day <= (printed.until or day))
    in_place = not printed.sources or bool({article.outlet, article.agency} & {*printed.sources})
    return in_time and in_place and (not printed.languages or (article.language or "") in printed.languages)


def _moment(article: Article) -> str:
    return article.published.moment if article.published else ""
