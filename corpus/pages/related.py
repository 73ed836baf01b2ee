"""Lists of other stories: the markers over them ('ALSO READ'), the headlines in them, and where the story goes on.

The words of markers are in data/marker_words.tsv, from the forms of some 90 outlets; what counts is that a line has
no others. Headlines are told from sentences of the story by form: mark at the end, length, tense, who is speaking.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from corpus.article import BlockKind
from corpus.pages.notices import is_rule
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


STORY_OPENING = re.compile(
    r"[“\"‘'(\[]*(?:(?:he|she|they)\b|(?:it|but|and|meanwhile|however|earlier|later|asked|speaking|according to|"
    r"in an? (?:statement|interview)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?![^.]{0,60}: ))",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|added|told|noted|stated|explained(?! in\b)(?=\s)|insisted|stressed|argued|continued|acknowledged|"
    r"replied|concluded|recalled|testified|remarked|went on)\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|would|could|met|held|made|rose|fell|came|went|began|took|gave|got|saw|left|knew|thought|stood|"
    r"ran|sat|spoke|lost|sent|paid|kept|brought|bought|fought|felt|found|heard|led|shook|slept|wept|spent|struck|threw|"
    r"wore|wrote|became|broke|chose|"
    r"[a-z]{3,}ed)\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
AUXILIARY = re.compile(r"\b(?:will|is|are|has|have|can|may|must)\b")
ARTICLES = re.compile(r"\b(?:the|an?)\b")
OTHER_LANGUAGE = re.compile(
    r"[^\W\d_a-zA-Z\u00c0-\u024f]{3}|\b(?:der|die|und|nicht|ist|les|des|une|est|dans|qui|el|los|las|que|una|por|del|il|"
    r"che|di|não|uma|het|een|och|att|nie|się|ve|bir|dan|yang)\b"
)
SCRAP = re.compile(r"[A-Z0-9À-Þ][\w&+'’/ -]*[\w+]$")
QUOTATION = re.compile(r"[“\"„«][^“”\"„«»]{3,}[”\"“»]")
SIGNED = re.compile(r"[“\"„«][^“”\"„«»]{10,}[”\"“»] ?(?:[—–]|--?) ?[^\W\d_a-z]")  # a quotation and who said it
NEXT_SENTENCE = re.compile(r"[a-z]{2}[.!?][”\"’']?\s+[“\"‘']?[A-Z]")


def is_headline(paragraph: Paragraph) -> bool:
    """Whether a paragraph has the form of a headline: 4 to 24 words, a capital first, no full stop, no bullet."""
    text = paragraph.text
    if len(text) > 180 or paragraph.ends_sentence or text[-1] in ":;,—–-|}>{" or BULLET.match(text):
        return False
    if SIGNED.match(text):
        return False
    return 4 <= len(text.split()) <= 24 and _opens_high(text) and story_score(paragraph) < 4


def is_scrap(paragraph: Paragraph) -> bool:
    """Whether a paragraph is too short for a headline and no sentence either: 'Copied', 'Remove Ads', 'The ruling'."""
    text = paragraph.text
    return len(text.split()) <= 3 and len(text) <= 40 and SCRAP.match(text) is not None


def asks(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be a headline that asks or exclaims."""
    return (
        paragraph.text.endswith(("?", "!")) and 4 <= len(paragraph.text.split()) <= 16 and paragraph.text[0].isupper()
    )


def is_of_story(paragraph: Paragraph) -> bool:
    """Whether a paragraph reads more like the story than a headline; one without a full stop must do so clearly."""
    return story_score(paragraph) >= (3 if paragraph.ends_sentence else 4)


def without_bullet(paragraph: Paragraph) -> Paragraph:
    """The paragraph as it reads without the bullet or number before it."""
    return replace(paragraph, text=BULLET.sub("", paragraph.text, count=1) or paragraph.text)


def story_score(paragraph: Paragraph) -> int:
    """How much a paragraph reads like the story and not like a headline; 3 and more is more likely the story."""
    text = paragraph.text
    words = len(text.split())
    stopped = paragraph.ends_sentence and not text.rstrip("”\"’')]").endswith(("?", "!"))
    score = 2 * (words >= 20) + 2 * (words >= 28) + paragraph.ends_sentence + stopped + 2 * text.endswith(":")
    score += 2 * (STORY_OPENING.match(text) is not None) + 2 * (REPORTED.search(text) is not None)
    score += PAST.search(text) is not None
    if stopped:
        score += words >= 15
        score += any(form.search(text) for form in (AUXILIARY, QUOTATION)) + (OTHER_LANGUAGE.search(text) is not None)
    return score + (len(ARTICLES.findall(text)) >= 2) + (NEXT_SENTENCE.search(text) is not None)


def _opens_high(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "")
    return not first.islower()


AHEAD = 8  # paragraphs looked at under a line that could be a marker: three headlines, with the age of each

Kinds = list[BlockKind | None]


