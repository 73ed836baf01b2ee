"""The same speaker across articles: which printed names are one person, organisation or group, and why.

The outcome is a function of the set of names and roles reported, whatever the order in which they came.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.english.names import LONG_NAME, PersonName, read_person_name
from corpus.english.words import cased, name_words, tokens
from corpus.statement import SpeakerKind

AFTER_HEAD = re.compile(r",|\s(?:of|for|from|at|in|to|on|with|who|under|and)\s", re.IGNORECASE)
NO_CONTENT = frozenset(
    "the a an his her their its former ex then acting outgoing incoming senior deputy current".split()
)
SAME_WORD = {
    "advisor": "adviser", "pm": "minister", "sen": "senator", "rep": "representative", "gov": "governor",
    "congressman": "representative", "congresswoman": "representative", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "chief executive": "ceo", "gen": "general", "prez": "president",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Reported:
    """A speaker as articles print it: the name, the role given with it ("" for none), and what it is."""

    name: str
    role: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class Identity:
    """One speaker: the fullest name, and all that was reported of it, each with why it is this speaker."""

    name: str
    kind: SpeakerKind
    members: tuple[tuple[Reported, str], ...]


def family(reported: Reported) -> str:
    """What all names of one speaker have in common: a person's surname, else the whole name. Folded."""
    if reported.kind is SpeakerKind.PERSON:
        return read_person_name(reported.name).surname.rpartition("-")[2] or reported.name
    return " ".join(name_words(reported.name)) or reported.name


def identities(reported: Iterable[Reported]) -> list[Identity]:
    """The speakers of one family, those with full names first, in an order that does not depend on the given one."""
    ordered = sorted(set(reported))
    bodies = [one for one in ordered if one.kind is not SpeakerKind.PERSON]
    people = [_Known(one, read_person_name(one.name)) for one in ordered if one.kind is SpeakerKind.PERSON]
    groups = _persons(people)
    if bodies:
        groups = _with_body(bodies, groups)
    return sorted((_identity(group) for group in groups if group), key=_fullest_first)


def alike(role: str, other: str) -> bool:
    """Whether two roles may be one: the same head word, and most words of the shorter in the longer.

    "adviser" and "US National Security Adviser" are alike; "security guard" and "security adviser" are not, nor are
    "Russian president" and "US president".
    """
    words, others = _role_head(role), _role_head(other)
    if not words or not others or words[-1] != others[-1]:
        return False
    return len({*words} & {*others}) > len(min({*words}, {*others}, key=len)) / 2


def of_one_role(roles: Iterable[str]) -> bool:
    """Whether all these roles are alike."""
    first, *rest = sorted(roles, key=len) or [""]
    return all(alike(first, role) for role in rest)


@lru_cache(maxsize=20_000)
def _role_head(role: str) -> tuple[str, ...]:
    """The words up to the head ("Republican senator from Texas" -> republican, senator), folded, one form each."""
    head = AFTER_HEAD.split(role.strip(), maxsplit=1)[0]
    words = [SAME_WORD.get(word, word) for word in tokens(head.replace(".", ""))]
    return tuple(word for word in words if word not in NO_CONTENT)


@dataclass(frozen=True, slots=True)
class _Known:
    """A reported name as read, and why it stands in its group."""

    reported: Reported
    name: PersonName
    reason: str = ""

    @property
    def role(self) -> str:
        """The role reported, with the title that is part of the name."""
        return f"{self.name.title} {self.reported.role}".strip()

    def because(self, reason: str) -> "_Known":
        return _Known(self.reported, self.name, reason)


_Group = list[_Known]


def _persons(people: Sequence[_Known]) -> list[_Group]:
    groups = _full_names([one for one in people if one.name.spelled])
    for partial in (_initials, _tails, _bare):
        groups = partial([one for one in people if not one.name.spelled], groups)
    return groups


def _full_names(people: Sequence[_Known]) -> list[_Group]:
    """One group a given name and suffix; persons whom middle names tell apart are apart."""
    by_name: dict[tuple[str, str], _Group] = defaultdict(list)
    for one in people:
        by_name[one.name.known_as, one.name.suffix].append(one.because("the same full name"))
    groups = [part for group in by_name.values() for part in _by_middle_name(group)]
    return _across_suffixes(groups)


def _by_middle_name(group: _Group) -> list[_Group]:
    by_letter: dict[str, _Group] = defaultdict(list)
    for one in group:
        by_letter[one.name.middle[:1]].append(one)
    plain = by_letter.pop("", [])
    parts = list(by_letter.values()) or [[]]
    if len(parts) == 1:
        return [parts[0] + plain]
    apart: _Group = []
    for one in plain:
        fitting = _of_role(one, parts)
        (fitting[0] if len(fitting) == 1 else apart).append(one)
    return [*parts, apart] if apart else parts


