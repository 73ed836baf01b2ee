"""Web pages: the body that trafilatura finds, our blocks over it, and what the page says about itself.

A page that stands in for the article (a challenge, a consent wall, an error, a paywall, a front page) is refused.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files

from corpus.article import Article
from corpus.pages.outlets import is_same_site, poses
from corpus.readers.decoding import decode
from corpus.readers.element_trees import (
    Element,
    Post,
    feed_link,
    join_embedded,
    linked_headlines,
    paragraphs,
    parse,
    posts_of,
)
from corpus.readers.metadata import Head, read_metadata
from corpus.readers.page import count_words, read_page
from corpus.readers.reading import (
    NOTHING,
    EmptyExtract,
    Found,
    FrontPage,
    Given,
    NoArticle,
    NotReadable,
    PaidArticle,
    Read,
    Remark,
    WalledPage,
)

MOST_TAGS = 50_000  # trafilatura's time grows with the square: 20,000 elements in a row take 2 s, 40,000 take 7 s
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # lxml takes none of them
LAYOUT_ROW = re.compile(r"^\|.{600}", re.MULTILINE)  # a row of this length is the page, set in a table
SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
WHOLE_PAGE = re.compile(r"<(?:html|body|!doctype)\b", re.IGNORECASE)
HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|meta|title|link|script|style|div|p|main|section|h[1-6]|header|span|table|"
    rb"center|base|noscript|br|b|font|figure|img|a|ul|ol|blockquote)\b",
    re.IGNORECASE,
)
WARNING = re.compile(
    rb"(?:<br ?/?>\s*)?(?:<b>)?(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Strict Standards)(?:</b>)?:"
)
START = re.compile(rb"<(?:\?xml|!doctype|html|rss|feed|rdf:rdf)\b", re.IGNORECASE)
SAVED = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:\s*|saved from url=\(\d+\))(https?://\S{1,2000})", re.IGNORECASE
)
EMBEDDED = (
    "twitter-tweet",
    "bluesky-embed",
    "instagram-media",
    "mastodon-embed",
    "tiktok-embed",
    "fb-post",
    "telegram-post",
)
SHORT = 250  # words; no wall has more
STUB = 150  # words before a paywall, on a page that was fetched
SAVED_STUB = 55  # on one that somebody saved, who may be a subscriber
WHOLE = "wholetext"  # an element of ours: what stands beside it is the text, and nothing else does
PAYWALL = "a paywall"
REMEDIES = {
    "a challenge for robots": "open it in a browser, save the page and add the file",
    "a consent wall": "open it in a browser, save the page and add the file",
    "an error page": "check the address in a browser",
}
FEWEST_STORIES = 5  # headlines that lead elsewhere, on a front page
LEAST_OWN = 40  # words beside the wall's own; fewer are no article


def is_html(markup: bytes) -> bool:
    """Whether bytes open as a web page or a part of one does."""
    return HTML.match(markup) is not None


def has_warning(page: bytes) -> bool:
    """Whether a page opens with a warning of PHP."""
    return WARNING.match(page.lstrip()[:200]) is not None


def skip_to_markup(page: bytes) -> bytes:
    """A page from its first element on: behind white space, comments, processing instructions and warnings of PHP."""
    at = 0
    if has_warning(page) and (start := START.search(page, 0, 50_000)):
        at = start.start()
    while True:
        while at < len(page) and page[at] in b" \t\r\n\xef\xbb\xbf":
            at += 1
        closing = b"-->" if page.startswith(b"<!--", at) else b"?>" if page.startswith(b"<?", at) else None
        if page[at : at + 9].lower() == b"<!doctype" and page[at + 9 : at + 15].strip().lower() != b"html":
            closing = b">"
        end = page.find(closing, at) if closing else -1
        if closing is None or end < 0:
            return page[at:]
        at = end + len(closing)


def read_pages(page: bytes, origin: str, given: Given = NOTHING, charset: str | None = None) -> Iterator[Read]:
    """The articles of a web page: one as a rule; each post of a live blog, and each of several whole articles, is one.

    Raises NotReadable as read_html does.
    """
    markup = CONTROL.sub("", decode(page, charset))
    tree = parse(markup)
    posts = posts_of(tree) if tree is not None else []
    if tree is None or len(posts) < 2:
        yield Found(read_html(page, origin, given, charset), page, "web page")
        return
    head = read_metadata(tree, _url(origin, given, markup))
    kept = list(_posts(posts, origin, _merged(given, head)))
    if not kept:
        raise NoArticle(0, 1)
    yield from kept
    if len(kept) < len(posts):
        yield Remark(origin, f"{len(posts) - len(kept)} of its {len(posts)} posts hold no sentence and were left out")


def read_html(page: bytes, origin: str, given: Given = NOTHING, charset: str | None = None) -> Article:
    """The article of a web page; its text is the extracted one, and all spans point into that.

    `given` goes before what the page says of itself; `charset` is what the server declared. Raises NotReadable with the
    reason: empty, too large, paid for, a wall, a front page, script only, no article. No socket is opened and nothing
    else is fetched.
    """
    markup = CONTROL.sub("", decode(page, charset))
    url = _url(origin, given, markup)
    tree = parse(markup)
    if tree is None:
        raise EmptyExtract(0)
    head = read_metadata(tree, url)
    if tree.find(f".//{WHOLE}") is not None:
        return read_page(paragraphs(tree), origin, _merged(given, head))
    _refuse_front_page(tree, head, url)
    if any(name in markup for name in EMBEDDED):
        markup = join_embedded(tree, EMBEDDED)
    text = _longer(_parted(_extract(markup), tree) or paragraphs(tree), head.body)
    _refuse_walls(tree, text, head, STUB if origin.startswith("http") else SAVED_STUB)
    if not text:
        raise PaidArticle if head.is_paid else EmptyExtract(len(SCRIPT.findall(markup)))
    try:
        return read_page(text, origin, _merged(given, head))
    except NoArticle:
        if head.is_paid:
            raise PaidArticle from None
        raise


def _url(origin: str, given: Given, markup: str) -> str | None:
    """Where a page was fetched, or where the browser that saved it says it was."""
    if origin.startswith(("http://", "https://")):
        return given.url or origin
    saved = SAVED.search(markup[:20_000])
    return given.url or (saved[1] if saved else None)


def _posts(posts: Sequence[Post], origin: str, given: Given) -> Iterator[Found]:
    """Each post as an article under its own time, heading and address."""
    for number, post in enumerate(posts, 1):
        address = post.link if post.link and given.url and is_same_site(post.link, given.url) else None
        if given.url and not address:
            address = f"{given.url.partition('#')[0]}#{post.name or f'post-{number}'}"
        own = replace(
            given,
            url=address,
            headline=post.heading or given.headline,
            byline=post.byline or given.byline,
            published=(post.time, *given.published[:0]) if post.time else given.published,
        )
        page = _post_page(post, own)
        try:
            yield Found(read_html(page, address or f"{origin}, post {number}", own), page, "post of a page")
        except NotReadable:
            continue


def _post_page(post: Post, given: Given) -> bytes:
    """The page of one post, which reads the same again."""
    meta = "".join(
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in (
            ("og:title", given.headline),
            ("article:published_time", post.time),
            ("og:site_name", given.outlet),
        )
        if value
    )
    return f"<html><head>{meta}</head><body><article><{WHOLE}></{WHOLE}>{post.markup}</article></body></html>".encode(
        "utf-8", "replace"
    )


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


def _parted(extracted: str, tree: Element) -> str:
    """What was extracted; in the page's own paragraphs where they came out as one line, as those of short pages do."""
    if "\n" in extracted.strip():
        return extracted
    for element in tree.iter("article", "main"):
        lines = paragraphs(deepcopy(element))
        if "\n" in lines and "".join(lines.split()) == "".join(extracted.split()):
            return lines
    return extracted


