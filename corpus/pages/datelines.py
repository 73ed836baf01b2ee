"""Datelines: a line of its own ('09 December,2021 08:13 AM IST | Washington | Agencies') and the words that open
a story ('WASHINGTON, Dec 7 (Reuters) - ...')."""

import re
from dataclasses import dataclass

from corpus.pages.outlets import country_of_place, is_agency, is_region

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
LABEL = r"(?:first |last )?(?:published|updated?|posted|modified|created|publish(?:ed)? date|date|reported|filed)"
DATE_WORDS = re.compile(
    rf"\b(?:{LABEL}|{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|on|at|last|first|by|"
    r"[ap]\.?m|hrs|hours|uhr|o'clock|ago|minutes?|time|[A-Z]{2,4}T|GMT|UTC|IST|MSK|(?-i:[ECMP]T)|"
    r"\d{1,2}(?:st|nd|rd|th))\b|(?<=\d)[ap]\.?m\b|\d+|T(?=\d)",
    re.IGNORECASE,
)
HAS_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ ,./-]*{MONTH}\b|\b{MONTH}\b\.?[ ,-]*\d{{1,2}}(?:st|nd|rd|th)?\b|"
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\d{4}年\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
OTHER_LANGUAGE = re.compile(  # '9. Dezember 2021', '9 de diciembre de 2021', '9 декабря 2021'
    r"(?<!\d)\d{1,2}\.?º?(?: de)? [^\W\d_]{3,12}\.?(?: de)? (?:19|20)\d{2}\b(?: г\.)?"
)
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?$", re.IGNORECASE)
LABELLED = re.compile(rf"\W*{LABEL}\b\s*(?:on|at|:|-|\||$)?\s*:?\s*(?=.*\d)", re.IGNORECASE)
FIELD = re.compile(r"\s*(?:[|•·]|\s[-–—/]\s)\s*")
WRITER = re.compile(r"(?:by|source|edited by|written by|reported by)\s*:?\s+", re.IGNORECASE)

