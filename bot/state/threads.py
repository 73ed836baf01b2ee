"""Threads of conversation: one per asker and chat, and one per answer with buttons. Dropped after two days."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from secrets import token_hex
from typing import Any

from bot.conversation import Thread
from bot.state.retention import ChatMoves
from bot.state.state import UNAVAILABLE, State, from_json, supersede, to_json


def packed(thread: Thread) -> str:
    """The thread as one JSON object."""
    answer, context = thread.answer, thread.context
    if answer is not None:
        answer = replace(answer, question="", reasons=())
    if context is not None and context.question is not None:
        context = replace(context, question=replace(context.question, text=""))
    return to_json(replace(thread, answer=answer, context=context))


def unpacked(line: str) -> Thread:
    """The thread again; what an earlier version kept in another form is an empty thread."""
    try:
        return from_json(Thread, line)
    except (KeyError, TypeError, ValueError):
        return Thread()


KEPT_SECONDS = 2 * 24 * 3600.0
"""How long an answer's buttons work and a follow-up is understood."""

KEEP_THREAD = """
INSERT INTO threads (chat_id, forum_topic, asker, thread, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (chat_id, forum_topic, asker) DO UPDATE SET thread = excluded.thread, at = excluded.at
"""
KEEP_ANSWER = """
INSERT INTO answers (chat_id, message_id, question_id, asker, thread, at, token) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (chat_id, message_id) DO UPDATE
SET question_id = excluded.question_id, asker = excluded.asker, thread = excluded.thread, at = excluded.at,
    token = excluded.token
"""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer in a chat: the bot's message, whose question it answers, and the thread behind its buttons.

    `token` stands for the answer where nothing may be kept of the chat.
    """

    chat_id: int
    message_id: int
    question_id: int
    asker: int
    thread: Thread
    token: str = field(default_factory=lambda: token_hex(8))


class Threads:
    """What conversations remember between two updates."""

    def __init__(self, state: State, clock: Callable[[], float]) -> None:
        self._state, self._clock, self._moves = state, clock, ChatMoves(state)

    def thread(self, chat_id: int, asker: int, topic: int | None = None) -> Thread:
        """The asker's thread in this chat, or in a topic of it; an empty one where none is kept."""
        query = "SELECT thread FROM threads WHERE chat_id = ? AND forum_topic = ? AND asker = ? AND at > ?"
        row = self._state.execute(query, (chat_id, topic or 0, asker, self._oldest())).fetchone()
        return unpacked(row[0]) if row else Thread()

    def keep_thread(self, chat_id: int, asker: int, thread: Thread, topic: int | None = None) -> None:
        """Remember the asker's thread; under the chat's new id where it moved while the answer was on its way."""
        values = (self._moves.current(chat_id), topic or 0, asker, packed(thread), self._clock())
        self._state.execute(KEEP_THREAD, values)

    def keep_answer(self, kept: KeptAnswer) -> None:
        """Remember what stands behind an answer's buttons."""
        thread = packed(kept.thread)
        values = (
            kept.chat_id, kept.message_id, kept.question_id, kept.asker, thread, self._clock(), kept.token
        )  # fmt: skip
        self._state.execute(KEEP_ANSWER, values)

    def answer(self, chat_id: int, message_id: int) -> KeptAnswer | None:
        """The answer that this message of the bot's is."""
        return self._answer("message_id = ?", chat_id, message_id)

    def answer_to(self, chat_id: int, question_id: int) -> KeptAnswer | None:
        """The answer to this message of an asker's."""
        return self._answer("question_id = ? ORDER BY message_id DESC", chat_id, question_id)

    def drop_old(self) -> None:
        """Forget what is too old to be used."""
        self._state.execute("DELETE FROM threads WHERE at <= ?", (self._oldest(),))
        self._state.execute("DELETE FROM answers WHERE at <= ?", (self._oldest(),))

    def forget_asker(self, asker: int) -> None:
        """Remove everything that is kept of a person's conversations, in any chat."""
        self._state.execute("DELETE FROM threads WHERE asker = ?", (asker,))
        self._state.execute("DELETE FROM answers WHERE asker = ?", (asker,))

    def forget_chat(self, chat_id: int) -> None:
        """Remove everything that is kept of a chat's conversations."""
        self._state.execute("DELETE FROM threads WHERE chat_id = ?", (chat_id,))
        self._state.execute("DELETE FROM answers WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Keep the threads of a group that became a supergroup; its old messages can't be edited any more."""
        supersede(self._state, "threads", "chat_id", new_id, {"chat_id": old_id}, ("chat_id", "forum_topic", "asker"))
        self._state.execute("DELETE FROM answers WHERE chat_id = ?", (old_id,))

    def _answer(self, condition: str, chat_id: int, value: int) -> KeptAnswer | None:
        columns = "chat_id, message_id, question_id, asker, thread, token"
        query = f"SELECT {columns} FROM answers WHERE chat_id = ? AND at > ? AND {condition}"  # noqa: S608 -- fixed words
        row: tuple[Any, ...] | None = self._state.execute(query, (chat_id, self._oldest(), value)).fetchone()
        if row is None:
            return None
        chat, message_id, question_id, asker, thread, token = row
        return KeptAnswer(chat, message_id, question_id, asker, unpacked(thread), token)

    def _oldest(self) -> float:
        return self._clock() - KEPT_SECONDS


EVERY_SECONDS = 3600.0

_logger = logging.getLogger(__name__)


async def sweep(threads: Threads, state: State, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Drop old threads and answers now and then every hour, for ever."""
    while True:
        try:
            threads.drop_old()
            state.scrub()
        except UNAVAILABLE as fault:
            _logger.error("old threads can't be removed (%s): tried again in an hour", fault)
        await sleep(EVERY_SECONDS)
