"""The persons of an article: every place where one is named, and which places name the same one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.attribution.roles import NO_PERSONS, is_calling, is_office
from corpus.english.lexicon import alternatives, words
from corpus.english.names import Gender, gender_by_name, is_given_name

NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.’'-](?=[^\W_]))*\.?")
WORD_BEFORE = re.compile(r"([^\W\d_](?:[^\W_]|[.’'-])*) \Z")
ABBREVIATED = re.compile(r"[A-Z][a-z]{2,6}\.")  # "Del.", "Assemb.": a title, as no given name is printed so
ASIDE = re.compile(r" ?\((?![^()]*\) ?\w)")  # "(Nashik)" after a name, not "(Jo)" within it
PLACED = re.compile(r"\b(?:in|at|near|the) \Z", re.IGNORECASE)
ACCENTED = re.compile(r" (?=[^\W\d_a-z])(?=\w*[^\W\d_a-zA-Z])[\w-]+(?=[\s,.;:’'\"”)])(?! [A-Z])")
IN = re.compile(r"\b(?:in|at|near) \Z")
SHORT_NAME = 2  # a surname of one letter is an initial
HONORIFICS = words("honorifics")
RANKS = words("ranks")
TITLES = HONORIFICS | RANKS
SUFFIXES, PARTICLES = words("name suffixes"), words("name particles")
SPOKEN = words("verbs of speech")
CAPITAL_RANKS = words("ranks in capitals")
HONOURS = words("letters after names")
OPENERS = words("openers before names")  # capitalised only because a sentence begins there

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named, without title and possessive; `title` is the word before it ("mr"), or "".

    `surname` is where the last of the words are printed if not here: of Rolf in "Rolf and Greta Sandhagen".
    """

    span: Span
    words: Words
    title: str
    surname: Span | None = None


def mentions_of_persons(layout: Layout, named: Sequence[Span]) -> list[Mention]:
    """The mentions that these names of persons are, and the other places where their surnames stand, in order."""
    marked = [mention for span in named if (mention := read_name(layout, span))]
    found = _without_overlap([*marked, *_surnames_elsewhere(layout, marked)])
    named_apart = list(_without_headline_words(layout.text, _without_places(layout.text, found)))
    return _with_shared_surnames(layout.text, named_apart)


def read_name(layout: Layout, span: Span) -> Mention | None:
    """The mention that a named span is, less titles, possessives and marks; None where no name is left.

    A given name that was left out right before it is taken in.
    """
    aside = ASIDE.search(layout.text, span.start, span.end)
    end = aside.start() if aside else _with_accented_surname(layout.text, span)
    words = list(NAME_WORD.finditer(layout.text, _with_given_name(layout, span), end))
    title = _title_before(layout.text, span.start)
    while len(words) > 1 and _is_no_part(words[0][0]):
        words.pop(0)
    while len(words) > 1 and _is_title([word[0] for word in words]):
        title = _bare(words.pop(0)[0])
    while len(words) > 1 and _is_no_name(words[-1][0]):
        words.pop()
    if not words or not words[0][0][0].isupper():
        return None
    spelled = tuple(_without_possessive(word[0]) for word in words)
    end = words[-1].start() + len(spelled[-1])
    return Mention(Span(words[0].start(), end), tuple(filter(None, map(_bare, spelled))), title)


def _with_accented_surname(text: str, span: Span) -> int:
    """Where a name of one word ends if the word after it has an accent: the tagger knows few such words."""
    following = ACCENTED.match(text, span.end) if " " not in span.of(text) else None
    return following.end() if following else span.end


def surname(words: Sequence[str]) -> str:
    """The last word of a name that isn't "Jr" or the like."""
    kept = [word for word in words if word not in SUFFIXES]
    return kept[-1] if kept else words[-1]


def _is_title(words: list[str]) -> bool:
    """Whether the first word is a title, a rank, or, before a given name and a surname, what somebody is."""
    first = _bare(words[0])
    if first in TITLES or ABBREVIATED.fullmatch(words[0]) or (words[0].isupper() and first in CAPITAL_RANKS):
        return True
    return len(words) > 2 and is_office(first) and is_given_name(words[1])


def _is_no_part(first: str) -> bool:
    """Whether the first word of a marked name is what somebody does: "porter" of "porter Kwame Asante"."""
    return first.islower() and first not in PARTICLES and first.isalpha()


def _is_no_name(last: str) -> bool:
    """Whether the last word of a marked name is none of it: in lower case, a verb, letters for an honour ("KC")."""
    return last.islower() or last.lower() in SPOKEN or (last[1:2].isupper() and _bare(last) in HONOURS)


