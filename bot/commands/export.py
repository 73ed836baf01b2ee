"""`ontherecord export`: articles or statements, for adding again or for other tools."""

import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper

from bot import terminal
from bot.archive import open_archive
from bot.errors import BinaryToTerminal, ToolsMissing
from bot.settings import Settings
from corpus.exporting import (
    ARTICLES,
    STATEMENTS,
    Column,
    Row,
    article_rows,
    json_lines,
    parquet_cells,
    statement_rows,
    write_csv,
)
from corpus.parquet import write_rows
from corpus.records import export_lines

Rows = Iterator[Row]
Columns = tuple[Column, ...]
Write = Callable[[Rows, Columns], None]


def export_whole(settings: Settings) -> None:
    """Print all articles as JSON Lines, with everything that is needed to rebuild."""
    with open_archive(settings) as archive:
        for line in export_lines(archive.store):
            terminal.print_json(line)


def export_articles(settings: Settings, write: Write) -> None:
    """Print a row for each current article."""
    with open_archive(settings) as archive:
        write(article_rows(archive.store), ARTICLES)


def export_statements(settings: Settings, write: Write) -> None:
    """Print a row for each statement of current articles, with offsets and the digest of its article's text."""
    with open_archive(settings) as archive:
        write(statement_rows(archive.store), STATEMENTS)


def in_jsonl(rows: Rows, columns: Columns) -> None:
    """A line of JSON for each row."""
    for line in json_lines(rows, columns):
        terminal.print_json(line)


def in_csv(rows: Rows, columns: Columns) -> None:
    """CSV in UTF-8 with a header."""
    out = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    write_csv(rows, columns, out)
    out.flush()
    out.detach()


def in_parquet(rows: Rows, columns: Columns) -> None:
    """A Parquet file on stdout; BinaryToTerminal where nobody takes it, ToolsMissing without pyarrow."""
    if sys.stdout.isatty():
        raise BinaryToTerminal("Parquet")
    try:
        write_rows(map(parquet_cells, rows), [(each.name, each.type) for each in columns], sys.stdout.buffer)
    except ModuleNotFoundError as missing:
        if missing.name != "pyarrow":
            raise
        raise ToolsMissing("export --format parquet", "pyarrow", "parquet") from missing
    sys.stdout.buffer.flush()
