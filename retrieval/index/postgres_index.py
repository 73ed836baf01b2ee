"""The index in PostgreSQL that questions are asked of: vectors by pgvector, words by BM25 over stems.

A passage's stems are a tsvector that is read in a way of our own: a stem's weight (D, C, B, A) says that the passage
has it once, twice, three times or more often (beyond four times BM25 tells hardly a difference), its position that it
stands in the text (1) or only in what is printed about it (2).
"""

import logging
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from corpus.postgres_store import PostgresConnections, PostgresDatabase, PostgresStore
from corpus.sql.database import portions
from retrieval.embedder import Ids, Vectors
from retrieval.embedding.load_embedder import load_embedder
from retrieval.errors import NoIndex, RetrievalError, WrongIndex
from retrieval.index.doctor import Contents, examine_found
from retrieval.index.engine import Checkup, Fault, Progress, Rebuilt, Remedy, Scope
from retrieval.index.open_index import CurrentVectors, CurrentWords, QuestionEmbedder
from retrieval.index.postgres_generations import (
    LONGEST_STEM,
    MOST_TIMES,
    OF_STEMS,
    DatabaseGeneration,
    has_graphs,
    newest,
    newest_of_all,
    quoted,
    written,
)
from retrieval.index.postgres_rebuild import rebuild
from retrieval.index.tantivy_words import MOST_WORDS
from retrieval.questions.words import stems
from retrieval.vector_index import Hit, Index, VectorIndex, WordIndex

# Following the graph under a filter costs (hits / share of the passages that it lets through) steps, picking out all
# that it lets through as many as they are. The two meet where passages² = PICKED x all passages.
PICKED = 2_000
# How many passages the graph is searched for at once, to find 99 of 100: 200 of 30,000, 600 of 200,000 (measured).
STEPS, AMONG, GROWTH = 200, 30_000, 0.6
MOST_STEPS_AT_ONCE = 1_000  # what pgvector takes
MOST_HITS = 1_000  # from the graph; for more, it is quicker to look at every row
MOST_STEPS = 100_000  # looked at under a filter before the search gives up
# A plan must know its values: without them it takes every LIMIT for a tenth of the table, and scans all of it.
PLANS = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)"
ITERATING = """
SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', ?, true),
    set_config('hnsw.max_scan_tuples', ?, true)
"""
SCORES = """
SELECT passage, -(embedding <#> ?::halfvec) FROM {table} WHERE generation <= ? {among}
ORDER BY (embedding <#> ?::halfvec) {exactly} LIMIT {k}
"""
ONE_OF = "AND passage = ANY(?::bigint[])"
EXACTLY = "+ 0"  # an order that the graph does not have, so that it isn't asked


def steps(passages: int) -> int:
    """How many passages to search the graph for at once, with no filter; the more of them there are, the more."""
    return round(STEPS * float(max(1, passages / AMONG) ** GROWTH))


