"""Who is on record, in SQL: known speakers, how they are looked up, and who is who.

The table `lookup` has three parts: `name`, the words of the name with and without its title, in the form of
corpus/english/words.py; `role`, the words of the role; `letters`, the initials of a body's name. Another form of any of
them is another FORMAT of the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus.english.names import read_person_name
from corpus.english.words import initials, name_words, role_words
from corpus.identity import Identity, Reported, family, identities
from corpus.sql.database import Database, Row, Value, marks, portions
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


MOST_WORDS = 32  # no name or role has more, and PostgreSQL plans for half a minute what to do about 400
PAST_ALL = "\U0010ffff"  # sorts after whatever else a word may go on with
# A name that only texts corrected since print still counts where the speaker goes by it.
CURRENT = """
speaker.statements > 0
AND (appearance.statements > 0 OR REPLACE(appearance.name, speaker.name, '') <> appearance.name)
"""
FOUND = """
FROM lookup JOIN appearance ON appearance.id = lookup.appearance JOIN speaker ON speaker.id = appearance.speaker
"""
BEARERS = f"""
SELECT DISTINCT speaker.id, speaker.statements {FOUND}
WHERE speaker.statements > 0 AND lookup.part = 'name' AND lookup.word = ? {{others}}
ORDER BY speaker.statements DESC, speaker.id
"""
TOO = """
AND EXISTS (
    SELECT 1 FROM lookup AS other
    WHERE other.part = 'name' AND other.word = ? AND other.appearance = lookup.appearance)
"""
BEARERS_OF_ANY = f"""
SELECT DISTINCT lookup.word, speaker.id, speaker.statements {FOUND}
WHERE lookup.part = 'name' AND lookup.word IN ({{words}}) AND {CURRENT}
ORDER BY speaker.statements DESC, speaker.id, lookup.word
"""
IS_WORD = f"""
SELECT CAST(? AS TEXT) WHERE EXISTS (SELECT 1 {FOUND} WHERE lookup.part = 'name' AND lookup.word = ? AND {CURRENT})
"""
WORDS = """
SELECT DISTINCT word FROM lookup
WHERE part = 'name' AND word >= ? AND word < ? AND LENGTH(word) >= ? AND LENGTH(word) <= ?
"""
IN_ROLES = """
SELECT DISTINCT speaker.id, appearance.role, speaker.statements
FROM appearance JOIN speaker ON speaker.id = appearance.speaker
WHERE appearance.statements > 0 {chosen} ORDER BY speaker.statements DESC, speaker.id
"""
BEGINNING = "SELECT appearance FROM lookup WHERE part = 'role' AND word >= ? AND word < ?"
ANY_OF = "SELECT appearance FROM ({}) AS any_of"
BODIES = f"""
SELECT DISTINCT speaker.id, speaker.statements {FOUND}
WHERE lookup.part = 'letters' AND lookup.word = ? AND speaker.kind <> '{SpeakerKind.PERSON.value}' AND {CURRENT}
ORDER BY speaker.statements DESC, speaker.id
"""


def note(database: Database, appearances: Iterable[tuple[int, Reported]]) -> None:
    """Make appearances, given by id, findable."""
    rows = [(*key, number) for number, reported in appearances for key in sorted(keys(reported))]
    database.each("INSERT INTO lookup VALUES (?, ?, ?)", rows)


def keys(reported: Reported) -> set[tuple[str, str]]:
    """The parts and words by which a name as reported is found."""
    named = {*name_words(reported.name), *name_words(read_person_name(reported.name).printed)}
    letters = "" if reported.kind is SpeakerKind.PERSON else initials(name_words(reported.name))
    return {
        *(("name", word) for word in named),
        *(("role", word) for word in role_words(reported.role)),
        *([("letters", letters)] if letters else []),
    }


def bearers(database: Database, words: Sequence[str]) -> list[int]:
    """The speakers with a name that has all these words, most statements first."""
    asked = list(dict.fromkeys(reversed(words)))  # a surname first: fewer bear it than a given name
    if not 0 < len(asked) <= MOST_WORDS:
        return []
    return _ids(database, BEARERS.format(others=TOO * (len(asked) - 1)), *asked)


def bearers_of_any(database: Database, words: Sequence[str]) -> list[tuple[str, int]]:
    """Each of these words with each of those who have a name with it, most statements first."""
    rows = database.rows(BEARERS_OF_ANY.format(words=marks(words)), *words)
    return [(word, speaker) for word, speaker, _ in rows]


def known_among(database: Database, words: Sequence[str]) -> set[str]:
    """Those of these words that are in anybody's name."""
    asked = [word for word in words for _ in range(2)]
    sql = " UNION ALL ".join([IS_WORD] * len(words))
    return {word for (word,) in database.rows(sql, *asked)} if words else set()


def words_like(database: Database, beginning: str, shortest: int, longest: int) -> list[str]:
    """The words of names that begin so and are so long."""
    return [word for (word,) in database.rows(WORDS, beginning, beginning + PAST_ALL, shortest, longest)]


def in_roles(database: Database, beginnings: Iterable[Sequence[str]]) -> list[tuple[int, str]]:
    """Speakers and their roles that have, for each of these, a word with one of its beginnings."""
    groups = list(dict.fromkeys(map(tuple, beginnings)))
    if len(groups) > MOST_WORDS:
        return []
    # One set, made once: PostgreSQL looked through one of several again and again for each row.
    having = " INTERSECT ".join(ANY_OF.format(" UNION ALL ".join([BEGINNING] * len(group))) for group in groups)
    chosen = f"AND appearance.id IN ({having})"
    values = [value for group in groups for each in group for value in (each, each + PAST_ALL)]
    rows = database.rows(IN_ROLES.format(chosen=chosen), *values) if values else []
    return [(speaker, role) for speaker, role, _ in rows]


def bodies(database: Database, letters: str) -> list[int]:
    """The bodies with a name that has these initials, most statements first."""
    return _ids(database, BODIES, letters)


def _ids(database: Database, sql: str, *values: Value) -> list[int]:
    return [int(row[0]) for row in database.rows(sql, *values)]


Appearance = tuple[int, str, str, str, int | None, str]

FORMER = """
SELECT id FROM speaker WHERE merged IS NULL AND family = ?
AND NOT EXISTS (SELECT 1 FROM appearance WHERE appearance.speaker = speaker.id)
"""
SETTLED = "UPDATE speaker SET name = ?, kind = ?, family = ?, merged = NULL WHERE id = ?"
SUMMED = """
UPDATE speaker SET statements =
    (SELECT SUM(appearance.statements) FROM appearance WHERE appearance.speaker = speaker.id) WHERE id = ?
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
    note(database, [(made, reported)])
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
        database.each(SUMMED, [(speaker,) for speaker in sorted(taken)])  # once all appearances are where they belong
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
    database.rows(SETTLED, identity.name, identity.kind.value, family(identity.members[0][0]), speaker)


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
