"""What a name as printed is found by, and how names, roles and letters are looked up, in SQL.

Three parts: `name`, the words of the name with and without its title, in the form of corpus/english/words.py; `role`,
the words of the role; `letters`, the initials of a body's name. Another form of any of them is another format of
the store (corpus/sql/upgrading.py).
"""

from collections.abc import Iterable, Sequence

from corpus.english.person_name import read_person_name
from corpus.english.words import initials, name_words, role_words
from corpus.identity import Reported
from corpus.sql.database import Database, Value, marks
from corpus.statement import SpeakerKind

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
