"""Text from outside made inert where it leaves us: nothing that is shown can move a cursor, ring, or reorder a line.

Stored text stays as it was read. Each border calls this once: Telegram's messages (in their markup), the terminal, log
lines, and JSON.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""C0 and C1 controls but tab and line feed, line separators, and marks that embed, override or isolate a direction."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\x0b-\x0d\x1c-\x1f\x85\u2028\u2029]")


def inert(text: str) -> str:
    """The text with line breaks as they are, other spaces as a blank, and nothing that acts on what shows it."""
    if text.isprintable():
        return text
    shown = _SURROGATE.sub(REPLACEMENT, text)
    return _ACTING.sub(_instead, shown)


def one_line(text: str) -> str:
    """The same on one line, for logs and lists: nobody forges a second entry."""
    return " ".join(inert(text).split("\n")) if "\n" in text else inert(text)


def escaped(json_line: str) -> str:
    """A line of JSON in which those characters are written as escapes: the same data for whoever parses it."""
    return json_line if json_line.isprintable() else _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json_line)


def _instead(found: re.Match[str]) -> str:
    return " " if _SPACES.match(found[0]) else "" if found[0] > "\x9f" else REPLACEMENT
