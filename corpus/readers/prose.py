"""Whether a text is a news story at all, or a list of words, code, a table, or furniture only."""

import re
from collections.abc import Sequence

from corpus.article import Block, BlockKind
from corpus.pages.paragraphs import SENTENCE_END
from corpus.readers.errors import CodeNotArticle, NoArticle

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
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W\d_]+")


def refuse_without_prose(text: str, blocks: Sequence[Block]) -> None:
    """Raises CodeNotArticle, or NoArticle where too few words of the body stand in sentences."""
    bodies = [block.span.of(text).strip() for block in blocks if block.kind is BlockKind.BODY]
    words = sum(_words(body) for body in bodies if _is_sentence(body))
    others = sum(_words(body) for body in bodies if not _is_sentence(body))
    coded = len(CODE.findall(text))
    if coded > max(4, MOST_CODE * (text.count("\n") + 1)):
        raise CodeNotArticle(coded)
    if words < NEEDED or words * 20 < others:
        raise NoArticle(words, NEEDED)


def _is_sentence(body: str) -> bool:
    if not (SENTENCE_END.search(body[-8:]) or body.endswith(":") or len(body.split()) > 24):
        return False
    return len(SYMBOLS.findall(body)) <= max(MOST_SYMBOLS * len(body), 1) and (
        " " in body or bool(UNSPACED.search(body))
    )


def _words(body: str) -> int:
    """Words; where a script has no spaces, two characters count for one."""
    unspaced = len(UNSPACED.findall(body))
    return unspaced // 2 if unspaced > 8 else len(WORD.findall(body))
