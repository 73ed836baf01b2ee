"""Groups that become supergroups keep what is kept of them."""

from pathlib import Path

import pytest

from bot.conversation import Thread
from bot.state.retention import ChatMoves
from bot.state.state import open_state
from bot.state.threads import Threads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_a_chat_that_never_moved_is_where_it_was(folder: Path) -> None:
    moves = ChatMoves(open_state(folder))
    assert (moves.current(-1), moves.earlier(-1)) == (-1, [])


def test_moves_lead_to_where_the_chat_is_now(folder: Path) -> None:
    moves = ChatMoves(open_state(folder))
    moves.move_chat(-1, -2)
    moves.move_chat(-2, -3)
    moves.move_chat(-2, -3)
    assert (moves.current(-1), moves.current(-2), moves.current(-3)) == (-3, -3, -3)
    assert sorted(moves.earlier(-3)) == [-2, -1]


def test_moves_in_a_circle_lead_nowhere_else(folder: Path) -> None:
    moves = ChatMoves(open_state(folder))
    for old, new in ((-1, -2), (-2, -1), (-1, -1)):
        moves.move_chat(old, new)
    assert moves.current(-1) == -1
    assert moves.current(-2) == -1


def test_a_chat_that_is_forgotten_never_moved(folder: Path) -> None:
    moves = ChatMoves(open_state(folder))
    moves.move_chat(-1, -2)
    moves.forget_chat(-2)
    assert (moves.current(-1), moves.earlier(-2)) == (-1, [])


def test_a_thread_that_is_kept_after_the_move_is_kept_in_the_new_place(folder: Path) -> None:
    state = open_state(folder)
    threads = Threads(state, lambda: 100.0)
    ChatMoves(state).move_chat(-1, -2)
    threads.keep_thread(-1, 7, Thread(first=3))
    assert threads.thread(-2, 7) == Thread(first=3)
