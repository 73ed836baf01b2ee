"""The word index in PostgreSQL: BM25 over an inverted index (GIN) of stems.

A passage's stems are a tsvector that is read in a way of our own: a stem's weight (D, C, B, A) says that the passage
has it once, twice, three times or more often (beyond four times BM25 tells hardly a difference), its position that it
stands in the text (1) or only in what is printed about it (2). So BM25 is computed as Lucene and tantivy do, and no
row is kept for each word of each passage: that takes five times the space.
"""

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from corpus.postgres.connections import PostgresConnections, PostgresDatabase
from retrieval.index.postgres.generations import Generation
from retrieval.index.postgres.pgvector_index import PLANS
from retrieval.index.tantivy_words import MOST_WORDS, Worded
from retrieval.questions.words import stems
from retrieval.vector_index import Hit

SATURATION, BY_LENGTH = 1.2, 0.75  # BM25's k1 and b, as Lucene and tantivy have them
OFTEN = "DCBA"  # once, twice, three times, more often
MOST_TIMES = len(OFTEN)
LONGEST_STEM = 200  # characters; a tsvector has room for 2 KB
LONGEST_PASSAGE = 10_000  # different stems; a tsvector has room for a megabyte
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

    def __init__(self, connections: PostgresConnections, generation: Generation) -> None:
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
        any_of = " | ".join(_quoted(term.stem) for term in some)
        each_stem = (_quoted(term.stem) for term in terms)
        found = database.rows(sql, *each_stem, any_of, self._generation.number, *([] if among is None else [among]))
        return [(passage, float(score)) for passage, score in found]


def written_stems(worded: Worded) -> tuple[int, str]:
    """How many words a passage is found by, and its stems as a tsvector is written."""
    said, about = _cut(worded.text), _cut(worded.about)
    counted, in_text = Counter([*said, *about]), set(said)
    first = counted.most_common(LONGEST_PASSAGE)
    lexemes = (f"{_quoted(stem)}:{1 if stem in in_text else 2}{OFTEN[min(n, MOST_TIMES) - 1]}" for stem, n in first)
    return len(said) + len(about), " ".join(lexemes)


def _cut(text: str) -> list[str]:
    return [each[:LONGEST_STEM] for each in stems(text)]


def _quoted(stem: str) -> str:
    doubled = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
