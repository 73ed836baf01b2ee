"""What people do in the small Telegram: write, edit, press, type inline, add the bot and throw it out."""

from typing import Any

from fake_telegram.chats import ANONYMOUS, BOT, FakeChat, entities, member, person
from fake_telegram.updates import Updates

JSON = dict[str, Any]


class People(Updates):
    """Whether the bot hears of what people do in a group is up to its privacy mode."""

    def say(self, chat: FakeChat, author: int, text: str, **more: Any) -> int:
        """A person writes; the message's id. Whether the bot hears of it is up to its privacy mode."""
        message = self._written(chat, person(author), text, more)
        self._deliver({"message": message}, chat, message)
        return int(message["message_id"])

    def say_as_chat(self, chat: FakeChat, text: str) -> int:
        """An anonymous admin writes."""
        message = self._written(chat, ANONYMOUS, text, {"sender_chat": chat.described()})
        self._deliver({"message": message}, chat, message)
        return int(message["message_id"])

    def send_file(
        self, chat: FakeChat, author: int, name: str, content: bytes, caption: str = "", size: int | None = None
    ) -> int:
        """A person sends a document, perhaps with a caption; `size` is what the message says of it."""
        number = f"file{next(self._numbers)}"
        self.files[number] = content
        told = {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": size or len(content)}
        written = self._written(chat, person(author), caption, {"document": told})
        message = {key: value for key, value in written.items() if key not in ("text", "entities")}
        if caption:
            message |= {"caption": caption, "caption_entities": written["entities"]}
        with self._changed:
            chat.messages[message["message_id"]] = message
        self._deliver({"message": message}, chat, written)
        return int(message["message_id"])

    def edit(self, chat: FakeChat, message_id: int, text: str) -> None:
        message = chat.messages[message_id] | {"text": text, "entities": entities(text), "edit_date": 1}
        with self._changed:
            chat.messages[message_id] = message
        self._deliver({"edited_message": message}, chat, message)

    def press(self, chat: FakeChat, presser: int, message_id: int, label: str) -> str:
        """Press the button whose label begins so; the press's id."""
        message = chat.messages[message_id]
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"].startswith(label))
        return self.press_data(chat, presser, message_id, data)

    def press_data(self, chat: FakeChat, presser: int, message_id: int, data: str) -> str:
        press = f"press{next(self._numbers)}"
        query = {"id": press, "from": person(presser), "message": chat.messages[message_id], "chat_instance": "1"}
        self.open_queries.add(press)
        self.push({"callback_query": query | {"data": data}})
        return press

    def type_inline(self, author: int, query: str, offset: str = "") -> str:
        number = f"inline{next(self._numbers)}"
        self.open_queries.add(number)
        self.push({"inline_query": {"id": number, "from": person(author), "query": query, "offset": offset}})
        return number

    def membership(self, chat: FakeChat, before: str, after: str, by: int = 1) -> None:
        chat.has_bot = after not in ("left", "kicked")
        change = {"chat": chat.described(), "from": person(by), "date": 1}
        members = {"old_chat_member": member(BOT, before), "new_chat_member": member(BOT, after)}
        self.push({"my_chat_member": change | members})

    def migrate(self, chat: FakeChat, new_id: int) -> FakeChat:
        """A group becomes a supergroup; both chats hear of it."""
        new = self.group(new_id, admins=chat.admins)
        chat.migrated_to = new_id
        for where, what in ((chat, {"migrate_to_chat_id": new_id}), (new, {"migrate_from_chat_id": chat.id})):
            service = {"message_id": next(self._numbers), "date": 1, "chat": where.described(), "from": person(1)}
            self.push({"message": service | what})
        return new

    def _written(self, chat: FakeChat, author: JSON, text: str, more: JSON) -> JSON:
        message = {"message_id": next(self._numbers), "date": 1, "chat": chat.described(), "from": author}
        message |= {"text": text, "entities": entities(text)}
        reply_to = more.pop("reply_to", None)
        if reply_to is not None:
            message["reply_to_message"] = chat.messages[reply_to]
        topic = more.pop("topic", None)
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        with self._changed:
            chat.messages[message["message_id"]] = message | more
        return message | more

    def _deliver(self, update: JSON, chat: FakeChat, message: JSON) -> None:
        if chat.type == "private" or self.hears_all or self._spoken_to(message):
            self.push(update)

    def _spoken_to(self, message: JSON) -> bool:
        text = message["text"]
        if text.startswith("/"):
            return "@" not in text.split()[0] or text.split()[0].endswith("@" + BOT["username"])
        if message.get("reply_to_message", {}).get("from", {}).get("id") == BOT["id"]:
            return True
        by_account = any(entity.get("user", {}).get("id") == BOT["id"] for entity in message["entities"])
        return self.mentions_arrive and (by_account or "@" + BOT["username"] in text.lower())
