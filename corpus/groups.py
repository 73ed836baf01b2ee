"""Organisations and groups as speakers: "the health ministry", "White House officials", "experts"."""

import re
from collections.abc import Sequence

from corpus.article import Span
from corpus.statement import Speaker, SpeakerKind

DETERMINER = re.compile(r"(?:the|an?|some|many|several|these|those|other|most|both|all|its|his|her|their) ", re.IGNORECASE)
TAIL = re.compile(r"(?:,| who\b| that\b| which\b| \(|[\"“—–;:]).*", re.DOTALL)
PLURAL = re.compile(r"(?:[^\W\d_]{2,}(?<!s)s|people|police|women|men|children|staff|personnel|media)\Z")
SINGULAR_S = re.compile(r"(?:news|times|politics|series|press|congress|[^\W\d_]{2,}(?:us|is|ss|ics))\Z", re.IGNORECASE)
BODIES = frozenset(
    """ministry government department agency office company firm bank court party union association council committee
    commission university college school hospital club league federation team embassy parliament senate house cabinet
    administration campaign army navy force bureau institute foundation group network newspaper paper magazine board
    authority service police regulator organisation organization charity church mosque society trust fund centre center
    observatory laboratory museum airline airport operator manufacturer retailer watchdog ombudsman palace kremlin
    pentagon un eu nato fbi cia nasa who imf report study survey poll statement editorial website""".split()
)
LONGEST = 9  # words


def group_of(text: str, source: Span, organisations: Sequence[Span]) -> Speaker | None:
    """The organisation or group that a source is, under the words printed, less article and what follows a comma.

    None for unnamed individuals ("a spokesman", "the man"): nobody is on record under such a name.
    """
    name = _name(text, source)
    if name is None:
        return None
    words = name.of(text)
    head = re.split(r" (?:of|for|at|in|from|with|on|to|and|near|against|about|familiar|close)\b", words)[0].split()[-1]
    if any(named.end == name.end or named.covers(name) for named in organisations if named.touches(name)):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    if PLURAL.search(head) and not SINGULAR_S.search(head):
        return Speaker(name, None, SpeakerKind.GROUP)
    if head.lower() in BODIES or (len(head) > 1 and head.isupper() and head.isalpha()):
        return Speaker(name, None, SpeakerKind.ORGANISATION)
    return None


def _name(text: str, source: Span) -> Span | None:
    start = source.start
    while determiner := DETERMINER.match(text, start, source.end):
        start = determiner.end()
    words = TAIL.sub("", text[start : source.end]).rstrip(" .")
    if not words or not words[0].isalnum() or len(words.split()) > LONGEST:
        return None
    return Span(start, start + len(words))
