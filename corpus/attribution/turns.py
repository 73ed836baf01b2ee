"""Turns: what "it" and "they" say is said by the body or the group that has just been speaking."""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Span
from corpus.attribution.linking import Attribution
from corpus.attribution.speakers import Scene, speakers_of
from corpus.statement import Speaker, SpeakerKind

IT = re.compile(r"(?:it|its)\W*", re.IGNORECASE)
THEY = re.compile(r"(?:they|their|them|both)\W*", re.IGNORECASE)
HEARS = re.compile(
    r"(?:has |had |have |also |later )?(?:heard|hears|(?:was|were|is|are) told)(?: (?:on|how)\b.*)?", re.DOTALL
)
REACH = 2  # sentences

Speakers = tuple[Speaker, ...]


def speakers_in_turn(scene: Scene, attributions: Sequence[Attribution]) -> Iterator[Speakers]:
    """The speakers of each attribution; attributions are in the order of the text."""
    last: Speakers = ()
    speakers: Speakers = ()
    sentence = 0
    for each in attributions:
        if not each.goes_on:
            speakers = _speakers(scene, each.source, last, sentence) if each.source else ()
            speakers = () if _hears(scene, each.cue, speakers) else speakers
        yield speakers
        if each.source and not scene.layout.quotation(each.source.start):
            last, sentence = speakers, scene.layout.sentence(each.span.end - 1)


def _hears(scene: Scene, cue: Span | None, speakers: Speakers) -> bool:
    """Whether the source is a court or the like that hears what somebody says."""
    bodies = all(speaker.kind is not SpeakerKind.PERSON for speaker in speakers)
    return cue is not None and bodies and HEARS.fullmatch(cue.of(scene.layout.text)) is not None


def _speakers(scene: Scene, source: Span, last: Speakers, sentence: int) -> Speakers:
    word = source.of(scene.layout.text)
    near = scene.layout.sentence(source.start) - sentence <= REACH and not scene.layout.quotation(source.start)
    if near and IT.fullmatch(word):
        return last if len(last) == 1 and last[0].kind is SpeakerKind.ORGANISATION else ()
    if near and THEY.fullmatch(word):
        return last if len(last) > 1 or (last and last[0].kind is not SpeakerKind.PERSON) else ()
    return speakers_of(scene, source)
