"""Who is who, in SQLite: speakers are settled anew for each family of names that changed."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from corpus.people import Identity, Reported, family, identities, name_words
from corpus.statement import SpeakerKind

Row = tuple[int, str, str, str, int | None, str]


def appearance(connection: sqlite3.Connection, reported: Reported, unsettled: set[str]) -> int:
    """The id of a name as reported; a new one's family is added to those that are to be settled."""
    key = (reported.name, reported.role, reported.kind.value)
    row = connection.execute("SELECT id FROM appearance WHERE name = ? AND role = ? AND kind = ?", key).fetchone()
    if row:
        return int(row[0])
    unsettled.add(family(reported))
    made = connection.execute(
        "INSERT INTO appearance (family, name, role, kind) VALUES (?, ?, ?, ?)", (family(reported), *key)
    ).lastrowid
    assert made is not None  # an INSERT always has one
    words = name_words(reported.name)
    connection.executemany("INSERT INTO name_word VALUES (?, ?)", [(word, made) for word in words])
    return made


def settle(connection: sqlite3.Connection, families: Iterable[str]) -> None:
    """Decide anew who is who in these families; speakers keep their ids as far as they still exist."""
    for name in sorted(families):
        rows: list[Row] = connection.execute(
            "SELECT id, name, role, kind, speaker, reason FROM appearance WHERE family = ? ORDER BY id", (name,)
        ).fetchall()
        by_reported = {Reported(row[1], row[2], SpeakerKind(row[3])): row for row in rows}
        before = {row[4] for row in rows if row[4] is not None} | _former(connection, name)
        taken: dict[int, Identity] = {}
        for identity in identities(by_reported):
            members = [by_reported[reported] for reported, _ in identity.members]
            speaker = _speaker_for(connection, members, taken)
            taken[speaker] = identity
            _assign(connection, speaker, identity, members)
        _retire(connection, before - taken.keys(), rows)


def _former(connection: sqlite3.Connection, family_name: str) -> set[int]:
    """Speakers of this family whose appearances are all gone."""
    rows = connection.execute(
        "SELECT id FROM speaker WHERE merged IS NULL AND family = ? "
        "AND NOT EXISTS (SELECT 1 FROM appearance WHERE appearance.speaker = speaker.id)",
        (family_name,),
    )
    return {speaker for (speaker,) in rows}


def _speaker_for(connection: sqlite3.Connection, members: Sequence[Row], taken: dict[int, Identity]) -> int:
    """The oldest speaker among the members that is still free, else a new one."""
    free = {row[4] for row in members if row[4] is not None} - taken.keys()
    if free:
        return min(free)
    made = connection.execute("INSERT INTO speaker (name, family, kind) VALUES ('', '', '')").lastrowid
    assert made is not None  # an INSERT always has one
    return made


def _assign(connection: sqlite3.Connection, speaker: int, identity: Identity, members: Sequence[Row]) -> None:
    decided = [(speaker, reason) for _, reason in identity.members]
    connection.executemany(
        "UPDATE appearance SET speaker = ?, reason = ? WHERE id = ?",
        [(*new, row[0]) for new, row in zip(decided, members, strict=True) if new != row[4:]],
    )
    connection.execute(
        "UPDATE speaker SET name = ?, kind = ?, family = ?, merged = NULL, "
        "statements = (SELECT SUM(statements) FROM appearance WHERE speaker = ?4) WHERE id = ?4",
        (identity.name, identity.kind.value, family(identity.members[0][0]), speaker),
    )


def _retire(connection: sqlite3.Connection, gone: Iterable[int], rows: Sequence[Row]) -> None:
    """Note whom former speakers are now; those of whom nothing is left are deleted."""
    for speaker in sorted(gone):
        heir = connection.execute(
            "SELECT speaker FROM appearance WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1",
            (json.dumps([row[0] for row in rows if row[4] == speaker]),),
        ).fetchone()
        connection.execute("UPDATE speaker SET merged = ? WHERE merged = ?", (heir and heir[0], speaker))
        if heir:
            connection.execute("UPDATE speaker SET merged = ?, statements = 0 WHERE id = ?", (heir[0], speaker))
        else:
            connection.execute("DELETE FROM speaker WHERE id = ?", (speaker,))