def _bare(word: str) -> str:
    return word.rstrip(".").replace("’", "'").lower()


def _without_possessive(word: str) -> str:
    if word[-2:] in ("'s", "’s"):
        word = word[:-2]
    return word.rstrip(".") if _bare(word) not in SUFFIXES and len(word) > 3 else word


def _title_before(text: str, start: int) -> str:
    word = re.search(r"([^\W\d_]+)\.? \Z", text[max(0, start - 12) : start])
    return _bare(word[1]) if word and _bare(word[1]) in HONORIFICS else ""


def _with_given_name(layout: Layout, span: Span) -> int:
    """Where a name begins if the word before it is a given name: the tagger sometimes marks the surname only."""
    number = layout.paragraph(span.start)
    first = layout.paragraphs[number].start if number is not None else span.start
    before = WORD_BEFORE.search(layout.text[max(first, span.start - 24) : span.start])
    if before is None or not before[1][0].isupper():
        return span.start
    start = span.start - len(before[0])
    alone = " " not in span.of(layout.text) and _follows_calling(layout.text, first, before[1], start)
    return start if alone or is_given_name(before[1]) else span.start


def _follows_calling(text: str, first: int, name: str, start: int) -> bool:
    """Whether a capitalised word comes after what somebody is in lower case ("baker NAME Quispe"), and is no title."""
    before = WORD_BEFORE.search(text[max(first, start - 24) : start])
    if before is None or _bare(name) in TITLES:
        return False
    return before[1].islower() and before[1].isalpha() and is_calling(before[1])


def _surnames_elsewhere(layout: Layout, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions that were not marked as names: the same full name or surname again, standing alone."""
    known = {surname(mention.words) for mention in mentions if len(mention.words) > 1}
    known = {word for word in known if len(word) > SHORT_NAME}
    for paragraph in layout.paragraphs:
        for word in NAME_WORD.finditer(layout.text, paragraph.start, paragraph.end):
            if (
                word[0][0].isupper()
                and _bare(_without_possessive(word[0])) in known
                and _stands_alone(layout.text, word)
            ):
                mention = read_name(layout, Span(*word.span()))
                if mention:
                    yield mention


def _stands_alone(text: str, word: re.Match[str]) -> bool:
    """Whether no capitalised word touches this one but a title or a given name: "Clinton Foundation" names nobody."""
    before = WORD_BEFORE.search(text[max(0, word.start() - 24) : word.start()])
    after = re.match(r" [^\W\d_a-z]", text[word.end() : word.end() + 2])
    if after or before is None or before[1][0].islower():
        return not after
    return _bare(before[1]) in TITLES | OPENERS or is_given_name(before[1])


def _without_overlap(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _without_places(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions less those that only ever follow "in" or "at", or as single words "the": places and peoples."""
    somewhere = {mention.words for mention in mentions if mention.title or not _is_placed(text, mention)}
    bearers = {word for words in somewhere for word in words}
    return [mention for mention in mentions if mention.words in somewhere or mention.words[0] in bearers]


def _is_placed(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.span.start - 6) : mention.span.start]
    if len(mention.words) > 1:
        return IN.search(before) is not None and not is_given_name(mention.words[0])
    return PLACED.search(before) is not None


