"""Follow-ups, pages, choices: the conversation, whatever it is held on."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_newsroom import ARTICLES, HARBOUR, FakeNewsroom

from bot.conversation import Conversation, NoMore, NothingFound, Page, Thread, WhichSpeaker, Withdrawn
from bot.excerpts import Surroundings
from bot.state.threads import packed, unpacked
from bot.wording.reasons import reason_text


@pytest.fixture
def withdrawn(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def conversation(withdrawn: Path) -> Conversation:
    return Conversation(FakeNewsroom(withdrawn))


def test_more_shows_the_next_page_and_then_says_that_was_all(conversation: Conversation) -> None:
    thread, first = conversation.say(Thread(), "What did Sullivan say?", 3)
    assert isinstance(first, Page)
    assert (first.first, first.count) == (0, 2)
    thread, second = conversation.say(thread, "More!", 3)
    assert isinstance(second, Page)
    assert (second.first, second.count) == (2, 1)
    assert conversation.say(thread, "more", 3)[1] == NoMore()


@pytest.mark.parametrize("wish", ["show me more", "the rest", "what else?", "And then?", "go on"])
def test_every_wording_of_more_turns_the_page_however_short_pages_are(conversation: Conversation, wish: str) -> None:
    thread, _ = conversation.say(Thread(), "What did Sullivan say?", 1)
    firsts = []
    for _ in range(2):
        thread, page = conversation.say(thread, wish, 1)
        assert isinstance(page, Page)
        firsts.append((page.first, page.count))
    assert firsts == [(1, 1), (2, 1)]
    assert conversation.say(thread, wish, 1)[1] == NoMore()


def test_previous_goes_back(conversation: Conversation) -> None:
    thread, _ = conversation.say(Thread(), "What did Sullivan say?", 1)
    thread, _ = conversation.say(thread, "more", 1)
    _, back = conversation.say(thread, "previous", 1)
    assert isinstance(back, Page)
    assert back.first == 0


@pytest.mark.parametrize("wish", ["2", "Piotr", "piotr nowak"])
def test_a_choice_is_made_by_number_or_name(conversation: Conversation, wish: str) -> None:
    thread, asked = conversation.say(Thread(), "What did Nowak say?", 3)
    assert isinstance(asked, WhichSpeaker)
    _, reply = conversation.say(thread, wish, 3)
    assert isinstance(reply, Page)
    assert reply.answer.findings[0].speaker == "Piotr Nowak"


def test_a_name_that_fits_both_choices_is_a_new_question(conversation: Conversation) -> None:
    thread, _ = conversation.say(Thread(), "What did Nowak say?", 3)
    assert isinstance(conversation.say(thread, "nowak", 3)[1], WhichSpeaker)


def test_context_is_a_slice_of_the_article_around_the_passage(conversation: Conversation) -> None:
    thread, _ = conversation.say(Thread(), "What did Sullivan say?", 3)
    _, around = conversation.press(thread, "context:1", 3)
    assert isinstance(around, Surroundings)
    assert around.passage.of(HARBOUR) == "He added that the work would take four months."
    assert [span.of(HARBOUR) for span in around.before] == HARBOUR.split("\n")[:2]


def test_a_withdrawn_article_disappears_from_pages_and_buttons_at_once(
    conversation: Conversation, withdrawn: Path
) -> None:
    thread, _ = conversation.say(Thread(), "What did Sullivan say?", 1)
    (withdrawn / ARTICLES[0].id).touch()
    assert conversation.press(thread, "page:1", 1)[1] == Withdrawn()
    assert conversation.press(thread, "context:0", 1)[1] == Withdrawn()
    assert conversation.link(ARTICLES[0].id, 0, 10) == Withdrawn()


def test_a_link_to_a_span_that_the_article_does_not_have_is_withdrawn(conversation: Conversation) -> None:
    assert conversation.link(ARTICLES[0].id, 5, 10**8) == Withdrawn()
    assert conversation.link(ARTICLES[0].id, 9, 9) == Withdrawn()
    assert conversation.link("nothing", 0, 10) == Withdrawn()


@pytest.mark.parametrize("action", ["", "page:", "page:-1", "page:x", "who:99", "context:99", "page:²", "x" * 64])
def test_a_button_that_was_made_up_breaks_nothing(conversation: Conversation, action: str) -> None:
    thread, _ = conversation.say(Thread(), "What did Sullivan say?", 3)
    assert isinstance(conversation.press(thread, action, 3)[1], Withdrawn)


@pytest.mark.parametrize("question", ["What did Sullivan say?", "What did Nowak say?", "What did nobody say?"])
def test_a_thread_comes_back_from_the_file_as_it_was(conversation: Conversation, question: str) -> None:
    thread, _ = conversation.say(Thread(), question, 3)
    again = unpacked(packed(thread))
    assert thread.context is not None
    before = thread.context.question
    assert again.context == replace(thread.context, question=before and replace(before, text=""))
    assert again.answer is not None
    assert thread.answer is not None
    assert again.answer.findings == thread.answer.findings
    assert again.answer.choices == thread.answer.choices


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"context":1,"answer":2,"first":3}', "null"])
def test_a_thread_that_can_not_be_read_is_an_empty_one(line: str) -> None:
    assert unpacked(line) == Thread()


def test_nothing_found_is_said_with_its_reason(conversation: Conversation) -> None:
    _, reply = conversation.say(Thread(), "What did Kowalska say?", 3)
    assert isinstance(reply, NothingFound)
    assert reason_text(reply.answer.reasons).startswith("Nobody here is on record")
