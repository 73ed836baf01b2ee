"""Which outlet a page's own notices name: by its domain, as owner of the rights, as who takes no responsibility."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.pages.outlets import Outlet, any_outlet_in, is_agency, known_outlet_in, outlet_by_name

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
