"""Telegram's updates as the conversation's own records."""

from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageEntity,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    Update,
    User,
)
from telegram.constants import ChatID, ChatMemberStatus

from bot.chat import (
    ChatKind,
    Command,
    Incoming,
    InlineAsked,
    Invited,
    Migrated,
    Pressed,
    Reacted,
    Removed,
    Replied,
    Spoken,
    Upload,
)

UPDATES = (
    "message",
    "edited_message",
    "guest_message",
    "callback_query",
    "inline_query",
    "message_reaction",
    "my_chat_member",
)
"""The kinds of updates that are asked for; channel posts and business messages are none of the bot's business."""

ATTACHMENTS = (
    "voice", "audio", "video_note", "video", "animation", "photo", "sticker", "document", "location", "contact", "poll",
    "story", "dice", "game", "checklist", "paid_media",
)  # fmt: skip
"""What a message can carry besides text."""

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def incoming(update: Update) -> Incoming | None:
    """What happened, if it can concern the bot; None for everything else."""
    message = update.message or update.edited_message or update.guest_message
    if message is not None:
        return _said(message, edited=update.edited_message is not None)
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.inline_query is not None:
        return _inline(update.inline_query)
    if update.message_reaction is not None:
        return _reacted(update.message_reaction)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    return None


def _said(message: Message, *, edited: bool) -> Incoming | None:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    words = message.text or message.caption or ""
    asker = _asker(message)
    attachment = _attachment(message)
    if asker is None or message.via_bot is not None or not (words or attachment):
        return None
    entities = message.entities or message.caption_entities
    return Spoken(
        chat_id=message.chat.id,
        kind=ChatKind(message.chat.type),
        message_id=message.message_id,
        asker=asker,
        text=words,
        topic=message.message_thread_id if message.is_topic_message else None,
        command=None if message.forward_origin is not None else _command(words, entities),
        mentions=_mentions(words, entities),
        replied=_replied(message),
        edited=edited,
        forwarded=message.forward_origin is not None,
        as_chat=message.sender_chat is not None and message.sender_chat.id == message.chat.id,
        upload=_upload(message),
        links=_links(words, entities),
        attachment=attachment,
        language=(message.from_user.language_code or "") if message.from_user is not None else "",
        guest=message.guest_query_id or "",
    )


def _attachment(message: Message) -> str:
    return next((kind for kind in ATTACHMENTS if getattr(message, kind, None)), "")


def _links(words: str, entities: tuple[MessageEntity, ...]) -> tuple[str, ...]:
    found = []
    for entity, start, end in _places(words, entities):
        if entity.type == MessageEntity.URL:
            url = words[start:end]
            found.append(url if "://" in url else f"https://{url}")
        elif entity.type == MessageEntity.TEXT_LINK and entity.url is not None:
            found.append(entity.url)
    return tuple(dict.fromkeys(found))


def _asker(message: Message) -> int | None:
    """Who wrote it; no bot is an asker, but who writes in the name of a chat comes as one of Telegram's own."""
    author = message.from_user
    if author is None:
        return None
    if message.sender_chat is not None and author.id in (ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL):
        return message.sender_chat.id
    return None if author.is_bot or author.id == ChatID.SERVICE_CHAT else author.id


def _places(words: str, entities: tuple[MessageEntity, ...]) -> list[tuple[MessageEntity, int, int]]:
    """Entities with start and end in code points; Telegram counts UTF-16 units."""
    units = words.encode("utf-16-le", "surrogatepass")

    def points(offset: int) -> int:
        return len(units[: 2 * offset].decode("utf-16-le", "replace"))

    return [(entity, points(entity.offset), points(entity.offset + entity.length)) for entity in entities]


def _command(words: str, entities: tuple[MessageEntity, ...]) -> Command | None:
    for entity, start, end in _places(words, entities):
        if entity.type == MessageEntity.BOT_COMMAND and start == 0:
            name, _, to = words[1:end].partition("@")
            return Command(name.lower(), to.lower(), words[end:].strip())
    return None


def _mentions(words: str, entities: tuple[MessageEntity, ...]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for entity, start, end in _places(words, entities):
        if entity.type == MessageEntity.MENTION:
            found.append((words[start + 1 : end].lower(), start, end))
        elif entity.type == MessageEntity.TEXT_MENTION and entity.user is not None:
            found.append(((entity.user.username or "").lower(), start, end))
    return tuple(found)


def _replied(message: Message) -> Replied | None:
    """The message replied to; in a topic every message formally replies to the one that opened it."""
    target = message.reply_to_message
    quoted = message.quote.text if message.quote is not None else ""
    if target is None:  # of a message in another chat only the quoted words are told
        return Replied(0, 0, quoted, None, quoted) if quoted and message.external_reply is not None else None
    if target.forum_topic_created is not None:
        return None
    author = target.from_user.id if isinstance(target.from_user, User) else 0
    whole = target.text or target.caption or ""
    return Replied(target.message_id, author, quoted or whole, _upload(target), whole)


def _upload(message: Message) -> Upload | None:
    document = message.document
    if document is None:
        return None
    return Upload(document.file_id, document.file_name or "", document.file_size or 0)


def _pressed(query: CallbackQuery) -> Pressed | None:
    if query.message is None or query.data is None:
        return None
    message, chat = query.message, query.message.chat
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Pressed(query.id, chat.id, ChatKind(chat.type), message.message_id, query.from_user.id, query.data, topic)


def _reacted(change: MessageReactionUpdated) -> Reacted | None:
    if change.user is None:
        return None
    emoji = tuple(each.emoji for each in change.new_reaction if isinstance(each, ReactionTypeEmoji))
    return Reacted(change.chat.id, change.message_id, change.user.id, emoji)


def _inline(query: InlineQuery) -> InlineAsked:
    return InlineAsked(query.id, query.from_user.id, query.query, query.offset)


def _membership(change: ChatMemberUpdated) -> Incoming | None:
    before, after = change.old_chat_member.status, change.new_chat_member.status
    if after in _GONE:
        return Removed(change.chat.id)
    if before in _GONE and change.chat.type != ChatKind.PRIVATE:
        return Invited(change.chat.id, ChatKind(change.chat.type))
    return None
