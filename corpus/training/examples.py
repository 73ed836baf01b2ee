"""Annotated paragraphs to learn from, read from PolNeAR as JSON Lines."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Span
from corpus.tagging.tags import NAME_KINDS, OUTSIDE, PARTS, NameKind, Part, begins, continues
from corpus.tagging.words import Words, split_words

LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Example:
    """One paragraph: its words, and the label of each word for parts and for names."""

    words: Words
    parts: list[int]
    names: list[int]


def read_articles(annotated: Path, named: Path) -> Iterator[list[Example]]:
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
) -> list[Example]:
    """The paragraphs (lines) of a text with their labels."""
    lines = [split_words(text, Span(*match.span())) for match in LINE.finditer(text)]
    where = [span for _, spans in lines for span in spans]
    part_labels = labels(where, [part for each in parts for part in each])
    name_labels = labels(where, names)
    found, start = [], 0
    for words, spans in lines:
        end = start + len(spans)
        found.append(Example(words, whole(part_labels[start:end]), whole(name_labels[start:end])))
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
