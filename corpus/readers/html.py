"""Web pages: the body that trafilatura finds, our blocks over it, and what the page says about itself."""

import re
import warnings
from dataclasses import replace

from corpus.article import Article
from corpus.readers.decoding import decode_html
from corpus.readers.markup import paragraphs, parse
from corpus.readers.metadata import Head, read_metadata
from corpus.readers.page import read_page
from corpus.readers.reading import NOTHING, EmptyExtract, Given, NoArticle, PaidArticle

MOST_TAGS = 50_000  # trafilatura's time grows with the square: 20,000 elements in a row take 2 s, 40,000 take 7 s
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # lxml takes none of them
LAYOUT_ROW = re.compile(r"^\|.{600}", re.MULTILINE)  # a row of this length is the page, set in a table
SCRIPT = re.compile(r"<script\b", re.IGNORECASE)


def read_html(page: bytes, origin: str, given: Given = NOTHING, charset: str | None = None) -> Article:
    """The article of a web page; its text is the extracted one, and all spans point into that.

    `given` goes before what the page says of itself; `charset` is what the server declared. Raises NotReadable with the
    reason: empty, too large, paid for, script only, no article. No socket is opened and nothing else is fetched.
    """
    markup = CONTROL.sub("", decode_html(page, charset))
    url = given.url or (origin if origin.startswith(("http://", "https://")) else None)
    tree = parse(markup)
    if tree is None:
        raise EmptyExtract(0)
    head = read_metadata(tree, url)
    text = _longer(_extract(markup) or paragraphs(tree), head.body)
    if not text:
        raise PaidArticle if head.is_paid else EmptyExtract(len(SCRIPT.findall(markup)))
    try:
        return read_page(text, origin, _merged(given, head))
    except NoArticle:
        if head.is_paid:
            raise PaidArticle from None
        raise


def _extract(markup: str) -> str:
    """The body as trafilatura finds it, a paragraph a line; empty where it runs them together or takes minutes."""
    if markup.count("<") > MOST_TAGS:
        return ""
    with (
        warnings.catch_warnings()
    ):  # it looks for SOCKS proxies, which nothing here uses, and warns that there are none
        warnings.simplefilter("ignore")
        # Importing it takes a third of a second, which who only asks need not wait.
        import trafilatura  # noqa: PLC0415

    try:
        found = trafilatura.extract(markup, include_comments=False, include_tables=True, deduplicate=False) or ""
    except ValueError:  # one damaged page in 12,000: an entity for a control character
        return ""
    return "" if LAYOUT_ROW.search(found) else found


def _longer(extracted: str, described: str | None) -> str:
    """What the page shows, unless JSON-LD has the body and the page shows under half of it, as script-only pages do."""
    return described if described and len(described) > 2 * len(extracted) else extracted


def _merged(given: Given, head: Head) -> Given:
    found = {name: getattr(given, name) or getattr(head.given, name) for name in Given.__slots__}
    return replace(head.given, **found)
