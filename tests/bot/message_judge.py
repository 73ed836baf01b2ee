"""Judges a message of the bot's as Telegram would: its text, what is read of it, and its buttons."""

from typing import Any

from fake_telegram.judge import judge_cards, judge_keyboard, judged_text

from bot.chat import Button, Card, Message
from bot.telegram_chat.api import LIMITS
from bot.wording.markup import seen


def judge(message: Message | Card) -> None:
    """Raises Refused, or AssertionError where what is read is not what was meant."""
    if isinstance(message, Card):
        content = {"message_text": message.message.html, "parse_mode": "HTML"}
        judge_cards([{"id": message.id, "title": message.title, "input_message_content": content}], "", None)
        message = message.message
    judged = judged_text(message.html, LIMITS.caption if message.picture else LIMITS.text)
    assert judged["text"].split() == message.plain.split(), "other words than meant"
    shown = [judged["text"], *(button.label for row in message.buttons for button in row)]
    assert all(map(seen, shown)), "nothing of it can be seen"
    judge_keyboard({"inline_keyboard": [[_button(button) for button in row] for row in message.buttons]})


def _button(button: Button) -> dict[str, Any]:
    pressed = {"callback_data": button.action} if button.action else {"copy_text": {"text": button.copy}}
    return {"text": button.label} | ({"url": button.url} if button.url else pressed)
