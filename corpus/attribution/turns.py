"""Speech told by its place on the page: transcripts, interviews, signed quotations, statements printed in full.

In these forms no verb of saying stands with the words: a label, a signature or an introduction says whose they are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.attribution.linking import Attribution
from corpus.english.lexicon import words

NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:(?:of|de|van|von|der|al|bin|la) )?[^\W\d_a-z][\w.'’-]*){0,4}"
CAPITALS = r"[^\W\d_a-z]{2,}[.]?(?:[ '’-][^\W\d_a-z]+\.?){0,5}"
HANDLE = r" \(@?[\w.@-]{2,60}\)"  # of an account, after the name
LABEL = re.compile(
    rf"(?P<label>{CAPITALS}|{NAME}|[QA])(?:, [^\W\d_a-z][^:.\"“”?!]{{1,60}})?(?: \([^()]{{1,20}}\))?[:.]\s+(?=\S)"
)
ASKERS = frozenset(
    "q question reporter reporters journalist interviewer moderator host audience presenter unidentified".split()
)
SIGNED = re.compile(
    rf"(?P<quote>[\"“„«‘'][^\n]{{10,}}[\"”“»’'])\s*\n?\s*(?:[—–]|--?)\s?(?P<name>{NAME})"
    rf"(?:,[^\n\"“”]{{2,80}}|{HANDLE})?\s*\Z"
)
SIGNATURE = re.compile(rf"(?:[—–]|--?)\s?(?P<name>{NAME})(?:,[^\n\"“”]{{2,80}}|{HANDLE})?\s*\Z")
IN_FULL = re.compile(
    r"\b(?:statement|letter|post|message|speech|remarks|email|apology)\b"
    r"(?: (?:in full|reads?|read|said|follows))?\s*:\Z"
)
INTERVIEW = re.compile(
    r"\b(?:interview\w*|Q ?& ?A|transcript|asked (?:him|her|them)|(?:spoke|talked|sat down) (?:to|with)|answers?)\b",
    re.IGNORECASE,
)
SECOND_PERSON = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ours|[Yy]ou['’]\w+)\b")
OWN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|I['’]\w+|[Ww]e['’]\w+)\b")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|I['’]\w+|[Yy]ou)\b")
QUOTE_MARK = re.compile(r"[\"“”„«»]")
INITIALLED = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3}")
TITLES = words("honorifics") | words("ranks") | words("offices")
LONGEST_LABEL, LONGEST_QUESTION, LONGEST_BLOCK = 110, 240, 12  # characters, characters, paragraphs
FEWEST_TURNS = 2
FEWEST_WORDS = 3
NEXT = 60  # characters


@dataclass(frozen=True, slots=True)
class Turns:
    """What is attributed by its place, the names in labels and signatures, and the paragraphs that are thus read."""

    attributions: tuple[Attribution, ...]
    names: tuple[Span, ...]
    paragraphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Turn:
    number: int
    label: Span
    words: Span


def read_turns(layout: Layout) -> Turns:
    """All speech of a body that is told by its place."""
    for read in (_transcript, _interview):
        turns = read(layout)
        if turns.attributions:
            return turns
    signed = list(_signed(layout))
    printed = list(_in_full(layout))
    found = [each for _, each in (*signed, *printed)]
    names = [each.source for _, each in signed if each.source]
    return Turns(
        tuple(found), tuple(names), frozenset(number for numbers, _ in (*signed, *printed) for number in numbers)
    )


def _transcript(layout: Layout) -> Turns:
    """Labelled turns; a paragraph without a label goes on with the turn before it."""
    labelled = [turn for number in range(len(layout.paragraphs)) if (turn := _turn(layout, number))]
    text = layout.text
    labelled = _of_one_form(text, labelled)
    keys = [_key(turn.label.of(text)) for turn in labelled]
    if not _is_transcript(layout, labelled, keys):
        return Turns((), (), frozenset())
    asking = _only_asking(layout, labelled, keys) | (ASKERS & set(keys))
    said = [turn for turn, key in zip(labelled, keys, strict=True) if key not in asking]
    numbers = [turn.number for turn in labelled]
    ends = dict(zip(numbers, [*numbers[1:], _end(layout, numbers[-1])], strict=True))
    answering = _interviewed(layout, labelled[0].number) if "a" in keys else None
    initials = _initials(layout, labelled[0].label)
    found = tuple(_spoken(layout, turn, ends[turn.number], answering, initials) for turn in said)
    taken = frozenset(number for first, end in ends.items() for number in range(first, end))
    labels = (each.source for each in found if each.source)
    return Turns(found, tuple(name for label in labels if (name := _name_in(text, label))), taken)


def _of_one_form(text: str, turns: list[_Turn]) -> list[_Turn]:
    """The turns; where labels are in capitals, others count only if they come back: "Note: ..." is part of a turn."""
    capitals = [turn for turn in turns if turn.label.of(text).isupper()]
    counts = Counter(turn.label.of(text) for turn in turns)
    if len(capitals) < FEWEST_TURNS:
        return turns
    return [turn for turn in turns if turn.label.of(text).isupper() or counts[turn.label.of(text)] > 1]


def _is_transcript(layout: Layout, turns: Sequence[_Turn], keys: Sequence[str]) -> bool:
    """Whether labels come back, or are in capitals, and most paragraphs between first and last have one."""
    if len(turns) < FEWEST_TURNS or 2 * len(turns) <= turns[-1].number - turns[0].number:
        return False
    spoken = [turn for turn in turns if len(turn.words.of(layout.text).split()) >= FEWEST_WORDS]
    in_capitals = all(turn.label.of(layout.text).isupper() for turn in turns)
    enough = in_capitals and len(turns) > FEWEST_TURNS
    return 2 * len(spoken) > len(turns) and (enough or len(set(keys)) < len(keys))


def _turn(layout: Layout, number: int) -> _Turn | None:
    paragraph = layout.paragraphs[number]
    match = LABEL.match(layout.text, paragraph.start, min(paragraph.end, paragraph.start + LONGEST_LABEL))
    if match is None or (match[0].rstrip().endswith(".") and match["label"] not in ("Q", "A")):
        return None
    return _Turn(number, Span(*match.span("label")), Span(match.end(), paragraph.end))


def _key(label: str) -> str:
    """What a speaker's labels have in common: the last word."""
    return label.lower().rstrip(".").split()[-1]


