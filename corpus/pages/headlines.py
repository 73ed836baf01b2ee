"""Telling a headline from a sentence of the story, by form: mark at the end, length, tense, who is speaking."""

import re
from dataclasses import replace

from corpus.pages.markers import BULLET
from corpus.pages.paragraphs import Paragraph

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
NEXT_SENTENCE = re.compile(r"[a-z]{2}[.!?][”\"’']?\s+[“\"‘']?[A-Z]")


def is_headline(paragraph: Paragraph) -> bool:
    """Whether a paragraph has the form of a headline: 4 to 24 words, a capital first, no full stop, no bullet."""
    text = paragraph.text
    if len(text) > 180 or paragraph.ends_sentence or text[-1] in ":;,—–-|}>{" or BULLET.match(text):
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
