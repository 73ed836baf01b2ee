"""Attributions as JSON Lines: articles in, who said what in each of them out, one line at a time."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from corpus.article import Span
from corpus.attribution.statements import Tagger, find_all_statements
from corpus.errors import MalformedLine
from corpus.pages.blocks import find_blocks
from corpus.statement import Speaker, Statement

AT_ONCE = 1 << 17  # bytes that are read at once: some twenty articles


def attribute(
    arrivals: Iterable[Sequence[bytes]], tagger: Tagger, report: Callable[[MalformedLine], None]
) -> Iterator[str]:
    """For each line {"id", "text"} a line {"id", "statements": [...]}, in order, without a line end.

    Spans are [start, end) in characters of the text. A statement has "source" and "cue" (a span or null), "content"
    (spans), "speaker" (a name, several where they speak jointly, null where it is not known), "role" and "via"
    (strings or null) and "kind". Blank lines are passed over; a line that can't be read is reported, and the next
    one is read. Lines that arrived together are read together, and no more than those are held.
    """
    numbers = count(1)
    for lines in arrivals:
        articles = []
        for line, number in zip(lines, numbers, strict=False):
            try:
                articles += [_read(number, line)] if line.strip() else []
            except MalformedLine as fault:
                report(fault)
        found = find_all_statements([(text, find_blocks(text)) for _, text in articles], tagger)
        for (article_id, text), statements in zip(articles, found, strict=True):
            yield json.dumps({"id": article_id, "statements": [_row(text, each) for each in statements]})


def arriving(file: int) -> Iterator[list[bytes]]:
    """The lines of a file, given by its descriptor, as they come: together those for which nobody has to wait."""
    begun: list[bytes] = []
    while piece := os.read(file, AT_ONCE):
        first, *more = piece.split(b"\n")
        begun.append(first)
        if more:
            yield [b"".join(begun), *more[:-1]]
            begun = more[-1:]
    yield [b"".join(begun)]


def _read(number: int, line: bytes) -> tuple[str, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise MalformedLine(number, f"is no JSON ({fault})") from None
    if not isinstance(row, dict):
        raise MalformedLine(number, "is no JSON object")
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise MalformedLine(number, f"has no string {key!r}")
    return row["id"], row["text"]


def _row(text: str, statement: Statement) -> dict[str, object]:
    names = [speaker.name.of(text) for speaker in statement.speakers]
    role = next((speaker.role for speaker in statement.speakers if speaker.role), None)
    return {
        "source": _pair(statement.source),
        "cue": _pair(statement.cue),
        "content": [_pair(span) for span in statement.content],
        "speaker": names if len(names) > 1 else next(iter(names), None),
        "role": role.of(text) if role else None,
        "via": _name(text, statement.via),
        "kind": statement.kind.value,
        "type": statement.type.value,
        "actual": statement.actual,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _name(text: str, speaker: Speaker | None) -> str | None:
    return speaker.name.of(text) if speaker else None
