"""What a terminal shows: answers on stdout, everything else (progress, remarks, errors) on stderr.

Colours, bars and links only where a person looks at a terminal; rich decides that for each stream.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.conversation import NoMore, NothingFound, Page, Reply, WhichSpeaker, Withdrawn
from bot.excerpts import Surroundings
from bot.wording import phrases
from bot.wording.markup import readable_moment
from bot.wording.reasons import reason_text
from retrieval.answer import Answer, Choice, Citation, Finding, FindingKind, Match, Outcome

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

KINDS = {
    FindingKind.DIRECT: "in their own words",
    FindingKind.MIXED: "partly in their own words",
    FindingKind.INDIRECT: "in the reporter's words",
    FindingKind.PASSAGE: "",
}


def print_line(line: str) -> None:
    """Print one line for programs, as it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def remark(text: str) -> None:
    """Tell the person at the terminal something that is no data."""
    err.print(Text(text, style="dim"))


def complain(text: str) -> None:
    """Tell of an error."""
    err.print(Text("error: ", style="bold red") + Text(text))


def show(answer: Answer) -> None:
    """Print an answer: the findings that fit its question, a choice, or the reason why there is none."""
    if answer.outcome is Outcome.NOTHING_FOUND:
        out.print(Text(reason_text(answer.reasons)))
    elif answer.outcome is Outcome.WHICH_SPEAKER:
        out.print(_choices(answer.choices))
    else:
        if answer.reasons:
            out.print(Text(reason_text(answer.reasons), style="dim"))
        if answer.match is Match.NEAREST:
            out.print(Text(phrases.NEAREST, style="dim"))
        _show_findings(answer, 0, answer.shown)


def show_reply(reply: Reply) -> None:
    """Print what a conversation replies."""
    match reply:
        case Page(answer, first, count):
            _show_findings(answer, first, count)
        case WhichSpeaker(answer) | NothingFound(answer):
            show(answer)
        case Surroundings():
            out.print(_surroundings(reply))
        case NoMore():
            out.print("There is no more.")
        case Withdrawn():
            out.print("That is no longer there.")


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


def _show_findings(answer: Answer, first: int, number: int) -> None:
    findings = answer.findings[first : first + number]
    if answer.taken:
        out.print(Text(f"Taking it that {answer.taken} is meant.", style="dim"))
    out.print(Text("\n\n").join(map(_finding, findings)))
    left = len(answer.findings) - first - len(findings)
    if left > 0:
        out.print(Text(f"\n{count(left, 'more finding')}.", style="dim"))


def _surroundings(around: Surroundings) -> Text:
    text = around.article.text
    shown = Text("".join(span.of(text) for span in around.before), style="dim")
    shown.append(around.passage.of(text), style="bold not dim")
    return shown.append("".join(span.of(text) for span in around.after))


def _finding(finding: Finding) -> Text:
    lines = [_speaker(finding), _passage(finding), Text(citation_line(finding.citation), style="dim")]
    if finding.citation.url:
        lines.append(Text(finding.citation.url, style="dim underline"))
    return Text("\n").join(line for line in lines if line)


def _speaker(finding: Finding) -> Text:
    if not finding.speaker:
        return Text("")
    said = Text(finding.speaker, style="bold cyan")
    said.append(f", {finding.role}" if finding.role else "", style="cyan")
    said.append(f", via {finding.via}" if finding.via else "", style="cyan")
    how = KINDS[finding.kind]
    return said.append(f"  ({how})" if how else "", style="dim")


def _passage(finding: Finding) -> Text:
    passage = Text(finding.text)
    for quote in finding.quotes:
        passage.stylize("bold", quote.start - finding.span.start, quote.end - finding.span.start)
    if finding.pronoun and finding.speaker:
        cut = finding.pronoun.end - finding.span.start
        passage = passage[:cut] + Text(f" [{finding.speaker}]", style="dim") + passage[cut:]
    return passage


def citation_line(citation: Citation) -> str:
    """Outlet, agency, place, date and headline in one line; what is not known is left out."""
    when = " ".join(readable_moment(citation.published)).rstrip() if citation.published else None
    known = (citation.outlet, citation.agency, citation.place, when, citation.headline)
    line = " · ".join(part for part in known if part)
    return line + (f" · also in {', '.join(citation.also_in)}" if citation.also_in else "")


def _choices(choices: Sequence[Choice]) -> Text:
    lines = [Text("Who is meant?")]
    for number, choice in enumerate(choices, 1):
        role = f", {choice.role}" if choice.role else ""
        lines.append(Text(f"  {number}. {choice.name}{role} ({count(choice.statements, 'statement')})"))
    return Text("\n").join(lines)


def count(number: int, noun: str) -> str:
    """ "1 statement", "2 statements"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
