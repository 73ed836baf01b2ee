"""A passage in its surroundings: the paragraphs of the article's body around it."""

from dataclasses import dataclass

from corpus.article import Article, BlockKind, Span

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
    return Surroundings(article, _last(before), passage, _first(after))


def _first(spans: list[Span]) -> tuple[Span, ...]:
    room, kept = AROUND, []
    for span in spans:
        if room <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + room)))
        room -= span.end - span.start
    return tuple(kept)


def _last(spans: list[Span]) -> tuple[Span, ...]:
    room, kept = AROUND, []
    for span in reversed(spans):
        if room <= 0:
            break
        kept.append(Span(max(span.start, span.end - room), span.end))
        room -= span.end - span.start
    return tuple(reversed(kept))
