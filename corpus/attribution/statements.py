"""Finding statements: who said what in the body of an article."""

from collections.abc import Sequence
from typing import Protocol

from corpus.article import Block, Span
from corpus.attribution.cast import cast_of
from corpus.attribution.coreference import Antecedents
from corpus.attribution.extents import extent_of
from corpus.attribution.forms import forms
from corpus.attribution.groups import Organisations, firms_of
from corpus.attribution.kinds import kind_of
from corpus.attribution.layout import Layout, lay_out
from corpus.attribution.linking import Attribution, link
from corpus.attribution.opening import Openers
from corpus.attribution.second_hand import second_hand
from corpus.attribution.spans import covered
from corpus.attribution.speakers import Scene
from corpus.attribution.tails import tails
from corpus.attribution.turns import speakers_in_turn
from corpus.attribution.unmarked_names import unmarked_names
from corpus.statement import Speaker, Statement
from corpus.tagging.tags import NameKind, Tags


class Tagger(Protocol):
    """What marks sources, cues, contents and names in running text."""

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        """The parts and names within the given paragraphs of each text."""


def find_statements(text: str, blocks: Sequence[Block], tagger: Tagger) -> list[Statement]:
    """The statements in the body blocks of a text, in its order."""
    (found,) = find_all_statements([(text, blocks)], tagger)
    return found


def find_all_statements(texts: Sequence[tuple[str, Sequence[Block]]], tagger: Tagger) -> list[list[Statement]]:
    """The same for each of some texts, which the tagger reads together."""
    layouts = [lay_out(text, blocks) for text, blocks in texts]
    tags = tagger.tag([(layout.text, layout.paragraphs) for layout in layouts])
    return [_statements(layout, each) for layout, each in zip(layouts, tags, strict=True)]


def _statements(layout: Layout, tags: Tags) -> list[Statement]:
    attributions = link(layout, [*tags.parts, *tails(layout, tags), *forms(layout, tags)])
    scene, attributions = _scene(layout, tags, attributions)
    turns = zip(attributions, speakers_in_turn(scene, attributions), strict=True)
    return second_hand(scene, [_statement(scene, each, speakers) for each, speakers in turns])


def _scene(layout: Layout, tags: Tags, linked: Sequence[Attribution]) -> tuple[Scene, list[Attribution]]:
    """What is needed to say who speaks, and the attributions with the sources that it adds."""
    named = {
        kind: sorted(piece for each, span in tags.names if each is kind for piece in layout.clip(span))
        for kind in NameKind
    }
    firms = firms_of(layout.text, named[NameKind.PERSON])
    people = [span for span in named[NameKind.PERSON] if not covered(firms, span)]
    bodies = sorted(named[NameKind.ORGANISATION] + named[NameKind.PLACE] + firms)
    cast = cast_of(layout, sorted([*people, *unmarked_names(layout, _sources(linked), people, bodies)]))
    organisations = Organisations(layout.text, bodies)
    openers = Openers(layout, cast, organisations)
    attributions = [part for each in linked for part in openers.complete(each)]
    antecedents = Antecedents(layout, cast, _sources(attributions))
    return Scene(layout, cast, antecedents, organisations), attributions


def _sources(attributions: Sequence[Attribution]) -> list[Span]:
    return sorted({each.source for each in attributions if each.source})


def _statement(scene: Scene, attribution: Attribution, speakers: tuple[Speaker, ...]) -> Statement:
    return Statement(
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        kind=kind_of(scene.layout, attribution.content),
        speakers=speakers,
        via=None,
        extent=extent_of(scene.layout, attribution.span),
    )
