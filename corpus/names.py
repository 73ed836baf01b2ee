"""The persons of an article: every place where one is named, and which places name the same one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.given_names import Gender, gender_by_name, is_given_name
from corpus.layout import Layout
from corpus.saying import SPEECH_VERBS
from corpus.titles import HONORIFICS, RANKS, TITLE_GENDERS

NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.’'-](?=[^\W_]))*\.?")
WORD_BEFORE = re.compile(r"([^\W\d_](?:[^\W_]|[.’'-])*) \Z")
ABBREVIATED = re.compile(r"[A-Z][a-z]{2,6}\.")  # "Del.", "Assemb.": a title, as no given name is printed so
SUFFIXES = frozenset("jr sr ii iii iv".split())
JUST, FADED, ESTABLISHED = 600, 3000, 2  # characters, characters, mentions by surname alone
KIN_BEFORE = re.compile(
    r"\b(?:wife|husband|father|mother|son|daughter|brother|sister|widow|widower|spouse|grandson|granddaughter|uncle|aunt|"
    r"nephew|niece|cousin|First Lady|first lady),? \Z"
)
SHORT_NAME = 2  # a surname of one letter is an initial
OPENERS = frozenset(
    "but and yet still so if when while as after before since because although though meanwhile however then now for "
    "like unlike with without by to from did does is was has had will would could should may might".split()
)  # capitalised only because a sentence begins there
SPOKEN = frozenset(SPEECH_VERBS)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named, without title and possessive; `title` is the honorific before it ("mr"), or ""."""

    span: Span
    words: Words
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person of an article under the fullest name that it prints, with all mentions in order."""

    name: Span
    words: Words
    mentions: tuple[Mention, ...]


def persons(layout: Layout, named: Iterable[Span]) -> list[Person]:
    """The persons whom these names of persons name, and all other places where their surnames stand, in order."""
    mentions = [mention for span in named if (mention := read_name(layout, span))]
    mentions = _without_overlap([*mentions, *_surnames_elsewhere(layout, mentions)])
    mentions = list(_without_headline_words(layout.text, mentions))
    bearers = _Bearers(layout.text, mentions)
    grouped: dict[Words, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[bearers.next(mention)].append(mention)
    return sorted((_person(words, group) for words, group in grouped.items()), key=lambda one: one.mentions[0].span)


def read_name(layout: Layout, span: Span) -> Mention | None:
    """The mention that a named span is, less titles, possessives and marks; None where no name is left.

    A given name that was left out right before it is taken in.
    """
    words = list(NAME_WORD.finditer(layout.text, _with_given_name(layout, span), span.end))
    title = _title_before(layout.text, span.start)
    while len(words) > 1 and (_bare(words[0][0]) in HONORIFICS | RANKS or ABBREVIATED.fullmatch(words[0][0])):
        title = _bare(words.pop(0)[0])
    while len(words) > 1 and (_bare(words[-1][0]) == "s" or words[-1][0].lower() in SPOKEN):
        words.pop()
    if not words or not words[0][0][0].isupper():
        return None
    spelled = tuple(_without_possessive(word[0]) for word in words)
    end = words[-1].start() + len(spelled[-1])
    return Mention(Span(words[0].start(), end), tuple(filter(None, map(_bare, spelled))), title)


def surname(words: Sequence[str]) -> str:
    """The last word of a name that isn't "Jr" or the like."""
    kept = [word for word in words if word not in SUFFIXES]
    return kept[-1] if kept else words[-1]


class _Bearers:
    """Whom a name means as an article is read from its beginning on: a surname is its bearer's until another one steps in."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        wordings = dict.fromkeys(mention.words for mention in mentions if len(mention.words) > 1)
        self._by_word: dict[str, list[Words]] = defaultdict(list)
        self._fullest: dict[Words, Words] = {}
        for words in sorted(wordings, key=len, reverse=True):
            longer = next((full for full in self._by_word[surname(words)] if _same_person(words, full)), words)
            self._fullest[words] = longer
            if longer is words:
                for word in set(words):
                    self._by_word[word].append(words)
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
    if before and before[1][0].isupper() and is_given_name(before[1]):
        return span.start - len(before[0])
    return span.start


def _surnames_elsewhere(layout: Layout, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions that were not marked as names: the same full name or surname again, standing alone."""
    known = {surname(mention.words) for mention in mentions if len(mention.words) > 1}
    known = {word for word in known if len(word) > SHORT_NAME}
    for paragraph in layout.paragraphs:
        for word in NAME_WORD.finditer(layout.text, paragraph.start, paragraph.end):
            if word[0][0].isupper() and _bare(_without_possessive(word[0])) in known and _stands_alone(layout.text, word):
                mention = read_name(layout, Span(*word.span()))
                if mention:
                    yield mention


def _stands_alone(text: str, word: re.Match[str]) -> bool:
    """Whether no capitalised word touches this one but a title or a given name: "Clinton Foundation" names nobody."""
    before = WORD_BEFORE.search(text[max(0, word.start() - 24) : word.start()])
    after = re.match(r" [^\W\d_a-z]", text[word.end() : word.end() + 2])
    if after or before is None or before[1][0].islower():
        return not after
    return _bare(before[1]) in HONORIFICS | RANKS | OPENERS or is_given_name(before[1])


def _without_overlap(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


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


def _person(words: Words, mentions: Sequence[Mention]) -> Person:
    printed = next((mention for mention in mentions if mention.words == words), mentions[0])
    return Person(printed.span, words, tuple(mentions))
