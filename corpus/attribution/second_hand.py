"""Second-hand statements: what somebody is reported to have said by somebody else who is on record.

Both get a statement: the one who speaks here, and the one whose words are passed on, `via` the first. Forms:
A said (that) B said ...; B "told ...," A said; B, according to A, told ...; A quoted B as saying ...;
A, quoting B, said ...
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import Span
from corpus.attribution.layout import extent_of, kind_of
from corpus.attribution.speakers import Scene, speakers_of
from corpus.english.lexicon import matcher
from corpus.statement import Speaker, Statement

NESTED = matcher("passed on")
ACCORDING = matcher("via according to")
PARTICIPLE, PARTICIPLE_VERB = matcher("reporting participle"), matcher("reporting verb")
OPENING_CLAUSE = 40  # characters in which a sentence comes to its subject
QUOTED_AS = matcher("quoted as saying")
AS_SAYING = matcher("cue of quoted as saying")
QUOTING = matcher("quoting")
PASSIVE = matcher("passive")
OPENING = re.compile(r"[\s,'\"“‘]*")


def second_hand(scene: Scene, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, with `via` where they are passed on, and with those found within them, in order."""
    spoken = Counter(_turn(scene, statement) for statement in statements)
    passed_on = [
        _quoted_as(scene, _according(scene, each))
        for statement in statements
        for each in _retold(scene, statement, spoken[_turn(scene, statement)] == 1)
    ]
    found = [inner for statement in passed_on for inner in _within(scene, statement)]
    said: dict[tuple[Speaker, ...], list[Span]] = defaultdict(list)
    for statement in passed_on:
        said[statement.speakers] += statement.content
    new = [inner for inner in found if not _is_among(inner.content[0], said[inner.speakers])]
    return sorted([*passed_on, *new], key=lambda each: (each.content[0].start, -each.content[-1].end))


def _turn(scene: Scene, statement: Statement) -> tuple[int, tuple[Speaker, ...]]:
    return scene.layout.sentence(statement.content[0].start), statement.speakers


def _is_among(content: Span, said: Sequence[Span]) -> bool:
    """Whether a content touches one of those in the order of the text."""
    place = bisect_left(said, content.end, key=lambda span: span.start)
    return any(span.touches(content) for span in said[max(0, place - 2) : place])


def _according(scene: Scene, statement: Statement) -> Statement:
    """The statement, via the one whom its sentence names by "according to" outside of what is said."""
    if statement.cue is None or not statement.speakers:
        return statement
    home = scene.layout.around(statement.cue)
    for match in ACCORDING.finditer(scene.layout.text, home.start, home.end):
        span, source = Span(*match.span()), Span(*match.span("source"))
        own = statement.cue.touches(span) or (statement.source is not None and statement.source.touches(span))
        reporter = speakers_of(scene, source)
        said = any(content.touches(span) for content in statement.content)
        if not own and not said and reporter and reporter[0] not in statement.speakers:
            return replace(statement, via=reporter[0])
    return statement


def _quoted_as(scene: Scene, statement: Statement) -> Statement:
    """The statement; of "A quoted B as saying ..." with "as saying" for its cue, that of B via A."""
    if statement.cue is None or len(statement.speakers) != 1 or statement.via:
        return statement
    home = scene.layout.around(statement.cue)
    match = AS_SAYING.search(scene.layout.text, home.start, home.end)
    if match is None or match.end() < statement.cue.start or not statement.cue.touches(Span(*match.span("cue"))):
        return statement
    source = Span(*match.span("source"))
    speakers = speakers_of(scene, source)
    if not speakers or statement.speakers[0] in speakers:
        return statement
    return replace(statement, source=source, speakers=speakers, via=statement.speakers[0])


def _retold(scene: Scene, statement: Statement, only_one: bool) -> Iterator[Statement]:
    """The statement; where its source is only the A of "B, according to A, telling ...", that of B via A.

    A's own stays if it is A's only one in the sentence: both are on record, A with no more than the report.
    """
    told = _teller(scene, statement)
    if told is None:
        yield statement
        return
    yield told
    if only_one:
        yield statement


def _teller(scene: Scene, statement: Statement) -> Statement | None:
    text, source, cue = scene.layout.text, statement.source, statement.cue
    if source is None or cue is None or len(statement.speakers) != 1 or cue.start < source.end:
        return None
    reported = text[max(0, source.start - 13) : source.start].lower().endswith("according to ")
    subject = _subject(scene, source)
    if not reported or subject is None or not PARTICIPLE_VERB.match(text, cue.start):
        return None
    speakers = speakers_of(scene, subject)
    if not speakers or statement.speakers[0] in speakers:
        return None
    return replace(statement, source=subject, speakers=speakers, via=statement.speakers[0])


