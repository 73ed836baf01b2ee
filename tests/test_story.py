"""The whole way once: a page is added, embedded, asked about, and becomes the very message that is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.archive import Archive, open_archive
from bot.conversation import Conversation, Thread
from bot.settings import Settings
from bot.telegram_chat.api import LIMITS
from bot.wording.messages import reply_message
from corpus.readers.sources import read_source
from retrieval.index.engine import Scope

PAGE = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "01-strait-talks.txt"

SULLIVAN = """\
<b>1.</b> <b>Martin Sullivan</b>, National Security Adviser · <i>partly in quotation marks</i>
<blockquote expandable>Varga "<b>told the prime minister that if a single merchant ship is stopped, Kestria and its \
partners will answer with trade measures that hurt,</b>" National Security Adviser Martin Sullivan said.</blockquote>

<b>2.</b>
<blockquote expandable>He<i> [Martin Sullivan]</i> added that Varga said Kestria would also "<b>send two more patrol \
boats to the lighthouse islands... and keep pilots on call for every ship that asks for one</b>".</blockquote>

<b>3.</b> <b>Martin Sullivan</b>, National Security Adviser · <i>in the reporter's words</i>
<blockquote expandable>But Sullivan added that insurance costs could keep smaller companies away from the strait for \
months.</blockquote>
tidewaterdaily.\N{WORD JOINER}in · Agencies · Port Maren · 14 March 2024, 07:42 (+05:30)"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("data"))) as archive:
        archive.add(read_source(str(PAGE)), lambda news: None)
        archive.rebuild(Scope.MISSING, lambda progress: None)
        yield archive


def said(archive: Archive, question: str) -> str:
    _, reply = Conversation(archive.newsroom()).say(Thread(), question, page_size=3)
    return reply_message(reply, 3, LIMITS).html


def test_a_speaker_is_answered_with_statements_across_a_list_of_headlines(archive: Archive) -> None:
    assert said(archive, "what did Sullivan say?") == SULLIVAN


def test_second_hand_words_name_who_passed_them_on(archive: Archive) -> None:
    message = said(archive, "what did Lindqvist say about his ships?")
    assert "<b>Oskar Lindqvist</b>, Prime Minister · via <b>Hanna Viik</b>" in message
    assert 'our ships sail in our own waters, and they threaten nobody"</b>' in message


def test_who_is_only_in_a_headline_is_not_on_record(archive: Archive) -> None:
    assert said(archive, "what did Petra Holm say?").startswith(
        "Petra Holm is named only in a list of related headlines; nobody here quotes Petra Holm."
    )
