"""Finding statements: who said what in the body of an article; and the same as JSON Lines."""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from typing import Protocol

from corpus.article import Block, Span
from corpus.attribution.cast import Organisations, cast_of
from corpus.attribution.coreference import Antecedents
from corpus.attribution.forms import forms, tails
from corpus.attribution.judging import judged
from corpus.attribution.layout import Layout, covered, extent_of, kind_of, lay_out, touched, within_sentences
from corpus.attribution.linking import Attribution, Openers, link
from corpus.attribution.passives import by_agents, quoted_as
from corpus.attribution.persons import unmarked_names
from corpus.attribution.second_hand import second_hand
from corpus.attribution.speakers import SINGULAR_THEY, Scene, firms_of, speakers_in_turn, speakers_of
from corpus.attribution.turns import floating, read_turns
from corpus.errors import MalformedLine
from corpus.pages.blocks import find_blocks
from corpus.statement import Speaker, Statement
from corpus.tagging.tags import NameKind, Part, Tags


class PartTagger(Protocol):
    """What marks sources, cues, contents and names in running text."""

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        """The parts and names within the given paragraphs of each text."""


def find_statements(text: str, blocks: Sequence[Block], tagger: PartTagger) -> list[Statement]:
    """The statements in the body blocks of a text, in its order."""
    (found,) = find_all_statements([(text, blocks)], tagger)
    return found


def find_all_statements(texts: Sequence[tuple[str, Sequence[Block]]], tagger: PartTagger) -> list[list[Statement]]:
    """The same for each of some texts, which the tagger reads together."""
    layouts = [lay_out(text, blocks) for text, blocks in texts]
    tags = tagger.tag([(layout.text, layout.paragraphs) for layout in layouts])
    return [
        list(judged(layout.text, attributed(layout, each), each.signs))
        for layout, each in zip(layouts, tags, strict=True)
    ]


def attributed(layout: Layout, tags: Tags) -> list[Statement]:
    """All that is built like a statement, before it is judged whether anybody said or thought anything."""
    turns = read_turns(layout)
    tags = _outside(layout, tags, turns.paragraphs)
    tagged = [
        (part, piece)
        for part, span in tags.parts
        for piece in (within_sentences(layout, span) if part is Part.SOURCE else [span])
    ]
    linked = link(layout, [*tagged, *tails(layout, tags), *forms(layout, tags)])
    linked = _instead(list(by_agents(layout, linked)), list(quoted_as(layout)), layout)
    linked += [*turns.attributions, *floating(layout, linked, turns.paragraphs)]
    linked.sort(key=lambda each: each.content[0])
    scene, attributions = _scene(layout, tags, linked, turns.names)
    spoken = zip(attributions, speakers_in_turn(scene, attributions), strict=True)
    return second_hand(scene, _apart(layout.text, [_statement(scene, each, speakers) for each, speakers in spoken]))


