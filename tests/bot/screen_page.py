"""A message as an HTML page that looks as in a chat: drawn from its entities, as Telegram's own parser finds them."""

import base64
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from fake_telegram.judge import detected, parsed
from scenes import JSON, Screen

WIDTH = 400
"""Pixels of one chat; a page shows it in light and dark side by side."""

TAGS = {
    "textEntityTypeBold": "b",
    "textEntityTypeItalic": "i",
    "textEntityTypeUnderline": "u",
    "textEntityTypeStrikethrough": "s",
    "textEntityTypeCode": "code",
}
QUOTES = ("textEntityTypeBlockQuote", "textEntityTypeExpandableBlockQuote")

STYLE = """
body { margin: 0; display: flex; width: max-content; font: 15px/1.32 Roboto, 'Noto Sans', sans-serif; }
.chat { width: 400px; box-sizing: border-box; padding: 14px 12px; }
.light { background: #c9dcc0; color: #111; --bubble: #fff; --mine: #e3fdcf; --link: #2678b6; --button: #7d9c74cc; }
.dark { background: #0e1621; color: #f2f4f6; --bubble: #182533; --mine: #2b5278; --link: #6ab3f3; --button: #2b3b4acc; }
.bubble { background: var(--bubble); border-radius: 12px; padding: 7px 11px; max-width: 88%; width: fit-content;
  white-space: pre-wrap; overflow-wrap: anywhere; box-sizing: border-box; }
.mine { background: var(--mine); margin: 0 0 8px auto; }
.bubble a { color: var(--link); text-decoration: none; }
.bubble img { display: block; width: calc(100% + 22px); margin: -7px -11px 7px; border-radius: 12px 12px 0 0; }
.quote { border-left: 3px solid var(--link); background: color-mix(in srgb, var(--link) 12%, transparent);
  border-radius: 5px; padding: 3px 20px 3px 8px; margin: 3px 0; font-size: 14px; position: relative; }
.folded > div { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.folded.long::after { content: '⌄'; position: absolute; right: 6px; bottom: 2px; color: var(--link); }
.row { display: flex; gap: 3px; margin-top: 3px; width: 88%; }
.row span { flex: 1; background: var(--button); color: #fff; border-radius: 7px; padding: 7px 4px; text-align: center;
  font-size: 14px; font-weight: 500; position: relative; min-width: 0; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.row .copy::after { content: '⧉'; position: absolute; right: 5px; top: 1px; font-size: 9px; opacity: .8; }
.row .url::after { content: '↗'; position: absolute; right: 5px; top: 1px; font-size: 9px; opacity: .8; }
"""

SCRIPT = """
for (const each of document.querySelectorAll('.folded'))
  if (each.firstChild.scrollHeight > each.firstChild.clientHeight + 2) each.classList.add('long');
document.body.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
"""


def page(screen: Screen) -> str:
    """The whole page; its body tells its height in `data-height`."""
    chats = "".join(f'<div class="chat {theme}">{_chat(screen)}</div>' for theme in ("light", "dark"))
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body>{chats}<script>{SCRIPT}</script>'


def _chat(screen: Screen) -> str:
    said = f'<div class="bubble mine">{escape(screen.said)}</div>' if screen.said else ""
    encoded = base64.b64encode(screen.picture).decode()
    picture = f'<img src="data:image/png;base64,{encoded}">' if screen.picture else ""
    return f'{said}<div class="bubble">{picture}{drawn(screen.html)}</div>{"".join(map(_row, screen.buttons))}'


def drawn(html: str) -> str:
    """The text with its entities, each quotation as a block that is folded as far as it can be."""
    found = parsed(html)
    units, entities = found["text"].encode("utf-16-le"), [*found["entities"], *detected(found["text"])]
    quotes = [each for each in entities if each["type"]["@type"] in QUOTES]
    edges = sorted({0, len(units) // 2, *(edge for each in quotes for edge in _edges(each))})
    blocks = []
    for start, end in pairwise(edges):
        quote = next((each for each in quotes if _edges(each) == (start, end)), None)
        inner = "".join(_pieces(units, entities, start, end))
        blocks.append(_quoted(inner, quote) if quote else inner.removeprefix("\n").removesuffix("\n"))
    return "".join(blocks)


def _quoted(inner: str, quote: JSON) -> str:
    folded = " folded" if quote["type"]["@type"] == "textEntityTypeExpandableBlockQuote" else ""
    return f'<div class="quote{folded}"><div>{inner}</div></div>'


def _pieces(units: bytes, entities: Iterable[JSON], start: int, end: int) -> Iterator[str]:
    """The text from start to end, cut where any entity begins or ends."""
    inline = [each for each in entities if each["type"]["@type"] not in QUOTES]
    edges = {start, end, *(edge for each in inline for edge in _edges(each) if start < edge < end)}
    for one, two in pairwise(sorted(edges)):
        words = escape(units[2 * one : 2 * two].decode("utf-16-le"))
        for each in inline:
            first, last = _edges(each)
            if first <= one and two <= last:
                words = _marked(words, each["type"])
        yield words


def _marked(words: str, kind: JSON) -> str:
    if kind["@type"] == "textEntityTypeTextUrl":
        return f'<a href="{escape(kind["url"])}">{words}</a>'
    tag = TAGS.get(kind["@type"])
    if tag is None:  # a command or an address that is touched as it stands
        return f"<a>{words}</a>"
    return f"<{tag}>{words}</{tag}>"


def _edges(entity: JSON) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _row(buttons: Iterable[JSON]) -> str:
    kinds = ("copy" if "copy_text" in each else "url" if "url" in each else "" for each in buttons)
    cells = (f'<span class="{kind}">{escape(each["text"])}</span>' for each, kind in zip(buttons, kinds, strict=True))
    return f'<div class="row">{"".join(cells)}</div>'
