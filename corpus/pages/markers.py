"""The lines over lists of other stories: 'ALSO READ', 'Recommended for you', 'Read more: ...'.

Their words are in data/marker_words.tsv, from the forms of some 90 outlets; what counts is that a line has no others.
"""

import re
from functools import cache
from importlib.resources import files

from corpus.pages.paragraphs import Paragraph

SEEING = (["see", "also"], ["also", "see"], ["see", "more"])
FOREIGN = re.compile(
    r"(?:lesen sie auch|mehr zum thema|auch interessant|das könnte sie auch interessieren|lire aussi|à lire aussi|"
    r"lea también|lee también|te puede interesar|le puede interesar|leia também|leia mais|veja também|leggi anche|"
    r"lees ook|læs også|les også|läs också|lue myös|czytaj także|czytaj też|zobacz też|читайте также|читайте також|"
    r"baca juga|soma zaidi|okuyun|ayrıca okuyun|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|اقرأ أيضا|اقرأ أيضاً)",
    re.IGNORECASE,
)
AFTER_MARKER = re.compile(r"\s*(?:\.{2,}|…|!|\(\d+\))+$")  # 'ALSO READ...', 'Related stories (3)'
MORE_FROM = re.compile(
    r"more (?:(?:stories|news|articles|headlines|coverage) )?(?:from|on|in|about|by|for)\b|also (?:on|in) \S",
    re.IGNORECASE,
)
UNSEPARATED = re.compile(
    r"\W*(?:(?:click|tap) here to (?:read|watch|listen)|(?:also|must) read|read also|see also|"
    r"read more (?:about|on|at)|read the (?:full|whole|original) (?:story|article|report|interview))\b.{4}",
    re.IGNORECASE,
)
INLINE = re.compile(r"[^\w“\"‘']*(\w[^:|»>–—,]{1,44}?)\s*([:|»>–—]|\s-\s)\s*\S")
PICTURED = frozenset(
    ["video", "photos", "pics", "pictures", "podcast"]
)  # 'VIDEO: ...' leads elsewhere, 'EXCLUSIVE: ...' may be the story
BULLET = re.compile(r"(?:[-–—•*·▪●◦‣+]|\(?\w{1,5}[.)])\s|\\?[(*#]|\(\w{1,5}\)")
WORD = re.compile(r"\w[\w'’-]*|&")


def is_marker(text: str) -> bool:
    """Whether a line always stands over a list of other stories: 'ALSO READ', 'Related:', 'More from Politics'."""
    text = AFTER_MARKER.sub("", text)
    if not _is_short(text):
        return False
    words = _words(text)
    if FOREIGN.search(text) or words == ["more"] or (MORE_FROM.match(text) and len(words) <= 6):
        return True
    likely = sum(word in _weighing("likely") for word in words)
    return _are_marker_words(words) and (likely > 1 or not _weighing("sure").isdisjoint(words))


def is_likely_marker(text: str) -> bool:
    """Whether a line could stand over such a list, if headlines do follow: 'Top Stories Right Now', 'In Other News'."""
    text = AFTER_MARKER.sub("", text)
    if not _is_short(text):
        return False
    words = _words(text)
    return _are_marker_words(words) and not _weighing("likely").isdisjoint(words)


def is_inline(text: str) -> bool:
    """Whether a line is marker and headline in one: 'Also Read: ...', 'READ MORE | ...', 'Click here to read ...'."""
    if len(text) > 250:
        return False
    found = INLINE.match(text)
    if found and _is_inline_phrase(found[1], found[2]):
        return True
    return UNSEPARATED.match(text) is not None and len(text.split()) <= 25


def is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be a marker nobody has listed: up to five words, capitalised, no sentence."""
    words = WORD.findall(paragraph.text)
    if not 1 <= len(words) <= 5 or len(paragraph.text) > 45 or paragraph.ends_sentence or BULLET.match(paragraph.text):
        return False
    filler = _weighing("filler")
    return paragraph.text[-1] not in ",;—–" and all(word[0].isupper() or word in filler for word in words)


def _is_short(text: str) -> bool:
    return len(text) <= 60 and not text.endswith((".", "?", "!", ","))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _are_marker_words(words: list[str]) -> bool:
    sure, likely, filler = map(_weighing, ("sure", "likely", "filler"))
    return 1 <= len(words) <= 8 and all(word in sure or word in likely or word in filler for word in words)


def _is_inline_phrase(text: str, mark: str) -> bool:
    words = _words(text)
    if FOREIGN.search(text) or MORE_FROM.match(text) or words == ["more"]:
        return True
    is_kicker = all(word in _weighing("kicker") or word == "in" for word in words)
    if words and is_kicker and (mark == "|" or (words[-1] in PICTURED and text.isupper())):
        return True
    if mark in "–—" and len(words) < 2 and not text.isupper():
        return False
    return _are_marker_words(words) and len(words) <= 5 and (not _weighing("sure").isdisjoint(words) or words in SEEING)


@cache
def _weighing(weight: str) -> frozenset[str]:
    """The words of markers: 'sure' ones make a marker, 'likely' ones with headlines under them, 'filler' ones none;
    a 'kicker' stands alone, or with 'in', before a bar."""
    table = (files("corpus") / "data" / "marker_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return frozenset(word for word, given in rows if given == weight)
