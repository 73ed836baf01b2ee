"""Who wrote a page and who took its pictures: bylines at the top, credits at the end, and photo captions."""

import re

from corpus.pages.outlets import is_agency

NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|da|di|van|von|der|den|al|el|bin|ben|la|le|of|the|for)"
NAMES = rf"{NAME}(?: {NAME}){{0,6}}"
BYLINE = re.compile(
    r"\W*(?i:(?:written|reported|edited|posted|published|compiled|curated|produced|authored|text|story|analysis) by|by|"
    rf"von|par|por)\s*[:|]?\s+{NAMES}(?:(?:,| and| AND| &|;| with| \||/| in| for) {NAMES})*(?:\s*[|,•·–—-].{{0,80}})?$"
)
PERSON = re.compile(rf"{NAME}(?: {NAME}){{1,3}}(?:, {NAME}(?: {NAME})?)?$")
LABELLED = re.compile(
    r"(?:written|reported|edited|posted|published|compiled|curated|authored|author|reporter|writer)s?(?: by)?\s?[:|]"
    r"\s*\S.{1,80}$",
    re.IGNORECASE,
)
DESK = re.compile(
    r"\W*(?:agencies|(?:a )?(?:staff|special|our|senior|political|foreign|diplomatic|web|news|online) "
    r"(?:(?:staff )?reporter|correspondent|desk|bureau|writer)s?|press trust of india|"
    r"(?:\w+ ){0,3}(?:news service|news desk|web desk|online desk|staff|bureau|news network)|"
    r"associated press|reuters|afp|ani|pti|ians)\W*$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\W*(?:(?:additional )?reporting (?:by|from)\b|writing by\b|editing by\b|(?:compiled|distributed) by\b|"
    r"with (?:inputs?|assistance|reporting|additional reporting|files?|contributions?) from\b|with \w+ inputs?\b|"
    r"\(?inputs?(?: from|\s?:)|\((?:edited|written|reported|compiled|published) by\b|"
    r"to contact the (?:reporter|author|editor)s?\b|additional reporting\b|con información de\b|quelle:|von dpa\W*$|"
    r"dpa\W*$|\w+/dpa\W*$|source: \w+(?:[ /&,]+\w+){0,3}\W*$|follow (?:the )?(?:author|reporter)|"
    r"contact the (?:author|reporter|writer)|email the (?:author|reporter))",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    r"\b(?:contributed (?:to )?(?:this|the) (?:report|story|article|reporting)|contributed reporting|"
    r"contributed from \w+)(?: from [\w ,]+)?\.?[)\]]?$|\bmay be reached at\b",
    re.IGNORECASE,
)
SLUG = re.compile(
    r"(?:\((?:PTI|ANI|IANS|UNI|AP|AFP|Reuters|RTRS|dpa|Xinhua|agencies)\)|"
    r"[-–—]{1,2} ?(?:IANS|PTI|ANI|UNI|AP|Reuters|AFP)|(?:PTI|ANI|IANS)(?: [A-Z]{2,4}){1,5}|"
    r"[a-z]{2,4}(?:/[a-z]{2,4}){1,3})$"
)


def is_byline(text: str) -> bool:
    """Whether a line near the top names the writers: 'By Jane Doe and John Roe', 'Edited by: X', 'Staff Reporter'."""
    if len(text) > 160 or text.endswith((".", "?", "!", ":")):
        return False
    return any(form.match(text) for form in (BYLINE, LABELLED, DESK))


def is_name(text: str) -> bool:
    """Whether a line under the headline is a name, with a place or an outlet after it at most: 'Jane Doe, Nairobi'."""
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= 5 and PERSON.match(text) is not None and not text.isupper()


def is_credit(text: str) -> bool:
    """Whether a paragraph anywhere credits reporters, editors or an agency: '(With inputs from PTI)', '--IANS'."""
    if len(text) > 400:
        return False
    if CREDIT.match(text) or SLUG.match(text) or is_agency(text.strip("-–— ().")):
        return True
    if LABELLED.match(text) and not text.endswith((".", "?", "!")):
        return True
    return ("contribut" in text or "reached at" in text) and CONTRIBUTED.search(text) is not None


MOST_CAPTION_WORDS = 80
PHOTO_LABEL = re.compile(
    r"\W*(?:(?:file|representational|representative|stock|archive)? ?(?:photo|image|pic|picture|photograph)s?"
    r"(?: (?:credits?|courtesy|source|caption))? ?[:/]|(?:image|media|video) (?:source|caption), |"
    r"(?:photo|photograph|image|picture)s? by [A-Z]|"
    r"credits?: |caption: |file(?: photo)? ?[-–—:] |file (?:photo|pic|image|picture)\b|"
    r"in this (?:file )?(?:photo|image|picture)\b|view full image$|"
    r"(?:representational|representative|representation) (?:image|photo|pic|picture|purpose)|"
    r"\(?l[- ]to[- ]r\)?|\(from left\)|\d{1,2}[A-Z][a-z]+\d{4}\b)",
    re.IGNORECASE,
)
PHOTO_CREDIT = re.compile(  # on lower case
    r"(?:\b(?:pics?|photos?|images?|pictures?|courtesy)(?: (?:credits?|courtesy|source))?\s?[/|:]\s?\S.{0,45}|"
    r"[(\[](?:[a-z]{2,12} ){0,3}"
    r"(?:photo|file|image|picture|pic|photograph|credit|illustration|grab|screengrab)s?\b[^()\[\]]{0,90}[)\]]|"
    r"\b(?:file|representational|representative|twitter|ani|pti) (?:photo|pic|image|picture)s?|"
    r"\b(?:reuters|afp|ap|epa|epa-efe|pti|ani|getty images|getty|bloomberg|xinhua|tass|shutterstock|istock|alamy|pa)"
    r"\s?/\s?\w[\w .'’-]{1,40}|"
    r"[(\[][^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,3}\s?/\s?(?:the )?\w[\w .&'’-]{1,40}[)\]]|"
    r"[-–—] ?(?:photo|picture|image)s? by [^.]{3,40}|"
    r"(?:/|via |\| |© ?)(?:afp|ap|reuters|epa|pti|getty images|getty|bloomberg|shutterstock|istock|unsplash))[.)\]]*$"
)


PHOTO_HINTS = ("/", "photo", "pic", "image", "courtesy", "credit", "file", "grab", "illustration", "via ", "| ", "©")


def is_caption(text: str) -> bool:
    """Whether a paragraph carries a photo credit, at its start or at its end."""
    if len(text) > 700 or len(text.split()) > MOST_CAPTION_WORDS:
        return False
    if PHOTO_LABEL.match(text):
        return True
    tail = text[-130:].lower()
    return any(hint in tail for hint in PHOTO_HINTS) and PHOTO_CREDIT.search(tail) is not None