def _only_asking(layout: Layout, turns: Sequence[_Turn], keys: Sequence[str]) -> set[str]:
    asks: dict[str, bool] = {}
    for turn, key in zip(turns, keys, strict=True):
        asks[key] = asks.get(key, True) and layout.text[turn.words.end - 1] == "?"
    return {key for key, only in asks.items() if only}


def _end(layout: Layout, last: int) -> int:
    """The paragraph in which the last turn has ended: it goes on as long as somebody speaks as "I" or "we"."""
    end = last + 1
    while end < len(layout.paragraphs) and FIRST_PERSON.search(layout.paragraphs[end].of(layout.text)):
        end += 1
    return end


def _spoken(layout: Layout, turn: _Turn, end: int, answering: Span | None, initials: dict[str, Span]) -> Attribution:
    content = (turn.words, *layout.paragraphs[turn.number + 1 : end])
    label = turn.label.of(layout.text)
    named = answering if label == "A" else initials.get(label.replace(".", "").replace(" ", ""))
    return Attribution(None if named or label == "A" else turn.label, None, content, named=named)


def _initials(layout: Layout, first: Span) -> dict[str, Span]:
    """The names before the first label, by the initials that labels give them: "M.K.:" and "MK:" are Mara Kolb."""
    named: dict[str, Span] = {}
    for name in INITIALLED.finditer(layout.text, layout.paragraphs[0].start, first.start):
        parts = [word[0] for word in re.split("[ -]", name[0])]
        for letters in ("".join(parts), parts[0] + parts[-1], "".join(word[0] for word in name[0].split())):
            named.setdefault(letters, Span(*name.span()))
    return named


def _name_in(text: str, label: Span) -> Span | None:
    """The name of a label, without titles: "GOVERNOR ELENA MARSH"; None for "THE PRESIDENT" and for "A"."""
    if label.of(text) == "A":
        return None
    parts = list(re.finditer(r"\S+", label.of(text)))
    while parts and parts[0][0].lower().rstrip(".") in TITLES | {"the"}:
        parts.pop(0)
    return Span(label.start + parts[0].start(), label.end) if parts else None


def _interview(layout: Layout) -> Turns:
    """Questions without a label, each a paragraph of its own, and their answers."""
    text = layout.text
    questions = [number for number, paragraph in enumerate(layout.paragraphs) if _is_question(text, paragraph)]
    if len(questions) < FEWEST_TURNS or questions[0] == 0:
        return Turns((), (), frozenset())
    rest = range(questions[0], len(layout.paragraphs))
    answering = _interviewed(layout, questions[0])
    told = INTERVIEW.search(text, 0, layout.paragraphs[questions[0]].start) or _answers_as_itself(layout, questions)
    if answering is None or not told or any(QUOTE_MARK.match(layout.paragraphs[each].of(text)) for each in rest):
        return Turns((), (), frozenset())
    found = []
    for place, number in enumerate(questions):
        end = questions[place + 1] if place + 1 < len(questions) else len(layout.paragraphs)
        if content := tuple(each for each in layout.paragraphs[number + 1 : end] if not _asks(each.of(text))):
            found.append(Attribution(None, None, content, named=answering))
    return Turns(tuple(found), (), frozenset(rest))


