"""Lines that the outlet says about itself (adverts, newsletters, apps, rights, corrections), and the outlet they name.

How they open is in data/notices.tsv, phrases that give them away anywhere in data/notice_phrases.tsv.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from corpus.pages.outlets import Outlet, any_outlet_in, is_agency, known_outlet_in, outlet_by_name

LONGEST = 900  # characters; syndication notices run to some 400, rights notices to 700
LONGEST_REQUEST = 400

PROMOTED = (
    r"newsletters?|e-?mails?|inbox|apps?\b|channel|whatsapp|telegram|twitter|facebook|instagram|snapchat|youtube|"
    r"tiktok|linkedin|threads|bluesky|podcasts?|alerts?|notifications?|subscri(?:be|ption)|membership|journalism|"
    r"premium|e-?paper|latest (?:news|updates)|breaking news|website|social media"
)
REQUEST = re.compile(
    r"[*_#>•\s-]*(?:you can |please |to )?(?:sign(?:ing)? up|subscribe|get|join|follow|download|click|tap|register|"
    r"support|like|catch (?:up|all)|stay (?:tuned|updated|informed|connected|ahead)|enter your|receive|donate|"
    r"become an?|start your|unlock|log in|continue reading|buy|read all|for (?:more|all|the latest)|don['’]t forget|"
    r"want|have a tip|enjoy(?:ed|ing)?|love|check out|find us|connect with|send us|write to us|contact us)\b"
    rf"(?=.{{0,200}}\b(?:{PROMOTED}))",
    re.IGNORECASE | re.DOTALL,
)
REPORTING = re.compile(r"[”\"’'],? \w+ ?\w* said|, (?:he|she|they) said|\bsaid (?:he|she|in)\b")
MARKS_ONLY = re.compile(r"\W*(?:<[^>]*>\s*)+$|(?:_|[^\w“”\"‘’'])+$")


def is_notice(text: str) -> bool:
    """Whether a paragraph is the outlet speaking about itself and not about the news; rules and empty elements are."""
    if len(text) > LONGEST:
        return False
    if _openings().match(text) or is_rule(text):
        return True
    lower = text.lower()
    is_request = len(text) <= LONGEST_REQUEST and REQUEST.match(text) is not None
    return (is_request or any(phrase in lower for phrase in _phrases())) and REPORTING.search(text) is None


def is_rule(text: str) -> bool:
    """Whether a line has marks only: '___', '* * *', an empty element."""
    return MARKS_ONLY.match(text) is not None


@cache
def _openings() -> re.Pattern[str]:
    """A notice opens without a quotation mark: in one, somebody is speaking."""
    patterns = "|".join(row.partition("\t")[2] for row in _rows("notices.tsv"))
    return re.compile(rf"[^\w“”\"‘’']*(?:{patterns})", re.IGNORECASE)


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(_rows("notice_phrases.tsv"))


def _rows(name: str) -> list[str]:
    return (files("corpus") / "data" / name).read_text(encoding="utf-8").splitlines()[1:]


RIGHTS = re.compile(
    r"\W*(?:copyright|©|\(c\))[\s©]*(?:\(c\))?\s*(?:\d{4}(?:[-–]\d{2,4})?)?,?\s*(?:by )?"
    r"(.{2,60}?(?:, \w+ & [^.,]{2,30})?)(?: \d{4}.*)?(?:\.|,|$| All rights)",
    re.IGNORECASE,
)
NAME = r"((?:The )?[A-Z][\w&+.-]*(?: (?:(?:of|and|the) )?[A-Z&][\w&+-]*){0,5})"
SENTENCE = r"(?:\A\W*|[.:;] |\band )"
SPEAKING = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:edited|reviewed|verified|reworked|created|written) by (?:the )?{NAME}(?:['’]s)? (?:\w+ )?"
        r"(?:staff|team|editors|newsroom|desk|journalists)",
        rf"{SENTENCE}{NAME} (?:(?:management|staff) )?(?:accepts?|assumes?|takes?|holds?|bears?|undertakes?) no "
        r"(?:responsibility|liability)",
        rf"{SENTENCE}{NAME} (?:is|are|will|shall|does) not (?:be )?(?:responsible|liable|guarantee)",
        rf"\A\W*{NAME} is now (?:available )?on (?:Telegram|WhatsApp|Google)",
        rf"\A\W*(?:Follow|Download) (?:the )?{NAME} (?:[Aa]pp|on (?:Twitter|X|Facebook|Instagram|WhatsApp))\b",
    )
)
NO_NAME = frozenset(["this", "we", "it", "the", "an", "agency", "our", "news", "website", "editor", "publisher", "us"])


def outlet_of_notices(notices: Sequence[str]) -> Outlet | None:
    """The outlet that speaks in a page's notices; one of the table goes first. None where none of them says."""
    owners = [owner[1].strip() for notice in notices if (owner := RIGHTS.match(notice))]
    names = [*owners, *_speakers(notices)]
    in_table = [*map(known_outlet_in, notices), *map(outlet_by_name, names)]
    others = [*map(any_outlet_in, notices), *(Outlet(name, "", None) for name in names if not is_agency(name))]
    return next(filter(None, [*in_table, *others]), None)


def _speakers(notices: Iterable[str]) -> Iterator[str]:
    for notice in notices:
        for form in SPEAKING:
            found = form.search(notice)
            if found and found[1].lower() not in NO_NAME:
                yield _less_news(found[1])


def _less_news(name: str) -> str:
    """'The Times of India News' of its 'News App'."""
    shorter = name.removesuffix(" News")
    return name if outlet_by_name(name) or not outlet_by_name(shorter) else shorter
