"""Tables of articles: CSV and TSV with a header, and parquet, an article a row."""

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, Literal

from corpus.parquet import read_rows
from corpus.readers.decoding import MOST_BYTES
from corpus.readers.json_records import Columns, RecordReader, field_of
from corpus.readers.reading import BadRecord, MissingReader, Read, Rejection, UnknownColumns

DELIMITERS = (",", "\t", ";", "|")
LONGEST_NAME = 40  # characters of a column's name
PARQUET_ROWS = 64
SENTENCE = re.compile(r"[.!?]\s*$|\w, \w.* \w")


def delimiter_of(head: str, columns: Columns) -> str | None:
    """The delimiter of a table, told by its first line; None where that is no header.

    A header has at least two short names and no sentence, one of them of a text, and the next line has as many cells;
    or several lines are alike.
    """
    lines = head.lstrip("\ufeff").splitlines()
    if len(lines) < 2 or lines[0].startswith((" ", "<", "{")):
        return None
    for delimiter in DELIMITERS:
        names = _cells(lines[0], delimiter)
        if len(names) >= 2 and all(_is_name(name) for name in names[1:]) and len(names[0]) <= LONGEST_NAME:
            following = _cells(lines[1], delimiter)
            is_as_long = len(following) == len(names) or '"' in lines[1]
            fields = [field_of(name) for name in names if name not in columns.values()]
            is_known = "text" in fields or "html" in fields or len(fields) < len(names)
            if is_as_long and (is_known or _is_like_a_table(lines, delimiter, len(names))):
                return delimiter
    return None


def read_table(stream: BinaryIO, head: bytes, delimiter: str, origin: str, columns: Columns) -> Iterator[Read]:
    """An article a row, streamed; a row that can't be taken is rejected by its number.

    Raises UnknownColumns where neither the header nor `columns` says which column holds the text.
    """
    lines = TextIOWrapper(stream, encoding=_encoding(head), errors="replace", newline="")
    csv.field_size_limit(MOST_BYTES)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if _is_quoted(head, delimiter) else csv.QUOTE_NONE
    rows = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter, quoting=quoting)
    try:
        yield from _read_rows(rows, origin, columns, "TSV" if delimiter == "\t" else "CSV")
    except csv.Error as error:
        yield Rejection(origin, str(BadRecord(f"row {rows.line_num} can't be read ({error})")))
    finally:
        lines.detach()


def read_parquet(stream: BinaryIO, origin: str, columns: Columns) -> Iterator[Read]:
    """An article a row. Raises MissingReader where the library is not installed."""
    try:
        rows = read_rows(stream, PARQUET_ROWS)
        first = next(rows, None)
        if first is not None:
            reader = _reader(list(first), origin, columns, "parquet")
            for number, row in enumerate(chain([first], rows), 1):
                yield reader.read({key: _printable(cell) for key, cell in row.items()}, f"{origin}, row {number}")
            yield from reader.remarks()
    except ImportError:
        raise MissingReader("a parquet file", "parquet") from None
    except (OSError, ValueError) as error:
        yield Rejection(origin, str(BadRecord(f"it is damaged ({error})")))


def _read_rows(rows: Iterator[list[str]], origin: str, columns: Columns, form: str) -> Iterator[Read]:
    header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    reader = _reader(header, origin, columns, form)
    named = [name if name in columns.values() else _as_field(name, header) for name in header]
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield reader.read(dict(zip(named, row, strict=False)), f"{origin}, row {number}")
    yield from reader.remarks()


def _reader(names: list[str], origin: str, columns: Columns, form: str) -> RecordReader:
    """A reader of rows under these names; UnknownColumns where none of them holds a text."""
    if not any(name in columns.values() or field_of(name) in {"text", "html"} for name in names):
        raise UnknownColumns(names)
    return RecordReader(origin, {field: name for field, name in columns.items() if name in names}, form)


def _as_field(name: str, header: list[str]) -> str:
    """The name as records have it: 'Published Date' is published; a second column of a field keeps its own."""
    meaning = field_of(name)
    first = next((each for each in header if field_of(each) == meaning), name)
    return meaning if meaning and (first == name) and meaning not in header else name


def _printable(cell: object) -> object:
    """Dates and decimals as text; what JSON has stays."""
    return cell if isinstance(cell, str | int | float | list | dict | None) else str(cell)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _is_name(cell: str) -> bool:
    return 0 < len(cell) <= LONGEST_NAME and len(cell.split()) <= 4 and not SENTENCE.search(cell)


def _is_like_a_table(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether five lines have the width of the header: a table, though no column is known."""
    following = lines[1:6]
    return len(following) >= 2 and width >= 3 and all(len(_cells(line, delimiter)) == width for line in following[:-1])


def _encoding(head: bytes) -> str:
    """What a byte order mark says, else UTF-8 if the first bytes are it (a cut one aside), else Windows-1252."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[:-4].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "windows-1252" if error.start < len(head) - 8 else "utf-8-sig"
    return "utf-8-sig"


def _is_quoted(head: bytes, delimiter: str) -> bool:
    """Whether quotation marks enclose cells: in a table with tabs they often are the text's own."""
    mark = delimiter.encode()
    return delimiter != "\t" or any(each in head for each in (mark + b'"', b'\n"', b'"' + mark))
