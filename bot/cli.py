"""The command line: reads what was asked for, wires the rooms together by hand, and reports failures.

Every command imports what it needs when it runs: `ontherecord --help` must not wait for what it does not use.
"""
# ruff: noqa: PLC0415

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

DataDir = Annotated[Path | None, typer.Option(help="Where articles and index are kept.", show_default=False)]


class Format(StrEnum):
    """A format of export."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def ontherecord(context: typer.Context, data_dir: DataDir = None) -> None:
    """Answers who said what from the news: the words as printed, and who is on record with them."""
    os.umask(0o077)  # what is kept here is nobody else's to read
    context.obj = data_dir


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question, or - to read one a line from stdin.")],
    as_json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was understood.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Answer a question in the terminal."""
    from bot.commands import ask as asking

    way = asking.as_explained if explain else asking.as_json if as_json or question == "-" else asking.as_text
    questions = sys.stdin if question == "-" else [question]
    asking.ask(_settings(context, data_dir), questions, way)


@app.command()
def chat(context: typer.Context, data_dir: DataDir = None) -> None:
    """Talk as in Telegram: follow-ups, choices, more."""
    from bot.commands import ask as asking

    asking.chat(_settings(context, data_dir), sys.stdin)


@app.command()
def search(
    context: typer.Context,
    queries: Annotated[Path, typer.Option(help="A file with a query id, a tab and a question on each line.")],
    data_dir: DataDir = None,
) -> None:
    """Print a TREC run; a document is ARTICLE#START-END."""
    from bot.commands import ask as asking

    asking.search(_settings(context, data_dir), queries)


@app.command()
def add(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(help="Files, folders, URLs, feeds, .jsonl(.gz), .warc(.gz), -.")],
    data_dir: DataDir = None,
) -> None:
    """Add articles, and index them."""
    from bot.commands import change as changing

    changing.add(_settings(context, data_dir), sources)


@app.command()
def remove(
    context: typer.Context,
    articles: Annotated[list[str], typer.Argument(help="Ids or URLs.")],
    data_dir: DataDir = None,
) -> None:
    """Take articles down: from the store and from the index."""
    from bot.commands import change as changing

    changing.remove(_settings(context, data_dir), articles)


@app.command()
def rebuild(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Embed everything anew.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Embed what is missing, and publish a new generation of the index."""
    from bot.commands import change as changing

    (changing.rebuild_full if full else changing.rebuild)(_settings(context, data_dir))


@app.command()
def reread(context: typer.Context, data_dir: DataDir = None) -> None:
    """Read all stored pages again, and find their statements anew."""
    from bot.commands import change as changing

    changing.reread(_settings(context, data_dir))


@app.command()
def export(
    context: typer.Context,
    way: Annotated[Format, typer.Option("--format", help="For other tools: csv, parquet.")] = Format.JSONL,
    statements: Annotated[bool, typer.Option("--statements", help="A row for each statement, with offsets.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Print all articles, with everything needed to rebuild; or rows of articles or statements, for other tools."""
    from bot.commands import export as exporting

    write = {Format.JSONL: exporting.in_jsonl, Format.CSV: exporting.in_csv, Format.PARQUET: exporting.in_parquet}[way]
    settings = _settings(context, data_dir)
    if statements:
        exporting.export_statements(settings, write)
    elif way is Format.JSONL:
        exporting.export_whole(settings)
    else:
        exporting.export_articles(settings, write)


@app.command()
def move(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="Another data directory, or postgresql://...")],
    data_dir: DataDir = None,
) -> None:
    """Copy all articles, with what was found in them, to another store."""
    from bot.commands import change as changing

    changing.move(_settings(context, data_dir), target)


@app.command()
def run(context: typer.Context, data_dir: DataDir = None) -> None:
    """Run the Telegram bot."""
    from bot.commands import serve as serving

    serving.run(_settings(context, data_dir))


@app.command()
def health(context: typer.Context, data_dir: DataDir = None) -> None:
    """Tell whether the bot that runs here is alive and can read its archive: exit status 0 or 1."""
    from bot.commands import health as watching

    watching.health(_settings(context, data_dir))


@app.command()
def mcp(context: typer.Context, data_dir: DataDir = None) -> None:
    """Serve assistants over the Model Context Protocol: ask, check, speakers, article. Reads only."""
    try:
        from bot.commands import mcp_server as serving
    except ModuleNotFoundError as missing:
        from bot.errors import ToolsMissing

        raise ToolsMissing("ontherecord mcp", str(missing.name), "mcp") from missing

    serving.serve(_settings(context, data_dir))


@app.command()
def status(context: typer.Context, as_json: Json = False, data_dir: DataDir = None) -> None:
    """Say what is there."""
    from bot.commands import inspect as inspecting

    inspecting.status(_settings(context, data_dir), inspecting.in_json if as_json else inspecting.in_words)


@app.command()
def doctor(
    context: typer.Context,
    as_json: Json = False,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what does not agree.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Prove that store, words and vectors agree."""
    from bot.commands import inspect as inspecting

    check = inspecting.repair if repair else inspecting.doctor
    check(_settings(context, data_dir), inspecting.in_json if as_json else inspecting.in_words)


@app.command()
def speakers(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Only speakers whose name or alias has these words.")] = "",
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """List who is on record: names, roles, aliases, statements."""
    from bot.commands import inspect as inspecting

    inspecting.speakers(_settings(context, data_dir), name, inspecting.in_json if as_json else inspecting.in_words)


@app.command()
def feedback(context: typer.Context, data_dir: DataDir = None) -> None:
    """Print what people thought of answers in Telegram, as JSON Lines."""
    from bot.commands import inspect as inspecting

    inspecting.feedback(_settings(context, data_dir))


@app.command()
def attribute() -> None:
    """Find statements in JSON Lines on stdin, without storing: {"id", "text"} to {"id", "statements"}."""
    from bot.commands import change as changing

    changing.attribute(sys.stdin.fileno())


def _settings(context: typer.Context, data_dir: Path | None) -> "Settings":
    from bot.settings import read_settings

    given = data_dir or context.obj
    return read_settings(data_dir=given) if given else read_settings()


def main() -> None:
    """Run the command line; exit status 0 success, 1 failure, 2 wrong usage."""
    try:
        app()
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if not _is_ours(error):
            raise
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)


def _is_ours(error: Exception) -> bool:
    """Whether the error was raised on purpose, with words for the person at the terminal."""
    from bot.errors import OnTheRecordError
    from corpus.errors import CorpusError
    from retrieval.errors import RetrievalError

    return isinstance(error, OnTheRecordError | CorpusError | RetrievalError)
