"""Scenes of every kind of message the bot sends, played by the whole bot over its sample articles.

Each scene is what a person (or a group) does; what is kept of it is the bot's message as it stands in the end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fake_telegram.chats import FakeChat
from fake_telegram.server import FakeTelegram

from bot.wording import admin_messages, phrases

JSON = dict[str, Any]
ADMIN = 1
FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}}


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot's, what was said or pressed before it, and the picture that it is the caption of."""

    name: str
    said: str
    html: str
    buttons: tuple[tuple[JSON, ...], ...] = ()
    picture: bytes = b""


class Stage:
    """A private chat and a group of one scene's own."""

    def __init__(self, telegram: FakeTelegram, number: int, add: Callable[[JSON], None]) -> None:
        """`add` adds an article beside the running bot."""
        self._telegram, self._add = telegram, add
        self.private = telegram.private(1000 + number)
        self.group = telegram.group(-1000 - number, admins={ADMIN})
        self.said = ""

    def asks(self, *words: str, **more: Any) -> JSON:
        """Somebody writes in private, one thing after the other; the last answer."""
        for each in words:
            answer = self._answered(self.private, self.private.id, each, more)
        return answer

    def asks_in_group(self, words: str, author: int = ADMIN) -> JSON:
        """An admin of the group, or somebody else, writes there."""
        return self._answered(self.group, author, words, {})

    def checks(self, claim: str) -> JSON:
        """Somebody writes something in the group, and an admin replies with /check."""
        written = self._telegram.say(self.group, 2, claim)
        return self._answered(self.group, ADMIN, "/check", {"reply_to": written})

    def replies(self, first: str, then: str) -> JSON:
        """An admin asks in the group, and somebody else replies to the answer."""
        answer = self.asks_in_group(first)
        return self._answered(self.group, 2, then, {"reply_to": answer["message_id"]})

    def orders(self, words: str, until: str) -> JSON:
        """An admin of the bot writes, and the answer changes until these words stand in it."""
        chat = self._telegram.private(ADMIN)
        number = self._answered(chat, ADMIN, words, {})["message_id"]
        self._telegram.wait(lambda: until in chat.messages[number]["text"])
        return chat.messages[number]

    def hears_news(self, words: str) -> JSON:
        """Somebody follows a speaker, and an article with words of that speaker is added."""
        self.asks(words)
        self.said = "(an article is added)"
        self._add(NEWS)
        return self._telegram.said(self.private, 2)[1]

    def presses(self, message: JSON, label: str, chat: FakeChat | None = None) -> JSON:
        """Somebody presses a button, and the message changes, or a new one comes."""
        where, presser = (chat, ADMIN) if chat is not None else (self.private, self.private.id)
        self.said, count = f"[ {label} ]", len(where.from_bot())
        self._telegram.press(where, presser, message["message_id"], label)
        return self._telegram.wait(lambda: self._changed(where, message, count))

    def invites(self) -> JSON:
        """The bot is added to the group."""
        self.said = "(is added to a group)"
        self._telegram.membership(self.group, "left", "member")
        return self._telegram.said(self.group)[0]

    def types_inline(self, words: str) -> JSON:
        """Somebody types after the bot's name and posts the first card."""
        self.said = f"@recordbot {words}"
        query = self._telegram.type_inline(self.private.id, words)
        cards = self._telegram.wait(lambda: self._telegram.cards.get(query))["results"]
        keyboard = cards[0].get("reply_markup", {"inline_keyboard": []})
        return {"html": cards[0]["input_message_content"]["message_text"], "reply_markup": keyboard}

    def _answered(self, chat: FakeChat, author: int, words: str, more: JSON) -> JSON:
        self.said, count = words, len(chat.from_bot())
        self._telegram.say(chat, author, words, **more)
        return self._telegram.said(chat, count + 1)[-1]

    def _changed(self, chat: FakeChat, before: JSON, count: int) -> JSON | None:
        if len(chat.from_bot()) > count:
            return chat.from_bot()[-1]
        now = chat.messages[before["message_id"]]
        return now if now != before else None


Scene = Callable[[Stage], JSON]

