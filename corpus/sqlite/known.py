"""Known speakers in SQLite, and how a name is looked up."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from corpus.people import name_words
from corpus.statement import SpeakerKind
from corpus.store import Alias, KnownSpeaker

MOST_FIRST = "SELECT id, name, kind, statements FROM speaker WHERE statements {chosen} ORDER BY statements DESC, id"
ALIASES = """
SELECT name, role, kind, statements, reason FROM appearance
WHERE speaker = (SELECT COALESCE(merged, id) FROM speaker WHERE id = ?) AND statements
ORDER BY statements DESC, name, role
"""
REPORTED_OF_SEVERAL = """
SELECT speaker, name, role, newest FROM appearance
WHERE speaker IN (SELECT value FROM json_each(?)) AND statements
ORDER BY newest_at DESC NULLS LAST, id DESC
"""
Row = tuple[int, str, str, int]


def speakers(connection: sqlite3.Connection) -> list[KnownSpeaker]:
    """All speakers who have a statement, most statements first."""
    return _known(connection, connection.execute(MOST_FIRST.format(chosen="")).fetchall())


def names_like(connection: sqlite3.Connection, name: str, limit: int) -> list[KnownSpeaker]:
    """Speakers with a name that has all words of this one, most statements first."""
    words = sorted(name_words(name))
    if not words:
        return []
    with_all = " INTERSECT ".join(["SELECT appearance FROM name_word WHERE word = ?"] * len(words))
    chosen = f"AND id IN (SELECT speaker FROM appearance WHERE id IN ({with_all}) AND statements)"  # noqa: S608 -- constants
    rows = connection.execute(MOST_FIRST.format(chosen=chosen) + " LIMIT ?", (*words, limit)).fetchall()
    return _known(connection, rows)


def aliases(connection: sqlite3.Connection, speaker: int) -> list[Alias]:
    """All names of a speaker, most statements first."""
    rows = connection.execute(ALIASES, (speaker,))
    return [Alias(name, role, SpeakerKind(kind), count, reason) for name, role, kind, count, reason in rows]


def _known(connection: sqlite3.Connection, rows: Sequence[Row]) -> list[KnownSpeaker]:
    reported: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    chosen = json.dumps([row[0] for row in rows])
    for speaker, name, role, newest in connection.execute(REPORTED_OF_SEVERAL, (chosen,)):
        reported[speaker].append((name, role, newest))
    return [_speaker(row, reported[row[0]]) for row in rows]


def _speaker(row: Row, reported: Sequence[tuple[str, str, str]]) -> KnownSpeaker:
    number, name, kind, statements = row
    roles: dict[str, str] = {}
    for _, role, newest in reported:
        if role:
            roles.setdefault(role, newest)
    names = tuple(sorted({name for name, _, _ in reported}))
    return KnownSpeaker(number, name, SpeakerKind(kind), tuple(roles.items()), names, statements)