def _longer(extracted: str, described: str | None) -> str:
    """What the page shows, unless JSON-LD has the body and the page shows under half of it, as script-only pages do."""
    return described if described and len(described) > 2 * len(extracted) else extracted


@dataclass(frozen=True, slots=True)
class Wall:
    """A form of page that stands in for an article, told by its title or by its text."""

    kind: str
    is_of_title: bool
    form: re.Pattern[str]


@cache
def _walls() -> list[Wall]:
    table = (files("corpus") / "data" / "walls.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return [Wall(kind, where == "title", re.compile(pattern, re.IGNORECASE)) for kind, where, pattern in rows]


def _refuse_walls(tree: Element, text: str, head: Head, stub: int) -> None:
    """Raises WalledPage, or PaidArticle, where a short page is a wall by its title or by most of what it says."""
    words = count_words(text)
    if words > SHORT:
        return
    titles = [" ".join(each.text_content().split()) for each in tree.iter("title", "h1", "h2")][:3]
    lines = [line for line in (text or paragraphs(tree)).splitlines() if line.strip()]
    shown = " ".join(tree.text_content().split())[:5000]
    for wall in _walls():
        if wall.kind == PAYWALL:
            own = sum(count_words(line) for line in lines if not wall.form.search(line))
            if own < stub and (any(map(wall.form.search, lines)) or len(wall.form.findall(shown)) > 1 - head.is_paid):
                raise PaidArticle
            continue
        own = sum(count_words(line) for line in lines if not any(each.form.search(line) for each in _of(wall.kind)))
        by_title = wall.is_of_title and any(wall.form.match(title) for title in titles)
        by_text = not wall.is_of_title and any(map(wall.form.search, lines)) and own * 2 < words
        if own < LEAST_OWN and (by_title or by_text):
            raise WalledPage(wall.kind, (titles or lines or [""])[0][:80], REMEDIES[wall.kind])


def _of(kind: str) -> list[Wall]:
    return [wall for wall in _walls() if wall.kind == kind]


def _refuse_front_page(tree: Element, head: Head, url: str | None) -> None:
    stories = 0 if head.is_article else linked_headlines(tree)
    if stories >= FEWEST_STORIES:
        raise FrontPage(stories, feed_link(tree, url))


def _merged(given: Given, head: Head) -> Given:
    """What was given, and what the page says where nothing was; a page never takes the name of another outlet."""
    url = given.url or head.given.url
    outlet = head.given.outlet
    if outlet and url and poses(outlet, url):
        head = replace(head, given=replace(head.given, outlet=None))
    found = {name: getattr(given, name) or getattr(head.given, name) for name in Given.__slots__}
    return replace(head.given, **found)


def as_page(fragment: str) -> bytes:
    """The page of a text that was given as markup: by a feed, a record, a mail."""
    if WHOLE_PAGE.search(fragment[:2000]):
        return fragment.encode("utf-8", "replace")
    return f"<html><body><article>{fragment}</article></body></html>".encode("utf-8", "replace")
