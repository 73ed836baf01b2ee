"""Deep links: an address that opens the private chat with the bot at one passage.

The platform passes at most 64 characters of A-Z, a-z, 0-9, '_' and '-'. A passage is '<article>_<start>_<end>'; an
article's id that has other characters is written as '-' and its UTF-8 in base64url.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from corpus.article import Span

_LONGEST = 64
_AS_IT_IS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"[0-9]{1,9}")


def links_to(username: str) -> str:
    """How the addresses begin that open the private chat with this bot."""
    return f"https://t.me/{username}?start="


def deep_link(link: str, article_id: str, span: Span) -> str | None:
    """The address of a passage, beginning with `link`; None without that, or where its article's id is too long."""
    parameter = f"{_written(article_id)}_{span.start}_{span.end}"
    return link + parameter if link and len(parameter) <= _LONGEST else None


def linked_passage(parameter: str) -> tuple[str, int, int] | None:
    """The article, start and end that a deep link's parameter names; None where it is no such link."""
    article, *span = parameter.rsplit("_", 2)
    if len(span) != 2 or not all(map(_NUMBER.fullmatch, span)):
        return None
    article_id = _read(article)
    return None if not article_id else (article_id, int(span[0]), int(span[1]))


def _written(article_id: str) -> str:
    if _AS_IT_IS.fullmatch(article_id):
        return article_id
    return "-" + urlsafe_b64encode(article_id.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def _read(article: str) -> str | None:
    if not article.startswith("-"):
        return article
    try:
        return urlsafe_b64decode(article[1:] + "=" * (-len(article[1:]) % 4)).decode("utf-8", "surrogatepass")
    except ValueError:
        return None
