"""Claims made from what was really printed: as it stands, or turned, exaggerated or exchanged by a rule.

The rules are written apart from the product's tables, and every choice is seeded: one corpus
always gives the same claims.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

WORD = re.compile(r"[\w'’-]+")
FIRST_PERSON = {
    "i": "he", "my": "his", "me": "him", "mine": "his", "we": "they", "our": "their", "us": "them", "am": "is",
    "i'm": "he is", "i've": "he has", "i'll": "he will",
    "we're": "they are", "we've": "they have", "we'll": "they will",
}  # fmt: skip
AUXILIARY = re.compile(r"\b(will|would|can|could|should|must|is|are|was|were|has|have|had|does|did)\b(?! not|n['’]t)")
NEGATED = re.compile(r"\b(\w+) not\b|\b(\w+)n['’]t\b|\bnever ")
OPPOSED = [
    ("increase", "reduce"), ("more", "less"), ("support", "oppose"), ("win", "lose"), ("good", "bad"),
    ("better", "worse"), ("best", "worst"), ("first", "last"), ("before", "after"), ("accept", "reject"),
    ("strong", "weak"), ("high", "low"), ("higher", "lower"), ("open", "closed"), ("safe", "dangerous"),
    ("start", "end"), ("begin", "end"), ("new", "old"), ("right", "wrong"), ("true", "false"), ("guilty", "innocent"),
    ("legal", "illegal"), ("large", "small"), ("big", "small"), ("easy", "difficult"), ("always", "never"),
    ("protect", "endanger"), ("friend", "enemy"), ("peace", "war"), ("public", "private"), ("love", "hate"),
    ("inside", "outside"), ("lower", "raise"), ("cut", "raise"), ("stop", "continue"), ("leave", "stay"),
]  # fmt: skip
CERTAINTY = [("will", "may"), ("may", "will"), ("might", "will"), ("could", "will"), ("should", "will")]
MORE = [
    ("some", "all"),
    ("many", "all"),
    ("often", "always"),
    ("sometimes", "always"),
    ("most", "all"),
    ("part of", "all of"),
]
TIMES = [
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "January February March April June July August September October November December".split(),
    "yesterday tomorrow".split(),
    "second third fourth fifth sixth".split(),
    "north south east west".split(),
    "days weeks months years decades".split(),
]
NUMBER = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w,.-]*\d)|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty)\b"
)
SPELLED = "two three four five six seven eight nine ten twelve twenty thirty fifty".split()
NAME = re.compile(r"(?<=[a-z,] )(?:the )?[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")

NO_NAMES = frozenset("Yet Not May But And Because The This That They Until When If During After Before".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the kind of change ("" where it is still true), and the words it was made from."""

    kind: str
    words: str
    printed: str


def as_told(content: str) -> str | None:
    """The first sentence of what somebody said as others would tell it; None where it is too short or too broken."""
    plain = re.sub(r"\[[^\]]*\]|[\"“”]|\(.*?\)", "", content)
    plain = re.split(r"(?<=[a-z])[.!?;](?:\s|$)|\n", " ".join(plain.split()))[0].strip(" ,.;:-—–'‘’")
    told = WORD.sub(lambda found: FIRST_PERSON.get(found[0].lower().replace("’", "'"), found[0]), plain)
    count = len(told.split())
    return told if 6 <= count <= 28 and "…" not in told and "..." not in told and "?" not in content else None


def corruptions(told: str, others: Sequence[str], dice: random.Random) -> Iterator[tuple[str, str]]:
    """Each kind of change that fits a told sentence, with the changed sentence; `others` lend names and objects."""
    for kind, change in KINDS.items():
        changed = change(told, others, dice)
        if changed is not None and changed != told:
            yield kind, changed


