"""What Telegram takes and what it refuses: TDLib's own parser, and the limits of messages and keyboards."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import tdjson

JSON = dict[str, Any]


class Refused(Exception):
    """An answer that is not ok: status, description, parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def execute(request: JSON) -> JSON:
    answer: JSON = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parsed(html: str) -> JSON:
    """Text and entities of an HTML text as TDLib reads it."""
    mode = {"@type": "textParseModeHTML"}
    found = execute({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
    if found["@type"] == "error":
        raise Refused(400, "Bad Request: c" + found["message"].removeprefix("C"))
    return found


def detected(text: str) -> list[JSON]:
    """The commands, mentions and addresses that Telegram finds in a text by itself; times are only links in videos."""
    found: list[JSON] = execute({"@type": "getTextEntities", "text": text})["entities"]
    return [each for each in found if each["type"]["@type"] != "textEntityTypeMediaTimestamp"]


def judged_text(words: str, limit: int, mode: str | None = "HTML") -> JSON:
    """The same, or without a parse mode the words as they are; refused where empty or over a limit."""
    if len(words.encode()) > 32_768:
        raise Refused(400, "Bad Request: message is too long")
    if mode not in (None, "HTML"):
        raise Refused(400, "Bad Request: unsupported parse_mode")
    found = parsed(words) if mode else {"text": words, "entities": []}
    if not found["text"].strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(found["text"]) > limit:
        raise Refused(400, "Bad Request: message is too long")
    if len(found["entities"]) > 100:
        raise Refused(400, "Bad Request: too many entities")
    return found


def judge_keyboard(keyboard: JSON | None) -> None:
    rows = (keyboard or {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise Refused(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        copied = button.get("copy_text")
        if copied is not None and not 1 <= len(copied["text"]) <= 256:
            raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
        if "url" in button and urlsplit(button["url"]).scheme not in ("http", "https", "tg"):
            raise Refused(400, "Bad Request: BUTTON_URL_INVALID")


def judge_commands(commands: list[JSON]) -> None:
    if len(commands) > 100:
        raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def judge_cards(cards: list[JSON], next_offset: str, button: JSON | None) -> None:
    if len(cards) > 50 or len(next_offset.encode()) > 64:
        raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({card["id"] for card in cards}) < len(cards):
        raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
    if button and not re.fullmatch("[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "x")):
        raise Refused(400, "Bad Request: START_PARAM_INVALID")
    for card in cards:
        judge_card(card)


def judge_card(card: JSON) -> None:
    if not 1 <= len(card["id"].encode()) <= 64:
        raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    if not card.get("title", "").strip():
        raise Refused(400, "Bad Request: RESULT_TITLE_EMPTY")
    content = card["input_message_content"]
    judged_text(content["message_text"], 4096, content.get("parse_mode"))
    judge_keyboard(card.get("reply_markup"))
