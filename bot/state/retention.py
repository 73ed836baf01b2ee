"""What is kept of people and chats: forgotten together, and moved together when a group becomes a supergroup."""

from typing import Protocol

from bot.state.state import State


class Forgettable(Protocol):
    """Something that keeps a part of it."""

    def forget_asker(self, asker: int) -> None:
        """Remove everything that is kept of a person, in any chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Remove everything that is kept of a chat."""

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Keep what there is of a group that became a supergroup under its new id."""


class Retention:
    """All parts together. Whoever keeps something of people or chats is one of them."""

    def __init__(self, state: State, *parts: Forgettable) -> None:
        self._state, self._parts = state, parts

    def forget_asker(self, asker: int) -> None:
        """Remove everything that is kept of a person, and of the private chat, which has the same id.

        An anonymous admin has the group's id, and does not speak for all of the group.
        """
        for part in self._parts:
            part.forget_asker(asker)
            if asker > 0:
                part.forget_chat(asker)
        self._state.scrub()

    def forget_chat(self, chat_id: int) -> None:
        """Remove everything that is kept of a chat."""
        for part in self._parts:
            part.forget_chat(chat_id)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Keep everything of a group that became a supergroup, under its new id."""
        for part in self._parts:
            part.move_chat(old_id, new_id)


MOVED = "INSERT INTO moves VALUES (?, ?) ON CONFLICT (old_id) DO UPDATE SET new_id = excluded.new_id"


class ChatMoves:
    """Remembers moves for as long as the bot is in the chat."""

    def __init__(self, state: State) -> None:
        self._state = state

    def current(self, chat_id: int) -> int:
        """The id that the chat has now."""
        found = self._state.execute("SELECT new_id FROM moves WHERE old_id = ?", (chat_id,)).fetchone()
        return int(found[0]) if found else chat_id

    def earlier(self, chat_id: int) -> list[int]:
        """The ids that the chat had before."""
        return [row[0] for row in self._state.execute("SELECT old_id FROM moves WHERE new_id = ?", (chat_id,))]

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Note a move; those that led to the old id lead to the new one."""
        if old_id == new_id:
            return
        self._state.execute("DELETE FROM moves WHERE old_id = ?", (new_id,))
        self._state.execute("UPDATE moves SET new_id = ? WHERE new_id = ?", (new_id, old_id))
        self._state.execute(MOVED, (old_id, new_id))

    def forget_chat(self, chat_id: int) -> None:
        """Forget how the chat came by this id."""
        self._state.execute("DELETE FROM moves WHERE new_id = ?", (chat_id,))

    def forget_asker(self, asker: int) -> None:
        """Nothing is kept of a person here."""
