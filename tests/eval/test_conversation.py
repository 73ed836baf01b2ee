"""A conversation from beginning to end over a year of real news."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from natural import add_wikinews

from bot.archive import open_archive
from bot.conversation import Conversation, NothingFound, Page, Reply, Thread, WhichSpeaker
from bot.settings import Settings
from bot.wording.reasons import reason_text

pytestmark = pytest.mark.timeout(600)
TURNS = [
    line.split("\t") for line in (Path(__file__).parent / "conversation.tsv").read_text(encoding="utf8").splitlines()
]
PAGE = 3


@pytest.fixture(scope="module")
def conversation(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    with open_archive(Settings(data_dir=tmp_path_factory.mktemp("wikinews"))) as archive:
        add_wikinews(archive, shared)
        yield Conversation(archive.newsroom())


def test_forty_turns_are_answered_each_in_the_light_of_those_before(conversation: Conversation) -> None:
    """Each line of the table: what is typed, how it ends, who speaks first (! not; - nobody), words that are shown."""
    thread, wrong = Thread(), []
    for typed, end, speaker, words in TURNS:
        thread, reply = conversation.say(thread, typed, PAGE)
        if (end_of(reply), True) != (end, is_shown(reply, speaker, words)):
            wrong.append((typed, end_of(reply), told(reply)[:200]))
    assert wrong == []


def end_of(reply: Reply) -> str:
    if isinstance(reply, Page):
        return reply.answer.verdict or reply.answer.match
    return {NothingFound: "nothing", WhichSpeaker: "which"}.get(type(reply), type(reply).__name__)


def is_shown(reply: Reply, speaker: str, words: str) -> bool:
    if words.lower() not in told(reply).lower():
        return False
    if isinstance(reply, WhichSpeaker):
        return speaker in [choice.name for choice in reply.answer.choices]
    if not isinstance(reply, Page) or not speaker:
        return True
    first = reply.answer.findings[reply.first].speaker
    return first != speaker[1:] if speaker.startswith("!") else first == (None if speaker == "-" else speaker)


def told(reply: Reply) -> str:
    """All the words of a reply's page, or its reasons."""
    if isinstance(reply, Page):
        return " ".join(each.text for each in reply.answer.findings[reply.first : reply.first + reply.count])
    return reason_text(reply.answer.reasons) if isinstance(reply, NothingFound | WhichSpeaker) else ""
