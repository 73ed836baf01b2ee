"""Excerpts of stored articles: whether they still stand, what surrounds them, and the link that opens them."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.article import Article, BlockKind, Span
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore
from retrieval.answer import Finding
from retrieval.questions.question import EVERYTHING, Within


def stands(store: ArticleStore, finding: Finding, within: Within = EVERYTHING) -> bool:
    """Whether the finding's article is current and has its words where the finding says."""
    return bool(standing(store, [finding], within))


def standing(store: ArticleStore, findings: Iterable[Finding], within: Within = EVERYTHING) -> list[Finding]:
    """The findings that stand, in their order, of articles within; each article is read once."""
    read: dict[str, Article | None] = {}
    kept = []
    for finding in findings:
        name = finding.citation.article_id
        if name not in read:
            read[name] = _current(store, name)
        article = read[name]
        if article is not None and _within(within, article) and finding.span.of(article.text) == finding.text:
            kept.append(finding)
    return kept


def _within(within: Within, article: Article) -> bool:
    return within.holds((article.outlet, article.agency), article.language)


def _current(store: ArticleStore, name: str) -> Article | None:
    try:
        return store.article(name)
    except UnknownArticle:
        return None


AROUND = 900
"""Code points of body shown before and after a passage, at most."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Verbatim slices of one article: body paragraphs, of which `passage` is the one that was asked for.

    `back` is the finding, in the answer that this was opened from, whose page is shown again afterwards.
    """

    article: Article
    before: tuple[Span, ...]
    passage: Span
    after: tuple[Span, ...]
    back: int | None = None


def surroundings(article: Article, start: int, end: int) -> Surroundings:
    """The passage [start, end) with the body before and after it; ValueError where the article has no such span."""
    passage = Span(start, end)
    if end > len(article.text):
        raise ValueError(f"article {article.id} has {len(article.text)} characters; [{start}, {end}) is beyond them")
    body = article.spans(BlockKind.BODY)
    before = [Span(span.start, min(span.end, start)) for span in body if span.start < start]
    after = [Span(max(span.start, end), span.end) for span in body if span.end > end]
    return Surroundings(article, _last(before, article.text), passage, _first(after, article.text))


def _word_before(text: str, start: int, end: int) -> int:
    """The end of the last whole word of [start, end)."""
    if end >= len(text) or text[end].isspace() or end == start:
        return end
    cut = max(text.rfind(mark, start, end) for mark in " \n\t")
    return cut if cut > start else end


def _word_after(text: str, start: int, end: int) -> int:
    """The start of the first whole word of [start, end)."""
    if start == 0 or text[start - 1].isspace():
        return start
    found = [cut for mark in " \n\t" if (cut := text.find(mark, start, end)) >= 0]
    return min(found) + 1 if found else start


def _first(spans: list[Span], text: str) -> tuple[Span, ...]:
    room, kept = AROUND, []
    for span in spans:
        if room <= 0:
            break
        if (end := _word_before(text, span.start, min(span.end, span.start + room))) > span.start:
            kept.append(Span(span.start, end))
        room -= span.end - span.start
    return tuple(kept)


def _last(spans: list[Span], text: str) -> tuple[Span, ...]:
    room, kept = AROUND, []
    for span in reversed(spans):
        if room <= 0:
            break
        if (start := _word_after(text, max(span.start, span.end - room), span.end)) < span.end:
            kept.append(Span(start, span.end))
        room -= span.end - span.start
    return tuple(reversed(kept))


_LONGEST = 64
_AS_IT_IS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"[0-9]{1,9}")


def links_to(username: str) -> str:
    """How the addresses begin that open the private chat with this bot."""
    return f"https://t.me/{username}?start="


def deep_link(link: str, article_id: str, span: Span) -> str | None:
    """The address of a passage, beginning with `link`; None without that, or where its article's id is too long."""
    parameter = f"{_written(article_id)}_{span.start}_{span.end}"
    return link + parameter if link and len(parameter) <= _LONGEST else None


def linked_passage(parameter: str) -> tuple[str, int, int] | None:
    """The article, start and end that a deep link's parameter names; None where it is no such link."""
    article, *span = parameter.rsplit("_", 2)
    if len(span) != 2 or not all(map(_NUMBER.fullmatch, span)):
        return None
    article_id = _read(article)
    return None if not article_id else (article_id, int(span[0]), int(span[1]))


def _written(article_id: str) -> str:
    if _AS_IT_IS.fullmatch(article_id):
        return article_id
    return "-" + urlsafe_b64encode(article_id.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def _read(article: str) -> str | None:
    if not article.startswith("-"):
        return article
    try:
        return urlsafe_b64decode(article[1:] + "=" * (-len(article[1:]) % 4)).decode("utf-8", "surrogatepass")
    except ValueError:
        return None
