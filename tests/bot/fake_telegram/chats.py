"""The people, chats and messages of a small Telegram."""

from dataclasses import dataclass, field
from typing import Any

from fake_telegram.judge import Refused

JSON = dict[str, Any]

BOT = {"id": 4242, "is_bot": True, "first_name": "On the Record", "username": "recordbot"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
OTHER_BOT = {"id": 777, "is_bot": True, "first_name": "Other", "username": "otherbot"}


def person(number: int) -> JSON:
    return {"id": number, "is_bot": False, "first_name": f"Person {number}", "language_code": "en"}


@dataclass
class FakeChat:
    """A chat as its members see it."""

    id: int
    type: str
    is_forum: bool = False
    admins: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    has_bot: bool = True
    migrated_to: int | None = None
    messages: dict[int, JSON] = field(default_factory=dict)

    def described(self) -> JSON:
        shown: JSON = {"id": self.id, "type": self.type}
        if self.type != "private":
            shown["title"] = f"Chat {self.id}"
        else:
            shown["first_name"] = f"Person {self.id}"
        if self.is_forum:
            shown["is_forum"] = True
        return shown

    def from_bot(self) -> list[JSON]:
        """What the bot said here and is still there, in order."""
        return [message for message in self.messages.values() if message["from"]["id"] == BOT["id"]]

    def judge_sending(self, params: JSON) -> None:
        if self.migrated_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=self.migrated_to)
        if not self.has_bot:
            how = "blocked by the user" if self.type == "private" else "kicked from the group chat"
            raise Refused(403, f"Forbidden: bot was {how}")
        topic = params.get("message_thread_id")
        if topic is not None and (topic == 1 or topic not in self.topics):
            raise Refused(400, "Bad Request: message thread not found")
        reply = params.get("reply_parameters")
        if reply and reply["message_id"] not in self.messages and not reply.get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")


def entities(text: str) -> list[JSON]:
    """The commands and mentions that Telegram finds in a text, in UTF-16 units."""
    found, at = [], 0
    for word in text.split(" "):
        name = word.rstrip("?!.,:;\n").split("\n")[0]
        length = len(name.encode("utf-16-le")) // 2
        if name.startswith("/") and len(name) > 1:
            found.append({"type": "bot_command", "offset": at, "length": length})
        elif name.startswith("@") and len(name) > 1:
            found.append({"type": "mention", "offset": at, "length": length})
        at += len(word.encode("utf-16-le")) // 2 + 1
    return found


def member(user: JSON, status: str) -> JSON:
    rights = (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    )
    more = dict.fromkeys(rights.split(), False) if status == "administrator" else {}
    return {"user": user, "status": status} | more | ({"until_date": 0} if status == "kicked" else {})