def _subject(scene: Scene, source: Span) -> Span | None:
    """The person with whom the sentence opens before the words that name its source."""
    home = scene.layout.sentences[scene.layout.sentence(source.start)]
    opening = Span(home.start, min(home.end, home.start + OPENING_CLAUSE))
    subject = next((mention.span for mention, _ in scene.cast.named_in(opening)), None)
    return subject if subject and subject.end < source.start else None


def _within(scene: Scene, statement: Statement) -> Iterator[Statement]:
    """What the words of a statement pass on."""
    if len(statement.speakers) == 1 and statement.via is None:
        reporter = statement.speakers[0]
        for source, cue, content in _forms(scene, statement):
            speakers = speakers_of(scene, source)
            if content and speakers and reporter not in speakers:
                yield _passed_on(scene, (source, cue, content), speakers, reporter)


def _forms(scene: Scene, statement: Statement) -> Iterator[tuple[Span, Span, Span | None]]:
    """Source, cue and content of all that the words of a statement may pass on."""
    content = statement.content[0]
    yield from _nested(scene, content, scene.layout.around(content))
    if statement.cue:
        home = scene.layout.around(statement.cue)
        yield from _cited(scene.layout.text, statement, statement.cue, home)
        if statement.cue.of(scene.layout.text).lower().startswith("according"):
            yield from _taking_up(scene, statement, home)


def _cited(text: str, statement: Statement, cue: Span, home: Span) -> Iterator[tuple[Span, Span, Span | None]]:
    """ "A quoted B as saying ..." and "A, quoting B, said ..."."""
    quoted = QUOTED_AS.search(text, cue.start, home.end)
    if quoted:
        content = _rest(text, quoted.end(), statement.content[-1].end)
        yield Span(*quoted.span("source")), Span(*quoted.span("cue")), content
    quoting = QUOTING.search(text, home.start, home.end)
    if quoting and not any(each.start <= quoting.start() < each.end for each in statement.content):
        yield Span(*quoting.span("source")), cue, statement.content[0]


def _nested(scene: Scene, content: Span, home: Span) -> Iterator[tuple[Span, Span, Span | None]]:
    """ "(that) B said ...", from the beginning of a content, or of its sentence if that opens with a quoted verb."""
    text = scene.layout.text
    opening = OPENING.match(text, content.start, content.end)
    start = opening.end() if opening else content.start
    quoted_verb = start > content.start and text[start : start + 1].islower()
    if quoted_verb and content.start - home.start < 60:
        start = home.start
    match = NESTED.match(text, start, content.end)
    if match and not PASSIVE.search(match["source"]):
        that = match.start("that") if match["that"] else match.end()
        yield Span(*match.span("source")), Span(*match.span("cue")), _rest(text, that, content.end)


def _taking_up(scene: Scene, statement: Statement, home: Span) -> Iterator[tuple[Span, Span, Span | None]]:
    """ "B ..., according to A, telling ...": the subject of the sentence is the one who tells."""
    text = scene.layout.text
    end = max(part.end for part in (statement.cue, statement.source) if part)
    match = PARTICIPLE.match(text, end, home.end)
    subject = _subject(scene, statement.source) if statement.source else None
    if match and subject:
        closing = scene.layout.quotation(match.end())
        yield subject, Span(*match.span("cue")), _rest(text, match.end(), closing.span.end if closing else home.end)


def _rest(text: str, start: int, end: int) -> Span | None:
    words = text[start:end].rstrip(" .,") if end > start else ""
    start += len(words) - len(words.lstrip(" ,:"))
    words = words.lstrip(" ,:")
    return Span(start, start + len(words)) if len(words.split()) > 1 else None


def _passed_on(
    scene: Scene, parts: tuple[Span, Span, Span], speakers: tuple[Speaker, ...], reporter: Speaker
) -> Statement:
    source, cue, content = parts
    span = Span(min(part.start for part in parts), max(part.end for part in parts))
    return Statement(
        source=source,
        cue=cue,
        content=(content,),
        kind=kind_of(scene.layout, [content]),
        speakers=speakers,
        via=reporter,
        extent=extent_of(scene.layout, span),
    )
