"""Settings of a chat: the record, where it is kept, and /settings, which shows and changes it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256

from bot.catalogue import Catalogue, Holdings
from bot.chat import Button, Command, Message, Pressed, Spoken
from bot.dispatch.sender import Sender, place_of
from bot.state.inbox import Accepted
from bot.state.retention import ChatMoves
from bot.state.state import State, from_json, supersede, to_json
from bot.wording import phrases
from bot.wording.markup import Markup, bold, joined, short, text, unlinked
from bot.wording.messages import plain
from retrieval.questions.question import UNKNOWN, Within, plain_language
from retrieval.questions.reading import plain_source


class Length(StrEnum):
    """How long answers are."""

    SHORT = "short"
    LONG = "long"


PASSAGES = {Length.SHORT: 1, Length.LONG: 3}
"""How many passages one message shows at most."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What answers in a chat are confined to (nothing: all there is), their length, and when there are any.

    `cooldown` are the seconds that pass between two answers; a chat that is `muted` gets none.
    """

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    length: Length = Length.LONG
    cooldown: int = 0
    muted: bool = False

    @property
    def within(self) -> Within:
        """What answers are confined to."""
        return Within(self.outlets, self.languages)

    @property
    def page_size(self) -> int:
        """How many passages one message shows at most."""
        return PASSAGES[self.length]


KEEP = "INSERT INTO chats VALUES (?, ?) ON CONFLICT (chat_id) DO UPDATE SET settings = excluded.settings"

USUAL = ChatSettings()
"""The settings of a chat in which nothing was decided."""


class SettingsOfChats:
    """Kept until the bot is removed from the chat."""

    def __init__(self, state: State, moves: ChatMoves) -> None:
        self._state, self._moves = state, moves

    def of(self, chat_id: int) -> ChatSettings:
        """The settings of a chat; the usual ones where what an earlier version kept can't be read."""
        query = "SELECT settings FROM chats WHERE chat_id = ?"
        row = self._state.execute(query, (self._moves.current(chat_id),)).fetchone()
        try:
            return from_json(ChatSettings, row[0]) if row else USUAL
        except (KeyError, TypeError, ValueError):
            return USUAL

    def keep(self, chat_id: int, settings: ChatSettings) -> None:
        """Keep them, durably."""
        chat_id = self._moves.current(chat_id)
        if settings == USUAL:
            self.forget_chat(chat_id)
        else:
            self._state.execute(KEEP, (chat_id, to_json(settings)))

    def forget_asker(self, asker: int) -> None:
        """Settings are a chat's, not a person's."""

    def forget_chat(self, chat_id: int) -> None:
        """Go back to the usual ones."""
        self._state.execute("DELETE FROM chats WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Take them along into the supergroup."""
        supersede(self._state, "chats", "chat_id", new_id, {"chat_id": old_id}, ("chat_id",))


LONGEST_COOLDOWN = 3600
MOST_OUTLETS = 40
"""Outlets that a chat can be confined to; more would not fit into the message that shows them."""

_ALL = frozenset({"all", "any", "everything", "none", "off"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that can't be fulfilled, and why, in words for the admin."""

    words: str


Changed = ChatSettings | Refusal
Read = Callable[[ChatSettings, str, Holdings], Changed]


def wished(settings: ChatSettings, words: str, holdings: Holdings) -> Changed:
    """The settings after a wish in words: 'short', 'outlets Reuters, The Ellis Courier', 'cooldown 30'."""
    verb, _, rest = " ".join(words.split()).partition(" ")
    read = _WORDS.get(verb.lower().rstrip(":="))
    return read(settings, rest.strip(), holdings) if read else Refusal(phrases.UNKNOWN_SETTING)


def after_press(settings: ChatSettings, action: str, holdings: Holdings) -> Changed:
    """The settings after a button: an outlet or a language that is chosen is taken out again."""
    verb, _, value = action.partition(":")
    if verb == "outlet":
        name = next((each for each in known(settings.outlets, holdings.outlets) if token(each) == value), None)
        return Refusal(phrases.OUTLET_GONE) if name is None else _outlets_in(settings, _toggled(settings.outlets, name))
    if verb == "language":
        return replace(settings, languages=_toggled(settings.languages, plain_language(value)))
    return wished(settings, f"{verb} {value}", holdings)


def token(outlet: str) -> str:
    """What stands for an outlet on a button, which has room for 64 bytes."""
    return sha256(outlet.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def known(chosen: Sequence[str], held: Sequence[str]) -> list[str]:
    """Those that are chosen, held or not any more, then all others that are held."""
    return list(dict.fromkeys([*chosen, *held]))


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


def _outlets(settings: ChatSettings, words: str, holdings: Holdings) -> Changed:
    if words.lower() in _ALL:
        return replace(settings, outlets=())
    held = known(settings.outlets, holdings.outlets)
    by_name = {plain_source(name): name for name in reversed(held)}
    asked = _listed(words)
    unknown = [each for each in asked if plain_source(each) not in by_name]
    if not asked or unknown:
        return Refusal(_unknown_outlet(unknown, held))
    return _outlets_in(settings, tuple(dict.fromkeys(by_name[plain_source(each)] for each in asked)))


def _outlets_in(settings: ChatSettings, outlets: tuple[str, ...]) -> Changed:
    too_many = len(outlets) > MOST_OUTLETS
    return Refusal(phrases.too_many_outlets(MOST_OUTLETS)) if too_many else replace(settings, outlets=outlets)


def _unknown_outlet(unknown: Iterable[str], held: Sequence[str]) -> str:
    first = next(iter(unknown), "")
    near = get_close_matches(first, held, n=3, cutoff=0.5) or held[:3]
    return phrases.unknown_outlet(first, near)


def _languages(settings: ChatSettings, words: str, holdings: Holdings) -> Changed:
    if words.lower() in _ALL:
        return replace(settings, languages=())
    asked = tuple(dict.fromkeys(UNKNOWN if each == "unknown" else plain_language(each) for each in _listed(words)))
    if not asked or not set(asked) <= {*holdings.languages, *settings.languages}:
        return Refusal(phrases.unknown_language(holdings.languages))
    return replace(settings, languages=asked)


def _cooldown(settings: ChatSettings, words: str, _: Holdings) -> Changed:
    if words.lower() in _ALL:
        return replace(settings, cooldown=0)
    number = words.lower().removesuffix("seconds").removesuffix("s").strip()
    seconds = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else -1
    if not 0 <= seconds <= LONGEST_COOLDOWN:
        return Refusal(phrases.wrong_cooldown(LONGEST_COOLDOWN))
    return replace(settings, cooldown=seconds)


def _listed(words: str) -> list[str]:
    return [each.strip() for each in words.split(",") if each.strip()]


def _to(**changes: object) -> Read:
    return lambda settings, words, holdings: replace(settings, **changes)  # type: ignore[arg-type]


_WORDS: dict[str, Read] = {
    "short": _to(length=Length.SHORT),
    "long": _to(length=Length.LONG),
    "mute": _to(muted=True),
    "unmute": _to(muted=False),
    "cooldown": _cooldown,
    "outlet": _outlets,
    "outlets": _outlets,
    "language": _languages,
    "languages": _languages,
    "reset": lambda settings, words, holdings: USUAL,
}


COOLDOWNS = (0, 10, 30, 60, 300)
OUTLETS_OFFERED, LANGUAGES_OFFERED = 30, 16
LONGEST_CODE = 20
_A_ROW = 2

Rows = tuple[tuple[Button, ...], ...]


def menu(settings: ChatSettings, holdings: Holdings, page: str = "") -> Message:
    """What is set, and the buttons of a page: 'outlets', 'languages', or the first one."""
    words = _shown(settings)
    if page == "outlets":
        return Message(words.html, words.plain, _outlet_buttons(settings, holdings))
    if page == "languages":
        return Message(words.html, words.plain, _language_buttons(settings, holdings))
    return Message(words.html, words.plain, _first(settings))


def _shown(settings: ChatSettings) -> Markup:
    outlets = ", ".join(settings.outlets) or phrases.ALL
    languages = ", ".join(map(_language, settings.languages)) or phrases.ALL
    lines = [
        bold(text(phrases.SETTINGS)),
        _line(phrases.OUTLETS, unlinked(outlets, 1500)),
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


def _outlet_buttons(settings: ChatSettings, holdings: Holdings) -> Rows:
    names = known(settings.outlets, holdings.outlets)[:OUTLETS_OFFERED]
    buttons = [_choice(_named(each), f"outlet:{token(each)}", chosen=each in settings.outlets) for each in names]
    return (*_rows(buttons), (_button(phrases.ALL_OUTLETS, "outlets:all"), _button(phrases.BACK, "page:")))


def _language_buttons(settings: ChatSettings, holdings: Holdings) -> Rows:
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


VERB = "set"


class SettingsCommand:
    """Shows and changes the settings of chats. Who is an admin is asked of the platform each time."""

    def __init__(self, sender: Sender, chats: SettingsOfChats, catalogue: Catalogue) -> None:
        self._sender, self._chats, self._catalogue = sender, chats, catalogue

    async def commanded(self, spoken: Spoken, given: Command, accepted: Accepted) -> None:
        """/settings alone shows them, with words changes them."""
        holdings = await self._holdings()
        settings = self._chats.of(spoken.chat_id)
        message = menu(settings, holdings)
        if given.words:
            result: Changed = Refusal(phrases.ADMINS_ONLY)
            if await self._sender.may_decide(spoken):
                result = wished(settings, given.words, holdings)
            message = plain(result.words) if isinstance(result, Refusal) else menu(result, holdings)
            self._keep(spoken.chat_id, result)
        await self._sender.say(place_of(spoken), message, accepted)

    async def pressed(self, pressed: Pressed, accepted: Accepted) -> None:
        """A button below them. Turning to another page of buttons changes nothing, but is an admin's too."""
        if not await self._sender.may_decide(pressed):
            await self._sender.chat.toast(pressed.press_id, phrases.ADMINS_ONLY)
            return
        holdings = await self._holdings()
        settings = self._chats.of(pressed.chat_id)
        verb, _, value = pressed.action.removeprefix(f"{VERB}:").partition(":")
        result: Changed = settings if verb == "page" else after_press(settings, f"{verb}:{value}", holdings)
        await self._sender.chat.toast(pressed.press_id, result.words if isinstance(result, Refusal) else "")
        if isinstance(result, ChatSettings):
            self._keep(pressed.chat_id, result)
            page = {"outlet": "outlets", "language": "languages", "page": value}.get(verb, "")
            await self._sender.change(pressed.chat_id, pressed.message_id, menu(result, holdings, page))

    def _keep(self, chat_id: int, result: Changed) -> None:
        if isinstance(result, ChatSettings):
            self._chats.keep(chat_id, result)

    async def _holdings(self) -> Holdings:
        return await self._sender.off_the_loop(self._catalogue.holdings)
