"""Coreference: whom he and she, his and her stand for.

Every pronoun of the body is read in order, so that one can lead on to the next. The last mentions before it that agree
in gender are weighed; who has just been the subject, or the source of a statement, is still the one who speaks.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.attribution.cast import Cast, gender_of_unnamed
from corpus.attribution.layout import Layout
from corpus.english.lexicon import alternatives, words
from corpus.english.names import Gender

PRONOUN = re.compile(r"\b(he|she|his|him|her|hers|himself|herself)\b", re.IGNORECASE)
GENDERS = {
    **dict.fromkeys(("he", "his", "him", "himself"), Gender.MALE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.FEMALE),
}
SUBJECTS = frozenset(("he", "she"))
LOOK_BACK = 24  # mentions
REACH = 1200  # characters
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?!\w)")
NEXT_WORD = re.compile(r" ([a-z]+(?:-[a-z]+)?)(?![\w-])")
ACTS = re.compile(r" [a-z-]+s (?:the|an?|his|her|its|their|that|this|these|it|him|them|no|how|what|why)\b")
CAPITAL = re.compile(r"\b[^\W\d_a-z]")
GOVERNED = re.compile(rf"\b(?:{alternatives('prepositions')}) (?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?\Z", re.IGNORECASE)
CLAUSE = 40  # characters before a name in which a sentence may open: "On Monday, ..."
AFTER_NAME = words("after names")
VERBS = words("verbs of speech") | words("other verbs") | words("auxiliaries") | words("adverbs before verbs")

# Weights: a nearer sentence against what makes a farther mention the better one. Found on 294
# pronouns of annotated articles; halving or doubling any one of them loses at most three in a hundred.
SENTENCE, PARAGRAPH, ORDER = 0.5, 0.7, 0.1
SUBJECT, SOURCE, QUOTED, OWNER, KNOWN = 1.1, 1.2, 2.5, 0.3, 0.6
FRESH = 0.8  # who has just acted in the sentence before; from 1.2 on annotated pronouns are lost
LEAST = -7.0
JOINT = re.compile(r"[^,;:.]{2,60} (?:and|&) (?:[A-Z][\w.]* ){0,2}")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where somebody is named or described, or meant by a pronoun already understood."""

    start: int
    member: int
    weight: float
    sentence: int
    paragraph: int
    quotation: Span | None
    acts: bool = False


