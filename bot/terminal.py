"""What a terminal shows: answers on stdout, everything else (progress, remarks, errors) on stderr.

Colours, bars and links only where a person looks at a terminal; rich decides that for each stream.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.chat import Limits
from bot.conversation import NothingFound, Page, Reply, WhichSpeaker
from bot.inert import escaped, inert
from bot.wording.markup import JOINER
from bot.wording.messages import reply_message
from retrieval.answer import Answer, Outcome

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

LIMITS = Limits(
    text=1_000_000, caption=1_000_000, entities=1_000_000, callback=64, copy=0, toast=0, inline_results=0, inline_id=0,
    download=0,
)  # fmt: skip
"""A terminal takes anything; what is worded for it is worded as in a chat, without buttons."""

STYLES = {"b": "bold", "i": "dim", "a": "underline", "blockquote": ""}


def print_line(line: str) -> None:
    """Print one line of text."""
    _write(inert(line))


def print_json(line: str) -> None:
    """Print one line of JSON, for programs."""
    _write(escaped(line))


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def remark(text: str) -> None:
    """Tell the person at the terminal something that is no data."""
    err.print(Text(inert(text), style="dim"))


def complain(text: str) -> None:
    """Tell of an error."""
    err.print(Text("error: ", style="bold red") + Text(inert(text)))


def show(answer: Answer) -> None:
    """Print an answer: the findings that fit its question, a choice, or the reason why there is none."""
    match answer.outcome:
        case Outcome.NOTHING_FOUND:
            show_reply(NothingFound(answer))
        case Outcome.WHICH_SPEAKER:
            show_reply(WhichSpeaker(answer))
        case Outcome.ANSWERED:
            show_reply(Page(answer, 0, answer.shown))


def show_reply(reply: Reply) -> None:
    """Print what a conversation replies, in the words that a chat gets."""
    out.print(_styled(reply_message(reply, 1, LIMITS).html))


class _Styling(HTMLParser):
    """Turns a message's HTML into styled text; an address is printed below the line in which it is linked."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(STYLES.get(tag, ""))
        self._addresses += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for number, line in enumerate(data.split("\n")):
            if number:
                self.end_line()
                self.text.append("\n")
            self.text.append(line.replace(JOINER, ""), style=" ".join(filter(None, self._open)))

    def end_line(self) -> None:
        """Print the addresses of the line that ends."""
        for address in self._addresses:
            self.text.append(f"\n{address}", style="dim")
        self._addresses = []


def _styled(html: str) -> Text:
    styling = _Styling()
    styling.feed(html)
    styling.close()
    styling.end_line()
    return styling.text


def greet() -> None:
    """Open a conversation."""
    if sys.stdin.isatty():
        remark("Ask who said what. 'more', 'back' and 'context' turn the pages; Ctrl-D ends.")
    prompt()


def prompt() -> None:
    """Show that it is the asker's turn."""
    if sys.stdin.isatty():
        err.print(Text("\n> ", style="bold"), end="")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar with rate and time left; call it with how much is done of how much (None: not known)."""
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(what, total=None, rate="")

        def advance(done: int, total: int | None) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:,.0f}/s" if speed else "")

        yield advance


def count(number: int, noun: str) -> str:
    """ "1 statement", "2 statements"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
