"""What a message asks of the bot, if anything. In groups it speaks only when spoken to. Pure."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.chat import ChatKind, Command, Me, Spoken
from bot.dispatch.small_talk import (
    Talk,
    asks_of_named,
    is_chat,
    looks_like_question,
    names_saying,
    plain_words,
    small_talk,
)
from bot.follow_ups import wish_in
from retrieval.finding.quote_check import has_words_enough, quoted_words

ASK, CHECK = "ask", "check"
PASTED = 500
"""Code points from which a text of several sentences that asks nothing is taken for something to be checked."""

LEADS_ON = frozenset("and about on in from to only what not since before after by during at for or".split())
"""First words of short follow-ups: 'in December', 'from the Herald', 'not in Berlin'."""

PICK_WORDS = 3
SUBJECTS = frozenset("he she they it this that there nobody everybody everyone somebody politicians people".split())
"""First words of remarks: 'he always does'."""


class Wanted(Enum):
    """What is to be done about a message."""

    QUESTION = auto()
    CHECK = auto()
    TALK = auto()
    LINKS = auto()
    ATTACHMENT = auto()
    COMMAND = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks: the words of a question, or those to be checked ('': which is not clear).

    `soft` is set where a group's member replies to the bot without naming it and may be talking to the others: then
    only a real answer is worth a message. `talk` is the kind of small talk.
    """

    wanted: Wanted
    words: str = ""
    soft: bool = False
    talk: Talk | None = None


def command(spoken: Spoken, me: Me) -> Command | None:
    """The command that is meant for this bot; None where there is none, or another bot is named."""
    given = spoken.command
    if given is None or given.to.lower() not in ("", me.username.lower()):
        return None
    return given


def request(spoken: Spoken, me: Me) -> Request | None:
    """What the message asks of the bot; None where it is not spoken to.

    In private every message asks something. In a group: commands, replies to the bot, and mentions of it. A message
    from a chat that the bot is no member of always names it.
    """
    if spoken.kind is ChatKind.CHANNEL and not spoken.guest:
        return None
    if spoken.command is not None:
        return _commanded(spoken, me)
    if spoken.guest or _mentions(spoken, me):
        return _mentioned(spoken, me)
    if spoken.kind is ChatKind.PRIVATE:
        return _in_private(spoken, me)
    return _replying(spoken) if _replies_to(spoken, me) else None


def judged(spoken: Spoken, words: str) -> tuple[int, str]:
    """The message in which the words to be checked stand, and these as far as they can be quoted from it."""
    if spoken.replied is not None and words and words in spoken.replied.whole:
        return spoken.replied.message_id, words
    return spoken.message_id, words if words in spoken.text else ""


def _commanded(spoken: Spoken, me: Me) -> Request | None:
    given = command(spoken, me)
    if given is None:
        return None
    if given.name == ASK:
        return Request(Wanted.QUESTION, given.words or _of_another(spoken, me))
    if given.name == CHECK:
        return Request(Wanted.CHECK, given.words or _of_another(spoken, me))
    return Request(Wanted.COMMAND)


def _in_private(spoken: Spoken, me: Me) -> Request | None:
    words = spoken.text.strip()
    if not words:
        return Request(Wanted.ATTACHMENT, spoken.attachment) if spoken.attachment else None
    if spoken.attachment == "document" and not spoken.forwarded:
        return Request(Wanted.ATTACHMENT, spoken.attachment)
    if spoken.links and not _without_links(words, spoken.links):
        return Request(Wanted.LINKS)
    if (quotation := _quotation(spoken, words)) is not None:
        return Request(Wanted.CHECK, quotation)
    return _talk(spoken, me, words) or Request(Wanted.QUESTION, words)


def _quotation(spoken: Spoken, words: str) -> str | None:
    """The words to be checked: wholly in quotation marks, forwarded, or pasted; what ends with '?' is a question."""
    asks = words.endswith("?")
    if spoken.forwarded and not asks and has_words_enough(words):
        return quoted_words(words) or words
    if not asks and len(words) >= PASTED and len(re.findall(r"[.!?…]['\"”’)]*\s", words)) >= 2:
        return words
    return quoted_words(words)


def _mentioned(spoken: Spoken, me: Me) -> Request | None:
    words, target = without_mentions(spoken, me), _of_another(spoken, me)
    if not words:
        asks = target.endswith("?")
        return Request(Wanted.QUESTION if asks or not target else Wanted.CHECK, target)
    talk = _talk(spoken, me, words)
    if talk is not None:
        return talk
    if (quotation := quoted_words(words)) is not None:
        return Request(Wanted.CHECK, quotation)
    first = spoken.guest or any(start == 0 for name, start, _ in spoken.mentions if name == me.username.lower())
    asks = looks_like_question(words) or wish_in(words) is not None
    return Request(Wanted.QUESTION, words) if asks or (first and not is_chat(words)) else None


def _replying(spoken: Spoken) -> Request | None:
    """A reply to the bot in a group: a follow-up, or a remark to the others."""
    words = spoken.text.strip()
    if not words:
        return None
    if wish_in(words) is not None:
        return Request(Wanted.QUESTION, words)
    talk = small_talk(words)
    if talk is Talk.CHECK:
        return Request(Wanted.QUESTION, words, soft=True)
    if talk is not None:
        return Request(Wanted.TALK, words, soft=True, talk=talk)
    plain = plain_words(words)
    leads_on = plain[0] in LEADS_ON or (len(plain) <= PICK_WORDS and plain[0] not in SUBJECTS)
    if looks_like_question(words) or (leads_on and not is_chat(words)):
        return Request(Wanted.QUESTION, words, soft=not names_saying(words))
    return None


def _talk(spoken: Spoken, me: Me, words: str) -> Request | None:
    """Small talk, or a request to check what somebody else wrote."""
    talk = small_talk(words)
    if talk is None and (target := _of_another(spoken, me)) and asks_of_named(words):
        return Request(Wanted.CHECK, target, talk=Talk.CHECK)
    if talk is Talk.CHECK:
        if _replies_to(spoken, me) or (wish_in(words) is not None and spoken.replied is None):
            return Request(Wanted.QUESTION, words, talk=talk)
        return Request(Wanted.CHECK, _of_another(spoken, me), talk=talk)
    if talk is None or (wish_in(words) is not None):
        return None
    return Request(Wanted.TALK, words, talk=talk)


def _of_another(spoken: Spoken, me: Me) -> str:
    if spoken.replied is None or spoken.replied.author == me.id:
        return ""
    return spoken.replied.text.strip()


def _mentions(spoken: Spoken, me: Me) -> bool:
    return any(name == me.username.lower() for name, _, _ in spoken.mentions)


def _replies_to(spoken: Spoken, me: Me) -> bool:
    return spoken.replied is not None and spoken.replied.author == me.id


def without_mentions(spoken: Spoken, me: Me) -> str:
    """The text without the bot's own name."""
    text = spoken.text
    for name, start, end in sorted(spoken.mentions, key=lambda mention: -mention[1]):
        if name == me.username.lower():
            text = text[:start] + " " + text[end:]
    return " ".join(text.split()).lstrip(",:;-– ")


def _without_links(words: str, links: tuple[str, ...]) -> str:
    for link in links:
        words = words.replace(link, "").replace(link.removeprefix("https://"), "")
    return words.strip(" \n.,;<>()")
