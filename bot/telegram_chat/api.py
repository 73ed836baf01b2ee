"""Telegram's Bot API as a Chat: sends, edits, and translates errors."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.constants import (
    ChatAction,
    ChatMemberStatus,
    FileSizeLimit,
    InlineKeyboardButtonLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    MessageLimit,
    ParseMode,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.chat import Button, Card, Incoming, Limits, Me, Message, Place
from bot.errors import (
    ChatError,
    ChatGone,
    ChatMoved,
    Contended,
    Flooded,
    MarkupRefused,
    MessageRefused,
    NotModified,
    QueryDead,
    TokenRefused,
    Unreachable,
)
from bot.telegram_chat.updates import UPDATES, incoming

_GONE = ("chat not found", "chat was deactivated", "peer_id_invalid", "not enough rights", "chat_write_forbidden")


@contextmanager
def own_errors() -> Iterator[None]:
    """Raises a ChatError, or TokenRefused, for whatever Telegram raises inside; its own text may hold the token."""
    try:
        yield
    except InvalidToken:
        raise TokenRefused from None
    except TelegramError as error:
        raise _own(error) from None


def _own(error: TelegramError) -> ChatError:
    match error:
        case RetryAfter():
            return Flooded(_seconds(error))
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case Forbidden():
            return ChatGone(error.message)
        case Conflict():
            return Contended(error.message)
        case BadRequest():
            return _refused(error.message)
        case NetworkError():
            return Unreachable(type(error).__name__)
    return MessageRefused(error.message)


def _refused(words: str) -> ChatError:
    """Telegram tells these apart by text alone, and python-telegram-bot changes its capitals."""
    lower = words.lower()
    if "not modified" in lower:
        return NotModified(words)
    if "query is too old" in lower or "query_id_invalid" in lower:
        return QueryDead(words)
    if "can't parse entities" in lower:
        return MarkupRefused(words)
    if any(sign in lower for sign in _GONE):
        return ChatGone(words)
    return MessageRefused(words)


def _seconds(error: RetryAfter) -> float:
    wait = error._retry_after
    return float(wait.total_seconds())


LIMITS = Limits(
    text=MessageLimit.MAX_TEXT_LENGTH,
    caption=MessageLimit.CAPTION_LENGTH,
    entities=MessageLimit.MESSAGE_ENTITIES,
    callback=InlineKeyboardButtonLimit.MAX_CALLBACK_DATA,
    copy=InlineKeyboardButtonLimit.MAX_COPY_TEXT,
    toast=200,
    inline_results=InlineQueryLimit.RESULTS,
    inline_id=InlineQueryResultLimit.MAX_ID_LENGTH,
    download=FileSizeLimit.FILESIZE_DOWNLOAD,
)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_POLL_SECONDS = 30


class TelegramChat:
    """A Chat on Telegram's Bot API. All methods raise only ChatErrors and TokenRefused."""

    def __init__(self, token: str, api_url: str) -> None:
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=HTTPXRequest(connection_pool_size=64, pool_timeout=30, read_timeout=20),
            get_updates_request=HTTPXRequest(connection_pool_size=1, read_timeout=20),
        )

    async def open(self) -> Me:
        """Connect; who the bot is."""
        with own_errors():
            await self.bot.initialize()
        account = self.bot.bot
        return Me(account.id, account.username or "", bool(account.can_read_all_group_messages))

    async def close(self) -> None:
        """Close the connections."""
        with own_errors():
            await self.bot.shutdown()

    async def fetch(self, offset: int) -> list[dict[str, Any]]:
        """New updates from `offset` on (which confirms those before it), as raw JSON."""
        asked = {"offset": offset, "timeout": _POLL_SECONDS, "allowed_updates": UPDATES}
        with own_errors():
            found = await self.bot._post("getUpdates", asked, read_timeout=_POLL_SECONDS + 20)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def post_to(self, url: str, secret: str) -> None:
        """Have updates posted to an address, each with the secret."""
        with own_errors():
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)

    async def no_webhook(self) -> None:
        """Let updates be fetched; what waits for a webhook is kept."""
        with own_errors():
            await self.bot.delete_webhook(drop_pending_updates=False)

    def read(self, payload: dict[str, Any]) -> Incoming | None:
        """What happened in a raw update. Raises whatever the library raises where it can't be parsed."""
        return incoming(Update.de_json(payload, self.bot))

    async def introduce(self, private: Sequence[tuple[str, str]], group: Sequence[tuple[str, str]]) -> None:
        """Set the lists of commands. A server that has no such method is no reason not to start."""
        scopes = ((BotCommandScopeAllPrivateChats(), private), (BotCommandScopeAllGroupChats(), group))
        for scope, commands in scopes:
            with suppress(ChatError, TokenRefused), own_errors():
                await self.bot.set_my_commands([BotCommand(*command) for command in commands], scope=scope)

    async def introduce_in(
        self,
        language: str,
        about: tuple[str, str],
        private: Sequence[tuple[str, str]],
        group: Sequence[tuple[str, str]],
    ) -> None:
        """Set the profile's texts, long and short, and the lists of commands for those whose Telegram is in a language.

        '' is for all languages that have none of their own.
        """
        with suppress(ChatError, TokenRefused), own_errors():
            await self.bot.set_my_description(about[0], language_code=language or None)
        with suppress(ChatError, TokenRefused), own_errors():
            await self.bot.set_my_short_description(about[1], language_code=language or None)
        scopes = ((BotCommandScopeAllPrivateChats(), private), (BotCommandScopeAllGroupChats(), group))
        for scope, commands in scopes if language else ():
            listed = [BotCommand(*command) for command in commands]
            with suppress(ChatError, TokenRefused), own_errors():
                await self.bot.set_my_commands(listed, scope=scope, language_code=language)

    async def introduce_to(self, people: Iterable[int], commands: Sequence[tuple[str, str]]) -> None:
        """Set the list of commands that these people see in private; one who never wrote to the bot is left out."""
        for person in people:
            with suppress(ChatError, TokenRefused), own_errors():
                scope = BotCommandScopeChat(person)
                await self.bot.set_my_commands([BotCommand(*command) for command in commands], scope=scope)

    async def send(self, place: Place, message: Message) -> int:
        """Say something new; the id of the message, 0 in a chat that the bot is no member of."""
        if place.guest:
            await self._answer_guest(place.guest, message)
            return 0
        try:
            return await self._send(place, message)
        except MessageRefused:
            if not place.quote:
                raise
            return await self._send(replace(place, quote=""), message)  # the quoted message was edited meanwhile

    async def _send(self, place: Place, message: Message) -> int:
        with own_errors():
            sent = await self.bot.send_message(
                place.chat_id,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                message_thread_id=place.topic,
                reply_parameters=_reply(place),
                reply_markup=_keyboard(message),
            )
        return sent.message_id

    async def _answer_guest(self, guest: str, message: Message) -> None:
        content = InputTextMessageContent(message.html, ParseMode.HTML, link_preview_options=_NO_PREVIEW)
        with own_errors():
            await self.bot.answer_guest_query(guest, InlineQueryResultArticle("answer", "On the Record", content))

    async def react(self, chat_id: int, message_id: int, emoji: str) -> None:
        """Put a reaction on a message; a chat that allows none is not an error."""
        with suppress(ChatError, TokenRefused), own_errors():
            await self.bot.set_message_reaction(chat_id, message_id, emoji)

    async def send_picture(self, place: Place, message: Message) -> int:
        """Send a message's picture with the message as caption; its id."""
        with own_errors():
            sent = await self.bot.send_photo(
                place.chat_id,
                message.picture,
                caption=message.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic,
                reply_parameters=_reply(place),
                reply_markup=_keyboard(message),
            )
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Replace a message of the bot's own."""
        with own_errors():
            await self.bot.edit_message_text(
                message.html,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=_keyboard(message),
            )

    async def toast(self, press_id: str, text: str) -> None:
        """Answer a press; one that is too old is not an error."""
        with suppress(ChatError), own_errors():
            await self.bot.answer_callback_query(press_id, text=text[: LIMITS.toast] or None)

    async def show_cards(
        self, query_id: str, cards: Sequence[Card], next_offset: str, to_private: str, seconds: int
    ) -> None:
        """Answer an inline query."""
        results = [
            InlineQueryResultArticle(
                card.id,
                card.title,
                InputTextMessageContent(card.message.html, ParseMode.HTML, link_preview_options=_NO_PREVIEW),
                description=card.description,
                reply_markup=_keyboard(card.message),
            )
            for card in cards
        ]
        button = InlineQueryResultsButton(to_private, start_parameter="inline")
        with own_errors():
            await self.bot.answer_inline_query(
                query_id, results, cache_time=seconds, next_offset=next_offset, button=button, is_personal=False
            )

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is being prepared."""
        with suppress(ChatError), own_errors():
            await self.bot.send_chat_action(chat_id, ChatAction.TYPING)

    async def is_admin(self, chat_id: int, person: int) -> bool:
        """Whether this person administers the chat."""
        with own_errors():
            member = await self.bot.get_chat_member(chat_id, person)
        return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)

    async def leave(self, chat_id: int) -> None:
        """Leave a group; one that the bot has left already is not an error."""
        with suppress(ChatError), own_errors():
            await self.bot.leave_chat(chat_id)

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that somebody uploaded."""
        with own_errors():
            file = await self.bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())


def _reply(place: Place) -> ReplyParameters | None:
    if place.reply_to is None:
        return None
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True, quote=place.quote or None)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.action)
