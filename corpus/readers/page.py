"""A page as plain text: its blocks, who published it, where and when, and whether it is a story at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.article import Article, Block, BlockKind, Published, article_id
from corpus.pages.blocks import find_blocks
from corpus.pages.bylines import is_name
from corpus.pages.datelines import Dateline, read_first_lead, read_line
from corpus.pages.dates import read_date
from corpus.pages.notices import outlet_of_notices
from corpus.pages.outlets import (
    Outlet,
    country_of_agency,
    country_of_place,
    is_agency,
    outlet_by_name,
    outlet_of_url,
)
from corpus.pages.paragraphs import SENTENCE_END, bare
from corpus.readers.language_detection import language_of
from corpus.readers.reading import NOTHING, CodeNotArticle, Given, NoArticle

SIGNATURE = re.compile(
    r"\((?:with (?:inputs? from )?)?([A-Z][\w ,/&]{1,40}?)(?: inputs)?\)\.?$|[-–—]{1,2} ?([A-Z]{2,6})$", re.IGNORECASE
)
WITH_INPUTS = re.compile(r"\W*with inputs? from (?:the )?([\w ,/&]{2,50}?)(?: and agencies)?\W*$", re.IGNORECASE)
BY = re.compile(r"\W*(?:(?:written|reported|edited|posted|published|compiled) )?by\s*:?\s+", re.IGNORECASE)
OF_ITS_OWN = re.compile(r"(?:our|an?)\b", re.IGNORECASE)  # 'our court reporter' writes for the outlet, and is no agency
AFTER_NAMES = re.compile(
    r"\s*(?:[|•·]|\s[-–—]\s).*$|,\s*(?:updated|published|staff|senior|special|political)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
INDIAN_MONEY = re.compile(r"\b(?:lakh|crore)s?\b|₹|\bRs\.? ?\d")


def slices(text: str, blocks: Iterable[Block], kind: BlockKind) -> Iterator[str]:
    """The text of each block of a kind, without the white space around it."""
    return (bare(block.span.of(text)) for block in blocks if block.kind is kind)


def datelines(text: str, blocks: Sequence[Block]) -> Iterator[Dateline]:
    """Those on lines of their own and those that open the story, in the order of the page."""
    for line in slices(text, blocks, BlockKind.DATELINE):
        lead = read_first_lead(f"{line} The")
        found = lead if lead and lead.length > len(line) else read_line(line)
        if found:
            yield found


def outlet_of(text: str, blocks: Sequence[Block], given: Given) -> Outlet | None:
    """The outlet of the URL, known or under the name given; else the one that the page's own notices name."""
    at_url = outlet_of_url(given.url) if given.url else None
    named = outlet_by_name(given.outlet) if given.outlet else None
    if at_url and at_url.is_known:
        return at_url
    if given.outlet:
        return replace(named or at_url or Outlet("", "", None), name=named.name if named else given.outlet)
    return at_url or outlet_of_notices(list(slices(text, blocks, BlockKind.NOTICE)))


def signature(text: str, blocks: Sequence[Block]) -> str | None:
    """The agency that a credit or the last line of the story names: '(PTI)', '--IANS', 'With inputs from agencies'."""
    bylines = list(slices(text, blocks, BlockKind.BYLINE))
    endings = list(slices(text, blocks, BlockKind.BODY))[-1:]
    for line in [*reversed(bylines), *endings]:
        name = BY.sub("", line).strip("-–— ()")
        if is_agency(name) and not OF_ITS_OWN.match(name):
            return name
        found = SIGNATURE.search(line[-60:]) or WITH_INPUTS.match(line)
        name = next(filter(None, found.groups()), "") if found else ""
        if name and is_agency(name):
            return name
    return None


def headline_of(text: str, blocks: Sequence[Block]) -> str | None:
    """The first headline, where it stands before the story."""
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return bare(block.span.of(text))
        if block.kind is BlockKind.BODY:
            return None
    return None


def byline_of(text: str, blocks: Sequence[Block], found: Sequence[Dateline]) -> str | None:
    """The writers as printed, without 'By'; desks and agencies are no writers."""
    for line in slices(text, blocks, BlockKind.BYLINE):
        names = AFTER_NAMES.sub("", BY.sub("", line)).strip(" .,")
        if (BY.match(line) or is_name(line)) and names and (OF_ITS_OWN.match(names) or not is_agency(names)):
            return names
    return next((each.writer for each in found if each.writer), None)


