"""Variants of annotated articles: other quotation marks, names, case and paragraphs, and wire datelines.

PolNeAR is seven American outlets of one year; what is varied here is what other newsrooms do otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from random import Random

from corpus.tagging.tags import NAME_KINDS, OUTSIDE, NameKind, begins, continues
from corpus.tagging.windows import Words
from corpus.training.examples import DATELINES, GIVEN_NAMES, ORGANISATIONS, PLACES, SURNAMES, LabelledParagraph

Article = list[LabelledParagraph]

PERSON, ORGANISATION, PLACE = (begins(NAME_KINDS.index(kind)) for kind in NameKind)
DOUBLE, SINGLE = ('"', "“", "”"), ("'", "‘", "’")
STYLES = (  # opening, closing, apostrophe
    ("“", "”", "’"),
    ('"', '"', "'"),
    ("‘", "’", "’"),
    ("'", "'", "'"),
    ("“", "”", "'"),
    ("''", "''", "'"),
)
SENTENCE_END = frozenset(".!?")


def varied(article: Article, random: Random) -> Article:
    """The article with each change made or not by chance."""
    changes: tuple[tuple[float, Callable[[Article, Random], Article]], ...] = (
        (0.3, renamed),
        (0.4, requoted),
        (0.15, datelined),
        (0.3, reparagraphed),
        (0.06, recased),
    )
    for chance, change in changes:
        if random.random() < chance:
            article = change(article, random)
    return article


def requoted(article: Article, random: Random) -> Article:
    """All quotation marks and apostrophes in another style."""
    opening, closing, apostrophe = random.choice(STYLES)
    return [_requoted(example, opening, closing, apostrophe) for example in article]


def _requoted(example: LabelledParagraph, opening: str, closing: str, apostrophe: str) -> LabelledParagraph:
    new = LabelledParagraph(Words([], []), [], [])
    rows = zip(example.words.texts, example.words.glued, example.parts, example.names, strict=True)
    for word, touches, part, name in rows:
        marks = [word]
        if word in DOUBLE:
            marks = list(opening if word == "“" or (word == '"' and not touches) else closing)
        elif word in SINGLE and touches:
            marks = [apostrophe]
        extra = len(marks) - 1
        new.words.texts.extend(marks)
        new.words.glued.extend([touches, *[True] * extra])
        new.parts.extend([part, *[_after(part)] * extra])
        new.names.extend([name, *[_after(name)] * extra])
    return new


def _after(label: int) -> int:
    """The label of another word of the same span."""
    return label if label == OUTSIDE or continues(label) else label + 1


def renamed(article: Article, random: Random) -> Article:
    """Persons, and some organisations and places, under names from elsewhere; one name stays one name."""
    new: dict[tuple[int, str], str] = {}
    return [_renamed(example, new, random) for example in article]


def _renamed(example: LabelledParagraph, new: dict[tuple[int, str], str], random: Random) -> LabelledParagraph:
    texts = list(example.words.texts)
    for start, end in spans(example.names):
        label = example.names[start]
        if label == PERSON:
            for i in range(start, end):
                pool = SURNAMES if i == end - 1 else GIVEN_NAMES
                texts[i] = _new_name(label, texts[i], pool, new, random)
        elif end - start == 1 and label in (ORGANISATION, PLACE):
            pool = PLACES if label == PLACE else ORGANISATIONS
            texts[start] = _new_name(label, texts[start], pool, new, random)
    return _with_words(example, texts)


def _new_name(label: int, old: str, pool: list[str], new: dict[tuple[int, str], str], random: Random) -> str:
    if not old[0].isupper():
        return old
    name = new.setdefault((label, old.lower()), random.choice(pool))
    return name.upper() if old.isupper() and len(old) > 3 else name


def spans(labels: list[int]) -> Iterator[tuple[int, int]]:
    """The words [start, end) of each span that BIO labels mark."""
    starts = [i for i, label in enumerate(labels) if label != OUTSIDE and not continues(label)]
    for start in starts:
        end = start + 1
        while end < len(labels) and labels[end] == labels[start] + 1:
            end += 1
        yield start, end


def datelined(article: Article, random: Random) -> Article:
    """A wire dateline before the first paragraph that is long enough to be a lede."""
    lede = next((i for i, example in enumerate(article) if len(example.parts) > 20), None)
    if lede is None:
        return article
    texts = random.choice(DATELINES).split()
    place = sum(1 for text in texts[: texts.index("|")] if text[0].isalpha())
    texts.remove("|")
    first = article[lede]
    names = [PLACE + (i > 0) if i < place else OUTSIDE for i in range(len(texts))]
    glued = [text in ",)." or (i > 0 and texts[i - 1] == "(") for i, text in enumerate(texts)]
    words = Words(texts + first.words.texts, glued + first.words.glued)
    dated = LabelledParagraph(words, [OUTSIDE] * len(texts) + first.parts, names + first.names)
    return [*article[:lede], dated, *article[lede + 1 :]]


def recased(article: Article, random: Random) -> Article:
    """Everything in capitals, or nothing."""
    change: Callable[[str], str] = random.choice((str.upper, str.lower, str.lower))
    return [_with_words(each, [change(text) for text in each.words.texts]) for each in article]


def _with_words(example: LabelledParagraph, texts: list[str]) -> LabelledParagraph:
    return LabelledParagraph(Words(texts, example.words.glued), example.parts, example.names)


def reparagraphed(article: Article, random: Random) -> Article:
    """Some paragraphs joined to the one before, some cut at a sentence end where no span runs on."""
    joined: Article = []
    for example in article:
        if joined and random.random() < 0.25:
            joined[-1] = _joined(joined[-1], example)
        else:
            joined.append(example)
    return [piece for example in joined for piece in _cut(example, random)]


def _joined(one: LabelledParagraph, other: LabelledParagraph) -> LabelledParagraph:
    words = Words(one.words.texts + other.words.texts, one.words.glued + other.words.glued)
    return LabelledParagraph(words, one.parts + other.parts, one.names + other.names)


def _cut(example: LabelledParagraph, random: Random) -> Iterable[LabelledParagraph]:
    for i in range(8, len(example.parts) - 8):
        inside = continues(example.parts[i]) or continues(example.names[i]) or example.words.glued[i]
        if not inside and example.words.texts[i - 1] in SENTENCE_END and random.random() < 0.1:
            return _part(example, 0, i), _part(example, i, len(example.parts))
    return (example,)


def _part(example: LabelledParagraph, start: int, end: int) -> LabelledParagraph:
    words = Words(example.words.texts[start:end], example.words.glued[start:end])
    return LabelledParagraph(words, example.parts[start:end], example.names[start:end])