KICKERS = frozenset(
    [
        "EXCLUSIVE",
        "UPDATE",
        "BREAKING",
        "WATCH",
        "ANALYSIS",
        "OPINION",
        "EXPLAINER",
        "EXPLAINED",
        "NOTE",
        "VIDEO",
        "LIVE",
        "FACT",
        "SUBJECT",
    ]
)
CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’/&-]*"
TITLE = r"[A-ZÀ-Þ][\w.'’-]+"
PLACE = rf"(?:{CAPS}(?: {CAPS}){{0,4}}|{TITLE}(?:(?: |/){TITLE}| (?:de|of|el|es|la|da) {TITLE}){{0,3}})"
REGION = rf"(?:, (?!(?i:{MONTH})\b)(?:{TITLE}(?: {TITLE}){{0,2}}|(?:[A-Z]\.){{2}})| \[{TITLE}(?: {TITLE}){{0,2}}\])"
DAY = rf"(?:{MONTH}\.?\s\d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
# "COLONEL DEAN ROURKE, STATE GUARD (ph):" is a voice in a transcript.
RANKED = re.compile(
    r"(?:the|mr|mrs|ms|dr|sir|lady|col(?:onel)?|gen(?:eral)?|maj(?:or)?|capt(?:ain)?|lt|lieutenant|sgt|sergeant|"
    r"sen(?:ator)?|rep|president|governor|secretary|judge|justice|mayor|chief|commissioner|minister|reporter|"
    r"question|moderator|host)\b\.? \w|(?:reporter|question|moderator|host)\W*\Z",
    re.IGNORECASE,
)
ASIDE = re.compile(  # how a transcript says that somebody is heard
    r"(?:on|off)[ -](?:camera|screen|air|mic|tape)|ph|via \w+|by (?:phone|telephone|video)|(?:through|via) (?:an )?"
    r"(?:interpreter|translator)|(?:voice[ -]?over|translated|crosstalk|inaudible|laughing|laughs|reading|singing|"
    r"video|audio|live|cont\W{0,2}d|continuing|foreign language)(?: .{1,20})?",
    re.IGNORECASE,
)
LEAD = re.compile(
    rf"(?P<place>(?!(?i:{DAY})\b){PLACE})?(?P<region>{REGION})?(?:(?:,| |^)? ?(?P<day>(?i:{DAY}))\.?)?"
    r"(?:,? ?(?:\((?P<agency>[A-Za-z][\w .&/-]{1,30})\)|/(?P<slashed>[A-Z]{2,10})/))?"
    r"(?P<mark>\.?\s*(?:[-–—]{1,2}|[:|])\s+|\.?\s+)(?=[“\"‘'(]?[A-Z0-9À-Þ])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, each as printed; `length` is how many characters of its paragraph it takes up."""

    length: int
    date: str | None = None
    place: str | None = None
    agency: str | None = None
    writer: str | None = None


def read_line(line: str) -> Dateline | None:
    """A dateline on a line of its own, or None: a date, and besides it no more than names of place and agency.

    A known place with a bar ('London | Agencies') needs no date.
    """
    if len(line) > 200 or line.endswith(("?", "!")):
        return None
    if not (HAS_DATE.search(line) or OTHER_LANGUAGE.search(line) or _is_clock(line)):
        return _fields(line) if _is_of_place(line) else None
    words = DATE_WORDS.sub(" ", OTHER_LANGUAGE.sub(" ", line)).replace("_", " ").split()
    left = [word for word in words if any(character.isalpha() for character in word)]
    if len(left) > 9 or any(word[0].islower() for word in left):
        return None
    if len(left) > 4 and "|" not in line and not _is_labelled(line):
        return None
    return _fields(line)


def is_labelled_line(line: str) -> bool:
    """Whether a line is a dateline wherever it stands: it says so ('Updated on: ...'), has bars in it, or is a time."""
    return (_is_labelled(line) or "|" in line or _is_clock(line)) and read_line(line) is not None


def read_lead(paragraph: str) -> Dateline | None:
    """The dateline that opens any paragraph, or None: it has an agency, a day, or a known place in capitals.

    Its length takes in the dash and the space after it.
    """
    found = LEAD.match(paragraph[:160])
    return _lead(found) if found and found.end() and _is_sure(found) else None


def read_first_lead(paragraph: str) -> Dateline | None:
    """The dateline that opens the first paragraph of a story, or None; here 'Dekalb, Ill. — ...' is enough."""
    found = LEAD.match(paragraph[:160])
    return _lead(found) if found and found.end() and (_is_sure(found) or _is_likely(found)) else None


def _lead(found: re.Match[str]) -> Dateline:
    return Dateline(found.end(), found["day"], _cased(found["place"]), found["agency"] or found["slashed"])


def _is_sure(found: re.Match[str]) -> bool:
    place, agency = found["place"], found["agency"] or found["slashed"]
    if place and (RANKED.match(place) or ASIDE.fullmatch(agency or "")):
        return False
    is_marked = bool(found["mark"].strip(" ."))
    if agency:
        return is_agency(agency) or (is_marked and (place or "").isupper())
    if not place or not is_marked:
        return False
    is_known = country_of_place(place) is not None
    if place.isupper():
        return is_known or bool(found["day"]) or is_region(_region(found))
    return is_known and bool(found["day"])


def _is_likely(found: re.Match[str]) -> bool:
    place, mark = found["place"], found["mark"].strip(" .")
    if not place or not mark or place in KICKERS:
        return False
    if country_of_place(place) is not None or is_region(_region(found)):
        return True
    return mark != ":" and (bool(found["day"]) or (place.isupper() and place.isascii() and len(place) > 3))


def _region(found: re.Match[str]) -> str:
    return (found["region"] or "").strip(", ")


def _cased(place: str | None) -> str | None:
    """'NEW DELHI' as 'New Delhi': capitals are how a dateline is set, not part of the name."""
    if place is None or not place.isupper():
        return place
    return re.sub(r"[^\W\d_]+(?:['’]s\b)?", lambda word: word[0].capitalize(), place)


def _is_labelled(line: str) -> bool:
    return len(line) <= 200 and LABELLED.match(line) is not None


def _is_of_place(line: str) -> bool:
    fields = [field for field in FIELD.split(line) if field]
    others = [field for field in fields if country_of_place(field) is None]
    return "|" in line and len(others) < len(fields) and all(map(is_agency, others))


def _is_clock(line: str) -> bool:
    return CLOCK.match(line) is not None


def _fields(line: str) -> Dateline:
    """The fields between bars: a name before the date is the writer's, one after it the place, if no known place."""
    date: list[str] = []
    found: dict[str, str] = {}
    for field in filter(None, FIELD.split(line)):
        name = WRITER.sub("", field).strip(" .,;:")
        if HAS_DATE.search(field) or OTHER_LANGUAGE.search(field) or _is_clock(field) or _is_labelled(field):
            date.append(field)
        elif is_agency(name):
            found.setdefault("agency", name)
        elif name[:1].isupper():
            is_place = not WRITER.match(field) and (bool(date) or country_of_place(name) is not None)
            found.setdefault("place" if is_place else "writer", name)
    return Dateline(len(line), " | ".join(date) or None, **found)
