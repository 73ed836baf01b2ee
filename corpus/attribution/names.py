"""The persons of an article: every place where one is named, and which places name the same one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.given_names import Gender, gender_by_name
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import alternatives, words
from corpus.attribution.mentions import SUFFIXES, Mention, Words, mentions_of_persons, surname

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
                for word in set(wording):
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
    printed = max(plain, key=lambda each: (len(each.words), -each.span.start), default=None)
    return Person((printed or max(mentions, key=lambda each: len(each.words))).span, words, tuple(mentions))
