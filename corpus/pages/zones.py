"""What a printed time zone means: 'IST' is India's, Israel's or Ireland's, and only the outlet's country tells."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

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