def mark_lists(paragraphs: Sequence[Paragraph], kinds: Kinds, story: int) -> None:
    """Lists of other stories; over the story, where its own headline and deck follow adverts, only long ones count."""
    at = 0
    while at < len(paragraphs):
        is_sure = kinds[at] is None and is_marker(paragraphs[at].text)
        opens = _opens_list if at >= story else _opens_list_over_story
        at = _mark_list(paragraphs, kinds, at) if is_sure or opens(paragraphs, kinds, at) else at + 1


def _opens_list(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> bool:
    """A line like a marker, an advert or another notice with headlines under it, not all with a full stop."""
    if kinds[at] not in {None, BlockKind.NOTICE} or is_rule(paragraphs[at].text):
        return False
    here, is_free = paragraphs[at], kinds[at] is None
    is_likely = is_free and is_likely_marker(here.text)
    if is_free and not is_likely and not (at > 0 and is_label(here)):
        return False
    after = _headlines_after(paragraphs, kinds, at)
    if is_likely:
        return any(is_headline(without_bullet(each)) or each.text.endswith(("?", "!")) for each in after)
    if is_free:
        return sum(is_headline(each) for each in after) >= 2
    first = after[0] if after and _is_listing(paragraphs[at - 1]) else next(map(without_bullet, after), None)
    return first is not None and is_headline(first)


def _opens_list_over_story(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> bool:
    """A line like a marker with three headlines under it, which is one more than headline and deck."""
    if kinds[at] is not None or not is_likely_marker(paragraphs[at].text):
        return False
    after = [without_bullet(each) for each in _headlines_after(paragraphs, kinds, at)]
    return len(after) == 3 and all(is_headline(each) or each.text.endswith(("?", "!")) for each in after)


def _is_listing(paragraph: Paragraph) -> bool:
    """Whether a list of the story's own is open: a colon before it, or one of its bullets."""
    return paragraph.text.endswith(":") or BULLET.match(paragraph.text) is not None


def _headlines_after(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> list[Paragraph]:
    """The next paragraphs, up to three, that could be headlines; notices between them ('2 hours ago') aside."""
    found: list[Paragraph] = []
    for after in range(at + 1, min(at + AHEAD, len(paragraphs))):
        if kinds[after] is BlockKind.NOTICE:
            continue
        if kinds[after] is not None or is_of_story(paragraphs[after]) or len(found) == 3:
            break
        found.append(paragraphs[after])
    return found


def _mark_list(paragraphs: Sequence[Paragraph], kinds: Kinds, marker: int) -> int:
    """Mark a list of other stories from its marker on; the index of the paragraph with which the story goes on."""
    kinds[marker] = kinds[marker] or BlockKind.RELATED
    listed: list[Paragraph] = []
    for at in range(marker + 1, len(paragraphs)):
        if kinds[at] is None:
            is_amid = at + 1 < len(paragraphs) and kinds[at + 1] is None and is_headline(paragraphs[at + 1])
            if story_score(paragraphs[at]) >= _needed(paragraphs[at], listed, is_amid):
                return at
            listed.append(paragraphs[at])
            kinds[at] = BlockKind.RELATED
    return len(paragraphs)


def _needed(here: Paragraph, listed: Sequence[Paragraph], is_amid: bool) -> float:
    """The score that a paragraph needs to be the story's, after these headlines.

    A marker without a list is rare, so the first line after it, and one with headlines still to come, must be clearly
    the story. A full stop says much where no headline so far has one, and little where all have.
    """
    if not listed:
        return 4
    if _mark_of(here) and _mark_of(here) == _mark_of(listed[-1]):
        return float("inf")
    if is_amid:
        return 5
    if not here.ends_sentence:
        return 4
    if all(each.ends_sentence for each in listed[:2]) and len(listed) > 1:
        return 4
    return 2 if here.text.endswith(".") and not any(each.text.endswith(".") for each in listed) else 3


def _mark_of(paragraph: Paragraph) -> str:
    """The bullet before a paragraph, '1' for any number; "" where there is none."""
    first = paragraph.text[0]
    if first.isdigit():
        return "1" if BULLET.match(paragraph.text) else ""
    return "" if first.isalpha() or first in "(\\" or not BULLET.match(paragraph.text) else first


def mark_strays(paragraphs: Sequence[Paragraph], kinds: Kinds, prose: Sequence[int]) -> None:
    """Headlines without a marker, and lines too short for one: alone they are subheads, in a row other stories."""
    at = prose[0] + 1 if prose else len(paragraphs)
    while at < len(paragraphs):
        end = _end_of_strays(paragraphs, kinds, at)
        if end > at and not paragraphs[at - 1].text.endswith((":", ":**")):
            is_one = end == at + 1 and (end <= prose[-1] or not is_headline(paragraphs[at]))
            kinds[at:end] = [BlockKind.HEADLINE if is_one else BlockKind.RELATED] * (end - at)
        at = max(end, at + 1)


def _end_of_strays(paragraphs: Sequence[Paragraph], kinds: Kinds, start: int) -> int:
    """Where a row of headlines and of lines too short for one ends; headlines that ask go on a row, but open none."""
    end = start
    while (
        end < len(paragraphs)
        and kinds[end] is None
        and (is_headline(paragraphs[end]) or is_scrap(paragraphs[end]) or (end > start and asks(paragraphs[end])))
    ):
        end += 1
    return end
