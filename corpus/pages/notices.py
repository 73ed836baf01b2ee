"""Lines that the outlet says about itself: adverts, newsletters, apps, sharing, rights, corrections, syndication.

How they open is in data/notices.tsv, phrases that give them away anywhere in data/notice_phrases.tsv.
"""

import re
from functools import cache
from importlib.resources import files

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
