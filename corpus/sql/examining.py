"""Damage in a store: every row is compared with its seal or with what it follows from, and what follows is made anew.

A seal is the SHA-256 of an article's rows: one of what was published (text, page, and all that was printed with it),
one of what was found in it (passages and statements). Both are written in the transaction that writes the rows.
"""

import json
from collections.abc import Collection, Iterator, Sequence

from corpus.duplicates import alike, bands, signature
from corpus.identity import Reported, family, identities
from corpus.records import article_from, decoded, statement_from
from corpus.sql.database import Database, Row
from corpus.sql.known_speakers import appearance, keys, settle
from corpus.sql.writing import FOUND, NEWEST, PUBLISHED, parts, reported, seal_of, sign
from corpus.statement import SpeakerKind
from corpus.store import Damage, DamagedPart

SEALS = """
SELECT article.seq, article.id, seal.published, seal.findings FROM article
LEFT JOIN seal ON seal.article = article.seq ORDER BY article.seq
"""
LOST = """article {} is lost: it is not what was stored, so it is shown no longer once the store is repaired; \
restore a backup, or remove it and add it again"""
WHOLE = "SELECT id, text, about FROM article JOIN article_text ON article_text.article = seq WHERE seq = ?"
ON_RECORD = """
SELECT on_record.statement, on_record.part, appearance.name, appearance.role, appearance.kind
FROM on_record JOIN statement ON statement.id = on_record.statement
JOIN appearance ON appearance.id = on_record.appearance WHERE statement.article = ?
"""
COUNT = """
(SELECT COUNT(DISTINCT on_record.statement) FROM on_record
 JOIN statement ON statement.id = on_record.statement JOIN article ON article.seq = statement.article
 WHERE on_record.appearance = appearance.id AND article.current = 1)
"""
MISCOUNTED = f"SELECT COUNT(*) FROM appearance WHERE statements <> {COUNT}"  # noqa: S608
MISSUMMED = """
SELECT COUNT(*) FROM speaker WHERE merged IS NULL AND statements <>
    COALESCE((SELECT SUM(appearance.statements) FROM appearance WHERE appearance.speaker = speaker.id), 0)
"""
MISDATED = """
SELECT COUNT(*) FROM appearance WHERE statements > 0 AND newest <> '' AND NOT EXISTS (
    SELECT 1 FROM on_record JOIN statement ON statement.id = on_record.statement
    JOIN article ON article.seq = statement.article
    WHERE on_record.appearance = appearance.id AND article.moment = appearance.newest)
"""
NAMED = """
SELECT appearance.id, appearance.name, appearance.role, appearance.kind, appearance.family, appearance.speaker,
    appearance.reason, speaker.name, speaker.kind FROM appearance LEFT JOIN speaker ON speaker.id = appearance.speaker
"""


def examine(database: Database) -> Iterator[Damage]:
    """Everything in the store that is not what was written, or does not follow from it."""
    for fault in database.faults():
        yield Damage(DamagedPart.FILE, fault)
    sound = set[int]()
    for seq, name, published, findings in database.rows(SEALS):
        if seal_of(database, PUBLISHED, seq) != published:
            yield Damage(DamagedPart.ARTICLE, LOST.format(name), seq)
        elif seal_of(database, FOUND, seq) != findings:
            yield Damage(DamagedPart.FINDINGS, f"passages or statements of article {name} are not what was found", seq)
        else:
            sound.add(seq)
    yield from _of_names(database, sound)
    yield from _of_copies(database, sound)
    if not database.has_words(_texts(database)):
        yield Damage(DamagedPart.DERIVED, "the words of the articles' texts are not indexed as they are printed")


def mend(database: Database, aside: Collection[int]) -> None:
    """Make anew what follows from articles and statements. Those aside, which can't be proved, are shown no longer."""
    database.remake_indexes()
    for seq in aside:
        database.rows("UPDATE article SET current = 0 WHERE seq = ?", seq)  # its seal stays broken
    _remake_names(database, aside)
    _remake_copies(database, aside)
    database.index_all(_texts(database))


def _texts(database: Database) -> Iterator[tuple[int, str]]:
    for (seq,) in database.rows("SELECT article FROM article_text ORDER BY article"):
        for (text,) in database.rows("SELECT text FROM article_text WHERE article = ?", seq):
            yield seq, bytes(text).decode("utf-8", "surrogatepass" if _is_whole(text) else "replace")


def _is_whole(text: bytes) -> bool:
    try:
        decoded(text)
    except UnicodeDecodeError:
        return False
    return True


def _expected(database: Database, seq: int) -> set[Row]:
    """Who is on record in an article, as its statements say."""
    ((name, text, about),) = database.rows(WHOLE, seq)
    article = article_from(name, decoded(text), json.loads(about))
    return {
        (row, part, *_fields(reported(article, speaker)))
        for row, spans in database.rows("SELECT id, spans FROM statement WHERE article = ?", seq)
        for part, speaker in parts(statement_from(spans))
    }


