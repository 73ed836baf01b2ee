"""The inbox keeps what was accepted until it is answered."""

from pathlib import Path

import pytest

from bot.errors import StateFromTheFuture
from bot.inbox import ATTEMPTS, SEEN_AT_MOST, Inbox
from bot.state_file import FILE_NAME, open_state


def test_what_was_accepted_is_there_after_a_restart(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    Inbox(state).accept(5, "five")
    Inbox(state).accept(4, "four")
    state.close()
    assert Inbox(open_state(tmp_path)).waiting() == [(4, "four"), (5, "five")]


def test_an_update_is_accepted_once_even_after_it_is_done(tmp_path: Path) -> None:
    inbox = Inbox(open_state(tmp_path))
    assert inbox.accept(5, "five")
    inbox.done(5)
    assert not inbox.accept(5, "five")
    assert inbox.waiting() == []


def test_an_update_that_ends_the_process_is_given_up_after_some_starts(tmp_path: Path) -> None:
    inbox = Inbox(open_state(tmp_path))
    inbox.accept(5, "five")
    assert [inbox.start(5) for _ in range(ATTEMPTS + 1)] == [True] * ATTEMPTS + [False]


def test_update_ids_are_not_remembered_without_end(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    state.execute("BEGIN")
    state.executemany("INSERT INTO seen (update_id) VALUES (?)", ((number,) for number in range(SEEN_AT_MOST + 50)))
    state.execute("COMMIT")
    inbox.accept(10**6, "new")
    assert state.execute("SELECT count(*) FROM seen").fetchone()[0] == SEEN_AT_MOST


def test_an_answered_question_is_not_left_in_the_file(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    inbox = Inbox(state)
    inbox.accept(5, "a very private question" * 50)
    inbox.done(5)
    state.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"very private" not in (tmp_path / FILE_NAME).read_bytes()


def test_a_state_of_a_later_version_is_refused(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    state.execute("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(StateFromTheFuture, match="has format 99"):
        open_state(tmp_path)
