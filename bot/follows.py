"""Who is followed in which chat, kept in the state file."""

import sqlite3
from dataclasses import dataclass

from bot.chat import Place

AT_MOST = 20
"""Speakers followed in one chat."""

_COLUMNS = "id, chat_id, forum_topic, speaker, name, topic"


@dataclass(frozen=True, slots=True)
class Follow:
    """A speaker whom a place wants to hear of: by the store's id, and by name to check it; `topic` '' is anything."""

    id: int
    place: Place
    speaker: int
    name: str
    topic: str


class Follows:
    """All that is followed. A place is a chat, or one topic of a forum."""

    def __init__(self, state: sqlite3.Connection) -> None:
        self._state = state

    def add(self, place: Place, speaker: int, name: str, topic: str) -> bool:
        """Follow a speaker on a topic; False where the place does already."""
        columns = "INSERT OR IGNORE INTO follows (chat_id, forum_topic, speaker, name, topic) VALUES (?, ?, ?, ?, ?)"
        values = (place.chat_id, place.topic or 0, speaker, name, topic)
        return self._state.execute(columns, values).rowcount > 0

    def all(self) -> list[Follow]:
        """Every one, oldest first."""
        return self._read("ORDER BY id")

    def of_chat(self, chat_id: int) -> list[Follow]:
        """Those of a chat, oldest first."""
        return self._read("WHERE chat_id = ? ORDER BY id", chat_id)

    def follows_speaker(self, speaker: int) -> bool:
        """Whether any chat follows this speaker."""
        return bool(self._read("WHERE speaker = ? LIMIT 1", speaker))

    def end(self, follow: Follow) -> None:
        """Follow no longer."""
        self._state.execute("DELETE FROM follows WHERE id = ?", (follow.id,))

    def identify(self, follow: Follow, speaker: int) -> None:
        """Note the id that the speaker has now; where the place follows that one already, once is enough."""
        self._state.execute("UPDATE OR REPLACE follows SET speaker = ? WHERE id = ?", (speaker, follow.id))

    def leave_topic(self, place: Place) -> None:
        """Tell the chat itself from now on: the forum's topic is gone."""
        query = "UPDATE OR REPLACE follows SET forum_topic = 0 WHERE chat_id = ? AND forum_topic = ?"
        self._state.execute(query, (place.chat_id, place.topic or 0))

    def forget_asker(self, asker: int) -> None:
        """Nothing is kept of a person here but what is kept of the private chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Follow nobody there any more."""
        self._state.execute("DELETE FROM follows WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Follow the same speakers under the chat's new id."""
        self._state.execute("UPDATE OR REPLACE follows SET chat_id = ? WHERE chat_id = ?", (new_id, old_id))

    def _read(self, condition: str, *values: int) -> list[Follow]:
        rows = self._state.execute(f"SELECT {_COLUMNS} FROM follows {condition}", values)  # noqa: S608 -- fixed words
        return [
            Follow(number, Place(chat_id, forum_topic or None), speaker, name, topic)
            for number, chat_id, forum_topic, speaker, name, topic in rows
        ]