def _fields(one: Reported) -> tuple[str, str, str]:
    return one.name, one.role, one.kind.value


def _of_names(database: Database, sound: Collection[int]) -> Iterator[Damage]:
    wrong = sum(_expected(database, seq) != set(database.rows(ON_RECORD, seq)) for seq in sound)
    if wrong:
        yield Damage(DamagedPart.DERIVED, f"who is on record in {wrong} articles is not who their statements name")
    miscounted = [database.rows(sql)[0][0] for sql in (MISCOUNTED, MISSUMMED, MISDATED)]
    if any(miscounted):
        yield Damage(DamagedPart.DERIVED, f"{sum(miscounted)} names or speakers are counted or dated wrong")
    rows = database.rows(NAMED)
    if _unlike_identities(rows):
        yield Damage(DamagedPart.DERIVED, "who is who is not as the names on record say")
    noted: dict[int, set[tuple[str, str]]] = {}
    for part, word, number in database.rows("SELECT part, word, appearance FROM lookup"):
        noted.setdefault(number, set()).add((part, word))
    if noted != {row[0]: found for row in rows if (found := keys(_reported(row)))}:
        yield Damage(DamagedPart.DERIVED, "the words that names are found by are not those of the names")


def _reported(row: Row) -> Reported:
    kind = next((kind for kind in SpeakerKind if kind.value == row[3]), SpeakerKind.GROUP)
    return Reported(row[1], row[2], kind)


def _unlike_identities(rows: Sequence[Row]) -> bool:
    families: dict[str, list[Row]] = {}
    for row in rows:
        families.setdefault(row[4], []).append(row)
    misplaced = any(family(_reported(row)) != row[4] for row in rows)
    return misplaced or any(_is_otherwise(members) for members in families.values())


def _is_otherwise(rows: Sequence[Row]) -> bool:
    """Whether the speakers of a family are others than its names come to."""
    of = {_reported(row): row for row in rows}
    taken = set[int]()
    for identity in identities(of):
        members = [(of[one], reason) for one, reason in identity.members]
        speaker = members[0][0][5]
        if speaker in taken or any(
            (row[5], row[6], row[7], row[8]) != (speaker, reason, identity.name, identity.kind.value)
            for row, reason in members
        ):
            return True
        taken.add(speaker)
    return False


def _of_copies(database: Database, sound: Collection[int]) -> Iterator[Damage]:
    hashes: dict[int, bytes] = dict(database.rows("SELECT article, hashes FROM signature"))
    noted: dict[int, set[int]] = {}
    for key, seq in database.rows("SELECT hash, article FROM band"):
        noted.setdefault(seq, set()).add(key)
    wrong = sum(
        hashes.get(seq) != (signed := _signature(database, seq)) or noted.get(seq, set()) != {*bands(signed or b"")}
        for seq in sound
    )
    pairs = set(database.rows("SELECT article, other FROM copy"))
    for one, other in pairs:
        likely = {one, other} <= hashes.keys() and alike(hashes[one], hashes[other])
        wrong += (other, one) not in pairs or not likely
    if wrong:
        yield Damage(DamagedPart.DERIVED, f"{wrong} signatures or pairs of copies are not those of the texts")


def _signature(database: Database, seq: int) -> bytes | None:
    ((name, text, about),) = database.rows(WHOLE, seq)
    article = article_from(name, decoded(text), json.loads(about))
    return signature(article.text, article.blocks)


def _remake_names(database: Database, aside: Collection[int]) -> None:
    database.rows("DELETE FROM on_record")
    database.rows("DELETE FROM lookup")
    database.rows("DELETE FROM appearance")
    database.rows("UPDATE speaker SET merged = NULL")
    database.rows("DELETE FROM speaker")
    unsettled = set[str]()
    for (seq,) in database.rows("SELECT seq FROM article ORDER BY seq"):
        if seq not in aside:
            rows = sorted(_expected(database, seq))
            named = [(row, part, _named(database, each, unsettled)) for row, part, *each in rows]
            database.each("INSERT INTO on_record VALUES (?, ?, ?)", named)
    database.rows(f"UPDATE appearance SET statements = {COUNT}")  # noqa: S608
    for (number,) in database.rows("SELECT id FROM appearance"):
        database.rows(NEWEST, number, number)
    settle(database, unsettled)


def _named(database: Database, fields: Sequence[str], unsettled: set[str]) -> int:
    name, role, kind = fields
    return appearance(database, Reported(name, role, SpeakerKind(kind)), unsettled)


def _remake_copies(database: Database, aside: Collection[int]) -> None:
    for table in ("copy", "band", "signature"):
        database.rows(f"DELETE FROM {table}")  # noqa: S608
    for (seq,) in database.rows("SELECT seq FROM article ORDER BY seq"):
        if seq not in aside:
            ((name, text, about),) = database.rows(WHOLE, seq)
            sign(database, seq, article_from(name, decoded(text), json.loads(about)))
