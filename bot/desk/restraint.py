"""Restraint: where the bot keeps quiet although it was asked, because a chat is muted or somebody asks too fast."""

from bot.chat import Pressed, Spoken
from bot.chat_settings.record import SettingsOfChats
from bot.desk.pace import Pace, Pauses, Verdict
from bot.wording import phrases

SETTINGS = "settings"
"""The command that works in a muted chat too, or nobody could unmute it."""


class Restraint:
    """Says what holds the bot back; the words are '' where it says nothing."""

    def __init__(self, chats: SettingsOfChats, pace: Pace, pauses: Pauses) -> None:
        self._chats, self._pace, self._pauses = chats, pace, pauses

    def at(self, spoken: Spoken, question: str | None) -> str | None:
        """What is said instead of an answer; None where it is to be answered."""
        settings = self._chats.of(spoken.chat_id)
        if settings.muted and not (spoken.command is not None and spoken.command.name == SETTINGS):
            return ""
        verdict = self._pace.of(spoken.chat_id, spoken.asker)
        if verdict is not Verdict.ANSWER:
            return _said(verdict, phrases.TOO_FAST)
        if not question or spoken.edited:
            return None
        return _said(self._pauses.of(spoken.chat_id, settings.cooldown), phrases.pausing(settings.cooldown))

    def at_press(self, pressed: Pressed) -> str | None:
        """What is flashed up instead of what a button does; None where it is to be done."""
        return _said(self._pace.of(pressed.chat_id, pressed.asker), phrases.TOO_FAST)


def _said(verdict: Verdict, words: str) -> str | None:
    match verdict:
        case Verdict.ANSWER:
            return None
        case Verdict.ASK_TO_WAIT:
            return words
        case Verdict.WAIT_IN_SILENCE:
            return ""
