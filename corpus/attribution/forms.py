"""Plain forms of attribution that no tagger should miss: they are read only where it found nothing.

"...," NAME said. / "...," said NAME. / NAME said: "..." / NAME said that ... / ..., NAME said. / According to NAME, ...
Each is narrow on purpose: what it adds is nearly always right, and what fits none stays without a statement.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Span
from corpus.attribution.layout import Layout, Quotation, touched
from corpus.attribution.roles import is_office
from corpus.english.lexicon import matcher, words
from corpus.tagging.tags import Part, Tags

Found = list[tuple[Part, Span]]

CUE = matcher("said")
ACCORDING = matcher("according to")
MESSAGE = matcher("message sent")
FIGURE = matcher("figure put")
NOUN_PHRASE_END = matcher("end of a noun phrase")
POSSESSIVE = re.compile(r"[^\W\d_a-z]\w+['’]s? ")
LINK = matcher("linking word")
PRONOUNS = frozenset(("he", "she", "they", "who"))
CLAUSE_VERBS = words("verbs with a clause")
THING_VERBS, THING = words("verbs with things"), re.compile(r" an? ")  # "maintains a garden"
FUNCTION_WORDS = words("function words")
NOT_IN_SUBJECT = words("not in subjects")
LONGEST_SUBJECT = 8  # words
LONGEST_SENTENCE = 1500  # characters; a longer run without a full stop is no sentence that these rules know
SHORTEST_CLAUSE = 3  # words


def forms(layout: Layout, tags: Tags) -> Found:
    """The parts that the rules find in sentences where nothing is tagged."""
    taken = sorted(piece for part, span in tags.parts if part is not Part.SOURCE for piece in layout.clip(span))
    found: Found = []
    for sentence in layout.sentences:
        if sentence.end - sentence.start <= LONGEST_SENTENCE and not touched(taken, sentence):
            found += _of_sentence(layout, sentence, taken)
    return found


def _of_sentence(layout: Layout, sentence: Span, taken: Sequence[Span]) -> Found:
    for match in CUE.finditer(layout.text, sentence.start, sentence.end):
        if layout.quotation(match.start()) is None:
            found = _said(layout, sentence, match)
            if found and not any(touched(taken, span) for _, span in found):
                return found
    return _message(layout, sentence) or _figure(layout, sentence) or _according(layout, sentence)


def _said(layout: Layout, sentence: Span, match: re.Match[str]) -> Found:
    """The form that a verb of saying stands in, by what is on either side of it."""
    text, cue = layout.text, Span(*match.span())
    subject = subject_before(text, sentence, cue)
    if subject is None:
        source = _subject_after(text, cue, sentence)
        content = quotation_ending(layout, cue.start)
        return _parts(source, cue, content) if source and content else []
    content = quotation_ending(layout, subject.start) or quotation_beginning(layout, cue.end)
    is_done = match["verb"] in THING_VERBS and THING.match(text, cue.end)
    if content is None and not is_done and (match["verb"] in CLAUSE_VERBS or match["verb"].endswith("clear")):
        content = clause_after(layout, cue, sentence) or clause_before(layout, subject, cue, sentence)
    return _parts(subject, cue, content) if content else []


def _message(layout: Layout, sentence: Span) -> Found:
    """NAME delivered a message: what follows the colon is what NAME said."""
    match = MESSAGE.search(layout.text, sentence.start, sentence.end)
    if match is None or layout.quotation(match.start()):
        return []
    cue = Span(match.start(), match.end() - 2)
    source = subject_before(layout.text, sentence, cue)
    content = clause_after(layout, Span(match.start(), match.end() - 1), sentence)
    return _parts(source, cue, content) if source and content else []


def _figure(layout: Layout, sentence: Span) -> Found:
    """NAME put the number of ... at N."""
    match = FIGURE.search(layout.text, sentence.start, sentence.end)
    source = subject_before(layout.text, sentence, Span(*match.span())) if match else None
    if match is None or source is None or layout.quotation(match.start()):
        return []
    return _parts(source, Span(*match.span("cue")), Span(*match.span("figure")))


def _parts(source: Span, cue: Span, content: Span) -> Found:
    return [(Part.SOURCE, source), (Part.CUE, cue), (Part.CONTENT, content)]


def subject_before(text: str, sentence: Span, cue: Span) -> Span | None:
    """The noun phrase right before a verb, back to the beginning of the clause; None where it isn't a plain one."""
    start = max(sentence.start, cue.start - 120)
    clause = re.search(r"(?:\A|[,;:\"”“—–] ?|''|['’] )([^,;:\"“”—–]{1,100}) \Z", text[start : cue.start])
    if clause is None:
        return None
    words = clause[1]
    link = LINK.match(words)
    words = words[link.end() :] if link else words
    plain = [word.lower().strip(".'’") for word in words.split()]
    if not plain or len(plain) > LONGEST_SUBJECT or (NOT_IN_SUBJECT & set(plain) and not _are_joint(words)):
        return None
    if plain[0] in PRONOUNS and len(plain) > 1:
        return None
    first = start + clause.end(1) - len(words)
    names = words.split() if len(plain) == 1 or POSSESSIVE.match(words) else words.split()[1:]
    named = plain[0] in PRONOUNS or any(word[0].isupper() for word in names)
    return Span(first, start + clause.end(1)) if named else None


