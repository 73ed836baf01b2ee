"""Mentions: the places of an article where a person is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.attribution.given_names import is_given_name
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import words
from corpus.attribution.roles import is_calling, is_office

NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[.’'-](?=[^\W_]))*\.?")
WORD_BEFORE = re.compile(r"([^\W\d_](?:[^\W_]|[.’'-])*) \Z")
ABBREVIATED = re.compile(r"[A-Z][a-z]{2,6}\.")  # "Del.", "Assemb.": a title, as no given name is printed so
ASIDE = re.compile(r" ?\((?![^()]*\) ?\w)")  # "(Nashik)" after a name, not "(Jo)" within it
PLACED = re.compile(r"\b(?:in|at|near|the) \Z", re.IGNORECASE)
SHORT_NAME = 2  # a surname of one letter is an initial
HONORIFICS = words("honorifics")
TITLES = HONORIFICS | words("ranks")
SUFFIXES = words("name suffixes")
SPOKEN = words("verbs of speech")
CAPITAL_RANKS = words("ranks in capitals")
HONOURS = words("letters after names")
OPENERS = words("openers before names")  # capitalised only because a sentence begins there

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named, without title and possessive; `title` is the word before it ("mr"), or ""."""

    span: Span
    words: Words
    title: str


def mentions_of_persons(layout: Layout, named: Sequence[Span]) -> list[Mention]:
    """The mentions that these names of persons are, and the other places where their surnames stand, in order."""
    marked = [mention for span in named if (mention := read_name(layout, span))]
    found = _without_overlap([*marked, *_surnames_elsewhere(layout, marked)])
    return list(_without_headline_words(layout.text, _without_places(layout.text, found)))


def read_name(layout: Layout, span: Span) -> Mention | None:
    """The mention that a named span is, less titles, possessives and marks; None where no name is left.

    A given name that was left out right before it is taken in.
    """
    aside = ASIDE.search(layout.text, span.start, span.end)
    end = aside.start() if aside else span.end
    words = list(NAME_WORD.finditer(layout.text, _with_given_name(layout, span), end))
    title = _title_before(layout.text, span.start)
    while len(words) > 1 and _is_title([word[0] for word in words]):
        title = _bare(words.pop(0)[0])
    while len(words) > 1 and _is_no_name(words[-1][0]):
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


def _is_title(words: list[str]) -> bool:
    """Whether the first word is a title, a rank, or, before a given name and a surname, what somebody is."""
    first = _bare(words[0])
    if first in TITLES or ABBREVIATED.fullmatch(words[0]) or (words[0].isupper() and first in CAPITAL_RANKS):
        return True
    return len(words) > 2 and is_office(first) and is_given_name(words[1])


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
    """Mentions less the single words that only ever follow "in", "at" or "the": places and peoples, not persons."""
    somewhere = {
        mention.words
        for mention in mentions
        if len(mention.words) > 1
        or mention.title
        or not PLACED.search(text[max(0, mention.span.start - 6) : mention.span.start])
    }
    bearers = {word for words in somewhere for word in words}
    return [mention for mention in mentions if mention.words in somewhere or mention.words[0] in bearers]


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
