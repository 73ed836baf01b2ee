"""Who is followed in which chat, kept in the state file."""

from dataclasses import dataclass

from bot.chat import Place
from bot.keeping.state import State, supersede

AT_MOST = 20
"""Speakers followed in one chat."""

ADD = """
INSERT INTO follows (chat_id, forum_topic, speaker, name, topic) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
KEY = ("chat_id", "forum_topic", "speaker", "topic")
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

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, place: Place, speaker: int, name: str, topic: str) -> bool:
        """Follow a speaker on a topic; False where the place does already."""
        values = (place.chat_id, place.topic or 0, speaker, name, topic)
        return self._state.execute(ADD, values).rowcount > 0

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
        supersede(self._state, "follows", "speaker", speaker, {"id": follow.id}, KEY)

    def leave_topic(self, place: Place) -> None:
        """Tell the chat itself from now on: the forum's topic is gone."""
        left = {"chat_id": place.chat_id, "forum_topic": place.topic or 0}
        supersede(self._state, "follows", "forum_topic", 0, left, KEY)

    def forget_asker(self, asker: int) -> None:
        """Nothing is kept of a person here but what is kept of the private chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Follow nobody there any more."""
        self._state.execute("DELETE FROM follows WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Follow the same speakers under the chat's new id."""
        supersede(self._state, "follows", "chat_id", new_id, {"chat_id": old_id}, KEY)

    def _read(self, condition: str, *values: int) -> list[Follow]:
        rows = self._state.execute(f"SELECT {_COLUMNS} FROM follows {condition}", values)  # noqa: S608 -- fixed words
        return [
            Follow(number, Place(chat_id, forum_topic or None), speaker, name, topic)
            for number, chat_id, forum_topic, speaker, name, topic in rows
        ]
