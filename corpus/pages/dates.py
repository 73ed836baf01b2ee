"""When an article says it was published: ISO 8601, RFC 822, then the grammar of bylines, then other languages.

What is printed decides. A zone is taken only where it is printed, and an abbreviation that several countries use
('IST' is India's, Israel's or Ireland's) only where the outlet's country is known; a time without a zone stays without.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from corpus.article import Published

OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-−])(\d{1,2}):?(\d{2})?$")
NORTH_AMERICAN = frozenset(
    ["ET", "CT", "MT", "PT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT", "HST"]
)


def zone_names() -> frozenset[str]:
    """All abbreviations that `offset_of` knows in at least one country."""
    return frozenset(name for name, _ in _zones())


def read_offset(printed: str) -> timezone | None:
    """The zone of a numeric offset ('+05:30', '-0500', 'GMT+2', 'Z'); None where it is not one or out of range."""
    if printed in {"Z", "z"}:
        return UTC
    found = OFFSET.match(printed)
    if not found:
        return None
    sign = 1 if found[1] == "+" else -1
    hours, minutes = int(found[2]), int(found[3] or 0)
    return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours <= 14 and minutes < 60 else None


def place_in(moment: datetime, name: str, country: str | None) -> tuple[datetime, str]:
    """A moment in the zone of this abbreviation and how that was decided; the moment as it was, and "", where open.

    A country's own meaning goes first, then the one that has no rival; 'IST' without a country stays open. 'ET' and
    the like are standard or daylight time by the date.
    """
    abbreviation = name.upper()
    own = _zones().get((abbreviation, country or ""))
    zone = own or _zones().get((abbreviation, ""))
    if zone is None:
        return moment, ""
    placed = moment.replace(tzinfo=_zone(zone))
    fixed = placed.replace(tzinfo=timezone(placed.utcoffset() or timedelta(0)))
    return fixed, f"{abbreviation} as in {country}" if own and country else f"{abbreviation} as printed"


def _zone(printed: str) -> tzinfo:
    return read_offset(printed) or ZoneInfo(printed)


@cache
def _zones() -> dict[tuple[str, str], str]:
    table = (files("corpus") / "data" / "zones.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {(name, country): zone for name, country, zone in rows}


HAS_CLOCK = re.compile(r"\d{1,2}\s?[:.hH時시]\s?\d{2}")


def read_foreign(text: str) -> str | None:
    """ISO 8601 of a day printed in full in any language, with the time where one is printed; None if there is none.

    No zone is read: dateparser takes 'IST' for Israel's. Day goes before month in numbers.
    """
    # Importing it takes half a second, and few pages need it.
    from dateparser import DateDataParser  # type: ignore[import-untyped]  # noqa: PLC0415

    parser = DateDataParser(
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
    )
    moment: datetime | None = parser.get_date_data(text).date_obj
    if moment is None:
        return None
    moment = moment.replace(tzinfo=None)
    return moment.isoformat() if HAS_CLOCK.search(text) else moment.date().isoformat()


LONGEST = 300  # characters; a dateline is under 200
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
ISO = re.compile(
    r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:[.,](\d{1,9}))?)?"
    r"\s?(Z|[+-]\d{2}:?\d{2}|[A-Z]{2,4}\b)?(?![\d-])"
)
EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?$|\d{13}$")
DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s,./-]*{MONTH}(?:[\s,./-]*(\d{{4}})\b(?!:))?", re.IGNORECASE
)
MONTH_DAY = re.compile(
    rf"\b{MONTH}[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:[\s,/-]*(\d{{4}})\b(?!:))?", re.IGNORECASE
)
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
YEAR = re.compile(r"(?<![\d:.])((?:19|20)\d{2})(?![\d:])")
CLOCK = re.compile(
    r"(?<![\d/])(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?\s?(?:([ap])\.?\s?m\b\.?)(?:\s?\(?([A-Z]{2,4})\b)?"
    r"|(?<![\d/])(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(?!\d|\.\d)(?:\s?hrs|\s?Uhr)?"
    r"(?:\s?\(?((?:GMT|UTC)?[+-]\d{2}:?\d{2}|[A-Z]{2,4}\b|Z\b))?"
    r"|(?<![\d/])([01]\d|2[0-3])([0-5]\d)\s(GMT|UTC)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(r"\b(?:first )?(?:published|posted)\b", re.IGNORECASE)


def read_date(printed: str, country: str | None = None) -> Published | None:
    """When something was published, from what was printed and the outlet's country; None where no date is in it.

    All-numeric dates are day first, but month first with a North American zone or outlet; where neither the numbers nor
    the country decide, there is no date. Seconds and milliseconds since 1970 are UTC.
    """
    text = " ".join(printed.split())[:LONGEST]
    if EPOCH.match(text):
        return _of_epoch(text, printed)
    start = PUBLISHED.search(text)
    text = text[start.start() :] if start else text
    for read in (_read_iso, _read_grammar):
        found = read(text, country)
        if found:
            return Published(found[0], printed, found[1])
    moment = read_foreign(text) if YEAR.search(text) and not NUMERIC.search(text) else None
    return Published(moment, printed) if moment else None


def _of_epoch(text: str, printed: str) -> Published | None:
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return Published(datetime.fromtimestamp(seconds, UTC).isoformat(), printed, "seconds since 1970 are UTC")


def _read_iso(text: str, country: str | None) -> tuple[str, str] | None:
    for found in ISO.finditer(text):
        year, month, day, hour, minute, second, fraction, zone = found.groups()
        if "-" not in found[0][:5] and hour is None and len(text) > 8:
            continue
        if hour is None:
            return _of(year, month, day, None, "", country)
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        clock = _clock(int(hour), int(minute), int(second or 0), micro)
        return _of(year, month, day, clock, zone or "", country) if clock else None
    return None


def _read_grammar(text: str, country: str | None) -> tuple[str, str] | None:
    zones = [zone for zone in re.findall(r"\b[A-Z]{2,4}\b", text) if zone in zone_names()]
    found = _day(text, _is_month_first(zones, country))
    if not found:
        return None
    (year, month, day), (start, end) = found
    clock, zone = _time(f"{text[:start]} | {text[end:]}")
    return _of(year, month, day, clock, zone or next(iter(zones), ""), country)


def _is_month_first(zones: list[str], country: str | None) -> bool | None:
    if not NORTH_AMERICAN.isdisjoint(zones) and country not in {"AU", "CN"}:
        return True
    return None if country is None else country in {"US", "PH"}


def _day(text: str, month_first: bool | None) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    """Year, month and day, and where they stand; the leftmost form wins."""
    forms = [form.search(text) for form in (DAY_MONTH, MONTH_DAY, NUMERIC, EAST_ASIAN)]
    for found in sorted((form for form in forms if form), key=lambda form: form.start()):
        day = _parts(found, text, month_first)
        if day:
            return day, found.span()
    return None


def _parts(found: re.Match[str], text: str, month_first: bool | None) -> tuple[int, int, int] | None:
    if found.re is EAST_ASIAN:
        return int(found[1]), int(found[2]), int(found[3])
    if found.re is NUMERIC:
        return _of_numbers(int(found[1]), int(found[3]), found[4], month_first)
    day, month = (found[1], found[2]) if found.re is DAY_MONTH else (found[2], found[1])
    year = found[3] or next(iter(YEAR.findall(text)), None)
    return (int(year), MONTHS.index(month[:3].lower()) + 1, int(day)) if year else None


def _of_numbers(first: int, second: int, year: str, month_first: bool | None) -> tuple[int, int, int] | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if first > 12 or first == second:
        return full, second, first
    if second > 12:
        return full, first, second
    if month_first is None:
        return None
    return (full, first, second) if month_first else (full, second, first)


def _time(text: str) -> tuple[time | None, str]:
    found = CLOCK.search(text)
    if not found:
        return None, ""
    if found[12]:
        return _clock(int(found[12]), int(found[13]), 0, 0), found[14]
    if found[5]:
        half = int(found[1]) % 12 + 12 * (found[5].lower() == "p")
        return _clock(half, int(found[2] or 0), int(found[3] or 0), _micro(found[4])), _known(found[6])
    return _clock(int(found[7]), int(found[8]), int(found[9] or 0), _micro(found[10])), _known(found[11])


def _micro(fraction: str | None) -> int:
    return int((fraction or "0").ljust(6, "0"))


def _known(zone: str | None) -> str:
    return zone if zone and (zone.upper() in zone_names() or read_offset(zone)) else ""


def _clock(hour: int, minute: int, second: int, micro: int) -> time | None:
    return time(hour, minute, min(second, 59), micro) if hour < 24 and minute < 60 and second <= 60 else None


def _of(
    year: str | int, month: str | int, day: str | int, clock: time | None, zone: str, country: str | None
) -> tuple[str, str] | None:
    """ISO 8601 of the parts and how the zone was decided; None where there is no such day."""
    try:
        there = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if clock is None:
        return there.isoformat(), ""
    moment = datetime.combine(there, clock)
    if offset := read_offset(zone) if zone else None:
        return moment.replace(tzinfo=offset).isoformat(), "offset as printed"
    placed, decided = place_in(moment, zone, country)
    return placed.isoformat(), decided
