"""Roles as concepts: "the Danish foreign minister", "Foreign Secretary of Denmark" and "Denmark's foreign minister".

A role's words are brought to one form each: a country for its people, capital and short names (data/peoples.tsv), an
office for its other names (data/offices.tsv), anything else its stem. The head says what somebody is; whoever asks for
the head, chief, boss or leader of something means whatever office leads it.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.english.lexicon import rows, stem
from corpus.english.words import LINKS, words

LEADING = (
    "president primeminister ceo secretarygeneral directorgeneral headofstate firstminister chiefminister chair head "
    "director chancellor governor king queen emir sultan commissioner mayor coach captain"
)
OTHER_HOLDERS = frozenset(["former", "deputi", "act", "vice", "late", "incom", "elect", "candid"])
SKIPPED = frozenset("a an his her their its our this that current sitting new own and s".split())
LONGEST = 4  # words of one office's or country's name
ROLES_KEPT = 8_000


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, and the other concepts that tell whose or what kind of one."""

    head: str
    others: frozenset[str]

    @property
    def concepts(self) -> frozenset[str]:
        """Head and others."""
        return self.others | {self.head}


@lru_cache(maxsize=ROLES_KEPT)
def role_of(phrase: str) -> Role | None:
    """The role that a phrase describes; None where it has no words."""
    parts = _parts(phrase)
    owner, _, owned = _possessed(phrase)
    if owned and (own := _parts(owned)):
        return Role(_head(own), frozenset([*concepts(owner), *(each for each in own if each)]) - {_head(own)})
    head = _head(parts)
    return Role(head, frozenset(each for each in parts if each) - {head}) if head else None


def concepts(text: str) -> list[str]:
    """The concepts of a text, in order, without the little words."""
    return [each for each in _parts(text) if each]


def holds(asked: Role, held: Role) -> bool:
    """Whether somebody with the one role has the office of the other: a former or deputy one only where asked for."""
    other = (OTHER_HOLDERS & held.concepts) - asked.concepts - {"former"}
    leads = asked.head == "head" and held.head in _leading()
    return not other and (asked.head == held.head or leads)


def head_among(asked: Role, told: Set[str]) -> bool:
    """Whether what is told of somebody has the office of a role."""
    return asked.head in told or (asked.head == "head" and bool(_leading() & told))


def head_forms(role: Role) -> list[str]:
    """The first letters with which the words of offices begin that may be meant by a role's head."""
    meant = {role.head, *(_leading() if role.head == "head" else ())}
    forms = {form.split("_")[0] for office, names in _offices().items() if office in meant for form in names}
    return sorted({each[:5] for each in forms | set(meant - _offices().keys())})


def is_country(word: str) -> bool:
    """Whether a folded word is a country, its people, its capital or its short name."""
    return _forms().get(word) in _table("peoples.tsv")


def is_office(concept: str) -> bool:
    """Whether a concept is an office that has other names, or leads something."""
    return concept in _offices() or concept in _leading()


def _parts(phrase: str) -> list[str]:
    """The concepts of a phrase in order; "" for a link such as "of"."""
    given = [part for each in words(phrase) for part in each.split("-")]
    found: list[str] = []
    at = 0
    while at < len(given):
        size = next(n for n in range(min(LONGEST, len(given) - at), 0, -1) if n == 1 or _named(given[at : at + n]))
        together = given[at : at + size]
        if size > 1 or together[0] not in SKIPPED | LINKS:
            found.append(_named(together) or stem(together[0]))
        elif together[0] in LINKS:
            found.append("")
        at += size
    return found


def _named(together: Sequence[str]) -> str | None:
    return _forms().get("_".join(together))


def _head(parts: Sequence[str]) -> str:
    """The last concept before the first link, or of all."""
    start = next((at for at, each in enumerate(parts) if each), len(parts))
    end = next((at for at in range(start, len(parts)) if not parts[at]), len(parts))
    return parts[end - 1] if end > start else ""


def _possessed(phrase: str) -> tuple[str, str, str]:
    """The owner and what is owned: "the minister" and "chief of staff" of "the minister's chief of staff"."""
    plain = phrase.replace("’", "'")
    return plain.rpartition("'s ") if "'s " in plain else plain.rpartition("s' ") if "s' " in plain else ("", "", "")


@cache
def _leading() -> frozenset[str]:
    return frozenset(concept for word in LEADING.split() for concept in _parts(word))


@cache
def _offices() -> dict[str, list[str]]:
    return _table("offices.tsv")


@cache
def _forms() -> dict[str, str]:
    """The concept of each form."""
    tables = (_offices(), _table("peoples.tsv"))
    return {form: concept for table in tables for concept, names in table.items() for form in (concept, *names)}


@lru_cache(maxsize=2)
def _table(name: str) -> dict[str, list[str]]:
    return {concept: listed.split() for concept, listed in rows(name)}
