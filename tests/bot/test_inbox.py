"""The inbox keeps what was accepted until it is answered."""

import sqlite3
from pathlib import Path

import pytest

from bot.accepted import ATTEMPTS, Accepted
from bot.errors import Flooded, StateFromTheFuture
from bot.inbox import SEEN_AT_MOST, Inbox
from bot.state import FORMATS
from bot.state_file import FILE_NAME, open_state

ANN, BOB = 7, 8


def accepted(folder: Path) -> Accepted:
    """An update that was just accepted."""
    inbox = Inbox(open_state(folder))
    inbox.accept(5, ANN, "five")
    return inbox.accepted(5)


def dies_while_handing_over(update: Accepted) -> None:
    with pytest.raises(KeyboardInterrupt), update.handing_over():
        raise KeyboardInterrupt


def test_what_was_accepted_is_there_after_a_restart(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    Inbox(state).accept(5, ANN, "five")
    Inbox(state).accept(4, ANN, "four")
    state.close()
    assert Inbox(open_state(tmp_path)).waiting() == [(4, "four"), (5, "five")]


def test_an_update_is_accepted_once_even_after_it_is_done(tmp_path: Path) -> None:
    inbox = Inbox(open_state(tmp_path))
    assert inbox.accept(5, ANN, "five")
    inbox.accepted(5).done()
    assert not inbox.accept(5, ANN, "five")
    assert inbox.waiting() == []


def test_an_update_that_ends_the_process_is_given_up_after_some_starts(tmp_path: Path) -> None:
    update = accepted(tmp_path)
    assert [update.start() for _ in range(ATTEMPTS + 1)] == [True] * ATTEMPTS + [False]


def test_update_ids_are_not_remembered_without_end(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    state.execute("BEGIN")
    state.executemany("INSERT INTO seen (update_id) VALUES (?)", ((number,) for number in range(SEEN_AT_MOST + 50)))
    state.execute("COMMIT")
    inbox.accept(10**6, ANN, "new")
    assert state.execute("SELECT count(*) FROM seen").fetchone()[0] == SEEN_AT_MOST


def test_an_answered_question_is_not_left_in_the_file(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    inbox.accept(5, ANN, "a very private question" * 50)
    inbox.accepted(5).done()
    state.scrub()
    assert b"very private" not in (tmp_path / FILE_NAME).read_bytes()


def test_a_state_of_a_later_version_is_refused(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    state.execute("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(StateFromTheFuture, match="has format 99"):
        open_state(tmp_path)


def test_an_answer_is_handed_over_twice_at_most(tmp_path: Path) -> None:
    update = accepted(tmp_path)
    assert update.may_be_sent()
    dies_while_handing_over(update)
    assert update.may_be_sent()
    dies_while_handing_over(update)
    assert not update.may_be_sent()


def test_what_the_platform_did_not_take_does_not_count_as_handed_over(tmp_path: Path) -> None:
    update = accepted(tmp_path)
    for _ in range(5):
        with pytest.raises(Flooded), update.handing_over():
            raise Flooded(1)
    assert update.may_be_sent()


def test_forgetting_removes_what_one_person_sent_before_and_nothing_else(tmp_path: Path) -> None:
    inbox = Inbox(open_state(tmp_path))
    for number, (asker, payload) in enumerate([(ANN, "one"), (BOB, "two"), (ANN, "/forget"), (ANN, "four")], 1):
        inbox.accept(number, asker, payload)
    inbox.accepted(3).forget_earlier(ANN)
    assert [payload for _, payload in inbox.waiting()] == ["two", "/forget", "four"]
    assert not inbox.accepted(1).is_kept()
    assert not inbox.accepted(1).may_be_sent()
    assert not inbox.accepted(1).done()


def test_a_state_of_the_first_version_keeps_what_was_waiting(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / FILE_NAME)
    old.executescript(FORMATS[0] + "INSERT INTO inbox (update_id, payload) VALUES (5, 'five'); PRAGMA user_version = 1")
    old.close()
    inbox = Inbox(open_state(tmp_path))
    assert inbox.waiting() == [(5, "five")]
    assert inbox.accepted(5).may_be_sent()
