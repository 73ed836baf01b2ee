"""Everything that is kept of people and chats, so that it can be forgotten or moved as one."""

from typing import Protocol


class Keeping(Protocol):
    """Something that keeps a part of it."""

    def forget_asker(self, asker: int) -> None:
        """Remove everything that is kept of a person, in any chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Remove everything that is kept of a chat."""

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Keep what there is of a group that became a supergroup under its new id."""


class Memory:
    """All parts together. Whoever keeps something of people or chats is one of them."""

    def __init__(self, *parts: Keeping) -> None:
        self._parts = parts

    def forget_asker(self, asker: int) -> None:
        """Remove everything that is kept of a person, and of the private chat, which has the same id.

        An anonymous admin has the group's id, and does not speak for all of the group.
        """
        for part in self._parts:
            part.forget_asker(asker)
            if asker > 0:
                part.forget_chat(asker)

    def forget_chat(self, chat_id: int) -> None:
        """Remove everything that is kept of a chat."""
        for part in self._parts:
            part.forget_chat(chat_id)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Keep everything of a group that became a supergroup, under its new id."""
        for part in self._parts:
            part.move_chat(old_id, new_id)
