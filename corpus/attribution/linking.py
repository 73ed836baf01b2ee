"""Linking: which source, cue and contents belong together as one attribution."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.attribution.cast import Cast, Organisations
from corpus.attribution.layout import Layout, covered, drawn_to_marks, start_of
from corpus.english.lexicon import matcher
from corpus.tagging.tags import Part

# Distances in words, found on annotated articles: the nearest is right unless a sentence border or another cue
# stands in between, which counts as this many words.
SOURCE_REACH, SOURCE_BORDER, CUE_BETWEEN, SOURCE_BETWEEN = 40, 25, 8, 3
CONTENT_REACH, CONTENT_BORDER, CONTENT_CUE_BETWEEN = 60, 12, 6
ASKED = matcher("asked")
QUOTED_BY = matcher("quoting before a name")
ANONYMOUS = matcher("anonymous")
WHO_CLAUSE = re.compile(r"who \w")
SOURCE_AND_VERB = matcher("source and verb")
WAITING = 60  # characters between a cue and the colon that ends its paragraph
NEIGHBOURS = 8  # candidates looked at on either side, which keeps long paragraphs linear


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and contents that belong together. Contents are in order; there is at least one.

    One that `goes_on` is the rest of the quotation before it, from which a block of another kind parts it. `named` is
    where the speaker is named, if that is not the source; `via` are the words for who passes the statement on.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    goes_on: bool = False
    named: Span | None = None
    via: Span | None = None

    @property
    def span(self) -> Span:
        """From the first to the last character of all parts."""
        parts = [part for part in (self.source, self.cue, *self.content) if part]
        return Span(min(part.start for part in parts), max(part.end for part in parts))


@dataclass(frozen=True, slots=True)
class _Speaking:
    """The sources of a paragraph that may say something, and those of them that may ask: after "by"."""

    saying: Sequence[Span]
    asking: Sequence[Span]


def link(layout: Layout, tagged: Sequence[tuple[Part, Span]]) -> list[Attribution]:
    """The attributions that these parts make up, in the order of their contents.

    Source, cue and first content stand in one paragraph, but for a cue that ends its paragraph and brings in the next
    one; a quotation goes on over paragraphs.
    """
    parts = {kind: _clipped(layout, tagged, kind) for kind in Part}
    parts[Part.SOURCE] = list(_without_clauses(layout.text, parts[Part.SOURCE]))
    parts[Part.CONTENT] = [drawn_to_marks(layout, content) for content in parts[Part.CONTENT]]
    parts = _without_refusals(layout.text, parts)
    linked: list[Attribution] = []
    waiting: Attribution | None = None
    for number, paragraph in enumerate(layout.paragraphs):
        within = {kind: _between(spans, paragraph.start, paragraph.end) for kind, spans in parts.items()}
        found = _link_paragraph(layout, within)
        loose = [each for each in found if each.cue is None and each.source is None]
        if waiting and loose and loose[0] is found[0]:
            found[0] = replace(waiting, content=found[0].content)
        elif linked and loose and loose[0] is found[0] and _goes_on(layout, linked[-1], loose[0], number):
            linked[-1] = replace(linked[-1], content=(*linked[-1].content, *found.pop(0).content))
        elif linked and loose and loose[0] is found[0] and _is_resumed(layout, linked[-1], loose[0], number):
            found[0] = replace(found[0], goes_on=True)
        linked += found
        waiting = _waiting(layout, within, found, number)
    return linked


def _goes_on(layout: Layout, before: Attribution, loose: Attribution, number: int) -> bool:
    """Whether a content without source and cue goes on with the quotation of the paragraph before."""
    last = layout.paragraph(before.content[-1].start)
    if before.source is None and before.cue is None:
        return False
    opened, opens = layout.quotation(before.content[-1].start), layout.paragraphs[number].start
    quoted = layout.quotation(loose.content[0].start) if opened else None
    follows = quoted is not None and SENTENCE.search(layout.text, opens, quoted.span.start) is None
    return follows and last == number - 1 and layout.stretches[last] == layout.stretches[number]


def _is_resumed(layout: Layout, before: Attribution, loose: Attribution, number: int) -> bool:
    """Whether it opens with a quotation mark after a quotation that the paragraph before left open."""
    left_open = layout.quotation(before.content[-1].start)
    resumed = layout.quotation(layout.paragraphs[number].start)
    before_it = layout.paragraph(before.content[-1].start) == number - 1
    return (
        before_it
        and left_open is not None
        and not left_open.closed
        and resumed == layout.quotation(loose.content[0].start)
        and resumed is not None
    )


def _waiting(
    layout: Layout, parts: dict[Part, Sequence[Span]], found: Sequence[Attribution], number: int
) -> Attribution | None:
    """A cue with a colon at the end of a paragraph, which brings in the next one; without contents yet."""
    cues = parts[Part.CUE]
    if not cues or cues[-1] in {each.cue for each in found} or number + 1 == len(layout.paragraphs):
        return None
    ends = layout.text[cues[-1].end : layout.paragraphs[number].end]
    joined = layout.stretches[number] == layout.stretches[number + 1]
    if not joined or len(ends) > WAITING or layout.text[layout.paragraphs[number].end - 1] != ":":
        return None
    return Attribution(_source_of(layout, cues[-1], _speaking(layout.text, parts[Part.SOURCE]), cues), cues[-1], ())


def _clipped(layout: Layout, tagged: Sequence[tuple[Part, Span]], kind: Part) -> list[Span]:
    return sorted({piece for part, span in tagged if part is kind for piece in layout.clip(span)})


def _without_refusals(text: str, parts: dict[Part, list[Span]]) -> dict[Part, list[Span]]:
    """The parts but for those of "who asked not to be named": nothing is said in it."""
    refused = [Span(*match.span()) for match in ANONYMOUS.finditer(text)]
    return {
        kind: [span for span in spans if not covered(refused, span)] if refused else spans
        for kind, spans in parts.items()
    }


def _without_clauses(text: str, sources: Sequence[Span]) -> Iterator[Span]:
    """The sources but for what only says more of the one before: "a NOUN, who did not give her name, told ..."."""
    for before, source in zip([None, *sources], sources, strict=False):
        follows = before is not None and text[before.end : source.start].strip() in ("", ",")
        if not (follows and WHO_CLAUSE.match(text, source.start, source.end)):
            yield source


def _between(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    return spans[bisect_left(spans, start, key=start_of) : bisect_left(spans, end, key=start_of)]


def _link_paragraph(layout: Layout, parts: dict[Part, Sequence[Span]]) -> list[Attribution]:
    sources, cues, contents = parts[Part.SOURCE], parts[Part.CUE], parts[Part.CONTENT]
    said: dict[Span, list[Span]] = {cue: [] for cue in cues}
    loose: list[Attribution] = []
    for content in contents:
        cue = _nearest(content, cues, _content_cost(layout, cues, content), CONTENT_REACH)
        if cue:
            said[cue].append(content)
        else:
            loose.append(_without_cue(layout, content, sources))
    speaking = _speaking(layout.text, sources)
    linked = [
        Attribution(_source_of(layout, cue, speaking, cues), cue, tuple(pieces))
        for cue, pieces in said.items()
        if pieces
    ]
    return sorted([*linked, *loose], key=lambda each: each.content[0])


def _nearest(part: Span, others: Sequence[Span], cost: Callable[[Span], int], reach: int) -> Span | None:
    """The cheapest of the neighbours of a part, if it costs less than `reach`."""
    place = bisect_left(others, part.start, key=start_of)
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
    return max(0, bisect_left(spans, second.start, key=start_of) - bisect_left(spans, first.end, key=start_of))


def _speaking(text: str, sources: Sequence[Span]) -> _Speaking:
    """Who may say something: not whom another source is quoting, "A, quoting B, said ..."."""
    quoting = [source for source in sources if not QUOTED_BY.search(text, max(0, source.start - 10), source.start)]
    saying = quoting or sources
    return _Speaking(saying, [source for source in saying if text.endswith(" by ", 0, source.start)])


def _source_of(layout: Layout, cue: Span, speaking: _Speaking, cues: Sequence[Span]) -> Span | None:
    """The source of a cue. "Asked whether ..." has none but one after "by": who is asked does not say it."""
    home = layout.sentence(cue.start)
    asked = ASKED.match(layout.text, max(0, cue.start - 5), cue.end)
    sources = speaking.asking if asked else speaking.saying

    def cost(source: Span) -> int:
        away = layout.sentence(source.start) != home
        between = CUE_BETWEEN * _count_between(cues, source, cue) + SOURCE_BETWEEN * _count_between(
            sources, source, cue
        )
        return layout.gap(source, cue) + SOURCE_BORDER * away + between

    return _nearest(cue, sources, cost, SOURCE_REACH)


def _without_cue(layout: Layout, content: Span, sources: Sequence[Span]) -> Attribution:
    """The attribution of a content that no cue brings in; a source with a verb in it ("NAME writes in ...") is cut."""
    source = _source_by_content(layout, content, sources)
    verb = SOURCE_AND_VERB.match(layout.text, source.start, source.end) if source else None
    if verb is None:
        return Attribution(source, None, (content,))
    return Attribution(Span(*verb.span("source")), Span(*verb.span("cue")), (content,))


def _source_by_content(layout: Layout, content: Span, sources: Sequence[Span]) -> Span | None:
    """The source of a content that no cue brings in: the nearest one of the paragraph."""
    return _nearest(content, sources, lambda other: layout.gap(content, other), CONTENT_REACH)


SENTENCE = re.compile(r"\w[.!?…]\s")  # before a quotation in its paragraph
SAYING = matcher("opener says")
SAID = matcher("opener said")
PRONOUN = re.compile(r"(?:He|She)\b")
ASIDE = matcher("aside")  # between a subject and its verb
CLAUSE = 40  # characters in which a sentence comes to its subject


@dataclass(frozen=True, slots=True)
class Openers:
    """Who opens the sentences of one article, to be the source where none was found, or only in another sentence."""

    layout: Layout
    cast: Cast
    organisations: Organisations

    def complete(self, attribution: Attribution) -> list[Attribution]:
        """The attribution with its source, and apart from it what another person says after a colon."""
        parts = self._parted_at_colon(attribution)
        return [replace(part, source=self._source(part)) for part in parts]

    def _source(self, attribution: Attribution) -> Span | None:
        """The source, if it stands in the sentence of its cue; else who opens that sentence, if that is a subject."""
        source, cue = attribution.source, attribution.cue
        if source is None:
            return self.opener(attribution)
        if cue is None or self.layout.sentence(source.start) == self.layout.sentence(cue.start):
            return source
        return self._subject(cue) or source

    def opener(self, attribution: Attribution) -> Span | None:
        """The person or the pronoun with whom the sentence opens, if its verb of saying has no other subject.

        That is a verb that only an aside parts from the name ("NAME, who came late, felt ..."), a participle ("NAME
        left early, saying ..."), or a colon before a quotation ("NAME is certain: "..."").
        """
        cue, first = attribution.cue, attribution.cue or attribution.content[0]
        home = self._home(first)
        subject = self._subject(cue) if cue else None
        if subject or self.layout.quotation(home.start):
            return subject
        before = self.layout.text[max(home.start, first.start - 3) : first.start].rstrip()
        if not (SAYING.match(self.layout.text, first.start) if cue else before.endswith(":")):
            return None
        pronoun = PRONOUN.match(self.layout.text, home.start, home.end)
        named = Span(*pronoun.span()) if pronoun else self._named(home)
        return named if named and named.end < first.start else None

    def _home(self, part: Span) -> Span:
        return self.layout.sentences[self.layout.sentence(part.start)]

    def _named(self, home: Span) -> Span | None:
        """The first person named where the sentence opens."""
        opening = Span(home.start, min(home.end, home.start + CLAUSE))
        return next((mention.span for mention, _ in self.cast.named_in(opening)), None)

    def _subject(self, cue: Span) -> Span | None:
        """Whoever opens the sentence of a verb of saying, person or organisation, if only an aside stands between."""
        home = self._home(cue)
        bodies = self.organisations.at(Span(home.start, min(home.end, home.start + CLAUSE)))
        found = self._named(home) or next(iter(bodies), None)
        if not found or self.layout.quotation(home.start) or cue.start < found.end:
            return None
        text = self.layout.text
        return found if SAID.match(text, cue.start) and ASIDE.fullmatch(text, found.end, cue.start) else None

    def _parted_at_colon(self, attribution: Attribution) -> list[Attribution]:
        """The attribution, and what a colon brings in in another sentence than the cue's, which opens with a person."""
        cue = attribution.cue
        for number, content in enumerate(attribution.content[1:] if cue else (), 1):
            elsewhere = cue and self.layout.sentence(content.start) > self.layout.sentence(cue.start)
            source = self.opener(Attribution(None, None, (content,))) if elsewhere else None
            if source:
                first, rest = attribution.content[:number], attribution.content[number:]
                return [replace(attribution, content=first), Attribution(source, None, rest)]
        return [attribution]