class PgvectorIndex:
    """Finds nearest passages in one generation; safe to use from several threads."""

    def __init__(self, connections: PostgresConnections, generation: DatabaseGeneration) -> None:
        self._connections, self._generation = connections, generation

    def __len__(self) -> int:
        return self._generation.passages

    def search(self, query: Vectors, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k passages nearest to one query vector of unit length, best first."""
        if k < 1 or (among is not None and not among):
            return []
        wanted = None if among is None else [int(each) for each in set(among)]
        asked = written(np.asarray(query, np.float32).reshape(-1))
        with self._connections.reading() as database:
            database.rows(PLANS)
            exactly = self._is_exact(database, k, wanted)
            if not exactly:
                share = 1.0 if wanted is None else max(len(wanted), 1) / max(len(self), 1)
                at_once = min(MOST_STEPS_AT_ONCE, round(max(steps(len(self)), 2 * k) / min(1.0, share)))
                database.rows(ITERATING, str(at_once), str(MOST_STEPS))
            sql = SCORES.format(
                table=self._generation.series.passages,
                among="" if wanted is None else ONE_OF,
                exactly=EXACTLY if exactly else "",
                k=int(k),
            )
            values = [] if wanted is None else [wanted]
            found = database.rows(sql, asked, self._generation.number, *values, asked)
            return [(passage, float(score)) for passage, score in found]

    def ids(self) -> Ids:
        """All passage ids, ascending."""
        sql = f"SELECT passage FROM {self._generation.series.passages} WHERE generation <= ? ORDER BY passage"  # noqa: S608
        with self._connections.reading() as database:
            return np.array([row[0] for row in database.rows(sql, self._generation.number)], np.int64)

    def vectors(self, ids: Ids) -> Vectors:
        """The stored vectors of these ids, in the order given; zeros for an id that is not here."""
        sql = (
            f"SELECT passage, embedding::text FROM {self._generation.series.passages} WHERE passage = ANY(?::bigint[])"  # noqa: S608
        )
        found: dict[int, str] = {}
        with self._connections.reading() as database:
            for portion in portions(ids.tolist()):
                found |= dict(database.rows(sql, list(portion)))
        empty = np.zeros(self._generation.series.dimension, np.float32)
        return np.array([_read(found[each]) if each in found else empty for each in ids.tolist()], np.float32)

    def _is_exact(self, database: PostgresDatabase, k: int, wanted: list[int] | None) -> bool:
        if k > MOST_HITS or (wanted is not None and len(wanted) ** 2 <= PICKED * len(self)):
            return True
        return not has_graphs(database, self._generation.series)


def _read(text: str) -> Vectors:
    return np.array(text[1:-1].split(","), np.float32)


SATURATION, BY_LENGTH = 1.2, 0.75  # BM25's k1 and b, as Lucene and tantivy have them
KNOWN = "SELECT stem, passages FROM {stems} WHERE stem = ANY(?)"
TEXTS = "SELECT texts FROM {stems} WHERE stem = ?"
# ts_rank of a single stem with a single position is its weight by a constant.
TIMES = "round(ts_rank('{{0.25, 0.5, 0.75, 1}}', stems, ?::tsquery) * 1.64493406685 * 4)"
FOUND = """
SELECT passage, {score} AS score FROM (
    SELECT passage, {free} + {by_length} * length AS evenness, {times} FROM {table}
    WHERE stems @@ ?::tsquery AND generation <= ? {among} OFFSET 0) AS found
ORDER BY score DESC LIMIT {k}
"""
ONE_OF = "AND passage = ANY(?::bigint[])"


@dataclass(frozen=True, slots=True)
class Term:
    """A stem of a query: how many passages have it, and how much that makes it weigh."""

    stem: str
    passages: int
    weight: float

    @property
    def most(self) -> float:
        """The most that it can add to a score: in the shortest passage, as often as is counted."""
        return self.weight * (SATURATION + 1) * MOST_TIMES / (MOST_TIMES + SATURATION * (1 - BY_LENGTH))


class PostgresWords:
    """Finds passages by words as `retrieval.questions.words.stems` cuts them, in one generation."""

    def __init__(self, connections: PostgresConnections, generation: DatabaseGeneration) -> None:
        self._connections, self._generation = connections, generation

    def search(self, query: str, k: int, among: Collection[int] | None) -> list[Hit]:
        """The k best passages by BM25, best first; only of those `among` if given. Any text is a query."""
        wanted = list(dict.fromkeys(each[:LONGEST_STEM] for each in stems(query)))[:MOST_WORDS]
        if not wanted or k < 1 or (among is not None and not among):
            return []
        with self._connections.reading() as database:
            database.rows(PLANS)
            terms = self._terms(database, wanted)
            return self._best(database, terms, k, None if among is None else [int(each) for each in set(among)])

    def frequency(self, word: str) -> int:
        """How many passages have this word in their text; 0 where it is no word."""
        found = stems(word)
        if not found:
            return 0
        with self._connections.reading() as database:
            rows = database.rows(TEXTS.format(stems=self._generation.series.stems), found[0][:LONGEST_STEM])
        return int(rows[0][0]) if rows else 0

    def _terms(self, database: PostgresDatabase, wanted: list[str]) -> list[Term]:
        """The stems that occur, the rarest first."""
        every = self._generation.passages
        rows = database.rows(KNOWN.format(stems=self._generation.series.stems), wanted)
        having = sorted((min(passages, every), stem) for stem, passages in rows if passages > 0)
        return [Term(stem, count, math.log(1 + (every - count + 0.5) / (count + 0.5))) for count, stem in having]

    def _best(self, database: PostgresDatabase, terms: list[Term], k: int, among: list[int] | None) -> list[Hit]:
        """The k best. Passages that only have common stems are not looked at where those can't outweigh the k best.

        This leaves nothing out (Turtle and Flood's MaxScore), and spares the half of a corpus that has a common word.
        """
        looked_for = 1 if among is None else len(terms)
        while looked_for < len(terms) and sum(term.passages for term in terms[:looked_for]) < k:
            looked_for += 1
        while True:
            hits = self._having(database, terms[:looked_for], terms, k, among) if terms else []
            outweighed = sum(term.most for term in terms[looked_for:])
            if looked_for >= len(terms) or (len(hits) == k and hits[-1][1] >= outweighed):
                return hits
            looked_for *= 2

    def _having(
        self, database: PostgresDatabase, some: list[Term], terms: list[Term], k: int, among: list[int] | None
    ) -> list[Hit]:
        """The k best of those that have one of some terms, by all terms."""
        names = {f"times{number}": term for number, term in enumerate(terms)}
        score = " + ".join(
            f"{term.weight * (SATURATION + 1)!r} * {name} / ({name} + evenness)" for name, term in names.items()
        )
        mean = max(1.0, self._generation.words / max(1, self._generation.passages))
        sql = FOUND.format(
            score=f"({score})",
            free=repr(SATURATION * (1 - BY_LENGTH)),
            by_length=repr(SATURATION * BY_LENGTH / mean),
            times=", ".join(f"{TIMES.format()} AS {name}" for name in names),
            table=self._generation.series.passages,
            among="" if among is None else ONE_OF,
            k=int(k),
        )
        any_of = " | ".join(quoted(term.stem) for term in some)
        each_stem = (quoted(term.stem) for term in terms)
        found = database.rows(sql, *each_stem, any_of, self._generation.number, *([] if among is None else [among]))
        return [(passage, float(score)) for passage, score in found]


PLACE = "the database of DATABASE_URL"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostgresIndexEngine:
    """An IndexEngine: rows in the store's own database. `data` is where this host keeps its converted models."""

    store: PostgresStore
    data: Path
    model: str

    def open(self) -> Index:
        """See IndexEngine. Works on a read replica."""
        return open_index(self.store, self.model, self.data)

    def rebuild(self, scope: Scope, progress: Callable[[Progress], None], *, cancelled: Callable[[], bool]) -> Rebuilt:
        """See IndexEngine."""
        embedder = load_embedder(self.model, self.data)
        return rebuild(self.store, embedder, scope, progress, cancelled=cancelled)

    def examine(self) -> Checkup:
        """See IndexEngine."""
        return examine(self.store, self.data, self.model)


def open_index(store: PostgresStore, model: str, data: Path) -> Index:
    """The published index in the store's database; `data` is where this host keeps its converted models.

    A generation that is published later, by whatever host, is picked up by the next question. Passages that were
    removed from the store since are never found. Works on a read replica. Raises NoIndex, WrongIndex where it was
    built with another model than `model`, or StoreUnavailable.
    """
    return _DatabaseIndex(store, model, data)


class _DatabaseIndex:
    """The newest generation, looked for at every question."""

    def __init__(self, store: PostgresStore, model: str, data: Path) -> None:
        self._store, self._model = store, model
        self._embedder = QuestionEmbedder(model, data)
        self._lock = Lock()
        with store.connections.reading() as database:
            self._opened = self._right(newest(database))

    @property
    def generation(self) -> str:
        return self._newest().name

    @property
    def vectors(self) -> VectorIndex:
        newest = self._newest()
        vectors = PgvectorIndex(self._store.connections, newest)
        return vectors if newest.is_level else CurrentVectors(vectors, self._store)

    @property
    def words(self) -> WordIndex:
        newest = self._newest()
        words = PostgresWords(self._store.connections, newest)
        return words if newest.is_level else CurrentWords(words, self._store)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts, self._newest().series.weights)

    def _newest(self) -> DatabaseGeneration:
        with self._lock:
            try:
                with self._store.connections.reading() as database:
                    self._opened = self._right(newest_of_all(database))
            except RetrievalError as error:  # of another model; the old one still answers
                log.warning("the new generation is not taken up: %s", error)
            return self._opened

    def _right(self, found: DatabaseGeneration | None) -> DatabaseGeneration:
        if found is None:
            raise NoIndex(PLACE)
        if found.model != self._model:
            raise WrongIndex("the embedding model", found.model, self._model)
        return found


COUNTED = "SELECT count(*), coalesce(sum(length), 0)::bigint FROM {passages} WHERE generation <= ?"
MISCOUNTED = """
SELECT count(*) FROM
    (SELECT {of_stems} FROM {passages}, unnest(stems) WHERE generation <= ? GROUP BY lexeme) AS counted
    FULL JOIN (SELECT * FROM {stems} WHERE passages <> 0 OR texts <> 0) AS known ON known.stem = counted.stem
WHERE (counted.passages, counted.texts) IS DISTINCT FROM (known.passages, known.texts)
"""


def examine(store: PostgresStore, data: Path, model: str) -> Checkup:
    """Look at everything: all ids, all counts, and a sample of the passages embedded again."""
    return examine_found(lambda: _in_database(store), store, data, model)


def _in_database(store: PostgresStore) -> Contents:
    with store.connections.reading() as database:
        serving = newest(database)
        if serving is None:
            raise NoIndex(PLACE)
        faults = tuple(_miscounted(database, serving))
        index = PgvectorIndex(store.connections, serving)
        ids = index.ids()
    return Contents(serving.name, serving.revision, ids, len(ids), index.vectors, faults)


def _miscounted(database: PostgresDatabase, serving: DatabaseGeneration) -> Iterator[Fault]:
    names = {"passages": serving.series.passages, "stems": serving.series.stems, "of_stems": OF_STEMS}
    (counts,) = database.rows(COUNTED.format(**names), serving.number)
    if counts != (serving.passages, serving.words):
        said = f"of {serving.passages} passages with {serving.words} words"
        yield Fault(f"the generation is {said}, and {counts[0]} with {counts[1]} are there", Remedy.REBUILD_FULL)
    ((stems,),) = database.rows(MISCOUNTED.format(**names), serving.number)
    if stems:
        yield Fault(f"{stems} stems are counted wrong", Remedy.REBUILD_FULL)
