"""Finding statements: who said what in the body of an article."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from corpus.article import Block, Span
from corpus.cast import cast_of
from corpus.coreference import Antecedents
from corpus.extents import extent_of
from corpus.forms import forms
from corpus.kinds import kind_of
from corpus.layout import Layout, lay_out
from corpus.linking import Attribution, link
from corpus.second_hand import second_hand
from corpus.speakers import Scene, speakers_of
from corpus.statement import Statement
from corpus.tags import NameKind, Tags
from corpus.unmarked_names import unmarked_names


class Tagger(Protocol):
    """What marks sources, cues, contents and names in running text."""

    def tag(self, text: str, spans: Sequence[Span]) -> Tags:
        """The parts and names within the given paragraphs."""


def find_statements(text: str, blocks: Sequence[Block], tagger: Tagger) -> list[Statement]:
    """The statements in the body blocks of a text, in its order."""
    layout = lay_out(text, blocks)
    tags = tagger.tag(text, layout.paragraphs)
    tags = Tags((*tags.parts, *forms(layout, tags)), tags.names)
    attributions = link(layout, tags)
    scene = _scene(layout, tags, attributions)
    return second_hand(scene, list(_statements(scene, attributions)))


def _scene(layout: Layout, tags: Tags, attributions: Sequence[Attribution]) -> Scene:
    named = {kind: [piece for each, span in tags.names if each is kind for piece in layout.clip(span)] for kind in NameKind}
    people = sorted(named[NameKind.PERSON])
    organisations = sorted(named[NameKind.ORGANISATION] + named[NameKind.PLACE])
    sources = sorted({each.source for each in attributions if each.source})
    cast = cast_of(layout, sorted([*people, *unmarked_names(layout, sources, people, organisations)]))
    return Scene(layout, cast, Antecedents(layout, cast, sources), organisations)


def _statements(scene: Scene, attributions: Sequence[Attribution]) -> Iterator[Statement]:
    for each in attributions:
        yield Statement(
            source=each.source,
            cue=each.cue,
            content=each.content,
            kind=kind_of(scene.layout, each.content),
            speakers=speakers_of(scene, each.source) if each.source else (),
            via=None,
            extent=extent_of(scene.layout, each.span),
        )
