"""The commands that ask: one question or many, a conversation, a TREC run."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from bot import terminal
from bot.archive import Archive, open_archive
from bot.conversation import Conversation, Thread
from bot.settings import Settings
from retrieval.answer_json import as_object
from retrieval.asking import Newsroom
from retrieval.index.rebuild import Scope

Way = Callable[[Newsroom, str], None]
"""How one question is answered on stdout."""

RUN_DEPTH = 100
"""How many findings a TREC run has for each question."""

PAGE = 5
"""How many findings of an answer `chat` prints at once."""


def as_text(newsroom: Newsroom, question: str) -> None:
    """The answer for people."""
    answer, _ = newsroom.ask(question)
    terminal.show(answer)


def as_json(newsroom: Newsroom, question: str) -> None:
    """The answer as one line of JSON."""
    answer, _ = newsroom.ask(question)
    terminal.print_line(json.dumps(as_object(answer), ensure_ascii=False))


def as_explained(newsroom: Newsroom, question: str) -> None:
    """The question as it was understood, as JSON."""
    terminal.print_line(json.dumps(asdict(newsroom.explain(question)), ensure_ascii=False, indent=2, default=str))


def ask(settings: Settings, questions: Iterable[str], way: Way) -> None:
    """Answer each question in one way, in order."""
    with open_archive(settings) as archive:
        make_ready(archive)
        newsroom = archive.newsroom()
        for question in questions:
            if question.strip():
                way(newsroom, question.strip())


def chat(settings: Settings, lines: Iterable[str]) -> None:
    """Hold a conversation, a line at a time, until the lines end."""
    with open_archive(settings) as archive:
        make_ready(archive)
        terminal.greet()
        _converse(archive, lines)


def _converse(archive: Archive, lines: Iterable[str]) -> None:
    conversation, thread = Conversation(archive.newsroom()), Thread()
    for line in lines:
        if line.strip():
            thread, reply = conversation.say(thread, line.strip(), PAGE)
            terminal.show_reply(reply)
        terminal.prompt()


def make_ready(archive: Archive) -> None:
    """Load the samples where nothing is stored; index what is stored where adding was stopped before its index."""
    if archive.is_new():
        terminal.remark("No articles are stored yet: loading the sample articles (invented ones).")
        archive.add_samples()
    elif not archive.has_index():
        terminal.remark("There is no index yet: making it.")
        archive.rebuild(Scope.MISSING, lambda progress: None)


def search(settings: Settings, queries: Path) -> None:
    """Print a TREC run for a file of query ids and questions."""
    from retrieval.finding.runs import trec_lines  # noqa: PLC0415  no other command needs it

    with open_archive(settings) as archive, queries.open(encoding="utf8") as lines:
        newsroom = archive.newsroom()
        for line in filter(str.strip, lines):
            question_id, _, question = line.rstrip("\n").partition("\t")
            for found in trec_lines(question_id, newsroom.rank(question, RUN_DEPTH)):
                terminal.print_line(found)
