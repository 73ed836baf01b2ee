"""Claims: whether some printed words say what somebody claims, and if not, what differs.

Pure functions over words: no store, no vectors, no clock. A claim is SAME only where all that it says is printed;
every reversal, exaggeration or exchange that is noticed makes it CONTRARY, with the words of both sides.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from corpus.article import Span
from corpus.english.contrasts import contrasting, excludes, number, opposed, stands_for
from corpus.english.lexicon import stem
from corpus.english.words import fold
from retrieval.questions.words import FUNCTION_WORDS, alike


class Relation(StrEnum):
    """How printed words stand to a claim. OTHER: they neither say nor contradict it."""

    SAME = "same"
    CONTRARY = "contrary"
    OTHER = "other"


class DifferenceKind(StrEnum):
    """In what a claim differs from print. ADDED and OMITTED are words of one side only."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    OPPOSITE = "opposite"
    CERTAINTY = "certainty"
    QUANTITY = "quantity"
    TIME = "time"
    ORDER = "order"
    CONDITION = "condition"
    WORDING = "wording"
    ADDED = "added"
    OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where both differ: spans into the claim and into the printed text; None where that side has nothing."""

    kind: DifferenceKind
    claimed: Span | None
    printed: Span | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside printed words: the relation, its differences, and how much of the claim is printed, 0 to 1.

    `verbatim` is the share of the claim's words that are printed in the same order.
    `printed` is the span of the sentence or sentences that were compared, in the text given.
    """

    relation: Relation
    agreement: float
    verbatim: float = 0.0
    printed: Span | None = None
    differences: tuple[Difference, ...] = ()


NOTHING_ALIKE = Comparison(Relation.OTHER, 0.0)


def moved(found: Comparison, by: int) -> Comparison:
    """The comparison with its printed spans so many characters further on: in an article rather than a slice of it."""
    if found.printed is None:
        return found
    differences = tuple(
        replace(each, printed=Span(each.printed.start + by, each.printed.end + by)) if each.printed else each
        for each in found.differences
    )
    return replace(found, printed=Span(found.printed.start + by, found.printed.end + by), differences=differences)


def compare(
    claim: str,
    printed: str,
    around: str = "",
    names: Iterable[str] = (),
    denied: bool = False,
) -> Comparison:
    """Compare a claim with what a speaker said, sentence by sentence; the best agreement counts.

    `printed` is what was said; `around` is what stands near it (headline, sentence before), which may name what the
    words themselves only point to; `names` are the speaker's own, for whom "I" and "he" stand; `denied` is set where
    the speaker denied what is printed.
    """
    claimed = read(claim)
    if not any(each.is_content for each in claimed):
        return NOTHING_ALIKE
    there = [*read(around), *(word for name in names for word in read(name))]
    best = NOTHING_ALIKE
    for window in windows(printed):
        read_there = read(window.of(printed), window.start)
        if denied:
            read_there = tuple(replace(each, negated=not each.negated) for each in read_there)
        rest = [*there, *read(printed[: window.start]), *read(printed[window.end :])]
        found = _Comparing(claimed, read_there, rest).compared(window)
        best = max(best, found, key=rank)
    return best


def rank(found: Comparison) -> tuple[bool, float, float, bool]:
    """The order of comparisons, best last: those that decide, then by how much of the claim is printed."""
    decides = found.relation is not Relation.OTHER
    return decides, round(found.agreement, 1), round(found.verbatim, 1), found.relation is Relation.SAME


# Reading: words with what governs them.

TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th|[kmbt]n?)?\b|%|[^\W\d_]+(?:[.'’-][^\W_]+)*|\d+|[^\w\s]")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]{0,2}[^\W_a-z])|\n+")
BOUNDARY = frozenset(",;:.!?()—–")
TEXTS_KEPT = 2048  # a claim is compared with many statements, a statement with many windows
BOUND_WITHIN = 3  # words before a number
SCOPE = 8  # content words that a negation or a modal verb governs at most
SHORT = ("n't", "n’t")
ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "", "s": ""}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: `value` where it is a number, `modal` and `negated` by what stands before it;
    `of_others` in what is said or thought by somebody else ("those who think ...")."""

    folded: str
    stem: str
    span: Span
    value: float | None = None
    is_name: bool = False
    capital: bool = False
    is_content: bool = False
    negated: bool = False
    modal: str = ""
    quantity: str = ""
    bound: str = ""
    of_others: bool = False


def windows(text: str) -> list[Span]:
    """The sentences of a text, and each two neighbouring ones together."""
    edges = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    single = [Span(start, end) for start, end in pairwise(edges) if text[start:end].strip()]
    return [*single, *(Span(one.start, two.end) for one, two in pairwise(single))]


@lru_cache(TEXTS_KEPT)
def read(text: str, start: int = 0) -> tuple[Word, ...]:
    """The words of a text, its spans counted from `start`; numbers are one word each."""
    return tuple(_governed(_numbers(list(_plain(text, start)))))


def _plain(text: str, start: int) -> Iterable[Word]:
    opens = True
    for found in TOKEN.finditer(text):
        printed, span = found[0], Span(start + found.start(), start + found.end())
        for part in filter(None, _parts(fold(printed))):
            capital = printed[0].isupper() and part not in FUNCTION_WORDS and part != "i"
            inner = not opens or printed[1:] != printed[1:].lower()
            yield Word(part, stem(part), span, is_name=capital and inner, capital=capital)
        opens = printed in ".!?:" or (opens and not printed[0].isalnum())


def _parts(token: str) -> list[str]:
    """A token without contractions: "won't" is will and not, "Iran's" iran; "U.S." is us."""
    if token in ("won't", "can't", "shan't", "cannot"):
        return [{"w": "will", "c": "can", "s": "shall"}[token[0]], "not"]
    if token.endswith("n't"):
        return [token[:-3], "not"]
    head, mark, ending = token.rpartition("'")
    if mark and ending in ENDINGS:
        return [part for part in (head, ENDINGS[ending]) if part]
    return [token.replace(".", "")] if token.strip(".") else [token]


def _numbers(words: list[Word]) -> list[Word]:
    """The same words, those of one number joined into one."""
    joined, at = [], 0
    folded = [each.folded for each in words]
    while at < len(words):
        found = number(folded[at : at + 5])
        if found is None:
            joined.append(words[at])
            at += 1
            continue
        value, taken = found
        span = Span(words[at].span.start, words[at + taken - 1].span.end)
        joined.append(Word(" ".join(folded[at : at + taken]), f"#{value:g}", span, value=value))
        at += taken
    return joined


def _governed(words: Sequence[Word]) -> list[Word]:
    """Each word with the negation, modal verb and quantifier that govern it."""
    governed: list[Word] = []
    negated, reach, modal, quantity, of_others = False, 0, "", "", False
    for at, word in enumerate(words):
        if _ends_clause(words, at):
            negated, modal, quantity, of_others = False, "", "", False
        content = _is_content(word)
        if content:
            bound = _bound_of(words[max(0, at - BOUND_WITHIN) : at]) if word.value is not None else ""
            governed.append(
                replace(
                    word,
                    is_content=True,
                    negated=negated,
                    modal=modal,
                    quantity=quantity,
                    bound=bound,
                    of_others=of_others,
                )
            )
            reach, quantity = reach - 1, ""
        else:
            governed.append(word)
        negated = negated and reach > 0
        modal = modal if reach > 0 else ""
        if _negates(word):
            negated, reach = not negated, SCOPE
        if _modal_of(word.folded):
            modal, reach = _modal_of(word.folded), max(reach, SCOPE)
        quantity = _quantity_of(word.folded) or quantity
        of_others = of_others or (
            _is(word.folded, "words of others") and not _of_first_person(words[max(0, at - 3) : at])
        )
    return governed


def _ends_clause(words: Sequence[Word], at: int) -> bool:
    word = words[at].folded
    if word in BOUNDARY:
        return not (word == "," and at and words[at - 1].value is not None)
    return word in contrasting("clause openers")


def _of_first_person(before: Sequence[Word]) -> bool:
    return not before or any(each.folded in ("i", "we", "to") for each in before)


def _negates(word: Word) -> bool:
    return word.folded in contrasting("negators") or word.folded in contrasting("negating verbs")


def _modal_of(word: str) -> str:
    return next((each for each in ("possible", "able", "future", "ought", "obliged", "wishes") if _is(word, each)), "")


def _quantity_of(word: str) -> str:
    return next((each for each in ("all", "most", "some") if _is(word, each)), "")


def _bound_of(before: Sequence[Word]) -> str:
    """Whether a number is said to be exceeded or not reached, by the words right before it."""
    return next((each for word in before for each in ("above", "below") if _is(word.folded, each)), "")


def _is(word: str, heading: str) -> bool:
    return word in contrasting(heading)


GRAMMAR = ("negators", "possible", "able", "future", "ought", "all", "some", "only", "light", "about", "conditions")


def _is_content(word: Word) -> bool:
    if word.value is not None:
        return True
    folded = word.folded
    if not folded[0].isalnum() or (len(folded) < 2 and not folded.isdigit()):
        return folded == "%"
    return folded not in FUNCTION_WORDS and not any(_is(folded, each) for each in GRAMMAR)


# Comparing.

ABOUT = 0.6  # share of a claim that printed words must have, exchanged words included, to speak of the same
OWN = 0.5  # share that must stand in the sentence itself rather than around it
VERBATIM = 0.7  # share of the claim's words in the same order from which print says it in the claim's own words

TOLD = 0.55  # below which a claim with words that print has nowhere is about something else
VERBATIM_BUT_ONE = 0.8  # and from which another word was put in its place
GENERAL = frozenset(["people", "thing", "things"])  # nouns that count where they take another word's place
CLOSE = 60  # characters between a word put in another's place and a word that both sides have
AGREED = 0.4  # share of a claim that is printed indeed, exchanged words left out
WEIGHTY = 1.5  # what names and numbers count


@dataclass(frozen=True, slots=True)
class _Pair:
    """A word of the claim and the printed word that it stands for, opposes, or was put in the place of."""

    claimed: Word
    printed: Word
    kind: DifferenceKind | None = None


class _Comparing:
    """One claim beside one window of print."""

    def __init__(self, claim: Sequence[Word], printed: Sequence[Word], around: Iterable[Word]) -> None:
        self._claim, self._printed = claim, printed
        self._around = {each.stem for each in around if each.is_content or each.is_name}
        self._claimed_content = [each for each in claim if each.is_content]
        self._left = [each for each in printed if each.is_content or _is(each.folded, "particles")]
        self._pairs: list[_Pair] = []
        self._far: list[Word] = []
        self._missing: list[Word] = []
        self._verbatim = _verbatim(claim, printed)

    def compared(self, window: Span) -> Comparison:
        """The relation of the claim to this window."""
        self._pair_in_order()
        self._pair(lambda one, other: one.stem == other.stem)
        self._pair(_akin)
        self._pair(lambda one, other: opposed(one.folded, other.folded), DifferenceKind.OPPOSITE)
        self._pair(lambda one, other: excludes(one.folded, other.folded), DifferenceKind.TIME)
        self._exchange()
        self._place_the_rest()
        own = _weight(each.claimed for each in self._pairs)
        whole = _weight(self._claimed_content)
        about = (own + _weight(self._far)) / whole
        differences = tuple(self._differences())
        relation = self._relation(own / whole, about, differences)
        return Comparison(relation, about, self._verbatim, window, differences)

    def _relation(self, own: float, about: float, differences: Sequence[Difference]) -> Relation:
        whole = _weight(self._claimed_content)
        if about < ABOUT or own < OWN or _weight(p.claimed for p in self._matched()) < AGREED * whole:
            return Relation.OTHER
        kinds = {each.kind for each in differences}
        if self._missing and self._verbatim < TOLD:
            return Relation.OTHER
        if kinds - {DifferenceKind.WORDING, DifferenceKind.ADDED, DifferenceKind.OMITTED}:
            return Relation.CONTRARY
        if kinds & {DifferenceKind.WORDING, DifferenceKind.ADDED}:
            return Relation.CONTRARY if self._verbatim >= VERBATIM_BUT_ONE else Relation.OTHER
        elsewhere = [each for each in self._pairs if each.printed.of_others and not each.claimed.of_others]
        if 2 * len(elsewhere) > len(self._pairs):
            return Relation.OTHER
        return Relation.SAME if len(self._claimed_content) > 1 or self._is_governed_alike() else Relation.OTHER

    def _is_governed_alike(self) -> bool:
        """Whether a claim's single word of content is printed as of the same time and certainty."""
        return all(pair.claimed.modal == pair.printed.modal for pair in self._pairs)

    def _pair_in_order(self) -> None:
        """Pair the words that both sides have in the same order."""
        own, there = [each.stem for each in self._claim], [each.stem for each in self._printed]
        end = None
        for block in SequenceMatcher(None, own, there, autojunk=False).get_matching_blocks()[:-1]:
            if block.size == 1 and end is not None and self._printed[block.b].span.start - end > CLOSE:
                continue
            end = self._printed[block.b + block.size - 1].span.end
            for at in range(block.size):
                word, printed = self._claim[block.a + at], self._printed[block.b + at]
                if word.is_content and printed in self._left:
                    self._left.remove(printed)
                    self._pairs.append(_Pair(word, printed))

    def _pair(self, fits: Callable[[Word, Word], bool], kind: DifferenceKind | None = None) -> None:
        """Pair words of the claim that have no partner yet with the fitting printed word nearest in order."""
        for word in self._unpaired():
            fitting = [each for each in self._left if fits(word, each)]
            if self._verbatim >= VERBATIM and self._in_its_place(word) is not None:
                fitting = [each for each in fitting if self._in_place_of(word, each)]
            if fitting:
                expected = self._expected(word)
                chosen = min(fitting, key=lambda each: abs(each.span.start - expected))
                self._left.remove(chosen)
                self._pairs.append(_Pair(word, chosen, kind))

    def _unpaired(self) -> list[Word]:
        paired = {id(each.claimed) for each in self._pairs}
        return [each for each in self._claimed_content if id(each) not in paired]

    def _expected(self, word: Word) -> float:
        """Where in print a word would stand, by the pairs before and after it."""
        before, after = self._neighbours(word)
        if before and after:
            return (before.printed.span.end + after.printed.span.start) / 2
        return before.printed.span.end if before else after.printed.span.start if after else 0.0

    def _neighbours(self, word: Word) -> tuple[_Pair | None, _Pair | None]:
        ordered = sorted(self._pairs, key=lambda each: each.claimed.span)
        at = bisect_left([each.claimed.span.start for each in ordered], word.span.start)
        return (ordered[at - 1] if at else None), (ordered[at] if at < len(ordered) else None)

    def _exchange(self) -> None:
        """Pair numbers and names that no printed word has with those printed in their place."""
        for word in self._unpaired():
            if word.value is None and not word.is_name:
                continue
            kind = DifferenceKind.NUMBER if word.value is not None else DifferenceKind.NAME
            rivals = [each for each in self._left if (each.value is None) == (word.value is None)]
            rivals = [each for each in rivals if word.value is not None or each.is_name]
            if word.value is None and word.stem in self._around and self._verbatim < VERBATIM:
                continue
            rivals = [each for each in rivals if self._in_place_of(word, each)]
            if rivals:
                expected = self._expected(word)
                chosen = min(rivals, key=lambda each: abs(each.span.start - expected))
                self._left.remove(chosen)
                self._pairs.append(_Pair(word, chosen, kind))

    def _in_place_of(self, word: Word, printed: Word) -> bool:
        """Whether a printed word stands where this one would: between the same words, near one of them."""
        before, after = self._neighbours(word)
        edges = [each.printed.span for each in (before, after) if each]
        inside = all(each.start != printed.span.start for each in edges) and (
            not (before and after) or before.printed.span < printed.span < after.printed.span
        )
        return inside and any(abs(each.start - printed.span.start) <= CLOSE for each in edges)

    def _place_the_rest(self) -> None:
        """Words that stand only around the sentence, and those that stand nowhere or where print has another word."""
        for word in self._unpaired():
            governed = word.negated or word.modal
            replaced = self._verbatim >= VERBATIM and self._in_its_place(word) is not None
            if word.stem in self._around and not governed and not replaced and word.value is None:
                self._far.append(word)
            else:
                self._missing.append(word)

    def _in_its_place(self, word: Word) -> Word | None:
        """The printed word without a partner that stands between the same words as this one."""
        before, after = self._neighbours(word)
        if before is None and after is None:
            return None
        start = before.printed.span.end if before else after.printed.span.start - CLOSE if after else 0
        end = after.printed.span.start if after else start + CLOSE
        left = (each for each in self._left if each.is_content)
        return next((each for each in left if start <= each.span.start < end), None)

    def _differences(self) -> Iterable[Difference]:
        for pair in self._pairs:
            if pair.kind not in (None, DifferenceKind.OPPOSITE):
                yield Difference(pair.kind, pair.claimed.span, pair.printed.span)
        yield from self._turned()
        yield from self._uncertain()
        yield from self._reordered()
        yield from self._conditional()
        yield from self._compared_otherwise()
        if self._verbatim >= VERBATIM:
            yield from self._exchanged_small_words()
        for word in self._missing:
            yield self._missed(word)

    def _turned(self) -> Iterable[Difference]:
        """Opposites and negations; two of them say the same again."""
        for pair in self._matched():
            turned = pair.claimed.negated != pair.printed.negated
            if turned != (pair.kind is DifferenceKind.OPPOSITE):
                kind = pair.kind or DifferenceKind.NEGATION
                yield Difference(kind, pair.claimed.span, pair.printed.span)

    def _uncertain(self) -> Iterable[Difference]:
        for pair in self._matched():
            one, other = pair.claimed, pair.printed
            if one.bound and one.bound != other.bound:
                yield Difference(DifferenceKind.NUMBER, one.span, other.span)
            if _differ_in_certainty(one.modal, other.modal, self._verbatim >= VERBATIM):
                yield Difference(DifferenceKind.CERTAINTY, one.span, other.span)
            if one.quantity != other.quantity and _exaggerates(
                one.quantity, other.quantity, self._verbatim >= VERBATIM
            ):
                yield Difference(DifferenceKind.QUANTITY, one.span, other.span)

    def _matched(self) -> list[_Pair]:
        return [each for each in self._pairs if each.kind in (None, DifferenceKind.OPPOSITE)]

    def _reordered(self) -> Iterable[Difference]:
        """Two names that changed places around a word between them."""
        ordered = sorted((each for each in self._pairs if each.kind is None), key=lambda each: each.claimed.span)
        if _passive(self._claim) != _passive(self._printed):
            return
        for at, first in enumerate(ordered):
            for to in range(at + 2, len(ordered)):
                last = ordered[to]
                names = first.printed.capital and last.printed.capital
                turned = names and last.printed.span < first.printed.span
                if turned and any(
                    last.printed.span < each.printed.span < first.printed.span for each in ordered[at + 1 : to]
                ):
                    yield Difference(DifferenceKind.ORDER, first.claimed.span, first.printed.span)

    def _conditional(self) -> Iterable[Difference]:
        """A condition that is printed and not claimed."""
        claimed = any(_is(each.folded, "conditions") for each in self._claim)
        printed = next((each for each in self._printed if _is(each.folded, "conditions")), None)
        if printed is not None and not claimed:
            yield Difference(DifferenceKind.CONDITION, None, printed.span)

    def _compared_otherwise(self) -> Iterable[Difference]:
        """More for less, before for after, up for down."""
        there = {each.folded for each in self._printed}
        own = {each.folded for each in self._claim}
        for word in self._claim:
            if word.folded in there or not _is(word.folded, "comparisons"):
                continue
            rival = next((e for e in self._printed if e.folded not in own and excludes(word.folded, e.folded)), None)
            if rival is not None:
                yield Difference(DifferenceKind.OPPOSITE, word.span, rival.span)

    def _exchanged_small_words(self) -> Iterable[Difference]:
        """Differences of words that carry no content by themselves, where both sides are otherwise the same words."""
        own = [each for each in self._claim if each.folded[0].isalnum()]
        there = [each for each in self._printed if each.folded[0].isalnum()]
        matcher = SequenceMatcher(None, [each.stem for each in own], [each.stem for each in there], autojunk=False)
        steps = matcher.get_opcodes()
        turned = any(each.kind is DifferenceKind.OPPOSITE for each in self._pairs)
        for at, (step, one, two, three, four) in enumerate(steps):
            outside = at in (0, len(steps) - 1) and step in ("insert", "delete")
            if step == "equal" or (outside and step == "insert"):
                continue
            yield from _exchanged(own[one:two], [] if outside else there[three:four])
            negators = [each for each in (*own[one:two], *there[three:four]) if _negates(each)]
            if len(negators) == 1 and not turned:
                one_side = negators[0] in own[one:two]
                span = negators[0].span
                yield Difference(DifferenceKind.NEGATION, span if one_side else None, None if one_side else span)

    def _missed(self, word: Word) -> Difference:
        other = self._in_its_place(word)
        if other is not None:
            return Difference(DifferenceKind.WORDING, word.span, other.span)
        return Difference(DifferenceKind.ADDED, word.span, None)


def _exchanged(claimed: Sequence[Word], printed: Sequence[Word]) -> Iterable[Difference]:
    """The differences between two stretches of words that stand in the same place."""
    for word in claimed:
        rivals = [each for each in printed if not each.is_content or not word.is_content]
        for other in rivals:
            kind = _kind_of_exchange(word, other)
            if kind is not None:
                yield Difference(kind, word.span, other.span)
    small = [each for each in claimed if _is(each.folded, "light") and each.folded not in FUNCTION_WORDS - GENERAL]
    telling = [each for each in printed if each.folded not in FUNCTION_WORDS]
    if small and telling and not any(_akin(one, other) for one in small for other in telling):
        yield Difference(DifferenceKind.WORDING, small[0].span, telling[0].span)


def _kind_of_exchange(word: Word, other: Word) -> DifferenceKind | None:
    if opposed(word.folded, other.folded):
        return DifferenceKind.OPPOSITE
    if excludes(word.folded, other.folded):
        return DifferenceKind.TIME
    if {_modal_of(word.folded), _modal_of(other.folded)} in EXCLUDING:
        return DifferenceKind.CERTAINTY
    quantities = _quantity_of(word.folded), _quantity_of(other.folded)
    return DifferenceKind.QUANTITY if all(quantities) and quantities[0] != quantities[1] else None


def _akin(one: Word, other: Word) -> bool:
    if one.value is not None or other.value is not None:
        return False
    return alike(one.stem, other.stem) or stands_for(one.folded, other.folded)


def _weight(words: Iterable[Word]) -> float:
    return sum(WEIGHTY if each.is_name or each.value is not None else 1.0 for each in words)


def _verbatim(claim: Sequence[Word], printed: Sequence[Word]) -> float:
    """The share of the claim's words that are printed in the same order."""
    one = [each.stem for each in claim if each.folded[0].isalnum()]
    other = [each.stem for each in printed if each.folded[0].isalnum()]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), 1)


EXCLUDING = ({"possible", "future"}, {"possible", "obliged"}, {"ought", "future"}, {"wishes", "future"})


def _differ_in_certainty(claimed: str, printed: str, verbatim: bool) -> bool:
    if {claimed, printed} in EXCLUDING:
        return True
    return verbatim and not (claimed and printed) and bool({claimed, printed} & {"possible", "wishes"})


def _exaggerates(claimed: str, printed: str, verbatim: bool) -> bool:
    """Whether one says all where the other does not, or claims outright what is printed of some only."""
    if printed in ("some", "most"):
        return claimed in ("all", "some", "most") or verbatim
    return claimed == "all" and verbatim


def _passive(words: Sequence[Word]) -> bool:
    return any(each.folded == "by" for each in words)
