"""What the bot can call: each method of the Bot API that it uses, as strict as Telegram's."""

import re
from typing import Any

from fake_telegram.chats import BOT, FakeChat, member, person
from fake_telegram.judge import Refused, judge_card, judge_cards, judge_commands, judge_keyboard, judged_text
from fake_telegram.updates import Updates

JSON = dict[str, Any]


REACTIONS = set("👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🤡🥱🥴😍💯🤣💔🤨😐🤝✍🤗🫡🤷")
"""Emoji that anybody may react with, of those that are one character."""

MOST_BYTES = 20_000_000
"""What a file may have that is handed to a bot."""


class Methods(Updates):
    """A method is refused with the words that Telegram has for it."""

    def _do_getMe(self, _: JSON) -> JSON:  # noqa: N802
        return BOT | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.hears_all,
            "supports_inline_queries": True,
        }

    def _do_deleteWebhook(self, _: JSON) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    def _do_setWebhook(self, params: JSON) -> bool:  # noqa: N802
        if not re.fullmatch("[A-Za-z0-9_-]{1,256}", params.get("secret_token", "x")):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = params
        self._loop.call_soon(self._announce)
        return True

    def _do_setMyCommands(self, params: JSON) -> bool:  # noqa: N802
        judge_commands(params["commands"])
        return True

    def _do_setMyDescription(self, params: JSON) -> bool:  # noqa: N802
        if len(params.get("description", "")) > 512:
            raise Refused(400, "Bad Request: description is too long")
        self.profile[params.get("language_code", "")] = params["description"]
        return True

    def _do_setMyShortDescription(self, params: JSON) -> bool:  # noqa: N802
        if len(params.get("short_description", "")) > 120:
            raise Refused(400, "Bad Request: short description is too long")
        return True

    def _do_sendMessage(self, params: JSON) -> JSON:  # noqa: N802
        return self._sent(params, judged_text(params["text"], 4096, params.get("parse_mode")))

    def _do_sendPhoto(self, params: JSON) -> JSON:  # noqa: N802
        if not params["photo"].startswith(b"\x89PNG"):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        message = self._sent(params, judged_text(params["caption"], 1024, params.get("parse_mode")))
        self.pictures[message["message_id"]] = params["photo"]
        return message | {"photo": []}

    def _do_editMessageText(self, params: JSON) -> JSON:  # noqa: N802
        chat = self._known(params["chat_id"])
        text, before = (
            judged_text(params["text"], 4096, params.get("parse_mode")),
            chat.messages.get(params["message_id"]),
        )
        judge_keyboard(params.get("reply_markup"))
        if not chat.has_bot:
            raise Refused(403, "Forbidden: bot was kicked from the group chat")
        if before is None:
            raise Refused(400, "Bad Request: message to edit not found")
        if before["from"]["id"] != BOT["id"]:
            raise Refused(400, "Bad Request: message can't be edited")
        keyboard = params.get("reply_markup") or {"inline_keyboard": []}
        if before["html"] == params["text"] and before["reply_markup"] == keyboard:
            raise Refused(400, "Bad Request: message is not modified")
        chat.messages[params["message_id"]] = before | {
            "text": text["text"],
            "html": params["text"],
            "reply_markup": keyboard,
        }
        return chat.messages[params["message_id"]]

    def _do_deleteMessage(self, params: JSON) -> bool:  # noqa: N802
        if self._known(params["chat_id"]).messages.pop(params["message_id"], None) is None:
            raise Refused(400, "Bad Request: message to delete not found")
        return True

    def _do_setMessageReaction(self, params: JSON) -> bool:  # noqa: N802
        if params["message_id"] not in self._known(params["chat_id"]).messages:
            raise Refused(400, "Bad Request: message to react not found")
        emoji = [each["emoji"] for each in params.get("reaction", [])]
        if set(emoji) - REACTIONS:
            raise Refused(400, "Bad Request: REACTION_INVALID")
        self.reactions[params["chat_id"], params["message_id"]] = emoji
        return True

    def _do_answerGuestQuery(self, params: JSON) -> JSON:  # noqa: N802
        judge_card(params["result"])
        self._end(params["guest_query_id"])
        self.cards[params["guest_query_id"]] = params
        return {"inline_message_id": "guest"}

    def _do_sendChatAction(self, params: JSON) -> bool:  # noqa: N802
        self._known(params["chat_id"]).judge_sending(params)
        return True

    def _do_answerCallbackQuery(self, params: JSON) -> bool:  # noqa: N802
        if len(params.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._end(params["callback_query_id"])
        self.toasts[params["callback_query_id"]] = params.get("text", "")
        return True

    def _do_answerInlineQuery(self, params: JSON) -> bool:  # noqa: N802
        judge_cards(params["results"], params.get("next_offset", ""), params.get("button"))
        self._end(params["inline_query_id"])
        self.cards[params["inline_query_id"]] = params
        return True

    def _do_getChatMember(self, params: JSON) -> JSON:  # noqa: N802
        chat = self._known(params["chat_id"])
        return member(person(params["user_id"]), "administrator" if params["user_id"] in chat.admins else "member")

    def _do_leaveChat(self, params: JSON) -> bool:  # noqa: N802
        chat = self._known(params["chat_id"])
        if chat.type == "private":
            raise Refused(400, "Bad Request: chat member status can't be changed in private chats")
        chat.has_bot = False
        return True

    def _do_getFile(self, params: JSON) -> JSON:  # noqa: N802
        number = params["file_id"]
        if number not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[number]) > MOST_BYTES:
            raise Refused(400, "Bad Request: file is too big")
        return {"file_id": number, "file_unique_id": number, "file_path": number, "file_size": len(self.files[number])}

    def _sent(self, params: JSON, text: JSON) -> JSON:
        chat = self._known(params["chat_id"])
        chat.judge_sending(params)
        judge_keyboard(params.get("reply_markup"))
        message = {"message_id": next(self._numbers), "date": 1, "chat": chat.described(), "from": BOT}
        message |= {"text": text["text"], "html": params.get("text", params.get("caption"))}
        message["reply_markup"] = params.get("reply_markup") or {"inline_keyboard": []}
        message["replied_to"] = (params.get("reply_parameters") or {}).get("message_id")
        if params.get("message_thread_id") is not None:
            message |= {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
        chat.messages[message["message_id"]] = message
        return message

    def _end(self, query: str) -> None:
        """A press and an inline query are answered once, and only while somebody waits for it."""
        if query not in self.open_queries:
            words = "query is too old and response timeout expired or query ID is invalid"
            raise Refused(400, f"Bad Request: {words}")
        self.open_queries.remove(query)

    def _known(self, chat_id: int) -> FakeChat:
        if chat_id not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        return self.chats[chat_id]
