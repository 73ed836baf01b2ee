"""Who is who, in SQL: speakers are settled anew for each family of names that changed."""

from collections.abc import Iterable, Sequence

from corpus.identity import Identity, Reported, family, identities
from corpus.sql import lookup
from corpus.sql.database import Database, marks
from corpus.statement import SpeakerKind

Appearance = tuple[int, str, str, str, int | None, str]

FORMER = """
SELECT id FROM speaker WHERE merged IS NULL AND family = ?
AND NOT EXISTS (SELECT 1 FROM appearance WHERE appearance.speaker = speaker.id)
"""
NAMED = """
UPDATE speaker SET name = ?, kind = ?, family = ?, merged = NULL,
    statements = (SELECT SUM(appearance.statements) FROM appearance WHERE appearance.speaker = speaker.id)
WHERE id = ?
"""
HEIR = "SELECT speaker FROM appearance WHERE id IN ({left}) ORDER BY id LIMIT 1"


def appearance(database: Database, reported: Reported, unsettled: set[str]) -> int:
    """The id of a name as reported; a new one's family is added to those that are to be settled."""
    key = (reported.name, reported.role, reported.kind.value)
    for (known,) in database.rows("SELECT id FROM appearance WHERE name = ? AND role = ? AND kind = ?", *key):
        return int(known)
    unsettled.add(family(reported))
    ((made,),) = database.rows(
        "INSERT INTO appearance (family, name, role, kind) VALUES (?, ?, ?, ?) RETURNING id", family(reported), *key
    )
    lookup.note(database, [(made, reported)])
    return int(made)


def settle(database: Database, families: Iterable[str]) -> None:
    """Decide anew who is who in these families; speakers keep their ids as far as they still exist."""
    for name in sorted(families):
        rows: list[Appearance] = database.rows(
            "SELECT id, name, role, kind, speaker, reason FROM appearance WHERE family = ? ORDER BY id", name
        )
        by_reported = {Reported(row[1], row[2], SpeakerKind(row[3])): row for row in rows}
        before = {row[4] for row in rows if row[4] is not None} | {former for (former,) in database.rows(FORMER, name)}
        taken: set[int] = set()
        for identity in identities(by_reported):
            members = [by_reported[reported] for reported, _ in identity.members]
            speaker = _speaker_for(database, members, taken)
            taken.add(speaker)
            _assign(database, speaker, identity, members)
        _retire(database, before - taken, rows)


def _speaker_for(database: Database, members: Sequence[Appearance], taken: set[int]) -> int:
    """The oldest speaker among the members that is still free, else a new one."""
    free = {row[4] for row in members if row[4] is not None} - taken
    if free:
        return min(free)
    ((made,),) = database.rows("INSERT INTO speaker (name, family, kind) VALUES ('', '', '') RETURNING id")
    return int(made)


def _assign(database: Database, speaker: int, identity: Identity, members: Sequence[Appearance]) -> None:
    decided = [(speaker, reason) for _, reason in identity.members]
    database.each(
        "UPDATE appearance SET speaker = ?, reason = ? WHERE id = ?",
        [(*new, row[0]) for new, row in zip(decided, members, strict=True) if new != row[4:]],
    )
    database.rows(NAMED, identity.name, identity.kind.value, family(identity.members[0][0]), speaker)


def _retire(database: Database, gone: Iterable[int], rows: Sequence[Appearance]) -> None:
    """Note whom former speakers are now; those of whom nothing is left are deleted."""
    for speaker in sorted(gone):
        left = [row[0] for row in rows if row[4] == speaker]
        heirs = database.rows(HEIR.format(left=marks(left)), *left)
        heir = heirs[0][0] if heirs else None
        database.rows("UPDATE speaker SET merged = ? WHERE merged = ?", heir, speaker)
        if heir is not None:
            database.rows("UPDATE speaker SET merged = ?, statements = 0 WHERE id = ?", heir, speaker)
        else:
            database.rows("DELETE FROM speaker WHERE id = ?", speaker)
