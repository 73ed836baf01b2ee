"""Stores of an earlier format, brought up to date from what they hold: once, whole, by whoever opens them first."""

import json
from collections.abc import Iterator

from corpus.identity import Reported
from corpus.records import indexable
from corpus.sql import lookup
from corpus.sql.database import Database, Row
from corpus.statement import SpeakerKind

FORMAT = 2
"""The format that this version reads and writes: of the tables, and of the words in `lookup`."""

PRINTED = ("outlet", "agency", "language")
AT_ONCE = 1000
APPEARANCES = "SELECT id, name, role, kind FROM appearance WHERE id > ? ORDER BY id LIMIT ?"
ARTICLES = "SELECT seq, about FROM article WHERE seq > ? ORDER BY seq LIMIT ?"
TOLD = "UPDATE article SET outlet = ?, agency = ?, language = ? WHERE seq = ?"


def fill_lookup(database: Database) -> None:
    """Make all names on record findable; nothing is in `lookup` yet."""
    for rows in _in_portions(database, APPEARANCES):
        named = [(number, Reported(name, role, SpeakerKind(kind))) for number, name, role, kind in rows]
        lookup.note(database, named)


def fill_printed(database: Database) -> None:
    """Copy outlets, agencies and languages from what is told about articles to columns of their own."""
    for rows in _in_portions(database, ARTICLES):
        told = [(json.loads(about), number) for number, about in rows]
        database.each(TOLD, [(*(_searchable(about.get(key)) for key in PRINTED), number) for about, number in told])


def _searchable(name: str | None) -> str | None:
    return name and indexable(name)


def _in_portions(database: Database, sql: str) -> Iterator[list[Row]]:
    """All rows that begin with a growing number, a thousand at a time."""
    after = 0
    while rows := database.rows(sql, after, AT_ONCE):
        yield rows
        after = rows[-1][0]
