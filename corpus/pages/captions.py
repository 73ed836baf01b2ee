"""Photo captions, told by their credit: 'Pic/AFP', '(AP Photo/Jane Doe)', 'REUTERS/Jane Doe', 'Photo: ...'."""

import re

MOST_WORDS = 80
LABEL = re.compile(
    r"\W*(?:(?:file|representational|representative|stock|archive)? ?(?:photo|image|pic|picture|photograph)s?"
    r"(?: (?:credits?|courtesy|source|caption))? ?[:/]|(?:image|media|video) (?:source|caption), |"
    r"(?:photo|photograph|image|picture)s? by [A-Z]|"
    r"credits?: |caption: |file(?: photo)? ?[-–—:] |file (?:photo|pic|image|picture)\b|"
    r"in this (?:file )?(?:photo|image|picture)\b|view full image$|"
    r"(?:representational|representative|representation) (?:image|photo|pic|picture|purpose)|"
    r"\(?l[- ]to[- ]r\)?|\(from left\)|\d{1,2}[A-Z][a-z]+\d{4}\b)",
    re.IGNORECASE,
)
CREDIT = re.compile(  # on lower case
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


HINTS = ("/", "photo", "pic", "image", "courtesy", "credit", "file", "grab", "illustration", "via ", "| ", "©")


def is_caption(text: str) -> bool:
    """Whether a paragraph carries a photo credit, at its start or at its end."""
    if len(text) > 700 or len(text.split()) > MOST_WORDS:
        return False
    if LABEL.match(text):
        return True
    tail = text[-130:].lower()
    return any(hint in tail for hint in HINTS) and CREDIT.search(tail) is not None
