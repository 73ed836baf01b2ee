"""Known speakers in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.english.person_name import read_person_name
from corpus.english.words import name_words
from corpus.sql.database import Database, Row, marks, portions
from corpus.statement import SpeakerKind
from corpus.store import Alias, KnownSpeaker

KINDS = {kind.value: kind for kind in SpeakerKind}
MOST_FIRST = "SELECT id, name, kind, statements FROM speaker WHERE statements > 0 {chosen} ORDER BY statements DESC, id"
NAMED = "AND id IN (SELECT speaker FROM appearance WHERE statements > 0 AND id IN ({named}))"
HAVING = "SELECT appearance FROM lookup WHERE part = 'name' AND word = ?"
ALIASES = """
SELECT name, role, kind, statements, reason FROM appearance
WHERE speaker = (SELECT COALESCE(merged, id) FROM speaker WHERE id = ?) AND statements > 0
ORDER BY statements DESC, name, role
"""
REPORTED = """
SELECT speaker, name, role, newest FROM appearance WHERE statements > 0 {chosen}
ORDER BY newest_at DESC NULLS LAST, id DESC
"""


def speakers(database: Database, limit: int | None) -> list[KnownSpeaker]:
    """Speakers who have a statement, all or the first so many, most statements first."""
    if limit is not None:
        return _described(database, database.rows(MOST_FIRST.format(chosen="") + " LIMIT ?", limit))
    rows = database.rows(MOST_FIRST.format(chosen=""))
    return _with_reports(rows, database.rows(REPORTED.format(chosen="")))


def speakers_by_id(database: Database, ids: Sequence[int]) -> list[KnownSpeaker]:
    """Those of these speakers who have a statement."""
    chosen = (MOST_FIRST.format(chosen=f"AND id IN ({marks(portion)})") for portion in portions(ids))
    rows = [database.rows(sql, *portion) for sql, portion in zip(chosen, portions(ids), strict=True)]
    return [speaker for some in rows for speaker in _described(database, some)]


def names_like(database: Database, name: str, limit: int) -> list[KnownSpeaker]:
    """Speakers with a name that has all words of this one, most statements first."""
    words = sorted(set(name_words(read_person_name(name).printed)))
    if not words:
        return []
    chosen = NAMED.format(named=" INTERSECT ".join([HAVING] * len(words)))
    return _described(database, database.rows(MOST_FIRST.format(chosen=chosen) + " LIMIT ?", *words, limit))


def aliases(database: Database, speaker: int) -> list[Alias]:
    """All names of a speaker, most statements first."""
    rows = database.rows(ALIASES, speaker)
    return [Alias(name, role, SpeakerKind(kind), count, reason) for name, role, kind, count, reason in rows]


def _described(database: Database, rows: Sequence[Row]) -> list[KnownSpeaker]:
    ids = [row[0] for row in rows]
    return _with_reports(rows, database.rows(REPORTED.format(chosen=f"AND speaker IN ({marks(ids)})"), *ids))


def _with_reports(rows: Sequence[Row], reports: Iterable[Row]) -> list[KnownSpeaker]:
    reported: dict[int, list[Row]] = defaultdict(list)
    for row in reports:
        reported[row[0]].append(row[1:])
    return [_speaker(row, reported[row[0]]) for row in rows]


def _speaker(row: Row, reported: Sequence[Row]) -> KnownSpeaker:
    number, name, kind, statements = row
    if len(reported) == 1:  # as most are
        alias, role, newest = reported[0]
        return KnownSpeaker(number, name, KINDS[kind], ((role, newest),) if role else (), (alias,), statements)
    roles: dict[str, str] = {}
    for _, role, newest in reported:
        if role:
            roles.setdefault(role, newest)
    names = tuple(sorted({name for name, _, _ in reported}))
    return KnownSpeaker(number, name, KINDS[kind], tuple(roles.items()), names, statements)