class Antecedents:
    """What the pronouns of a body stand for, found once for all of it."""

    def __init__(self, layout: Layout, cast: Cast, sources: Sequence[Span]) -> None:
        self._layout, self._cast, self._sources = layout, cast, sources
        self._genders = [member.gender for member in cast.members]
        self._meant: dict[int, int] = {}
        self._offsets: list[int] = []
        self._resolve()

    def of(self, offset: int) -> int | None:
        """The number of the cast member whom the pronoun at this offset means; None where nobody fits."""
        return self._meant.get(offset)

    def within(self, span: Span) -> set[int]:
        """The numbers of the cast members whom the pronouns in a span mean."""
        first, last = bisect_left(self._offsets, span.start), bisect_left(self._offsets, span.end)
        return {self._meant[offset] for offset in self._offsets[first:last]}

    def _resolve(self) -> None:
        layout = self._layout
        places = [(mention.span, member) for mention, member in self._cast.mentions]
        described = self._cast.descriptions.places(layout)
        waiting = deque(self._named(span, member) for span, member in sorted([*places, *described, *self._unnamed()]))
        recent: deque[_Candidate] = deque(maxlen=LOOK_BACK)
        for paragraph in layout.paragraphs:
            for pronoun in PRONOUN.finditer(layout.text, paragraph.start, paragraph.end):
                while waiting and waiting[0].start < pronoun.start():
                    recent.append(waiting.popleft())
                self._read(pronoun[0].lower(), Span(*pronoun.span()), recent)

    def _unnamed(self) -> Iterator[tuple[Span, int]]:
        """Sources who are somebody without a name, each as a number that no member of the cast has."""
        for source in self._sources:
            gender = None if self._cast.named_in(source) else gender_of_unnamed(source.of(self._layout.text))
            if gender is not None:
                self._genders.append(gender)
                yield source, len(self._genders) - 1

    def _read(self, pronoun: str, span: Span, recent: deque[_Candidate]) -> None:
        """Finds whom a pronoun means, who is then in mind; those in quotations count only as sources."""
        if self._layout.quotation(span.start) and not self._is_source(span):
            return
        member = self._choose(pronoun, span, recent)
        if member is not None:
            if self._genders[member] is Gender.UNKNOWN and pronoun in SUBJECTS:
                self._genders[member] = GENDERS[pronoun]
            if member < len(self._cast.members):
                self._meant[span.start] = member
                self._offsets.append(span.start)
            recent.append(self._candidate(span, member, SUBJECT * (pronoun in SUBJECTS)))

    def _named(self, span: Span, member: int) -> _Candidate:
        text = self._layout.text
        sentence = self._layout.sentences[self._layout.sentence(span.start)]
        before = text[max(sentence.start, span.start - CLAUSE) : span.start]
        after = NEXT_WORD.match(text, span.end, sentence.end)
        acts = after is not None and _is_verb(text, after)
        modifies = POSSESSIVE.match(text, span.end) or (after is not None and not acts and after[1] not in AFTER_NAME)
        opens = len(before) < CLAUSE and not CAPITAL.search(before, 1)
        governed = GOVERNED.search(before) is not None
        subject = (opens or acts) and not modifies and not governed
        candidate = self._candidate(span, member, SUBJECT * subject - OWNER * bool(modifies))
        return replace(candidate, acts=subject and not self._is_source(span))

    def _candidate(self, span: Span, member: int, weight: float) -> _Candidate:
        layout = self._layout
        quotation = layout.quotation(span.start)
        return _Candidate(
            span.start,
            member,
            weight + SOURCE * self._is_source(span),
            layout.sentence(span.start),
            layout.paragraph(span.start) or 0,
            quotation.span if quotation else None,
        )

    def _is_source(self, span: Span) -> bool:
        place = bisect_left(self._sources, span.end, key=lambda source: source.start) - 1
        return place >= 0 and self._sources[place].touches(span)

    def _choose(self, pronoun: str, span: Span, recent: deque[_Candidate]) -> int | None:
        """The best candidate; None where the two best, of one gender, are named together."""
        gender = GENDERS[pronoun]
        here = self._candidate(span, 0, 0)
        scored: dict[int, tuple[float, _Candidate]] = {}
        for order, candidate in enumerate(reversed(recent)):
            theirs = self._genders[candidate.member]
            if span.start - candidate.start > REACH or not theirs.agrees(gender):
                continue
            if candidate.member >= len(self._cast.members) and not _goes_on(pronoun, candidate, here):
                continue
            score = _score(candidate, here) - ORDER * order + KNOWN * (theirs is gender)
            if score > max(LEAST, scored.get(candidate.member, (LEAST, candidate))[0]):
                scored[candidate.member] = score, candidate
        ranked = sorted(scored.values(), key=lambda each: -each[0])
        if not ranked or (len(ranked) > 1 and self._are_joint(ranked[0][1], ranked[1][1])):
            return None
        return ranked[0][1].member

    def _are_joint(self, one: _Candidate, other: _Candidate) -> bool:
        """Whether two candidates are named together ("Ann Roe and Bo Lund met") and neither was meant alone since."""
        first, second = sorted((one, other), key=lambda each: each.start)
        if first.sentence != second.sentence or self._genders[one.member] is not self._genders[other.member]:
            return False
        return JOINT.fullmatch(self._layout.text, first.start, second.start) is not None


def _is_verb(text: str, word: re.Match[str]) -> bool:
    return word[1] in VERBS or word[1].endswith("ed") or ACTS.match(text, word.start()) is not None


def _goes_on(pronoun: str, candidate: _Candidate, here: _Candidate) -> bool:
    """Whether somebody without a name may still be the one who speaks: as the subject, in the same paragraph."""
    return pronoun in SUBJECTS and candidate.paragraph == here.paragraph


def _score(candidate: _Candidate, here: _Candidate) -> float:
    sentences = here.sentence - candidate.sentence
    paragraphs = here.paragraph - candidate.paragraph
    aside = candidate.quotation is not None and candidate.quotation != here.quotation
    fresh = candidate.acts and sentences <= 1
    return FRESH * fresh + candidate.weight - SENTENCE * sentences - PARAGRAPH * paragraphs - QUOTED * aside
