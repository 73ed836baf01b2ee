"""Texts of somebody who wants to break a message: markup, marks, controls, and far too much of anything."""

import random
from collections.abc import Callable

MARKUP = (
    "<b>", "</b>", "<i", "</", "<>", "<blockquote expandable>", "</blockquote>", "<pre><code class='language-x'>",
    "<a href=\"javascript:alert(1)\">", "<a href='tg://user?id=1'>", "</a>", "<tg-spoiler>", "<tg-emoji emoji-id='1'>",
    "<span class=\"tg-spoiler\">", "<script>alert('x')</script>", "<!--", "-->", "]]>", "<br/>", "<u><s>",
    "&lt;", "&amp;", "&", "&;", "&#0;", "&#60;", "&#x3c;b&#x3e;", "&#xD800;", "&#x110000;", "&nosuch;",
    "*bold*", "_i_", "`code`", "```", "[x](https://x.example)", "||", "~~", "\\", "\\u003cb\\u003e", "%3Cb%3E", "{0}",
)  # fmt: skip
DIRECTIONS = (
    "\u202e", "\u202d", "\u202a", "\u202c", "\u2066", "\u2067", "\u2069", "\u200f", "\u200e", "\u061c", "שלום", "مرحبا",
)  # fmt: skip
INVISIBLE = (
    "\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u115f", "\u00a0",
    "\u2003", "\u180e", "\u034f",
)  # fmt: skip
CONTROLS = (*map(chr, range(32)), "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\r\n", "\t", "\x1b[31m", "\n\n\n")
BROKEN = ("\ud800", "\udfff", "\udc00\ud800", "\ud83d", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "\ufffd", "\ufffc")
EMOJI = (
    "😀", "👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈", "🇩🇪", "🇩", "👍🏿", "1\ufe0f\u20e3", "❤", "❤\ufe0f",
    "\ufe0f", "\u200d", "🏴\U000e0067\U000e0062\U000e007f",
)  # fmt: skip
QUOTES = (
    '"', "'", "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "「", "」", "``", "\'\'", '"""', "“‘“", "”’”", '«"„',
)  # fmt: skip
ADDRESSES = (
    "@durov", "/start", "/ask@otherbot", "#tag", "$BTC", "https://x.example/?a=<b>&c='\"", "tg://resolve?domain=x",
    "mailto:a@b.example", "+1 555 0100", "1234 5678 9012 3456", "x.example", "http://[::1", "HTTP://\u202e.example",
)  # fmt: skip
WORDS = (
    "Sullivan", "said", "the", "harbour", "Ærø", "Łódź", "Привет", "世界", "ﷺ", "ß", "İ", "ǆ", "he",
    "a", ".", "?", ":", " ",
)  # fmt: skip
KINDS = (MARKUP, DIRECTIONS, INVISIBLE, CONTROLS, BROKEN, EMOJI, QUOTES, ADDRESSES, WORDS)


def hostile_text(chance: random.Random) -> str:
    """One such text; most are short, one in fifty is longer than any message."""
    return chance.choices(_WAYS, (60, 20, 10, 5, 3, 2))[0](chance)


def _mixed(chance: random.Random) -> str:
    pieces = [chance.choice(chance.choice(KINDS)) for _ in range(chance.randrange(1, 40))]
    return chance.choice(("", " ")).join(pieces)


def _of_one_kind(chance: random.Random) -> str:
    kind = chance.choice(KINDS)
    return "".join(chance.choice(kind) for _ in range(chance.randrange(1, 120)))


def _any_characters(chance: random.Random) -> str:
    top = chance.choice((0x80, 0x300, 0x10000, 0x110000))
    return "".join(chr(chance.randrange(top)) for _ in range(chance.randrange(1, 200)))


def _zalgo(chance: random.Random) -> str:
    marks = [chr(chance.randrange(0x300, 0x370)) for _ in range(chance.randrange(1, 40))]
    return "".join(letter + "".join(marks) for letter in "He said the harbour"[: chance.randrange(1, 20)])


def _nested(chance: random.Random) -> str:
    opening, closing = chance.choice((("<b>", "</b>"), ("“", "”"), ("<blockquote>", "</blockquote>"), ("&lt;", "&gt;")))
    depth = chance.randrange(1, 400)
    return opening * depth + "x" + closing * chance.choice((depth, depth - 1, 0))


def _huge(chance: random.Random) -> str:
    piece = chance.choice(chance.choice(KINDS))
    return piece * (chance.randrange(4_000, 20_000) // len(piece)) + _mixed(chance)


_WAYS: tuple[Callable[[random.Random], str], ...] = (_mixed, _of_one_kind, _any_characters, _zalgo, _nested, _huge)