SULLIVAN = "What did Sullivan say?"
SCENES: dict[str, Scene] = {
    "answer": lambda stage: stage.asks(SULLIVAN),
    "answer-second-hand": lambda stage: stage.asks("What did Lindqvist say?"),
    "answer-next-page": lambda stage: stage.presses(stage.asks("what did Wanjiru Kamau say?"), phrases.MORE),
    "answer-follow-up": lambda stage: stage.asks(SULLIVAN, "and about insurance?"),
    "answer-without-speaker": lambda stage: stage.asks("how many spectators did the Coastal Cup draw?"),
    "answer-in-group": lambda stage: stage.asks_in_group("/ask what did the finance chief say?"),
    "context": lambda stage: stage.presses(stage.asks(SULLIVAN), phrases.CONTEXT),
    "which-speaker": lambda stage: stage.asks("What did Okafor say?"),
    "which-speaker-chosen": lambda stage: stage.presses(stage.asks("What did Okafor say?"), "Grace"),
    "nothing-found": lambda stage: stage.asks("What did Sullivan say about penguins?"),
    "nobody-known": lambda stage: stage.asks("What did Kowalczyk say?"),
    "no-more": lambda stage: stage.asks(SULLIVAN, "more", "more"),
    "quotation-printed": lambda stage: stage.asks("“our ships sail in our own waters”"),
    "quotation-nearly": lambda stage: stage.asks("“our ships are sailing in our own waters, and they threaten nobody”"),
    "quotation-not-printed": lambda stage: stage.asks("“we shall fight on the beaches for ever”", **FORWARDED),
    "check-otherwise": lambda stage: stage.checks("Lindqvist said: our ships do not sail in our own waters."),
    "check-several": lambda stage: stage.checks(
        "Our ships sail in our own waters, and they threaten nobody. The moon is made of green cheese, as you know."
    ),
    "check-what": lambda stage: stage.asks_in_group("/check"),
    "reply-source": lambda stage: stage.replies("/ask " + SULLIVAN, "source?"),
    "small-talk": lambda stage: stage.asks("thanks!"),
    "other-language": lambda stage: stage.asks("Was hat Sullivan über die Ukraine gesagt?"),
    "timeline": lambda stage: stage.asks("/timeline Okafor"),
    "timeline-picture": lambda stage: stage.asks("/timeline Sullivan"),
    "timeline-of-whom": lambda stage: stage.asks("/timeline"),
    "inline-card": lambda stage: stage.types_inline("sullivan merchant ship"),
    "greeting": lambda stage: stage.invites(),
    "settings": lambda stage: stage.asks_in_group("/settings"),
    "settings-outlets": lambda stage: stage.presses(
        stage.asks_in_group("/settings"), phrases.OUTLETS_BUTTON, stage.group
    ),
    "settings-for-admins-only": lambda stage: stage.asks_in_group("/settings mute", author=2),
    "follow": lambda stage: stage.asks("/follow Sullivan"),
    "follow-whom": lambda stage: stage.asks("/follow"),
    "follow-unknown": lambda stage: stage.asks("/follow Kowalczyk"),
    "following": lambda stage: stage.asks("/follow Grace Okafor", "/follow Sullivan insurance", "/following"),
    "following-nobody": lambda stage: stage.asks("/following"),
    "unfollow": lambda stage: stage.asks("/follow Sullivan", "/unfollow Sullivan"),
    "unfollow-another": lambda stage: stage.asks("/unfollow Sullivan"),
    "follow-for-admins-only": lambda stage: stage.asks_in_group("/follow Sullivan", author=2),
    "news": lambda stage: stage.hears_news("/follow Ilse Brandt"),
    "order-status": lambda stage: stage.orders("/status", "Running for"),
    "order-add": lambda stage: stage.orders("/add", "What am I to add?"),
    "order-remove": lambda stage: stage.orders("/remove", "Write /remove"),
    "order-remove-unknown": lambda stage: stage.orders("/remove https://x.example/1", "I hold no article"),
    "order-rebuild": lambda stage: stage.orders("/rebuild", "Done:"),
    "order-rebuild-what": lambda stage: stage.orders("/rebuild today", "Write /rebuild"),
    "order-of-no-admin": lambda stage: stage.asks("/status"),
    "start": lambda stage: stage.asks("/start"),
    "help": lambda stage: stage.asks("/help"),
    "privacy": lambda stage: stage.asks("/privacy"),
    "forget": lambda stage: stage.asks("/forget"),
    "sources": lambda stage: stage.asks("/sources"),
    "speakers": lambda stage: stage.asks("/speakers"),
    "latest": lambda stage: stage.asks("/latest"),
    "about": lambda stage: stage.asks("/about"),
    "ask-what": lambda stage: stage.asks("/ask"),
    "unknown-command": lambda stage: stage.asks("/frobnicate"),
}

NEWS = {
    "headline": "Ministry sees no end to the fee",
    "outlet": "Tidewater Daily",
    "agency": "KNA",
    "place": "Port Maren",
    "published": "2024-03-28T08:15:00+05:30",
    "url": "https://tidewater.example/fee",
    "text": (
        "The foreign ministry said on Thursday that talks about the transit fee would go on after the holidays.\n"
        "“Nobody has shown us a bill that we could pay,” said ministry spokeswoman Ilse Brandt.\n"
        "Brandt added that no date was set for the next round.\n"
    ),
}

RARE = (
    "NOT_ALLOWED WITHDRAWN OUTAGE FAILED TOO_FAST TOO_LONG EMPTY_ARCHIVE NOTHING NO_PICTURE NO_DATES THANKS "
    "THANKS_WHY WHY_BAD WHY_NOTED FOLLOW_UNKNOWN CLAIM_BY_OTHERS CHECK_WHAT WATCHING OTHER_ATTACHMENT ADMIN_DOCUMENT "
    "PASTED_ARTICLE PAGE_WITHOUT_WORDS PAGE_NOT_HELD NOT_ALLOWED_PRIVATE NONE_IN_OWN_WORDS NOBODY_ELSE "
    "WHO_ELSE_ON_WHAT UNKNOWN_SETTING OUTLET_GONE FOLLOWS_FULL ENDED NOT_RUNNING STOPPING NO_FILE"
).split()
"""Words alone that are said only when something is wrong, or that flash up where a button is pressed."""


def screens(telegram: FakeTelegram, add: Callable[[JSON], None], only: str = "") -> Iterator[Screen]:
    """Those whose name begins with `only`, played with the bot that runs on this Telegram."""
    for number, (name, scene) in enumerate(SCENES.items()):
        if name.startswith(only):
            stage = Stage(telegram, number, add)
            message = scene(stage)
            rows = tuple(tuple(row) for row in message["reply_markup"]["inline_keyboard"])
            picture = telegram.pictures.get(message.get("message_id", 0), b"")
            yield Screen(name, stage.said, message["html"], rows, picture)
    for name in RARE:
        if name.lower().startswith(only):
            yield Screen(name.lower(), "", getattr(phrases, name, None) or getattr(admin_messages, name))