def _without_headline_words(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names without what a headline puts beside them: "Crooked Jane Roe" is Jane Roe, "Roe Breaks Silence" is Roe."""
    wordings = {mention.words for mention in mentions}
    full = {words for words in wordings if len(words) > 1 and is_given_name(words[0])}
    surnames = {words[-1] for words in full}
    for mention in mentions:
        words = mention.words
        printed = [Span(*word.span()) for word in NAME_WORD.finditer(text, mention.span.start, mention.span.end)]
        if len(words) != len(printed):
            yield mention
        elif len(words) == 2 and words[0] in surnames and not is_given_name(words[0]):
            yield replace(mention, words=words[:1], span=printed[0])
        elif words[1:] in full and not is_given_name(words[0]):
            yield replace(mention, words=words[1:], span=Span(printed[1].start, mention.span.end))
        elif words[:-1] in full:
            yield replace(mention, words=words[:-1], span=Span(mention.span.start, printed[-2].end))
        else:
            yield mention


def _with_shared_surnames(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, each given name alone right before another's full name with the surname of both."""
    for place in reversed(range(len(mentions) - 1)):
        one, other = mentions[place : place + 2]
        between = text[one.span.end : other.span.start]
        both = between in (" and ", " & ") or (between == ", " and other.surname is not None)
        if both and _is_given_name_alone(text, one) and len(other.words) > 1:
            words = [*NAME_WORD.finditer(text, other.span.start, other.span.end)][1:]
            last = [word for word in words if len(_bare(word[0])) > 1 and _bare(word[0]) not in SUFFIXES]
            shared = other.surname or (Span(last[0].start(), last[-1].end()) if last else None)
            spelled = [_bare(word[0]) for word in NAME_WORD.finditer(text, shared.start, shared.end)] if shared else []
            mentions[place] = replace(one, words=(*one.words, *spelled), surname=shared)
    return mentions


def _is_given_name_alone(text: str, mention: Mention) -> bool:
    before = WORD_BEFORE.search(text[max(0, mention.span.start - 24) : mention.span.start])
    titled = mention.title or (before is not None and (_bare(before[1]) in TITLES or is_given_name(before[1])))
    return not titled and len(mention.words) == 1 and is_given_name(mention.words[0])


QUOTATION_MARK = re.compile(r"[\"“”]")
JUST, FADED, ESTABLISHED = 600, 3000, 2  # characters, characters, mentions by surname alone
KIN_BEFORE = re.compile(rf"\b(?:{alternatives('kin')}|First Lady|first lady),? \Z")
TITLE_GENDERS = {
    **dict.fromkeys(words("male titles"), Gender.MALE),
    **dict.fromkeys(words("female titles"), Gender.FEMALE),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One person of an article under the fullest name that it prints, with all mentions in order."""

    name: Span
    words: Words
    mentions: tuple[Mention, ...]
    surname: Span | None = None


def persons(layout: Layout, named: Sequence[Span]) -> list[Person]:
    """The persons whom these names of persons name, with all places where their surnames stand, in order."""
    mentions = mentions_of_persons(layout, named)
    bearers = _Bearers(layout.text, mentions)
    grouped: dict[Words, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[bearers.next(mention)].append(mention)
    return sorted(
        (_person(layout.text, words, group) for words, group in grouped.items()), key=lambda one: one.mentions[0].span
    )


class _Bearers:
    """Whom a name means, as an article is read: a surname is its bearer's until another one steps in."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        wordings = dict.fromkeys(mention.words for mention in mentions if len(mention.words) > 1)
        self._by_word: dict[str, list[Words]] = defaultdict(list)
        self._fullest: dict[Words, Words] = {}
        for wording in sorted(wordings, key=len, reverse=True):
            longer = next((full for full in self._by_word[surname(wording)] if _same_person(wording, full)), wording)
            self._fullest[wording] = longer
            if longer is wording:
                for word in {*wording, *surname(wording).split("-")}:
                    self._by_word[word].append(wording)
        full_names = [(self._fullest[one.words], one.span.start) for one in mentions if len(one.words) > 1]
        self._introduced = dict(reversed(full_names))
        self._kin = {full for full, start in self._introduced.items() if _is_kin(text, start)}
        self._alone: dict[Words, list[int]] = defaultdict(list)

    def next(self, mention: Mention) -> Words:
        """The fullest wording of the person whom the next mention names."""
        if len(mention.words) > 1:
            return self._fullest[mention.words]
        fitting = [full for full in self._by_word.get(mention.words[0], ()) if _fits_title(full, mention.title)]
        closest = [full for full in fitting if surname(full) == mention.words[0]] or fitting
        known = [full for full in closest if self._introduced[full] < mention.span.start]
        known = known or [full for full in closest if full not in self._kin] or closest
        full = self._bearer(known, mention.span.start) if known else mention.words
        if surname(full) == mention.words[0]:
            self._alone[full].append(mention.span.start)
        return full

    def _bearer(self, known: Sequence[Words], here: int) -> Words:
        """Who had the surname to themselves last; one just introduced takes it over, unless it is well established."""
        newest = max(known, key=lambda full: (full not in self._kin, self._introduced[full]))
        holder = max(known, key=lambda full: self._alone[full][-1] if self._alone[full] else -1)
        held = self._alone[holder]
        if not held or here - held[-1] > FADED:
            return newest
        took_over = held[-1] < self._introduced[newest] > here - JUST and newest not in self._kin
        return newest if took_over and len(held) < ESTABLISHED else holder


def _same_person(short: Words, full: Words) -> bool:
    """Whether a name of several words can be short for another one: "Aung San" for a longer, "J. Doe" for John Doe."""
    if (set(short) & SUFFIXES) != (set(full) & SUFFIXES):
        return False
    first, other = short[0], full[0]
    alike = first == other or (min(len(first), len(other)) == 1 and first[0] == other[0])
    return alike or any(full[i : i + len(short)] == short for i in range(len(full) - len(short) + 1))


def _fits_title(full: Words, title: str) -> bool:
    return TITLE_GENDERS.get(title, Gender.UNKNOWN).agrees(gender_by_name(full))


def _is_kin(text: str, start: int) -> bool:
    """Whether somebody is brought in as the wife, son ... of another: the surname stays the other one's."""
    return KIN_BEFORE.search(text[max(0, start - 24) : start]) is not None


def _person(text: str, words: Words, mentions: Sequence[Mention]) -> Person:
    """The person with the fullest name that has no nickname in quotation marks: 'J. "Jo" Roe' is Jo Roe."""
    plain = [each for each in mentions if len(each.words) > 1 and not QUOTATION_MARK.search(each.span.of(text))]
    fullest = max(plain, key=lambda each: (not each.surname, len(each.words), -each.span.start), default=None)
    printed = fullest or max(mentions, key=lambda each: len(each.words))
    return Person(printed.span, words, tuple(mentions), printed.surname)


WORD = re.compile(r"[^\s,;:()\"“”—–]+")
HEAD = re.compile(r"[^,;:()\"“”—–]*")
APPOSED = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:[\w’'-]+ ){0,4}(?P<what>[a-z-]+), "
    r"(?P<name>[^\W\d_a-z][\w’'-]+(?: (?:de|van|von|al|bin|la|der))*(?: [^\W\d_a-z][\w’'-]+){1,3}),?"
)
SURNAME = r"[^\W\d_a-z][\w-]+(?:['’](?!s\b)[\w-]+)?"
TWO_NAMES = re.compile(
    rf"(?<![\w-])(?P<given>[^\W\d_a-z][\w-]+) (?:[^\W\d_a-z]\. )?(?P<surname>{SURNAME})(?![\w-]| [^\W\d_a-z])"
)
PREPOSITIONS = words("prepositions") | words("function words")
LONGEST = 5  # words


def unmarked_names(
    layout: Layout, sources: Sequence[Span], persons: Sequence[Span], others: Sequence[Span]
) -> Iterator[Span]:
    """Names of persons beside the marked ones, which are given in order: names of persons, and of anything else.

    Found are the heads of sources after an office, title or given name; and a given name with a surname anywhere,
    outside of what bears another name unless the surname alone is somewhere a source.
    """
    heads: set[str] = set()
    for source in sources:
        if not _touched(persons, source):
            name = _head_name(layout.text, source, _touched(others, source))
            if name:
                yield name
            heads.add(source.of(layout.text).removesuffix("’s").removesuffix("'s"))
    for paragraph in layout.paragraphs:
        for match in TWO_NAMES.finditer(layout.text, paragraph.start, paragraph.end):
            span = Span(*match.span())
            new = not _touched(persons, span) and (
                match["surname"] in heads or not _touched(others, span) or _follows_trade(layout.text, span.start)
            )
            if new and is_given_name(match["given"]) and not is_office(match["surname"]):
                yield span


def _follows_trade(text: str, start: int) -> bool:
    """Whether the word before a name says what somebody does: "the baker NAME", not "under NAME"."""
    before = WORD_BEFORE.search(text[max(0, start - 24) : start])
    word = before[1] if before else ""
    return word.islower() and word not in PREPOSITIONS and is_calling(word)


def _touched(spans: Sequence[Span], span: Span) -> bool:
    place = bisect_left(spans, span.end, key=lambda each: each.start)
    return place > 0 and spans[place - 1].touches(span)


def _head_name(text: str, source: Span, marked: bool) -> Span | None:
    """The words after the last office or title, or from a given name on, if all look like parts of a name.

    Where something in the source bears another name already, only a title like "Mr" makes a person of it.
    """
    apposed = APPOSED.fullmatch(text, source.start, source.end)
    if apposed and apposed["what"] not in NO_PERSONS and (is_calling(apposed["what"]) or is_office(apposed["what"])):
        return Span(*apposed.span("name"))
    head = HEAD.match(text, source.start, source.end)
    words = list(WORD.finditer(text, source.start, head.end())) if head else []
    titled = [number for number, word in enumerate(words) if _makes_person(word[0], marked)]
    name = words[titled[-1] + 1 if titled else 0 :]
    if not 0 < len(name) <= LONGEST or not all(_may_be_name(word[0]) for word in name):
        return None
    if not titled and (marked or len(name) < 2 or not is_given_name(name[0][0])):
        return None
    return Span(name[0].start(), name[-1].end()) if name[0][0][0].isupper() else None


def _makes_person(word: str, marked: bool) -> bool:
    plain = word.lower().rstrip(".")
    return plain in HONORIFICS or (not marked and (plain in RANKS or is_office(plain)))


def _may_be_name(word: str) -> bool:
    return (word[0].isupper() and word[0].isalpha()) or word.lower() in PARTICLES
