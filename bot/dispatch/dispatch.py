"""Dispatch: hands each update to the part of the bot that deals with it."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.catalogue import Catalogue, Listing
from bot.chat import ChatKind, Command, Invited, Kept, Limits, Me, Message, Migrated, Pressed, Reacted, Removed, Spoken
from bot.chat_settings import SettingsOfChats
from bot.conversation import Conversation, Reply
from bot.dispatch.access import Access, Throttle
from bot.dispatch.addressed import Request, Wanted, command, request
from bot.dispatch.answers import Answers
from bot.dispatch.pages import Pages
from bot.dispatch.sender import Sender, place_of
from bot.dispatch.small_talk import Talk
from bot.excerpts import linked_passage
from bot.feedback import FeedbackButtons
from bot.state.inbox import Accepted
from bot.state.retention import Retention
from bot.wording import phrases
from bot.wording.messages import listing_message, plain, reply_message
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
        words = phrases.COMMANDS.get(given.name, "")
        return plain(words) if words else None


Order = Callable[[Spoken, Command, Accepted], Awaitable[None]]
"""What is done at a command that does more than tell something."""


class Orders:
    """Carries commands out. `orders` are those, by name, that do more than tell something."""

    def __init__(
        self, sender: Sender, commands: ChatCommands, retention: Retention, chats: SettingsOfChats, limits: Limits,
        orders: Mapping[str, Order],
    ) -> None:  # fmt: skip
        self._sender, self._commands, self._retention, self._limits = sender, commands, retention, limits
        self._chats, self._orders = chats, orders

    def concern_us(self, given: Command, kind: ChatKind) -> bool:
        """Whether a command is the bot's; in a group one that it does not know is another bot's."""
        return kind is ChatKind.PRIVATE or given.name in self._orders or self._commands.knows(given.name)

    def is_unknown(self, given: Command, kind: ChatKind) -> bool:
        """Whether it is a command that nobody knows, in a private chat, where it can be meant for no other bot."""
        return kind is ChatKind.PRIVATE and given.name not in self._orders and not self._commands.knows(given.name)

    def repeatable(self, given: Command) -> bool:
        """Whether an edit may bring it about: what only tells something, never what changes anything."""
        return given.name not in self._orders and given.name != "forget" and self._commands.knows(given.name)

    async def carry_out(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """Do what is ordered."""
        order = self._orders.get(given.name)
        if order is not None:
            await order(spoken, given, accepted)
            return
        if given.name == "forget":
            accepted.forget_earlier(spoken.asker)
            self._retention.forget_asker(spoken.asker)
        message = await self._sender.off_the_loop(
            partial(self._told, given, spoken.kind, self._chats.of(spoken.chat_id).within)
        )
        if message is not None:
            await self._sender.say(place_of(spoken), message, accepted)

    def _told(self, given: Command, kind: ChatKind, within: Within) -> Message | None:
        linked = self._commands.linked(given)
        return self._commands.message(given, kind, within) if linked is None else reply_message(linked, 1, self._limits)


ASKING = frozenset({Wanted.QUESTION, Wanted.CHECK})

Press = Callable[[Pressed, Accepted], Awaitable[None]]
"""What is done when a button is pressed."""


class Dispatcher:
    """All methods run on the event loop. `presses` are the buttons, by verb, that are not those of an answer."""

    def __init__(
        self, me: Me, sender: Sender, access: Access, answers: Answers, orders: Orders, retention: Retention,
        throttle: Throttle, presses: Mapping[str, Press], pages: Pages, feedback: FeedbackButtons,
    ) -> None:  # fmt: skip
        self._me, self._sender, self._access, self._answers = me, sender, access, answers
        self._orders, self._retention, self._throttle, self._presses = orders, retention, throttle, presses
        self._pages, self._feedback = pages, feedback

    def concerns_us(self, what: Kept) -> bool:
        """Whether anything is to be done about it: chatter in groups is dropped before it is kept anywhere."""
        if isinstance(what, Reacted):
            return self._feedback.concern(what)
        if not isinstance(what, Spoken):
            return True
        wanted, given = request(what, self._me), command(what, self._me)
        if wanted is None or given is None or wanted.wanted is not Wanted.COMMAND:
            return wanted is not None
        return self._orders.concern_us(given, what.kind)

    async def take(self, what: Kept, accepted: Accepted) -> None:
        """Do what is to be done. Raises ChatGone where nobody is there to be told.

        What was accepted is noted as survived when an answer is ready, and as done as soon as it is sent.
        """
        match what:
            case Spoken():
                await self._spoken(what, accepted)
            case Pressed():
                await self._pressed(what, accepted)
            case Reacted():
                self._feedback.reacted(what)
            case Invited():
                await self._access.invited(what, accepted)
            case Removed():
                self._retention.forget_chat(what.chat_id)
            case Migrated():
                pass

    def moved(self, migrated: Migrated) -> None:
        """Keep what there is of a group that became a supergroup, before anything in its new place is read."""
        self._retention.move_chat(migrated.old_id, migrated.new_id)

    def gone(self, what: Kept) -> None:
        """Forget a chat in which nobody listens any more."""
        if isinstance(what, Spoken | Pressed):
            self._retention.forget_chat(what.chat_id)

    async def apologise(self, what: Kept, accepted: Accepted) -> None:
        """Tell the asker that this could not be answered."""
        await self._tell(what, accepted, phrases.FAILED)

    async def out_of_order(self, what: Kept, accepted: Accepted) -> None:
        """Tell the asker that search is down, which is no answer."""
        await self._tell(what, accepted, phrases.OUTAGE)

    async def _tell(self, what: Kept, accepted: Accepted, words: str) -> None:
        if isinstance(what, Spoken):
            await self._sender.say(place_of(what), plain(words), accepted)
        elif isinstance(what, Pressed):
            await self._sender.chat.toast(what.press_id, words)

    async def _spoken(self, spoken: Spoken, accepted: Accepted) -> None:
        asked = request(spoken, self._me)
        if asked is None:
            return
        welcome = self._access.admits(spoken.asker) if spoken.guest else None
        if welcome is None:
            welcome = self._access.is_welcome(spoken.chat_id, spoken.kind)
        if not welcome:
            await self._access.turn_away(spoken, accepted)
        elif (instead := self._throttle.at(spoken, asked.words if asked.wanted in ASKING else None)) is not None:
            if instead and not spoken.edited:
                await self._sender.say(place_of(spoken), plain(instead), accepted)
        else:
            await self._do(spoken, asked, accepted)

    async def _do(self, spoken: Spoken, asked: Request, accepted: Accepted) -> None:
        if asked.wanted is Wanted.COMMAND:
            await self._commanded(spoken, accepted)
        elif asked.wanted in ASKING and self._pages.is_pasted_by_admin(spoken):
            await self._pages.offer(spoken, accepted)
        elif asked.wanted in ASKING and spoken.edited:
            await self._answers.edited(spoken, asked, accepted)
        elif asked.wanted is Wanted.QUESTION and not asked.words:
            await self._answers.hint(spoken, plain(phrases.ASK_WHAT), accepted)
        elif asked.wanted in ASKING:
            if not await self._feedback.takes_reason(spoken, accepted):
                await self._answers.asked(spoken, asked, accepted)
        elif not spoken.edited:
            await self._without_search(spoken, asked, accepted)

    async def _without_search(self, spoken: Spoken, asked: Request, accepted: Accepted) -> None:
        if asked.wanted is Wanted.LINKS:
            await self._pages.linked(spoken, accepted)
        elif asked.wanted is Wanted.ATTACHMENT:
            await self._sender.say(place_of(spoken), plain(self._pages.attached(spoken, asked.words)), accepted)
        elif asked.talk is not None:
            await self._small_talk(spoken, asked.talk, accepted)

    async def _small_talk(self, spoken: Spoken, talk: Talk, accepted: Accepted) -> None:
        """In private and for guests a short line; in a group a reaction or nothing, but what the bot is is told."""
        in_group = spoken.kind is not ChatKind.PRIVATE and not spoken.guest
        if in_group and talk not in (Talk.WHO, Talk.HELP):
            if talk in phrases.REACTIONS:
                await self._sender.chat.react(spoken.chat_id, spoken.message_id, phrases.REACTIONS[talk])
            return
        words = phrases.SMALL_TALK.get(talk, phrases.HELP)
        await self._sender.say(place_of(spoken), plain(words), accepted)

    async def _commanded(self, spoken: Spoken, accepted: Accepted) -> None:
        given = command(spoken, self._me)
        if given is None or (spoken.edited and not self._orders.repeatable(given)):
            return
        if self._orders.is_unknown(given, spoken.kind):
            await self._answers.hint(spoken, plain(phrases.unknown_command(given.name)), accepted)
        else:
            await self._orders.carry_out(spoken, given, accepted)

    async def _pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        if not self._access.is_welcome(pressed.chat_id, pressed.kind):
            await self._sender.chat.toast(pressed.press_id, phrases.NOT_ALLOWED_PRIVATE)
            return
        instead = self._throttle.at_press(pressed)
        if instead is not None:
            await self._sender.chat.toast(pressed.press_id, instead)
            return
        verb = pressed.action.partition(":")[0]
        await self._presses.get(verb, self._answers.pressed)(pressed, accepted)
