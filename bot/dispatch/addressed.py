"""Was the bot addressed, and with which question? In groups it speaks only when spoken to."""

from bot.chat import ChatKind, Command, Me, Spoken
from retrieval.finding.quote_check import has_words_enough, quoted_words

ASK = "ask"


def command(spoken: Spoken, me: Me) -> Command | None:
    """The command that is meant for this bot; None where there is none, or another bot is named."""
    given = spoken.command
    if given is None or given.to.lower() not in ("", me.username.lower()):
        return None
    return given


def question(spoken: Spoken, me: Me) -> str | None:
    """The question that is put to the bot; None where it is not spoken to. '' is a question without words.

    In private every plain text is one. In a group: /ask, /ask as a reply (the message replied to is the question),
    a reply to the bot, and a mention of it.
    """
    if spoken.kind is ChatKind.CHANNEL:
        return None
    if spoken.command is not None:
        return _after_ask(spoken, me)
    if spoken.kind is ChatKind.PRIVATE:
        return spoken.text.strip() or None
    if _mentions(spoken, me) or _replies_to(spoken, me):
        return _without_mentions(spoken, me) or _of_another(spoken, me)
    return None


def quotation(spoken: Spoken, asked: str) -> str | None:
    """The words to be checked, where a private message is a quotation: all in quotation marks, or forwarded.

    What is forwarded and ends as a question does, is one.
    """
    if spoken.kind is not ChatKind.PRIVATE:
        return None
    if spoken.forwarded and not asked.endswith("?") and has_words_enough(asked):
        return quoted_words(asked) or asked
    return quoted_words(asked)


def _of_another(spoken: Spoken, me: Me) -> str:
    if spoken.replied is None or spoken.replied.author == me.id:
        return ""
    return spoken.replied.text.strip()


def _after_ask(spoken: Spoken, me: Me) -> str | None:
    asked = command(spoken, me)
    if asked is None or asked.name != ASK:
        return None
    return asked.words or _of_another(spoken, me)


def _mentions(spoken: Spoken, me: Me) -> bool:
    return any(name == me.username.lower() for name, _, _ in spoken.mentions)


def _replies_to(spoken: Spoken, me: Me) -> bool:
    return spoken.replied is not None and spoken.replied.author == me.id


def _without_mentions(spoken: Spoken, me: Me) -> str:
    text = spoken.text
    for name, start, end in sorted(spoken.mentions, key=lambda mention: -mention[1]):
        if name == me.username.lower():
            text = text[:start] + " " + text[end:]
    return " ".join(text.split()).lstrip(",:;-– ")
