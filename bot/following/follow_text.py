"""What is said about following: whom a chat follows, what was begun, what was ended."""

from bot.chat import Button, Message
from bot.following.follows import Follow
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, short, text

FOLLOW, UNFOLLOW = "follow", "unfollow"
"""The verbs of its buttons: which speaker is meant, and whom to follow no longer."""


def follows_message(follows: list[Follow]) -> Message:
    """Whom a chat follows, each with a button that ends it."""
    if not follows:
        return Message(phrases.FOLLOWING_NOBODY, phrases.FOLLOWING_NOBODY)
    lines = [text(f"{number}. ") + described(each.name, each.topic) for number, each in enumerate(follows, 1)]
    words = joined([bold(text(phrases.FOLLOWING)), *lines], "\n")
    return Message(words.html, words.plain, tuple((_button(each),) for each in follows))


def _button(follow: Follow) -> Button:
    label = short(described(follow.name, follow.topic).plain, 50).plain
    return Button(f"✕ {label}", action=f"{UNFOLLOW}:{follow.id}")


def described(name: str, topic: str) -> Markup:
    """'Jake Sullivan on Ukraine'."""
    who = bold(short(name, 60))
    return who + text(" on ") + bold(short(topic, 60)) if topic else who


def said(whom: list[Markup], words: str) -> Message:
    """The followed ones on a line each, and what became of that."""
    message = joined([joined(whom, "\n"), text(words)], "\n\n")
    return Message(message.html, message.plain)


def with_verb(asked: Message) -> Message:
    """The choice of speakers, with buttons that lead to following one."""
    rows = (
        tuple(Button(one.label, action=f"{FOLLOW}:{one.action.partition(':')[2]}") for one in row)
        for row in asked.buttons
    )
    return Message(asked.html, asked.plain, tuple(rows))
