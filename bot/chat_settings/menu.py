"""The message that shows a chat's settings, with buttons to change them. Pure."""

from bot.catalogue import Holdings
from bot.chat import Button, Message
from bot.chat_settings.record import ChatSettings, Length
from bot.chat_settings.wishes import known, token
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, short, text
from retrieval.questions.question import UNKNOWN

COOLDOWNS = (0, 10, 30, 60, 300)
OUTLETS_OFFERED, LANGUAGES_OFFERED = 30, 16
LONGEST_CODE = 20
_A_ROW = 2

Rows = tuple[tuple[Button, ...], ...]


def menu(settings: ChatSettings, holdings: Holdings, page: str = "") -> Message:
    """What is set, and the buttons of a page: 'outlets', 'languages', or the first one."""
    words = _shown(settings)
    if page == "outlets":
        return Message(words.html, words.plain, _outlets(settings, holdings))
    if page == "languages":
        return Message(words.html, words.plain, _languages(settings, holdings))
    return Message(words.html, words.plain, _first(settings))


def _shown(settings: ChatSettings) -> Markup:
    outlets = ", ".join(settings.outlets) or phrases.ALL
    languages = ", ".join(map(_language, settings.languages)) or phrases.ALL
    lines = [
        bold(text(phrases.SETTINGS)),
        _line(phrases.OUTLETS, short(outlets, 1500)),
        _line(phrases.LANGUAGES, short(languages, 300)),
        _line(phrases.LENGTH, text(phrases.LENGTHS[settings.length])),
        _line(phrases.COOLDOWN, text(phrases.pause(settings.cooldown))),
        _line(phrases.ANSWERING, text(phrases.MUTED if settings.muted else phrases.WHEN_ASKED)),
    ]
    return joined([joined(lines, "\n"), text(phrases.HOW_TO_SET)], "\n\n")


def _line(name: str, value: Markup) -> Markup:
    return text(f"{name}: ") + value


def _first(settings: ChatSettings) -> Rows:
    lengths = tuple(_choice(phrases.LENGTH_NAMES[each], each, chosen=settings.length is each) for each in Length)
    pauses = tuple(
        _choice(phrases.pause(each), f"cooldown:{each}", chosen=settings.cooldown == each) for each in COOLDOWNS
    )
    pages = (_button(phrases.OUTLETS_BUTTON, "page:outlets"), _button(phrases.LANGUAGES_BUTTON, "page:languages"))
    quiet = _button(phrases.UNMUTE, "unmute") if settings.muted else _button(phrases.MUTE, "mute")
    return (lengths, pauses, pages, (quiet, _button(phrases.RESET, "reset")))


def _outlets(settings: ChatSettings, holdings: Holdings) -> Rows:
    names = known(settings.outlets, holdings.outlets)[:OUTLETS_OFFERED]
    buttons = [_choice(_named(each), f"outlet:{token(each)}", chosen=each in settings.outlets) for each in names]
    return (*_rows(buttons), (_button(phrases.ALL_OUTLETS, "outlets:all"), _button(phrases.BACK, "page:")))


def _languages(settings: ChatSettings, holdings: Holdings) -> Rows:
    codes = [each for each in known(settings.languages, holdings.languages) if _fits(each)][:LANGUAGES_OFFERED]
    buttons = [_choice(_language(each), f"language:{each}", chosen=each in settings.languages) for each in codes]
    return (*_rows(buttons), (_button(phrases.ALL_LANGUAGES, "languages:all"), _button(phrases.BACK, "page:")))


def _fits(code: str) -> bool:
    """Whether a button can carry it; a page may give anything as its language."""
    return code.isalnum() and code.isascii() and len(code) <= LONGEST_CODE


def _rows(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))


def _named(outlet: str) -> str:
    return short(outlet, 40).plain.strip() or phrases.UNKNOWN_OUTLET


def _language(code: str) -> str:
    return phrases.UNKNOWN_LANGUAGE if code == UNKNOWN else code


def _choice(label: str, action: str, *, chosen: bool) -> Button:
    return _button(f"✓ {label}" if chosen else label, action)


def _button(label: str, action: str) -> Button:
    return Button(label, action=f"set:{action}")
