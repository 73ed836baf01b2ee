"""Text with marks, measured as Telegram measures it: code points after parsing, and entities."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from bot.inert import inert

ELLIPSIS = "…"
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc"
JOINER = "\N{WORD JOINER}"
_DOT = re.compile(r"\.(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch of text as HTML and as plain text, and how many entities it costs."""

    html: str
    plain: str
    entities: int = 0

    @property
    def length(self) -> int:
        """Code points after parsing."""
        return len(self.plain)

    def __add__(self, other: "Markup") -> "Markup":
        return Markup(self.html + other.html, self.plain + other.plain, self.entities + other.entities)


EMPTY = Markup("", "")


def text(words: str) -> Markup:
    """Words as they are, escaped, made inert, and without what UTF-8 can't carry."""
    carried = inert(words)
    return Markup(escape(carried, quote=False), carried)


def seen(words: str) -> bool:
    """Whether anything of the words can be seen: Telegram takes no message of blanks and invisible marks alone."""
    return any(each.isprintable() and not each.isspace() and each not in _BLANK_LETTERS for each in words)


def short(words: str, limit: int) -> Markup:
    """Words on one line, cut with an ellipsis to at most `limit` code points."""
    line = " ".join(words.split())
    return text(line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS)


def unlinked(words: str, limit: int) -> Markup:
    """Words as `short` makes them, with a joiner after full stops, so that 'mid-day.com' becomes no link."""
    line = short(words, limit).plain
    return text(_DOT.sub(f".{JOINER}", line))


def named(words: str | None, limit: int, otherwise: str) -> Markup:
    """The words as `short` makes them; `otherwise` where nothing of them can be seen."""
    name = short(words or "", limit)
    return name if seen(name.plain) else text(otherwise)


def bold(inner: Markup) -> Markup:
    """The words in bold."""
    return _tagged("<b>", inner, "</b>")


def italic(inner: Markup) -> Markup:
    """The words in italics, which mark what the bot itself inserts."""
    return _tagged("<i>", inner, "</i>")


def quotation(inner: Markup) -> Markup:
    """A block quotation that opens when touched."""
    return _tagged("<blockquote expandable>", inner, "</blockquote>")


def open_quotation(inner: Markup) -> Markup:
    """A block quotation that stands open from the start."""
    return _tagged("<blockquote>", inner, "</blockquote>")


def link(inner: Markup, url: str | None) -> Markup:
    """The words as a link; without one where the address is no web address."""
    if url is None or not _is_web(url):
        return inner
    return _tagged(f'<a href="{escape(url)}">', inner, "</a>")


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and len(url) <= 2000


def joined(parts: Iterable[Markup], separator: str = "") -> Markup:
    """The parts that are not empty, one after the other."""
    whole = EMPTY
    for part in parts:
        if part.plain:
            whole = whole + text(separator) + part if whole.plain else part
    return whole


def _tagged(start: str, inner: Markup, end: str) -> Markup:
    return Markup(start + inner.html + end, inner.plain, inner.entities + 1) if inner.plain.strip() else inner


def readable_moment(published: str) -> tuple[str, str]:
    """The day, with the time where there is one, and the offset ('' where the zone is not known).

    '2021-12-09T08:13:00+05:30' is '9 December 2021, 08:13' and '+05:30'; what is no ISO 8601 stays as it is printed.
    """
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published, ""
    day = f"{moment.day} {moment:%B} {moment.year}"
    if "T" not in published and " " not in published:
        return day, ""
    return f"{day}, {moment:%H:%M}", moment.isoformat()[-6:] if moment.tzinfo is not None else ""
