"""The inbox keeps what was accepted until it is answered, in a file and in a database that processes share."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fake_clock import Clock

from bot.errors import Flooded, StateFromTheFuture, UpdateForgotten
from bot.state.inbox import ATTEMPTS, HELD_SECONDS, SEEN_AT_MOST, Accepted, Inbox
from bot.state.postgres_state import SharedState
from bot.state.state import FILE_NAME, FORMATS, State, open_state

ANN, BOB = 7, 8
Shared = Callable[[str], SharedState]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], State]:
    """Opens the same state each time it is called."""
    if request.param == "file":
        return lambda: open_state(tmp_path)
    shared_state: Shared = request.getfixturevalue("shared_state")
    return lambda: shared_state("4242")


@pytest.fixture
def inbox(opened: Callable[[], State], clock: Clock) -> Inbox:
    return Inbox(opened(), clock)


@pytest.fixture
def other(opened: Callable[[], State], clock: Clock) -> Inbox:
    """The inbox as another process has it."""
    return Inbox(opened(), clock)


@pytest.fixture
def update(inbox: Inbox) -> Accepted:
    """An update that was just accepted."""
    inbox.accept(5, ANN, "five")
    return inbox.accepted(5)


def dies_while_handing_over(update: Accepted) -> None:
    with pytest.raises(KeyboardInterrupt), update.handing_over():
        raise KeyboardInterrupt


def test_what_was_accepted_is_there_after_a_restart(inbox: Inbox, other: Inbox) -> None:
    inbox.accept(5, ANN, "five")
    inbox.accept(4, ANN, "four")
    other.release_all()
    assert other.take_over() == [(4, "four"), (5, "five")]


def test_an_update_is_accepted_once_even_after_it_is_done(inbox: Inbox, other: Inbox) -> None:
    assert inbox.accept(5, ANN, "five")
    assert not other.accept(5, ANN, "five")
    inbox.accepted(5).done()
    assert [each.accept(5, ANN, "five") for each in (inbox, other)] == [False, False]
    assert len(inbox) == 0


def test_an_update_that_ends_the_process_is_given_up_after_some_starts(update: Accepted) -> None:
    assert [update.start() for _ in range(ATTEMPTS + 1)] == [True] * ATTEMPTS + [False]


def test_an_answer_is_handed_over_twice_at_most(update: Accepted) -> None:
    assert update.may_be_sent()
    dies_while_handing_over(update)
    assert update.may_be_sent()
    dies_while_handing_over(update)
    assert not update.may_be_sent()


def test_what_the_platform_did_not_take_does_not_count_as_handed_over(update: Accepted) -> None:
    for _ in range(5):
        with pytest.raises(Flooded), update.handing_over():
            raise Flooded(1)
    assert update.may_be_sent()


def test_forgetting_removes_what_one_person_sent_before_and_nothing_else(inbox: Inbox, clock: Clock) -> None:
    for number, (asker, payload) in enumerate([(ANN, "one"), (BOB, "two"), (ANN, "/forget"), (ANN, "four")], 1):
        inbox.accept(number, asker, payload)
    inbox.accepted(3).forget_earlier(ANN)
    assert not inbox.accepted(1).is_kept()
    assert not inbox.accepted(1).may_be_sent()
    assert not inbox.accepted(1).done()
    with pytest.raises(UpdateForgotten), inbox.accepted(1).handing_over():
        pytest.fail("it was sent")
    clock.now += HELD_SECONDS
    assert [payload for _, payload in inbox.take_over()] == ["two", "/forget", "four"]


def test_what_one_process_works_on_no_other_takes_until_it_is_silent_for_long(
    inbox: Inbox, other: Inbox, clock: Clock
) -> None:
    inbox.accept(5, ANN, "five")
    inbox.accept(6, BOB, "six")
    clock.now += HELD_SECONDS - 1
    inbox.hold([6])
    assert other.take_over() == []
    clock.now += 1
    assert other.take_over() == [(5, "five")]
    assert other.take_over() == []
    clock.now += HELD_SECONDS
    assert other.take_over() == [(5, "five"), (6, "six")]


def test_who_lost_an_update_to_another_process_neither_answers_nor_removes_it(
    inbox: Inbox, other: Inbox, update: Accepted, clock: Clock
) -> None:
    clock.now += HELD_SECONDS
    assert other.take_over() == [(5, "five")]
    assert not update.is_kept()
    assert not update.may_be_sent()
    with pytest.raises(UpdateForgotten), update.handing_over():
        pytest.fail("it was sent")
    assert not update.done()
    inbox.hold([5])
    assert other.accepted(5).start()
    assert other.accepted(5).done()


def test_a_process_that_stops_leaves_the_rest_to_others_at_once(inbox: Inbox, other: Inbox) -> None:
    inbox.accept(5, ANN, "five")
    other.accept(6, BOB, "six")
    inbox.release()
    assert other.take_over() == [(5, "five")]


def test_of_many_processes_that_get_the_same_update_one_accepts_it(shared_state: Shared) -> None:
    inboxes = [Inbox(shared_state("4242")) for _ in range(6)]

    def accepts(inbox: Inbox) -> list[bool]:
        return [inbox.accept(update, ANN, "?") for update in range(20)]

    with ThreadPoolExecutor(6) as processes:
        answers = list(processes.map(accepts, inboxes))
    assert [sum(column) for column in zip(*answers, strict=True)] == [1] * 20


def test_bots_with_different_tokens_share_a_database_and_nothing_else(shared_state: Shared) -> None:
    one, two = (Inbox(shared_state(bot)) for bot in ("4242", "4343"))
    assert one.accept(5, ANN, "five")
    assert two.accept(5, ANN, "five")


def test_update_ids_are_not_remembered_without_end(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    state.execute("BEGIN")
    state.executemany("INSERT INTO seen (update_id) VALUES (?)", ((number,) for number in range(SEEN_AT_MOST + 50)))
    state.execute("COMMIT")
    inbox.accept(10**6, ANN, "new")
    assert state.execute("SELECT count(*) FROM seen").fetchone()[0] == SEEN_AT_MOST


def test_update_ids_are_not_remembered_without_end_in_a_database(
    shared_state: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.state.inbox.SEEN_AT_MOST", 3)
    state = shared_state("4242")
    for number in range(10):
        Inbox(state).accept(number, ANN, "?")
    assert state.execute("SELECT update_id FROM seen ORDER BY number").fetchall() == [(7,), (8,), (9,)]


def test_an_answered_question_is_not_left_in_the_file(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    inbox.accept(5, ANN, "a very private question" * 50)
    inbox.accepted(5).done()
    state.scrub()
    assert b"very private" not in (tmp_path / FILE_NAME).read_bytes()


def test_a_state_of_a_later_version_is_refused(tmp_path: Path, shared_state: Shared) -> None:
    state = open_state(tmp_path)
    state.execute("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(StateFromTheFuture, match="has format 99"):
        open_state(tmp_path)
    shared_state("4242").execute("INSERT INTO format VALUES (99)")
    with pytest.raises(StateFromTheFuture, match=f"the state in the database has format {len(FORMATS) + 1}"):
        shared_state("4242")


def test_a_state_of_the_first_version_keeps_what_was_waiting(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / FILE_NAME)
    old.executescript(FORMATS[0] + "INSERT INTO inbox (update_id, payload) VALUES (5, 'five'); PRAGMA user_version = 1")
    old.close()
    inbox = Inbox(open_state(tmp_path))
    assert inbox.take_over() == [(5, "five")]
    assert inbox.accepted(5).may_be_sent()
