"""The settings of one chat, and where those of all chats are kept."""

from dataclasses import dataclass
from enum import StrEnum

from bot.keeping.moves import Moves
from bot.keeping.records_json import from_json, to_json
from bot.keeping.state import State, supersede
from retrieval.questions.question import Within


class Length(StrEnum):
    """How long answers are."""

    SHORT = "short"
    LONG = "long"


PASSAGES = {Length.SHORT: 1, Length.LONG: 3}
"""How many passages one message shows at most."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What answers in a chat are confined to (nothing: all there is), their length, and when there are any.

    `cooldown` are the seconds that pass between two answers; a chat that is `muted` gets none.
    """

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    length: Length = Length.LONG
    cooldown: int = 0
    muted: bool = False

    @property
    def within(self) -> Within:
        """What answers are confined to."""
        return Within(self.outlets, self.languages)

    @property
    def page_size(self) -> int:
        """How many passages one message shows at most."""
        return PASSAGES[self.length]


KEEP = "INSERT INTO chats VALUES (?, ?) ON CONFLICT (chat_id) DO UPDATE SET settings = excluded.settings"

USUAL = ChatSettings()
"""The settings of a chat in which nothing was decided."""


class SettingsOfChats:
    """Kept until the bot is removed from the chat."""

    def __init__(self, state: State, moves: Moves) -> None:
        self._state, self._moves = state, moves

    def of(self, chat_id: int) -> ChatSettings:
        """The settings of a chat; the usual ones where what an earlier version kept can't be read."""
        query = "SELECT settings FROM chats WHERE chat_id = ?"
        row = self._state.execute(query, (self._moves.current(chat_id),)).fetchone()
        try:
            return from_json(ChatSettings, row[0]) if row else USUAL
        except (KeyError, TypeError, ValueError):
            return USUAL

    def keep(self, chat_id: int, settings: ChatSettings) -> None:
        """Keep them, durably."""
        chat_id = self._moves.current(chat_id)
        if settings == USUAL:
            self.forget_chat(chat_id)
        else:
            self._state.execute(KEEP, (chat_id, to_json(settings)))

    def forget_asker(self, asker: int) -> None:
        """Settings are a chat's, not a person's."""

    def forget_chat(self, chat_id: int) -> None:
        """Go back to the usual ones."""
        self._state.execute("DELETE FROM chats WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Take them along into the supergroup."""
        supersede(self._state, "chats", "chat_id", new_id, {"chat_id": old_id}, ("chat_id",))
