"""What is kept of conversations is kept alike in a file and in a database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_newsroom import FakeNewsroom

from bot.chat import Place
from bot.chat_settings import ChatSettings, SettingsOfChats
from bot.conversation import Conversation, Thread
from bot.feedback import Feedback, FeedbackBook, Opinion, Rated, ShownPage
from bot.following.follows import DigestPace, Follows, NewStatement, PendingNews, ReadUpTo
from bot.state.postgres_state import SharedState, open_shared_state
from bot.state.retention import ChatMoves
from bot.state.state import State, open_state, together
from bot.state.threads import KEPT_SECONDS, KeptAnswer, Threads
from corpus.article import Span
from corpus.errors import StoreUnavailable

Shared = Callable[[str], SharedState]


@pytest.fixture(params=["file", "postgres"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> State:
    if request.param == "file":
        return open_state(tmp_path)
    shared_state: Shared = request.getfixturevalue("shared_state")
    return shared_state("4242")


@pytest.fixture
def thread() -> Thread:
    return Conversation(FakeNewsroom()).say(Thread(), "What did Sullivan say?", 3)[0]


def test_threads_are_kept_replaced_moved_and_dropped(state: State, thread: Thread) -> None:
    now = [1e6]
    threads = Threads(state, lambda: now[0])
    for kept in (Thread(), thread):
        threads.keep_thread(1, 7, kept)
        threads.keep_answer(KeptAnswer(1, 2, 3, 7, kept))
    threads.keep_thread(-1, 7, Thread())
    there = threads.answer(1, 2)
    assert there is not None
    assert there == threads.answer_to(1, 3)
    assert threads.thread(1, 7) == there.thread != Thread()
    threads.move_chat(1, -1)
    assert (threads.thread(-1, 7), threads.answer(1, 2)) == (there.thread, None)
    now[0] += KEPT_SECONDS
    assert threads.thread(-1, 7) == Thread()
    threads.drop_old()
    state.scrub()
    assert state.execute("SELECT count(*) FROM threads").fetchone() == (0,)


def test_a_person_and_a_chat_are_forgotten(state: State, thread: Thread) -> None:
    threads = Threads(state, lambda: 1e6)
    for chat, asker in ((1, 7), (1, 8), (2, 7)):
        threads.keep_thread(chat, asker, thread)
        threads.keep_answer(KeptAnswer(chat, asker, 3, asker, thread))
    threads.forget_asker(7)
    threads.forget_chat(2)
    assert [row[:2] for row in state.execute("SELECT chat_id, asker FROM threads")] == [(1, 8)]
    assert [row[:2] for row in state.execute("SELECT chat_id, asker FROM answers")] == [(1, 8)]


def test_chats_take_their_settings_along_when_they_move(state: State) -> None:
    moves = ChatMoves(state)
    chats, quick = SettingsOfChats(state, moves), ChatSettings(muted=True)
    chats.keep(1, ChatSettings(cooldown=5))
    chats.keep(1, quick)
    chats.keep(-1, ChatSettings(cooldown=9))
    chats.move_chat(1, -1)
    moves.move_chat(1, -1)
    moves.move_chat(1, -1)
    assert (chats.of(-1), chats.of(1)) == (quick, quick)
    assert (moves.current(1), moves.earlier(-1)) == (-1, [1])
    chats.move_chat(5, -1)
    assert chats.of(-1) == quick


def test_a_verdict_replaces_an_earlier_one(state: State) -> None:
    book = FeedbackBook(state)
    for verdict in (Opinion.BAD, Opinion.GOOD):
        book.keep("token", 0, Feedback("2024-03-14", verdict, ShownPage((Rated("a", 1, 2, None),))))
    assert [each.verdict for each in book.all()] == [Opinion.GOOD]


def test_a_chat_that_moves_takes_what_it_follows_and_what_waits_along(state: State) -> None:
    follows, news, old, new = Follows(state), PendingNews(state), Place(1), Place(-1)
    for place in (old, old, new, Place(-1, 4)):
        follows.add(place, 7, "Ada Quill", "")
    follows.add(old, 8, "Tom Reed", "")
    heard = NewStatement(-(2**63), "article", Span(0, 4), 7)
    news.know([5])
    news.note(ReadUpTo(3, ("article",)), [heard], [(old, heard), (new, heard)], 1e6)
    for each in (follows, news):
        each.move_chat(1, -1)
    assert [(each.place, each.speaker) for each in follows.of_chat(-1)] == [(new, 7), (Place(-1, 4), 7), (new, 8)]
    follows.leave_topic(Place(-1, 4))
    assert [each.place for each in follows.all()] == [new, new]
    assert news.due(1e6, DigestPace(gather=0)) == [new]
    with news.handing_over(new, news.waiting(new), 1e6):
        pass
    assert (news.waiting(new), news.read_up_to()) == ([], ReadUpTo(3, ("article",)))


def test_of_several_processes_one_leads_until_it_is_gone(shared_state: Shared) -> None:
    one, two = shared_state("4242"), shared_state("4242")
    assert [one.leads(), two.leads(), one.leads(), shared_state("4343").leads()] == [True, False, True, True]
    one.close()
    while not two.leads():
        pass
    assert not one.leads()


def test_what_belongs_together_is_kept_together_or_not_at_all(state: State) -> None:
    with pytest.raises(KeyError), together(state):
        state.execute("INSERT INTO moves VALUES (1, 2)")
        raise KeyError
    assert state.execute("SELECT * FROM moves").fetchall() == []


def test_a_lost_connection_is_an_outage_and_made_anew(shared_state: Shared) -> None:
    state, other = (shared_state("4242") for _ in range(2))
    ((session,),) = state.execute("SELECT pg_backend_pid()").fetchall()
    with pytest.raises(StoreUnavailable), together(state):
        state.execute("INSERT INTO moves VALUES (1, 2)")
        other.execute("SELECT pg_terminate_backend(?, 5000)", (session,))
        state.execute("INSERT INTO moves VALUES (3, 4)")
    assert state.execute("SELECT * FROM moves").fetchall() == []


def test_a_server_that_is_away_is_an_outage() -> None:
    with pytest.raises(StoreUnavailable, match="check that the server runs"):
        open_shared_state("postgresql://nobody@127.0.0.1:1/none", "4242")
