"""What is known of outlets: their names and countries by domain, agencies, and the places datelines name."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

DOMAIN = re.compile(r"\b(?:[a-z0-9][a-z0-9-]{0,40}\.)+[a-z]{2,12}\b", re.IGNORECASE)
SOCIAL = re.compile(
    r"(?:^|\.)(?:twitter|facebook|instagram|youtube|whatsapp|telegram|tiktok|linkedin|t|x|youtu|wa|bit)\.\w+$"
)
SECOND_LEVEL = frozenset("co com org net gov gob ac edu go ne or nom".split())
DESKS = frozenset(
    ["agencies", "agency", "correspondent", "bureau", "desk", "network", "staff", "reporter", "wire", "wires"]
)
GENERIC = frozenset(
    [
        "com",
        "org",
        "net",
        "info",
        "biz",
        "tv",
        "news",
        "co",
        "int",
        "edu",
        "gov",
        "mil",
        "io",
        "me",
        "fm",
        "am",
        "online",
        "site",
        "today",
        "live",
        "press",
        "media",
    ]
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: the name readers know, the domain, and the country (ISO 3166, two letters) where known."""

    name: str
    domain: str
    country: str | None

    @property
    def is_known(self) -> bool:
        """Whether the table of outlets has it."""
        return self.domain in _outlets()


def outlet_of_url(url: str) -> Outlet:
    """The outlet at a URL or domain; one that is not in the table is called by its domain."""
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if known := _outlets().get(".".join(labels[start:])):
            return known
    return Outlet(host, host, country_of_domain(host))


def known_outlet_in(text: str) -> Outlet | None:
    """The first outlet of the table whose domain a text names ('mid-day.com reserves the right ...')."""
    for found in DOMAIN.finditer(text):
        outlet = outlet_of_url(found[0].lower())
        if outlet.is_known:
            return outlet
    return None


def any_outlet_in(text: str) -> Outlet | None:
    """The first outlet whose domain a text names, in the table or not; places to follow or share are none."""
    domains = (found[0].lower() for found in DOMAIN.finditer(text))
    return next((outlet_of_url(domain) for domain in domains if not SOCIAL.search(domain)), None)


def outlet_by_name(name: str) -> Outlet | None:
    """The outlet of the table with this name or domain, its ending, case and a leading 'The' aside."""
    return _by_name().get(_folded(name)) or _outlets().get(name.lower().removeprefix("www."))


def is_same_site(address: str, other: str) -> bool:
    """Whether two URLs are of one site: the same host, or hosts under one registered domain (www., m., amp.)."""
    return _site(address) == _site(other) != ""


def poses(name: str, url: str) -> bool:
    """Whether a name is that of a known outlet, and the URL is another's."""
    named = outlet_by_name(name)
    return named is not None and outlet_of_url(url).name != named.name


def _site(url: str) -> str:
    """The registered domain of a URL's host, as far as endings of two parts (.co.uk) tell; of an IP address, itself."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    is_double = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL
    return ".".join(labels[-3:] if is_double else labels[-2:])


def country_of_domain(host: str) -> str | None:
    """The country of a domain's ending ('.in': IN, '.co.uk': GB); None where the ending is nobody's."""
    ending = host.rpartition(".")[2].lower()
    if len(ending) != 2 or ending in GENERIC:
        return None
    return {"uk": "GB"}.get(ending, ending.upper())


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency ('PTI', 'Reuters') or of an outlet's desk ('Agencies')."""
    folded = _folded(name)
    if folded in _agencies():
        return True
    parts = re.split(r"[/,&]| and ", name)
    if len(parts) > 1:
        return all(is_agency(part.strip()) for part in parts)
    return not DESKS.isdisjoint(folded.split()) and len(folded.split()) <= 4


def country_of_agency(name: str) -> str | None:
    """The home of a national agency ('PTI': IN); None for those that write from everywhere."""
    return _agencies().get(_folded(name))


def country_of_place(place: str) -> str | None:
    """The country of a place that datelines name without a region ('NEW DELHI': IN); None where it is not known."""
    found = _places().get(place.casefold())
    return found or next((_places()[part] for part in place.casefold().split("/") if part in _places()), None)


def is_region(name: str) -> bool:
    """Whether a name is that of a state or province as datelines print it after a place ('Calif.', 'Ont.')."""
    return name in _regions()


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold())).removeprefix("the ")


def _rows(name: str) -> list[list[str]]:
    table = (files("corpus") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines()[1:]]


@cache
def _outlets() -> dict[str, Outlet]:
    return {domain: Outlet(name, domain, country or None) for domain, name, country in _rows("outlets.tsv")}


@cache
def _by_name() -> dict[str, Outlet]:
    by_domain = {_folded(domain.rpartition(".")[0]): outlet for domain, outlet in reversed(_outlets().items())}
    return by_domain | {_folded(outlet.name): outlet for outlet in reversed(_outlets().values())}


@cache
def _agencies() -> dict[str, str | None]:
    return {_folded(name): country or None for name, country in _rows("agencies.tsv")}


@cache
def _places() -> dict[str, str]:
    return {place.casefold(): country for place, country in _rows("places.tsv")}


@cache
def _regions() -> frozenset[str]:
    return frozenset(row[0] for row in _rows("regions.tsv"))