def _answers_as_itself(layout: Layout, questions: Sequence[int]) -> bool:
    """Whether half of the questions ask "you" and half of what follows them answers as "I" or "we"."""
    text, last = layout.text, len(layout.paragraphs) - 1
    asking = sum(SECOND_PERSON.search(layout.paragraphs[each].of(text)) is not None for each in questions)
    followed = [layout.paragraphs[min(each + 1, last)].of(text) for each in questions]
    answering = sum(OWN_PERSON.search(words_) is not None for words_ in followed)
    return 2 * asking >= len(questions) <= 2 * answering


def _asks(words_: str) -> bool:
    """Whether a paragraph between two questions is one itself, long or with a quotation in it."""
    return words_.endswith("?") and SECOND_PERSON.search(words_) is not None and OWN_PERSON.search(words_) is None


def _is_question(text: str, paragraph: Span) -> bool:
    words_ = paragraph.of(text)
    return words_.endswith("?") and len(words_) < LONGEST_QUESTION and not QUOTE_MARK.search(words_)


def _interviewed(layout: Layout, first: int) -> Span | None:
    """Where the introduction, the paragraphs before the first question, begins: who is named there answers."""
    intro = layout.paragraphs[:first]
    return Span(intro[0].start, intro[-1].end) if intro else None


def _signed(layout: Layout) -> Iterator[tuple[tuple[int, ...], Attribution]]:
    """A quotation with a dash and a name below it, in one paragraph or two."""
    text = layout.text
    for number, paragraph in enumerate(layout.paragraphs):
        match = SIGNED.match(text, paragraph.start, paragraph.end)
        if match:
            yield (number,), Attribution(Span(*match.span("name")), None, (Span(*match.span("quote")),))
            continue
        signature = SIGNATURE.match(text, paragraph.start, paragraph.end) if number else None
        before = layout.paragraphs[number - 1] if number else paragraph
        quotation = layout.quotation(before.start)
        if signature and quotation and quotation.span.end >= before.end - 1:
            yield (number - 1, number), Attribution(Span(*signature.span("name")), None, (before,))


def _in_full(layout: Layout) -> Iterator[tuple[tuple[int, ...], Attribution]]:
    """Paragraphs without quotation marks after "NAME's statement in full:"."""
    text = layout.text
    number = 0
    while number + 1 < len(layout.paragraphs):
        intro = layout.paragraphs[number]
        number += 1
        if not IN_FULL.search(intro.of(text)):
            continue
        following = layout.paragraphs[number : number + LONGEST_BLOCK]
        plain = [each for each in following if not QUOTE_MARK.match(text, each.start)]
        own = [place for place, each in enumerate(plain, 1) if OWN_PERSON.search(each.of(text))]
        plain = plain[: own[-1] if own else 0]
        if plain and plain[0] is following[0] and FIRST_PERSON.search(plain[0].of(text)):
            for place, paragraph in enumerate(plain, number):
                yield (place,), Attribution(None, None, (paragraph,), named=intro)
            number += len(plain)


def floating(layout: Layout, attributions: Sequence[Attribution], taken: frozenset[int]) -> list[Attribution]:
    """Quotations that fill their paragraphs, but for a sentence after them, and are in no attribution yet."""
    covered = {layout.paragraph(part.start) for each in attributions for part in each.content}
    found = []
    for number, paragraph in enumerate(layout.paragraphs):
        quotation = layout.quotation(paragraph.start)
        if not number or number in covered | taken or quotation is None or not quotation.closed:
            continue
        if _stands_alone(layout, quotation.span, paragraph):
            found.append(Attribution(None, None, (quotation.span,)))
    return found


def _stands_alone(layout: Layout, quotation: Span, paragraph: Span) -> bool:
    """Whether nothing follows a quotation, or one short sentence that begins anew: "Mostly butter." Ada left."""
    rest = layout.text[quotation.end : paragraph.end].strip(" .")
    if not rest:
        return len(quotation.of(layout.text).split()) > FEWEST_WORDS
    ends = layout.text[quotation.end - 2] in ".!?…"
    return ends and len(rest) < NEXT and rest[0].isupper() and not re.search('[.!?:"“”]', rest)
