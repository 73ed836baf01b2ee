"""Linking: which source, cue and contents belong together as one attribution."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.layout import Layout
from corpus.tags import Part, Tags

# Distances in words, found on annotated articles: the nearest is right unless a sentence border or another cue
# stands in between, which counts as this many words.
SOURCE_REACH, SOURCE_BORDER, CUE_BETWEEN, SOURCE_BETWEEN = 40, 25, 8, 3
CONTENT_REACH, CONTENT_BORDER, CONTENT_CUE_BETWEEN = 60, 12, 6
NEIGHBOURS = 8  # candidates looked at on either side, which keeps long paragraphs linear


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and contents that belong together. Contents are in order; there is at least one."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first to the last character of all parts."""
        parts = [part for part in (self.source, self.cue, *self.content) if part]
        return Span(min(part.start for part in parts), max(part.end for part in parts))


def link(layout: Layout, tags: Tags) -> list[Attribution]:
    """The attributions that the tagged parts make up, in the order of their contents. No part leaves its paragraph."""
    parts = {kind: _clipped(layout, tags, kind) for kind in Part}
    linked: list[Attribution] = []
    for number, (first, last) in enumerate(_bounds(layout)):
        within = {kind: _between(spans, first, last) for kind, spans in parts.items()}
        linked += _link_paragraph(layout, number, within, linked)
    return linked


def _clipped(layout: Layout, tags: Tags, kind: Part) -> list[Span]:
    return sorted({piece for part, span in tags.parts if part is kind for piece in layout.clip(span)})


def _bounds(layout: Layout) -> list[tuple[int, int]]:
    return [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]


def _between(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _start(span: Span) -> int:
    return span.start


def _link_paragraph(
    layout: Layout, number: int, parts: dict[Part, Sequence[Span]], earlier: Sequence[Attribution]
) -> list[Attribution]:
    sources, cues, contents = parts[Part.SOURCE], parts[Part.CUE], parts[Part.CONTENT]
    said: dict[Span, list[Span]] = {cue: [] for cue in cues}
    loose: list[Span] = []
    for content in contents:
        cue = _nearest(content, cues, _content_cost(layout, cues, content), CONTENT_REACH)
        (said[cue] if cue else loose).append(content)
    linked = [
        Attribution(_source_of(layout, cue, sources, cues), cue, tuple(pieces)) for cue, pieces in said.items() if pieces
    ]
    for content in loose:
        linked.append(_without_cue(layout, number, content, sources, [*earlier[-8:], *linked]))
    return sorted(linked, key=lambda each: each.content[0])


def _nearest(part: Span, others: Sequence[Span], cost: Callable[[Span], int], reach: int) -> Span | None:
    """The cheapest of the neighbours of a part, if it costs less than `reach`."""
    place = bisect_left(others, part.start, key=_start)
    near = others[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    best = min(near, key=cost, default=None)
    return best if best is not None and cost(best) < reach else None


def _content_cost(layout: Layout, cues: Sequence[Span], content: Span) -> Callable[[Span], int]:
    sentences = {layout.sentence(content.start), layout.sentence(content.end - 1)}

    def cost(cue: Span) -> int:
        away = layout.sentence(cue.start) not in sentences
        between = _count_between(cues, content, cue)
        return layout.gap(content, cue) + CONTENT_BORDER * away + CONTENT_CUE_BETWEEN * between

    return cost


def _count_between(spans: Sequence[Span], one: Span, other: Span) -> int:
    first, second = sorted((one, other))
    return max(0, bisect_left(spans, second.start, key=_start) - bisect_left(spans, first.end, key=_start))


def _source_of(layout: Layout, cue: Span, sources: Sequence[Span], cues: Sequence[Span]) -> Span | None:
    home = layout.sentence(cue.start)

    def cost(source: Span) -> int:
        away = layout.sentence(source.start) != home
        between = CUE_BETWEEN * _count_between(cues, source, cue) + SOURCE_BETWEEN * _count_between(sources, source, cue)
        return layout.gap(source, cue) + SOURCE_BORDER * away + between

    return _nearest(cue, sources, cost, SOURCE_REACH)


def _without_cue(
    layout: Layout, number: int, content: Span, sources: Sequence[Span], earlier: Sequence[Attribution]
) -> Attribution:
    """A content that no cue brings in: the paragraph's source says it, or whoever was being quoted goes on."""
    source = _nearest(content, sources, lambda other: layout.gap(content, other), CONTENT_REACH)
    alone = Attribution(source, None, (content,))
    if source is None and earlier and layout.quotation(content.start) is not None:
        before = earlier[-1]
        last = layout.paragraph(before.content[-1].start)
        if last is not None and number - last <= 1 and layout.stretches[last] == layout.stretches[number]:
            return replace(alone, source=before.source)
    return alone
