"""Turns: what "it" and "they" say is said by the body or the group that has just been speaking.

And "the ministry" is the one body with that word last in its name which has spoken or was named before.
"""

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
COMMON = re.compile(r"[a-z-]+")
REACH = 2  # sentences

Speakers = tuple[Speaker, ...]


def speakers_in_turn(scene: Scene, attributions: Sequence[Attribution]) -> Iterator[Speakers]:
    """The speakers of each attribution; attributions are in the order of the text."""
    last: Speakers = ()
    speakers: Speakers = ()
    heard: list[Speaker] = []
    sentence = 0
    for each in attributions:
        if not each.goes_on:
            speakers = _speakers(scene, each.source, last, sentence) if each.source else ()
            speakers = () if _hears(scene, each.cue, speakers) else speakers
            speakers = tuple(_in_full(scene, speaker, heard) for speaker in speakers)
            heard += [speaker for speaker in speakers if speaker.kind is SpeakerKind.ORGANISATION]
        yield speakers
        if each.source and not scene.layout.quotation(each.source.start):
            last, sentence = speakers, scene.layout.sentence(each.span.end - 1)


def _hears(scene: Scene, cue: Span | None, speakers: Speakers) -> bool:
    """Whether the source is a court or the like that hears what somebody says."""
    bodies = all(speaker.kind is not SpeakerKind.PERSON for speaker in speakers)
    return cue is not None and bodies and HEARS.fullmatch(cue.of(scene.layout.text)) is not None


def _in_full(scene: Scene, speaker: Speaker, heard: Sequence[Speaker]) -> Speaker:
    """A body of one common word under its full name: the only one that is known before with this word at its end."""
    text = scene.layout.text
    word = speaker.name.of(text)
    if speaker.kind is not SpeakerKind.ORGANISATION or not COMMON.fullmatch(word):
        return speaker
    named = [*(each.name for each in heard), *scene.organisations.before(speaker.name.start)]
    full = {name.lower(): span for span in reversed(named) if (name := span.of(text)).lower().endswith(f" {word}")}
    longest = max(full, key=len, default="")
    is_only_one = all(longest.endswith(name) for name in full)
    return Speaker(full[longest], None, SpeakerKind.ORGANISATION) if full and is_only_one else speaker


def _speakers(scene: Scene, source: Span, last: Speakers, sentence: int) -> Speakers:
    word = source.of(scene.layout.text)
    near = scene.layout.sentence(source.start) - sentence <= REACH and not scene.layout.quotation(source.start)
    if near and IT.fullmatch(word):
        return last if len(last) == 1 and last[0].kind is SpeakerKind.ORGANISATION else ()
    if near and THEY.fullmatch(word):
        return last if len(last) > 1 or (last and last[0].kind is not SpeakerKind.PERSON) else ()
    return speakers_of(scene, source)