def countries(outlet: Outlet | None, agency: str | None, place: str | None, text: str) -> list[str]:
    """Countries that the page may be written in, best evidence first: outlet, agency, money, place."""
    evidence = (
        outlet.country if outlet else None,
        country_of_agency(agency) if agency else None,
        "IN" if INDIAN_MONEY.search(text) else None,
        country_of_place(place) if place else None,
    )
    return list(dict.fromkeys(country for country in evidence if country))


def published_of(printed: Iterable[str], evidence: Sequence[str], url: str | None) -> Published | None:
    """The first date with a zone, else the first date at all, else the day that the URL has."""
    readings = [found for each in printed for country in [*evidence, None] if (found := read_date(each, country))]
    if readings:
        return next((each for each in readings if each.zone_from), readings[0])
    in_url = URL_DAY.search(url) if url else None
    return read_date("-".join(part.zfill(2) for part in in_url.groups())) if in_url else None


NEEDED = 8  # words in sentences; a one-line flash of an agency has as many
SYMBOLS = re.compile(r"[{}<>=;\\\[\]_|^~`@#$%*+]")
MOST_SYMBOLS = 0.04  # of the characters; code has 8% and more, prose with figures under 2%
CODE = re.compile(
    r"^\s*(?:import \w|from [\w.]+ import\b|(?:async )?def \w+\(|class \w+[(:{]|return\b|#include|function \w*\(|"
    r"[{}]\s*[;,]?$|(?:var|let|const|int|auto) \w+ ?=|public |private |package \w+;|[\w.]+ ?[+-]?= ?\S|"
    r"(?:if|for|while|with|elif)\b.*[:{]$|@\w+(?:\(|$)|\"[\w-]+\"\s*:)",
    re.MULTILINE,
)
MOST_CODE = 0.15  # of the lines; programs have three times as much, 6,000 official texts none
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
UNMARKED = re.compile(r"[\u0e00-\u0eff]")  # Thai and Lao end no sentence with a mark
LONG_UNMARKED = 40  # characters of it; a headline has fewer
WORD = re.compile(r"[^\W\d_]+")


def refuse_without_prose(text: str, blocks: Sequence[Block]) -> None:
    """Raises CodeNotArticle, or NoArticle where too few words of the body stand in sentences."""
    bodies = [block.span.of(text).strip() for block in blocks if block.kind is BlockKind.BODY]
    words = sum(count_words(body) for body in bodies if _is_sentence(body))
    others = sum(count_words(body) for body in bodies if not _is_sentence(body))
    coded = len(CODE.findall(text))
    if coded > max(4, MOST_CODE * (text.count("\n") + 1)):
        raise CodeNotArticle(coded)
    if words < NEEDED or words * 20 < others:
        raise NoArticle(words, NEEDED)


def _is_sentence(body: str) -> bool:
    if not (SENTENCE_END.search(body[-8:]) or body.endswith(":") or len(body.split()) > 24 or _is_unmarked(body)):
        return False
    return len(SYMBOLS.findall(body)) <= max(MOST_SYMBOLS * len(body), 1) and (
        " " in body or bool(UNSPACED.search(body))
    )


def _is_unmarked(body: str) -> bool:
    return len(UNMARKED.findall(body)) >= LONG_UNMARKED


def count_words(body: str) -> int:
    """Words; where a script has no spaces, two characters count for one."""
    unspaced = len(UNSPACED.findall(body))
    return unspaced // 2 if unspaced > 8 else len(WORD.findall(body))


def read_page(text: str, origin: str, given: Given = NOTHING) -> Article:
    """The article that a text is; `origin` is its URL, or the file or stream that it came in.

    `text` is kept exactly; what was given beside it goes before what is read in it. Raises NoArticle where there is
    too little prose to be one.
    """
    blocks = find_blocks(text)
    refuse_without_prose(text, blocks)
    url = given.url or (origin if origin.startswith(("http://", "https://")) else None)
    given = replace(given, url=url)
    found = list(datelines(text, blocks))
    outlet = outlet_of(text, blocks, given)
    place = given.place or next((each.place for each in found if each.place), None)
    agency = given.agency or next((each.agency for each in found if each.agency), None)
    agency = agency or signature(text, blocks)
    printed = [*given.published, *(each.date for each in found if each.date)]
    return Article(
        id=article_id(origin, text),
        origin=origin,
        text=text,
        blocks=blocks,
        outlet=outlet.name if outlet else None,
        agency=agency,
        headline=given.headline or headline_of(text, blocks),
        byline=given.byline or byline_of(text, blocks, found),
        place=place,
        published=published_of(printed, countries(outlet, agency, place, text), url),
        url=url,
        language=language_of(text, given.language),
    )
