"""Lists of other stories: the marker that opens one, its headlines, and where the story itself goes on.

The forms are those of some 90 outlets; the rules look at form and position, since no list of markers is complete.
"""

import re

from corpus.paragraphs import Paragraph

STRONG = frozenset(
    """read reading related recommended recommend recommends suggested trending watch listen explore promoted sponsored
    miss missed next picks soma tags filed topics explained""".split()
)
WEAK = frozenset(
    """also more stories story top latest popular news headlines headline coverage articles article like liked must most
    editors editor's editor’s interested video videos photos gallery galleries links updates essential hot breaking
    further similar other others elsewhere partners web focus briefs bulletin happening spotlight viewed shared
    discover series analysis features highlights reads""".split()
)
PLAIN = frozenset(
    """the a an to of on in from for you your our us we this these that and & what what's what’s by might may will right
    here it is are up at about with around just case all want know be love think who how why one i under published now
    today today's today’s week day hour month big best people keep see follow live site topic section dont don't don’t
    shorts business politics sports sport world nation national local city entertainment lifestyle opinion
    editorial editorials taboola outbrain readers have not so far its this-week can should stay""".split()
)
MARKER_WORDS = STRONG | WEAK | PLAIN
LEADING = frozenset("opinion explained explainer analysis exclusive video photos podcast editorial column".split())
SEEING = (["see", "also"], ["also", "see"], ["see", "more"])
FOREIGN = re.compile(
    r"(?:lesen sie auch|mehr zum thema|auch interessant|das könnte sie auch interessieren|lire aussi|à lire aussi|"
    r"lea también|lee también|te puede interesar|le puede interesar|leia também|leia mais|veja também|leggi anche|"
    r"lees ook|læs også|les også|läs också|lue myös|czytaj także|czytaj też|zobacz też|читайте также|читайте також|"
    r"baca juga|soma zaidi|okuyun|ayrıca okuyun|یہ بھی پڑھیں|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|اقرأ أيضا|اقرأ أيضاً)",
    re.IGNORECASE,
)
MORE_FROM = re.compile(r"more (?:from|on|in|about|by|for)\b|also (?:on|in) \S", re.IGNORECASE)
UNSEPARATED = re.compile(
    r"\W*(?:(?:click|tap) here to (?:read|watch|listen)|(?:also|must) read|read also|see also|read more (?:about|on|at)|"
    r"read the (?:full|whole|original) (?:story|article|report|interview))\b.{4}",
    re.IGNORECASE,
)
INLINE = re.compile(r"[^\w“\"‘']*([^:|»>–—,]{2,45}?)\s*([:|»>–—]|\s-\s)\s*\S")
STORY_OPENING = re.compile(
    r"[“\"‘'(\[]*(?:(?:he|she|they)\b|(?:it|but|and|meanwhile|however|earlier|later|asked|speaking|according to|"
    r"in an? (?:statement|interview)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?![^.]{0,60}: ))",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|added|told|noted|stated|explained|insisted|stressed|argued|continued|acknowledged|replied|"
    r"concluded|recalled|testified|remarked|went on)\b"
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
    r"[^\W\d_a-zA-Z\u00c0-\u024f]{3}|\b(?:der|die|und|nicht|ist|les|des|une|est|dans|qui|el|los|las|que|una|por|del|il|che|di|"
    r"não|uma|het|een|och|att|nie|się|ve|bir|dan|yang)\b"
)
QUOTATION = re.compile(r"[“\"„«][^“”\"„«»]{3,}[”\"“»]")
NEXT_SENTENCE = re.compile(r"[a-z]{2}[.!?][”\"’']?\s+[“\"‘']?[A-Z]")
BULLET = re.compile(r"(?:[-–—•*·▪●◦‣+]|\(?\w{1,5}[.)])\s|\\?[(*#]|\(\w{1,5}\)")
WORD = re.compile(r"\w[\w'’-]*|&")


def is_marker(text: str) -> bool:
    """Whether a line always stands over a list of other stories: 'ALSO READ', 'Related:', 'More from Politics'."""
    if not _is_short(text):
        return False
    words = _words(text)
    if FOREIGN.search(text) or words == ["more"] or (MORE_FROM.match(text) and len(words) <= 6):
        return True
    return _are_marker_words(words) and (not STRONG.isdisjoint(words) or sum(word in WEAK for word in words) > 1)


def is_likely_marker(text: str) -> bool:
    """Whether a line could stand over such a list, if headlines do follow: 'Top Stories Right Now', 'In Other News'."""
    if not _is_short(text):
        return False
    words = _words(text)
    return _are_marker_words(words) and not WEAK.isdisjoint(words)


def is_inline(text: str) -> bool:
    """Whether a line is marker and headline in one: 'Also Read: ...', 'READ MORE | ...', 'Click here to read ...'."""
    if len(text) > 250:
        return False
    found = INLINE.match(text)
    if found and _is_inline_phrase(found[1], found[2]):
        return True
    return UNSEPARATED.match(text) is not None and len(text.split()) <= 25


def is_headline(paragraph: Paragraph) -> bool:
    """Whether a paragraph has the form of a headline: 4 to 24 words, a capital first, no full stop, no bullet."""
    text = paragraph.text
    if len(text) > 180 or paragraph.ends_sentence or text[-1] in ":;,—–-|}>{" or BULLET.match(text):
        return False
    return 4 <= len(text.split()) <= 24 and _opens_high(text) and story_score(paragraph) < 4


def is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be a marker nobody has listed: up to five words, capitalised, no sentence."""
    words = WORD.findall(paragraph.text)
    if not 1 <= len(words) <= 5 or len(paragraph.text) > 45 or paragraph.ends_sentence or BULLET.match(paragraph.text):
        return False
    return paragraph.text[-1] not in ",;—–" and all(word[0].isupper() or word in PLAIN for word in words)


def story_score(paragraph: Paragraph) -> int:
    """How much a paragraph reads like the story and not like a headline; 3 and more is more likely the story."""
    text = paragraph.text
    words = len(text.split())
    stopped = paragraph.ends_sentence and not text.rstrip("”\"’')]").endswith(("?", "!"))
    score = 2 * (words >= 20) + 2 * (words >= 28) + paragraph.ends_sentence + stopped + 2 * text.endswith(":")
    score += 2 * (STORY_OPENING.match(text) is not None) + 2 * (REPORTED.search(text) is not None)
    score += PAST.search(text) is not None
    if stopped:
        score += any(form.search(text) for form in (AUXILIARY, QUOTATION)) + (OTHER_LANGUAGE.search(text) is not None)
    return score + (len(ARTICLES.findall(text)) >= 2) + (NEXT_SENTENCE.search(text) is not None)


def _is_short(text: str) -> bool:
    return len(text) <= 60 and not text.endswith((".", "?", "!", ","))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _are_marker_words(words: list[str]) -> bool:
    return 1 <= len(words) <= 8 and all(word in MARKER_WORDS for word in words)


def _is_inline_phrase(text: str, mark: str) -> bool:
    words = _words(text)
    if FOREIGN.search(text) or MORE_FROM.match(text) or words == ["more"]:
        return True
    if len(words) == 1 and words[0] in LEADING:
        return mark == "|"
    if mark in "–—" and len(words) < 2 and not text.isupper():
        return False
    return _are_marker_words(words) and len(words) <= 5 and (not STRONG.isdisjoint(words) or words in SEEING)


def _opens_high(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "")
    return not first.islower()