def _are_joint(words: str) -> bool:
    """Whether the words are names with "and" between them."""
    return " and " in words and all(word[0].isupper() for word in words.split() if word != "and")


def _subject_after(text: str, cue: Span, sentence: Span) -> Span | None:
    """The name right after a verb: "said NAME"."""
    end = NOUN_PHRASE_END.search(text, cue.end + 1, sentence.end)
    words = text[cue.end : end.start() if end else sentence.end].strip()
    if not words or len(words.split()) > LONGEST_SUBJECT or not any(word[0].isupper() for word in words.split()):
        return None
    return Span(cue.end + 1, cue.end + 1 + len(words)) if text[cue.end] == " " else None


def quotation_ending(layout: Layout, offset: int) -> Span | None:
    """The quotation that ends right before an offset as a sentence or its first part does."""
    before = layout.text[max(0, offset - 3) : offset].rstrip(" ,")
    place = offset - 1
    while place > 0 and layout.text[place] in " ,":
        place -= 1
    quotation = layout.quotation(place)
    if not before or quotation is None or quotation.span.end != place + 1 or quotation.span.start >= offset - 3:
        return None
    return quotation.span


def quotation_beginning(layout: Layout, offset: int) -> Span | None:
    """The quotation that begins right after an offset, a comma or colon aside."""
    gap = re.compile(r"[,:]? (?=\S)").match(layout.text, offset)
    quotation = layout.quotation(gap.end()) if gap else None
    return quotation.span if gap and quotation and quotation.span.start == gap.end() else None


def clause_after(layout: Layout, cue: Span, sentence: Span) -> Span | None:
    """What is said, from the verb on to the end of the sentence: "said (that) ..."."""
    words = layout.text[cue.end : sentence.end].strip().rstrip(".!?")
    if len(words.split()) < SHORTEST_CLAUSE or not words[0].isalnum():
        return None
    start = layout.text.index(words[0], cue.end)
    return Span(start, start + len(words))


def clause_before(layout: Layout, subject: Span, cue: Span, sentence: Span) -> Span | None:
    """What is said, where the sentence ends with "..., NAME said."."""
    text = layout.text
    words = text[sentence.start : subject.start].rstrip(" ,")
    ends = text[cue.end : sentence.end].strip(" .") == ""
    if not ends or len(words.split()) < SHORTEST_CLAUSE or text[subject.start - 2 : subject.start] != ", ":
        return None
    return Span(sentence.start, sentence.start + len(words))


def _according(layout: Layout, sentence: Span) -> Found:
    """ "According to NAME": the rest of the sentence, on the longer side, is what NAME said."""
    text = layout.text
    match = ACCORDING.search(text, sentence.start, sentence.end)
    if match is None or layout.quotation(match.start()):
        return []
    end = re.compile(r"[,;\"“(]|\.?\Z").search(text, match.end(), sentence.end)
    source = text[match.end() : end.start() if end else sentence.end].rstrip()
    if not _can_speak(source):
        return []
    sides = _sides(text, sentence, Span(match.start(), match.end() + len(source)))
    content = max(sides, key=lambda side: side.end - side.start, default=None)
    if content is None:
        return []
    return _parts(Span(match.end(), match.end() + len(source)), Span(match.start(), match.end() - 1), content)


def _can_speak(source: str) -> bool:
    """Whether a source has a name, a plural or an office in it: "his body mass index" has not."""
    own = [word for word in source.split() if word.lower() not in FUNCTION_WORDS]
    return any(word[0].isupper() or word.endswith("s") or is_office(word) for word in own)


def _sides(text: str, sentence: Span, middle: Span) -> Iterator[Span]:
    for start, end in ((sentence.start, middle.start), (middle.end, sentence.end)):
        side = text[start:end].rstrip(" .,")
        first = start + len(side) - len(side.lstrip(" ,"))
        if len(side.split()) >= SHORTEST_CLAUSE:
            yield Span(first, first + len(side.lstrip(" ,")))


TAIL = matcher("after a quotation")
LONGEST_MARK = 2  # characters of a closing mark


def tails(layout: Layout, tags: Tags) -> Iterator[tuple[Part, Span]]:
    """Source and cue right after a quotation that ends with a comma, where the tagger marked neither."""
    taken = sorted(span for part, span in tags.parts if part is not Part.CONTENT)
    for quotation in layout.quotations:
        end = quotation.span.end
        match = TAIL.match(layout.text, end) if _ends_with_comma(layout.text, quotation) else None
        if match and not touched(taken, Span(end, match.end())):
            yield Part.SOURCE, Span(*match.span("source"))
            yield Part.CUE, Span(*match.span("cue"))


def _ends_with_comma(text: str, quotation: Quotation) -> bool:
    span = quotation.span
    return quotation.closed and "," in text[max(span.start, span.end - 1 - LONGEST_MARK) : span.end]
