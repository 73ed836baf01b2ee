"""What commands in a chat are answered with, apart from /ask."""

from collections.abc import Callable

from bot.catalogue import Catalogue, Listing
from bot.chat import ChatKind, Command, Message
from bot.conversation import Conversation, Reply
from bot.deep_links import linked_passage
from bot.wording import phrases
from bot.wording.messages import listing_message, plain
from retrieval.questions.question import EVERYTHING, Within


class ChatCommands:
    """Sync, and safe to call from several threads. Raises what the store raises where it can't be read."""

    def __init__(self, conversation: Conversation, catalogue: Catalogue) -> None:
        self._conversation = conversation
        self._listings: dict[str, Callable[[Within], Listing]] = {
            "sources": catalogue.sources,
            "speakers": lambda within: catalogue.speakers(),
            "latest": catalogue.latest,
            "about": lambda within: catalogue.about(),
        }

    def knows(self, name: str) -> bool:
        """Whether there is such a command."""
        return name in self._listings or name in phrases.COMMANDS

    def linked(self, given: Command) -> Reply | None:
        """The passage that '/start <article>_<start>_<end>' opens; None where it is no such link."""
        linked = linked_passage(given.words) if given.name == "start" else None
        return self._conversation.link(*linked) if linked is not None else None

    def message(self, given: Command, kind: ChatKind, within: Within = EVERYTHING) -> Message | None:
        """The answer; None where a command in a group is not the bot's. Articles that are listed are those within."""
        listing = self._listings.get(given.name)
        if listing is not None:
            return listing_message(listing(within), within)
        words = phrases.COMMANDS.get(given.name, phrases.UNKNOWN_COMMAND if kind is ChatKind.PRIVATE else "")
        return plain(words) if words else None