def _across_suffixes(groups: list[_Group]) -> list[_Group]:
    """'Jr' tells father and son apart, unless both forms are reported in the very same role."""
    merged: list[_Group] = []
    for group in sorted(groups, key=lambda group: group[0].name.suffix):
        same = [
            other
            for other in merged
            if other[0].name.known_as == group[0].name.known_as
            and bool(other[0].name.suffix) != bool(group[0].name.suffix)
            and _roles(other) & _roles(group)
        ]
        if len(same) == 1:
            same[0].extend(one.because("the same name in the same role, with and without suffix") for one in group)
        else:
            merged.append(group)
    return merged


def _initials(people: Sequence[_Known], groups: list[_Group]) -> list[_Group]:
    """'J. Sullivan' is Jake Sullivan where no other given name with J is known."""
    for one in people:
        if not one.name.given:
            continue
        fitting = [group for group in groups if any(one.name.may_shorten(other.name) for other in group)]
        _place(one, fitting, groups, f"the only full name that {one.reported.name!r} may shorten")
    return groups


def _tails(people: Sequence[_Known], groups: list[_Group]) -> list[_Group]:
    """'López Obrador' is Andrés Manuel López Obrador: a name of several words that ends a longer one."""
    long = [group for group in groups if any(len(one.name.words) >= LONG_NAME for one in group)]
    for tail in list(groups) if long else ():
        longer = [group for group in long if group is not tail and _any_ends(tail, group)]
        if len(longer) == 1:
            longer[0].extend(one.because("the end of the full name") for one in tail)
            groups = [group for group in groups if group is not tail]
    return groups


def _any_ends(tail: _Group, group: _Group) -> bool:
    return any(one.name.ends(other.name) for one in tail for other in group)


def _bare(people: Sequence[_Known], groups: list[_Group]) -> list[_Group]:
    """A surname alone joins the one full name that it fits; a role decides between several, and speaks against one."""
    waiting: _Group = []
    for one in people:
        if one.name.given:
            continue
        full = [group for group in groups if any(one.name.may_be_surname_of(other.name) for other in group)]
        fitting = _of_role(one, full) if one.role else full
        if len(full) == 1 and not fitting and _many_roles(full[0]):
            fitting = full
        if len(fitting) == 1:
            fitting[0].append(one.because(_why_bare(one, full)))
        else:
            waiting.append(one)
    return [*groups, *_by_role(waiting)]


def _why_bare(one: _Known, full: Sequence[_Group]) -> str:
    if len(full) == 1:
        return f"the only full name with the surname {one.name.surname!r}"
    return f"of those with the surname {one.name.surname!r}, the only one reported as {one.role!r}"


def _by_role(people: Sequence[_Known]) -> list[_Group]:
    """Surnames that no full name is known for: one speaker a role; without a role, the only one there is."""
    groups: list[_Group] = []
    for one in sorted(people, key=lambda one: (not one.role, -len(one.role), one.reported)):
        same = [group for group in groups if group[0].name.surname == one.name.surname]
        fitting = _of_role(one, same) if one.role else same
        _place(one, fitting, groups, "the same surname, and no full name is known")
    return groups


def _place(one: _Known, fitting: Sequence[_Group], groups: list[_Group], reason: str) -> None:
    if len(fitting) == 1:
        fitting[0].append(one.because(reason))
    else:
        groups.append([one.because("a speaker of its own: nothing decides who of several it is")])


def _of_role(one: _Known, groups: Iterable[_Group]) -> list[_Group]:
    """The groups with a role like this one's; those without any role only where no other group fits."""
    alike_ones = [group for group in groups if any(alike(one.role, role) for role in _roles(group))]
    return alike_ones or [group for group in groups if one.role and not _roles(group)]


def _roles(group: _Group) -> set[str]:
    return {one.role for one in group if one.role}


def _many_roles(group: _Group) -> bool:
    """Whether a person is reported in several unlike roles, as only public figures are: one more proves nothing."""
    return not of_one_role(_roles(group))


def _with_body(bodies: Sequence[Reported], groups: list[_Group]) -> list[_Group]:
    """Organisations and groups of one name are one; a "person" of just that one word is that organisation too."""
    blank = read_person_name("")
    body = [_Known(one, blank, "the same name") for one in bodies]
    if any(one.name.spelled for group in groups for one in group):
        return [body, *groups]
    return [[*body, *(one.because("the organisation of this name") for group in groups for one in group)]]


def _identity(group: _Group) -> Identity:
    kinds = {one.reported.kind for one in group}
    kind = next(kind for kind in (SpeakerKind.ORGANISATION, SpeakerKind.GROUP, SpeakerKind.PERSON) if kind in kinds)
    members = sorted((one.reported, one.reason if len(group) > 1 else "") for one in group)
    if kind is SpeakerKind.PERSON:
        name = cased(max(group, key=_fullness).name.printed)
    else:
        name = min((one.reported.name for one in group), key=lambda name: (len(name), name))
    return Identity(name, kind, tuple(members))


def _fullness(one: _Known) -> tuple[bool, int, int, str]:
    return (one.name.spelled, len(one.name.words), len(one.name.printed), one.reported.name)


def _fullest_first(identity: Identity) -> tuple[int, Identity | str]:
    return (-len(identity.name.split()), identity.name + str(identity.members[0]))
