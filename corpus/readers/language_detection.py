"""The language of a text, as ISO 639-1: told by its commonest words where it is English, else by py3langid."""

import re
from functools import cache
from typing import Any

ENGLISH = "en"
COMMONEST = frozenset(
    "the of and to in a that is was for on with as by at from it be said he she they his her not".split()
)
TELLING = frozenset("the of and to that was for with by from said".split())  # few of them are words elsewhere
WORD = re.compile(r"[^\W\d_]+")
SHOWN = 2000  # characters; more changes no verdict
ENOUGH = 0.15  # of the words; English news has 20 to 45% of the commonest, other languages under 10%
ENOUGH_TELLING = 3
CODE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-]{2,})?$", re.IGNORECASE)
NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "russian": "ru", "русский": "ru",
    "chinese": "zh", "中文": "zh", "arabic": "ar", "العربية": "ar", "hindi": "hi", "urdu": "ur", "اردو": "ur",
    "bengali": "bn", "বাংলা": "bn", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko", "turkish": "tr",
    "dutch": "nl", "polish": "pl", "ukrainian": "uk", "persian": "fa", "thai": "th",
    "burmese": "my", "amharic": "am", "español": "es", "हिन्दी": "hi",
    "swahili": "sw", "indonesian": "id", "vietnamese": "vi", "greek": "el", "hebrew": "he", "swedish": "sv",
}  # fmt: skip
NO_LANGUAGE = "zxx"  # as ISO 639 has it: figures, names, addresses
LETTERS = 40  # fewer tell nothing; then what was given counts


def language_of(text: str, given: str | None) -> str | None:
    """The language that a text is in; what was given where the text is too short to tell, None where nothing tells."""
    head = text[:SHOWN]
    if _is_english(head):
        return ENGLISH
    if sum(map(str.isalpha, head)) < LETTERS:
        return read_language(given)
    found: str = _detector().classify(head)[0]
    return read_language(given) if found == NO_LANGUAGE else found


def read_language(given: str | None) -> str | None:
    """The code of a language as it was given: 'en-GB', 'de_DE', 'ENGLISH', 'Deutsch'; None where it names none."""
    name = (given or "").strip()
    found = CODE.match(name)
    return found[1].lower() if found else NAMES.get(name.lower())


def _is_english(text: str) -> bool:
    words = [word.lower() for word in WORD.findall(text)]
    common = sum(word in COMMONEST for word in words)
    telling = {word for word in words if word in TELLING}
    return "the" in telling and len(telling) >= ENOUGH_TELLING and common >= ENOUGH * len(words)


@cache
def _detector() -> Any:
    """Loaded on the first text that is not clearly English: the model takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE)
