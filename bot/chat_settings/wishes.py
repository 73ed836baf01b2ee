"""Wishes: what an admin writes after /settings or presses below it, and the settings that come of it. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256

from bot.catalogue import Holdings
from bot.chat_settings.record import USUAL, ChatSettings, Length
from bot.wording import phrases
from retrieval.questions.question import UNKNOWN, plain_language
from retrieval.questions.reading import plain_source

LONGEST_COOLDOWN = 3600
MOST_OUTLETS = 40
"""Outlets that a chat can be confined to; more would not fit into the message that shows them."""

_ALL = frozenset({"all", "any", "everything", "none", "off"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that can't be fulfilled, and why, in words for the admin."""

    words: str


Wished = ChatSettings | Refusal
Read = Callable[[ChatSettings, str, Holdings], Wished]


def wished(settings: ChatSettings, words: str, holdings: Holdings) -> Wished:
    """The settings after a wish in words: 'short', 'outlets Reuters, The Ellis Courier', 'cooldown 30'."""
    verb, _, rest = " ".join(words.split()).partition(" ")
    read = _WORDS.get(verb.lower().rstrip(":="))
    return read(settings, rest.strip(), holdings) if read else Refusal(phrases.UNKNOWN_SETTING)


def after_press(settings: ChatSettings, action: str, holdings: Holdings) -> Wished:
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


def _outlets(settings: ChatSettings, words: str, holdings: Holdings) -> Wished:
    if words.lower() in _ALL:
        return replace(settings, outlets=())
    held = known(settings.outlets, holdings.outlets)
    by_name = {plain_source(name): name for name in reversed(held)}
    asked = _listed(words)
    unknown = [each for each in asked if plain_source(each) not in by_name]
    if not asked or unknown:
        return Refusal(_unknown_outlet(unknown, held))
    return _outlets_in(settings, tuple(dict.fromkeys(by_name[plain_source(each)] for each in asked)))


def _outlets_in(settings: ChatSettings, outlets: tuple[str, ...]) -> Wished:
    too_many = len(outlets) > MOST_OUTLETS
    return Refusal(phrases.too_many_outlets(MOST_OUTLETS)) if too_many else replace(settings, outlets=outlets)


def _unknown_outlet(unknown: Iterable[str], held: Sequence[str]) -> str:
    first = next(iter(unknown), "")
    near = get_close_matches(first, held, n=3, cutoff=0.5) or held[:3]
    return phrases.unknown_outlet(first, near)


def _languages(settings: ChatSettings, words: str, holdings: Holdings) -> Wished:
    if words.lower() in _ALL:
        return replace(settings, languages=())
    asked = tuple(dict.fromkeys(UNKNOWN if each == "unknown" else plain_language(each) for each in _listed(words)))
    if not asked or not set(asked) <= {*holdings.languages, *settings.languages}:
        return Refusal(phrases.unknown_language(holdings.languages))
    return replace(settings, languages=asked)


def _cooldown(settings: ChatSettings, words: str, _: Holdings) -> Wished:
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