def _instead(linked: Sequence[Attribution], sure: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """The attributions, with these in place of those that have their cues or contents in the same sentence."""
    sentences_ = {layout.sentence(each.cue.start): each for each in sure if each.cue}
    kept = [each for each in linked if layout.sentence((each.cue or each.content[0]).start) not in sentences_]
    return [*kept, *sentences_.values()]


def _outside(layout: Layout, tags: Tags, paragraphs: frozenset[int]) -> Tags:
    """The tags without the parts that stand in these paragraphs."""
    parts = tuple(each for each in tags.parts if layout.paragraph(each[1].start) not in paragraphs)
    return replace(tags, parts=parts) if paragraphs else tags


def _scene(
    layout: Layout, tags: Tags, linked: Sequence[Attribution], names: Sequence[Span]
) -> tuple[Scene, list[Attribution]]:
    """What is needed to say who speaks, and the attributions with the sources that it adds."""
    named = {
        kind: sorted(
            part
            for each, span in tags.names
            if each is kind
            for piece in layout.clip(span)
            for part in within_sentences(layout, piece)
        )
        for kind in NameKind
    }
    firms = firms_of(layout.text, named[NameKind.PERSON])
    people = [span for span in named[NameKind.PERSON] if not covered(firms, span) and not touched(names, span)]
    people = sorted([*people, *names])
    bodies = sorted(named[NameKind.ORGANISATION] + named[NameKind.PLACE] + firms)
    cast = cast_of(layout, sorted([*people, *unmarked_names(layout, _sources(linked), people, bodies)]))
    organisations = Organisations(layout.text, bodies)
    openers = Openers(layout, cast, organisations)
    attributions = [part for each in linked for part in openers.complete(each)]
    antecedents = Antecedents(layout, cast, _sources(attributions))
    has_singular_they = SINGULAR_THEY.search(layout.text) is not None
    return Scene(layout, cast, antecedents, organisations, has_singular_they), attributions


def _sources(attributions: Sequence[Attribution]) -> list[Span]:
    return sorted({each.source for each in attributions if each.source})


def _statement(scene: Scene, attribution: Attribution, speakers: tuple[Speaker, ...]) -> Statement:
    return Statement(
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        kind=kind_of(scene.layout, attribution.content),
        speakers=speakers,
        via=next(iter(speakers_of(scene, attribution.via)), None) if attribution.via else None,
        extent=extent_of(scene.layout, attribution.span),
    )


CLAUSE = re.compile(r"[\s,;]*\b(?:but|and|while|whereas|though|although) ")


def _apart(text: str, statements: list[Statement]) -> list[Statement]:
    """The statements, each without the clause of its sentence in which somebody else speaks: "..., but Brandt said".

    A clause without a finite verb ("with Brandt calling it a risk and Malik a joke") says too little by itself.
    """
    for place, (one, other) in enumerate(pairwise(statements)):
        first, second = _own(one), _own(other)
        shared = other.extent.start < first.end <= second.start < one.extent.end
        others = one.speakers and other.speakers and {*one.speakers}.isdisjoint(other.speakers)
        finite = all(each.cue and not each.cue.of(text).partition(" ")[0].endswith("ing") for each in (one, other))
        if shared and others and finite and CLAUSE.fullmatch(text, first.end, second.start):
            statements[place] = replace(statements[place], extent=Span(statements[place].extent.start, first.end))
            statements[place + 1] = replace(other, extent=Span(second.start, other.extent.end))
    return statements


def _own(statement: Statement) -> Span:
    """From the first of a statement's parts to its last."""
    parts = [part for part in (statement.source, statement.cue, *statement.content) if part]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


AT_ONCE = 1 << 17  # bytes that are read at once: some twenty articles


def attribute(
    arrivals: Iterable[Sequence[bytes]], tagger: PartTagger, report: Callable[[MalformedLine], None]
) -> Iterator[str]:
    """For each line {"id", "text"} a line {"id", "statements": [...]}, in order, without a line end.

    Spans are [start, end) in characters of the text. A statement has "source" and "cue" (a span or null), "content"
    (spans), "speaker" (a name, several where they speak jointly, null where it is not known), "role" and "via"
    (strings or null) and "kind". Blank lines are passed over; a line that can't be read is reported, and the next
    one is read. Lines that arrived together are read together, and no more than those are held.
    """
    numbers = count(1)
    for lines in arrivals:
        articles = []
        for line, number in zip(lines, numbers, strict=False):
            try:
                articles += [_read(number, line)] if line.strip() else []
            except MalformedLine as fault:
                report(fault)
        found = find_all_statements([(text, find_blocks(text)) for _, text in articles], tagger)
        for (article_id, text), statements in zip(articles, found, strict=True):
            yield json.dumps({"id": article_id, "statements": [_row(text, each) for each in statements]})


def arriving(file: int) -> Iterator[list[bytes]]:
    """The lines of a file, given by its descriptor, as they come: together those for which nobody has to wait."""
    begun: list[bytes] = []
    while piece := os.read(file, AT_ONCE):
        first, *more = piece.split(b"\n")
        begun.append(first)
        if more:
            yield [b"".join(begun), *more[:-1]]
            begun = more[-1:]
    yield [b"".join(begun)]


def _read(number: int, line: bytes) -> tuple[str, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise MalformedLine(number, f"is no JSON ({fault})") from None
    if not isinstance(row, dict):
        raise MalformedLine(number, "is no JSON object")
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise MalformedLine(number, f"has no string {key!r}")
    return row["id"], row["text"]


def _row(text: str, statement: Statement) -> dict[str, object]:
    names = [speaker.full_name(text) for speaker in statement.speakers]
    role = next((speaker.role for speaker in statement.speakers if speaker.role), None)
    return {
        "source": _pair(statement.source),
        "cue": _pair(statement.cue),
        "content": [_pair(span) for span in statement.content],
        "speaker": names if len(names) > 1 else next(iter(names), None),
        "role": role.of(text) if role else None,
        "via": _name(text, statement.via),
        "kind": statement.kind.value,
        "type": statement.type.value,
        "actual": statement.actual,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _name(text: str, speaker: Speaker | None) -> str | None:
    return speaker.full_name(text) if speaker else None
