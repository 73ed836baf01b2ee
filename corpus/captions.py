"""Photo captions, told by their credit: 'Pic/AFP', '(AP Photo/Jane Doe)', 'REUTERS/Jane Doe', 'Photo: ...'."""

import re

MOST_WORDS = 80
LABEL = re.compile(
    r"\W*(?:(?:file|representational|representative|stock|archive)? ?(?:photos?|images?|pics?|pictures?|photographs?)"
    r"(?: (?:credits?|courtesy|source|caption))? ?[:/]|(?:photos?|photographs?|images?|pictures?) by [A-Z]|"
    r"credits?: |caption: |file(?: photo)? ?[-–—:] |file (?:photo|pic|image|picture)\b|in this (?:file )?(?:photo|image|picture)\b|"
    r"view full image$|(?:representational|representative|representation) (?:image|photo|pic|picture|purpose)|"
    r"\(?l[- ]to[- ]r\)?|\(from left\)|\d{1,2}[A-Z][a-z]+\d{4}\b)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:\b(?:pics?|photos?|images?|pictures?|courtesy)\s?[/|:]\s?\S.{0,45}|"
    r"[(\[](?:ap |afp |epa |pti |file |video |screen ?)?(?:photos?|files?|images?|pictures?|pics?|photographs?|credits?|"
    r"illustration|grab|screengrab)\b[^()\[\]]{0,90}[)\]]|"
    r"\b(?:file|representational|representative|twitter|ani|pti) (?:photo|pic|image|picture)s?|"
    r"\b(?:reuters|afp|ap|epa|epa-efe|pti|ani|getty images|getty|bloomberg|xinhua|tass|shutterstock|istock|alamy|pa)\s?/\s?"
    r"\w[\w .'’-]{1,40}|(?:/|via |\| )(?:afp|ap|reuters|epa|pti|getty images|getty|bloomberg|shutterstock|istock|unsplash))"
    r"[.)\]]*$",
    re.IGNORECASE,
)


HINTS = ("/", "photo", "pic", "image", "courtesy", "credit", "file", "grab", "illustration", "via ", "| ")


def is_caption(text: str) -> bool:
    """Whether a paragraph carries a photo credit, at its start or at its end."""
    if len(text) > 700 or len(text.split()) > MOST_WORDS:
        return False
    if LABEL.match(text):
        return True
    tail = text[-130:].lower()
    return any(hint in tail for hint in HINTS) and CREDIT.search(tail) is not None
