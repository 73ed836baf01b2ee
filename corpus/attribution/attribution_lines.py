"""Attributions as JSON Lines: articles in, who said what in each of them out, one line at a time."""

import json
from collections.abc import Callable, Iterable, Iterator

from corpus.article import Span
from corpus.attribution.statements import Tagger, find_statements
from corpus.errors import MalformedLine
from corpus.pages.blocks import find_blocks
from corpus.statement import Speaker, Statement


def attribute(lines: Iterable[str], tagger: Tagger, report: Callable[[MalformedLine], None]) -> Iterator[str]:
    """For each line {"id", "text"} a line {"id", "statements": [...]}, in order, without a line end.

    Spans are [start, end) in characters of the text. A statement has "source" and "cue" (a span or null), "content"
    (spans), "speaker" (a name, several where they speak jointly, null where it is not known), "role" and "via"
    (strings or null) and "kind". Blank lines are passed over; a line that can't be read is reported, and the next
    one is read. Only one article is held at a time.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article_id, text = _read(number, line)
        except MalformedLine as fault:
            report(fault)
            continue
        statements = find_statements(text, find_blocks(text), tagger)
        yield json.dumps({"id": article_id, "statements": [_row(text, each) for each in statements]})


def _read(number: int, line: str) -> tuple[str, str]:
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
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _name(text: str, speaker: Speaker | None) -> str | None:
    return speaker.name.of(text) if speaker else None
