"""Commands that ask: one question or many, a conversation, a TREC run."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from pathlib import Path

from bot import terminal
from bot.archive import Archive, open_archive
from bot.conversation import Conversation, Thread
from bot.errors import QueriesLeftOut
from bot.settings import Settings
from bot.wording.reasons import reason_text
from retrieval.answer import as_object
from retrieval.asking import Newsroom
from retrieval.index.engine import Scope

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
    terminal.print_json(json.dumps(as_object(answer, reason_text(answer.reasons)), ensure_ascii=False))


def as_explained(newsroom: Newsroom, question: str) -> None:
    """The question as it was understood, as JSON."""
    terminal.print_json(json.dumps(asdict(newsroom.explain(question)), ensure_ascii=False, indent=2, default=str))


def ask(settings: Settings, questions: Iterable[str], way: Way) -> None:
    """Answer each question in one way, in order; a blank one, too, so that answers can be told apart by their lines."""
    with open_archive(settings) as archive:
        load_samples(archive)
        newsroom = archive.newsroom()
        for question in questions:
            way(newsroom, question.strip())


def chat(settings: Settings, lines: Iterable[str]) -> None:
    """Hold a conversation, a line at a time, until the lines end."""
    with open_archive(settings) as archive:
        load_samples(archive)
        terminal.greet()
        _converse(archive, lines)


def _converse(archive: Archive, lines: Iterable[str]) -> None:
    conversation, thread = Conversation(archive.newsroom()), Thread()
    for line in lines:
        if line.strip():
            thread, reply = conversation.say(thread, line.strip(), PAGE)
            terminal.show_reply(reply)
        terminal.prompt()


def load_samples(archive: Archive) -> None:
    """Load the samples into a folder with nothing in it; anywhere else, only make ready."""
    if archive.is_new():
        terminal.remark("No articles are stored yet: loading the sample articles (invented ones).")
        archive.add_samples()
    make_ready(archive)


def make_ready(archive: Archive) -> None:
    """Index what is stored where adding was stopped before its index."""
    if not archive.has_index():
        terminal.remark("There is no index yet: making it.")
        archive.rebuild(Scope.MISSING, lambda progress: None)


def search(settings: Settings, queries: Path) -> None:
    """Print a TREC run for a file of query ids and questions; lines that are none are left out and told of."""
    from retrieval.asking import trec_lines  # noqa: PLC0415  no other command needs it

    with open_archive(settings) as archive, queries.open(encoding="utf-8-sig", errors="replace") as lines:
        make_ready(archive)
        newsroom, asked, left_out = archive.newsroom(), set[str](), 0
        for number, line in enumerate(lines, 1):
            query_id, tab, question = line.strip().partition("\t")
            problem = no_query(query_id, tab, asked) if line.strip() else ""
            if problem:
                terminal.remark(f"{queries}, line {number}: {problem}")
                left_out += 1
            elif tab:
                asked.add(query_id)
                for found in trec_lines(query_id, newsroom.rank(question, RUN_DEPTH)):
                    terminal.print_line(found)
    if left_out:
        raise QueriesLeftOut(left_out)


def no_query(query_id: str, tab: str, asked: Collection[str]) -> str:
    """Why a line is no query that a run can have; "" where it is one."""
    if not tab:
        return "no tab between a query id and a question"
    if len(query_id.split()) != 1:
        return f"{query_id!r} is no query id: one word is"
    return f"the query id {query_id!r} stands in an earlier line too" if query_id in asked else ""
