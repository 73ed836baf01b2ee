"""The chat: the seam between the conversation and the platform it is held on.

What comes in is one of a few records; what goes out is a Message. Nothing here knows Telegram's own types.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ChatKind(StrEnum):
    """Where people talk."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account. `hears_all` is whether privacy mode is off, so that it reads all of a group."""

    id: int
    username: str
    hears_all: bool


@dataclass(frozen=True, slots=True)
class Command:
    """'/ask@thebot what did ...': name without slash, lower case; `to` is the bot that is named, or ''."""

    name: str
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that another one replies to.

    `author` is the account that sent it, 0 where it is hidden. `text` is what the reply quotes of it, else all of it;
    `whole` is all of it.
    """

    message_id: int
    author: int
    text: str
    upload: "Upload | None" = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a message; `size` in bytes, 0 where it is not known."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that a person wrote, new or edited.

    `mentions` are the accounts named with an @, in lower case, each with its start and end in `text`; `as_chat` is
    set where an admin speaks anonymously in the chat's own name. `links` are the web addresses in it, `attachment` is
    what else it carries ('voice', 'photo', ...), `language` is that of the person's Telegram. A `guest` message comes
    from a chat that the bot is no member of; it is answered by that id.
    """

    chat_id: int
    kind: ChatKind
    message_id: int
    asker: int
    text: str
    topic: int | None = None
    command: Command | None = None
    mentions: tuple[tuple[str, int, int], ...] = ()
    replied: Replied | None = None
    edited: bool = False
    forwarded: bool = False
    as_chat: bool = False
    upload: Upload | None = None
    links: tuple[str, ...] = ()
    attachment: str = ""
    language: str = ""
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of one of the bot's messages."""

    press_id: str
    chat_id: int
    kind: ChatKind
    message_id: int
    asker: int
    action: str
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A person's reactions to a message, as emoji; none where they were taken back."""

    chat_id: int
    message_id: int
    asker: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InlineAsked:
    """'@thebot sullivan ukraine', typed in any chat."""

    query_id: str
    asker: int
    query: str
    offset: str


@dataclass(frozen=True, slots=True)
class Invited:
    """The bot was added to a chat."""

    chat_id: int
    kind: ChatKind


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was removed from a chat, or blocked by a person."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup."""

    old_id: int
    new_id: int


Kept = Spoken | Pressed | Reacted | Invited | Removed | Migrated
"""What is dealt with however long it takes, after a restart too."""

Incoming = Kept | InlineAsked


@dataclass(frozen=True, slots=True)
class Limits:
    """What the platform takes: `text` in code points after parsing, `callback` and `download` in bytes, the others in
    characters.

    `link` is how an address begins that opens the private chat with the bot; '' before the bot's name is known.
    """

    text: int
    caption: int
    entities: int
    callback: int
    copy: int
    toast: int
    inline_results: int
    inline_id: int
    download: int
    quote: int = 1024
    link: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: exactly one of `action` (comes back as Pressed), `copy`, `url` is set."""

    label: str
    action: str = ""
    copy: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What the bot says: HTML as Telegram knows it, the same as plain text, and rows of buttons.

    With a `picture`, a PNG, it is the caption of that.
    """

    html: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Card:
    """One inline result."""

    id: str
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where to say something: a chat, in it perhaps a topic, perhaps as a reply that may quote words of its target.

    A `guest` is answered in a chat that the bot is no member of.
    """

    chat_id: int
    topic: int | None = None
    reply_to: int | None = None
    quote: str = ""
    guest: str = ""


class Chat(Protocol):
    """The platform. Every method raises a ChatError: Flooded, Unreachable, ChatGone, ChatMoved or MessageRefused."""

    async def send(self, place: Place, message: Message) -> int:
        """Say something new; the id of the message. A reply whose target is gone is sent as no reply."""

    async def send_picture(self, place: Place, message: Message) -> int:
        """Send a message's picture with the message as caption; its id."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Replace a message of the bot's own; NotModified where nothing changes."""

    async def toast(self, press_id: str, text: str) -> None:
        """Answer a press; '' only ends the button's spinning. A press that is too old is not an error."""

    async def show_cards(
        self, query_id: str, cards: Sequence[Card], next_offset: str, to_private: str, seconds: int
    ) -> None:
        """Answer an inline query; the answer may be kept `seconds` by the platform. QueryDead where it is too late."""

    async def react(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Put a reaction on a message. A chat that allows none is not an error."""

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is being prepared."""

    async def is_admin(self, chat_id: int, person: int) -> bool:
        """Whether this person administers the chat."""

    async def leave(self, chat_id: int) -> None:
        """Leave a group."""

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody uploaded."""