def _negation(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    if NEGATED.search(told):
        return re.sub(r" not\b|n['’]t\b|\bnever ", "", told, count=1) if len(NEGATED.findall(told)) == 1 else None
    found = AUXILIARY.search(told)
    if not found or re.search(r"\b(?:no|nobody|none|nothing|without|neither|nor|hardly)\b", told):
        return None
    return f"{told[: found.end()]} not{told[found.end() :]}"


def _number(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    found = NUMBER.search(told)
    if not found:
        return None
    if found[2]:
        other = dice.choice([each for each in SPELLED if each != found[2]])
    else:
        value = int(found[1].replace(",", ""))
        year = 1900 < value < 2100
        other = str(value + dice.choice([1, 2, 3, -2]) if year else max(2, value * dice.choice([2, 3, 10]) + 1))
    return told[: found.start()] + other + told[found.end() :]


def _name(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    found = NAME.search(told)
    lent = [each for other in others for each in NAME.findall(other) if each.removeprefix("the ") not in told]
    lent = [each for each in lent if not any(part[:5] in told or part in NO_NAMES for part in each.split())]
    if not found or not lent:
        return None
    return told[: found.start()] + dice.choice(lent) + told[found.end() :]


def _object(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    """Another noun for the noun after an article."""
    noun = re.compile(r"(?:(?<=\bthe )|(?<=\btheir )|(?<=\bhis ))[a-z]{5,}(?=[ ,]| of|$)(?! [a-z]+ing\b)")
    found = noun.search(told)
    lent = sorted({each for other in others for each in noun.findall(other) if each[:4] not in told})
    if not found or not lent:
        return None
    return told[: found.start()] + dice.choice(lent) + told[found.end() :]


def _opposite(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    return _swapped(told, [*OPPOSED, *((two, one) for one, two in OPPOSED)])


def _certainty(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    return _swapped(told, CERTAINTY)


def _exaggeration(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    return _swapped(told, MORE)


def _time(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    for group in TIMES:
        for word in group:
            if re.search(rf"\b{word}\b", told):
                return re.sub(rf"\b{word}\b", dice.choice([each for each in group if each != word]), told, count=1)
    return None


def _condition(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    """Without the condition at the end."""
    found = re.search(r",? (?:if|unless|provided) .+$", told)
    return told[: found.start()] if found and len(told[: found.start()].split()) >= 6 else None


def _order(told: str, others: Sequence[str], dice: random.Random) -> str | None:
    """Two names that change places around a verb."""
    found = re.match(r"([A-Z][a-z]{2,}) ((?:[a-z]+ ){1,4})([A-Z][a-z]{2,})\b(?! [A-Z])(?!['’])", told)
    if not found or re.search(r"\b(?:and|or|of|in|from|on|at|by|for|with)\b", found[2]):
        return None
    if found[1] in NO_NAMES:
        return None
    return f"{found[3]} {found[2]}{found[1]}{told[found.end() :]}"


def _swapped(told: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    for word, other in pairs:
        if re.search(rf"(?<!-)\b{word}\b(?!-)", told) and not re.search(r"\b(?:not|never)\b|n['’]t", told):
            return re.sub(rf"\b{word}\b", other, told, count=1)
    return None


KINDS: dict[str, Callable[[str, Sequence[str], random.Random], str | None]] = {
    "negation": _negation, "number": _number, "name": _name, "object": _object, "opposite": _opposite,
    "certainty": _certainty, "exaggeration": _exaggeration, "time": _time, "condition": _condition, "order": _order,
}  # fmt: skip


def truths(told: str) -> Iterator[tuple[str, str]]:
    """Ways in which people tell the same without changing it."""
    yield "as told", told
    yield "backshifted", re.sub(r"\bwill\b", "would", re.sub(r"\bcan\b", "could", told))
    yield "lower case", told.lower()
    if not re.search(r"\b(?:if|unless|but|except|not|only)\b", told):
        clause = told.partition(", ")[0]
        if len(clause.split()) >= 6:
            yield "first clause", clause
    yield "contracted", told.replace(" is not", " isn't").replace(" do not", " don't").replace("n't", " not")


MISATTRIBUTED = "somebody else's words"
"""The kind of a claim that is printed, but of another speaker."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question "did X say Y?", the kind of change ("" where it is true), and the words it was made from."""

    kind: str
    question: str
    printed: str


def asked_about(said: Sequence[tuple[str, str]], wanted: int) -> list[Asked]:
    """Questions about what was said, as pairs of a speaker's name and the words: of each kind in turns, so many false.

    A true one of each telling goes with each false one that was made from the same words.
    """
    dice = random.Random(11)
    told = [(name, content, each) for name, content in said if (each := as_told(content)) is not None]
    dice.shuffle(told)
    by_kind: dict[str, list[Asked]] = {}
    for name, content, each in told:
        others = [other for _, _, other in dice.sample(told, min(20, len(told)))]
        for kind, changed in corruptions(each, others, dice):
            by_kind.setdefault(kind, []).append(Asked(kind, f"Did {name} say {changed}?", content))
        stranger = dice.choice([other for other, _, _ in told if other != name])
        by_kind.setdefault(MISATTRIBUTED, []).append(Asked(MISATTRIBUTED, f"Did {stranger} say {each}?", content))
    false = [one for row in zip_longest(*by_kind.values()) for one in row if one is not None][:wanted]
    true = [Asked("", f"Did {name} say {way}?", content) for name, content, each in told for _, way in truths(each)]
    return [*false, *dice.sample(true, min(len(true), wanted // 3))]
