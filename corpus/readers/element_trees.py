"""The trees of web pages and other markup, by lxml."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement as Element  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring, tostring

from corpus.readers.reading import BadMarkup

__all__ = [
    "Element",
    "Post",
    "children",
    "feed_link",
    "join_embedded",
    "linked_headlines",
    "name_of",
    "paragraphs",
    "parse",
    "parse_xml",
    "posts_of",
    "text_of",
]

UNREAD = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
)
POSTS = ("article", "div", "section", "li")
OUTSIDE = re.compile(r"comment|related|sidebar|recommend|teaser|promo|footer|\bnav", re.IGNORECASE)
BYLINE = re.compile(r"\b(?:byline|author)\b", re.IGNORECASE)
BY = re.compile(r"\s*by\s+", re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4")
FEWEST_WORDS = 5
LEAST_ARTICLE = 40  # words of one of several articles on a page
SHORTEST_HEADLINE = 3  # words
LONGEST_TEASER = 60  # words under one headline of a front page
PARAGRAPHS = ("p", "h1", "h2", "h3", "li", "blockquote", "figcaption", "td")


def parse(page: str) -> Element | None:
    """The root of a page, however broken or deep; None where there is none. Opens no sockets, runs no scripts."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if tree.tag == "html" else None


def paragraphs(tree: Element) -> str:
    """The text of a page, a line for each paragraph, heading and list item outside navigation and scripts.

    In time linear to the page; no attempt is made to find the main part.
    """
    for element in list(tree.iter(*UNREAD)):
        element.drop_tree()
    innermost = (
        element for element in tree.iter(*PARAGRAPHS) if next(element.iterdescendants(*PARAGRAPHS), None) is None
    )
    lines = (" ".join(element.text_content().split()) for element in innermost)
    return "\n".join(filter(None, lines))


def parse_xml(document: bytes) -> Element:
    """The root of an XML document; damage is mended where that can be. No entity is expanded and no DTD is read.

    Raises BadMarkup where there is no root.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(document, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadMarkup(f"it is not XML ({error})") from None
    if root is None:
        raise BadMarkup("it is not XML (no element)")
    return root


def name_of(element: Element) -> str:
    """The name of an element without its namespace, in lower case; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def children(root: Element, *names: str) -> Iterator[Element]:
    """All descendants with one of these names (lower case), whatever their namespace, in document order."""
    return (element for element in root.iter() if name_of(element) in names)


def text_of(element: Element) -> str:
    """All text within an element, white space as one space."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True, slots=True)
class Post:
    """One of several posts or articles on a page: its markup without heading and time, and what it says of itself."""

    markup: str
    heading: str | None
    time: str | None
    byline: str | None
    link: str | None
    name: str | None


def posts_of(tree: Element) -> list[Post]:
    """The posts of a live blog, or the articles of a page that holds several whole ones; fewer than two are none.

    Siblings of one form with a time of their own each, or with a heading and two paragraphs. Teasers, comments and
    related stories are none, and a page that says more outside them holds one article.
    """
    best: list[Element] = []
    for group in _groups(tree):
        if len(group) > 1 and _words_in(group) > _words_in(best):
            best = group
    if len(best) < 2 or _words_in(best) * 2 < _words_in([tree]):
        return []
    return [_post(each) for each in best]


def _groups(tree: Element) -> Iterator[list[Element]]:
    """Siblings of the same element and first class that could be posts."""
    parents = {element.getparent() for element in tree.iter(*POSTS) if element.getparent() is not None}
    for parent in parents:
        if any(OUTSIDE.search(_class(each)) or each.tag in UNREAD for each in (parent, *parent.iterancestors())):
            continue
        forms: dict[tuple[str, str], list[Element]] = {}
        for each in parent:
            if each.tag in POSTS and not OUTSIDE.search(_class(each)):
                forms.setdefault((each.tag, _class(each).partition(" ")[0]), []).append(each)
        yield from (found for group in forms.values() if (found := _alike(group)))


def _alike(group: list[Element]) -> list[Element]:
    timed = [each for each in group if _time(each) is not None and _is_whole(each)]
    if len({_time(each) for each in timed}) > 1 and len(timed) * 2 > len(group):
        return timed
    whole = [each for each in group if each.tag == "article" and _heading(each) is not None and _is_long(each)]
    return whole if len(whole) * 2 > len(group) else []


def _is_whole(element: Element) -> bool:
    """Whether a post tells something itself; one whose heading leads elsewhere must be an article in full."""
    heading = _heading(element)
    leads_on = heading is not None and next(heading.iter("a"), None) is not None
    return _is_long(element) if leads_on else _words_in([element]) >= FEWEST_WORDS


def _is_long(element: Element) -> bool:
    prose = [each for each in element.iter("p") if len(each.text_content().split()) >= FEWEST_WORDS]
    return len(prose) >= 2 and _words_in(prose) >= LEAST_ARTICLE


def _words_in(elements: Sequence[Element]) -> int:
    return sum(len(each.text_content().split()) for element in elements for each in element.iter("p"))


def _class(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip() if isinstance(element.tag, str) else ""


def _time(element: Element) -> str | None:
    return next((each.get("datetime") for each in element.iter("time") if each.get("datetime")), None)


def _heading(element: Element) -> Element | None:
    return next(element.iter("h1", "h2", "h3", "h4"), None)


def _post(element: Element) -> Post:
    heading = _heading(element)
    title = " ".join(heading.text_content().split()) if heading is not None else ""
    links = [each.get("href") or "" for each in (heading.iter("a") if heading is not None else ())]
    byline = next((each for each in element.iter() if BYLINE.search(_class(each))), None)
    kept = [
        each for each in element.iter("p", "blockquote", "li", "h5") if each is not byline and _is_text(each, byline)
    ]
    return Post(
        "".join(f"<p>{tostring(each, encoding='unicode', method='html', with_tail=False)}</p>" for each in kept),
        title if sum(map(str.isalpha, title)) > FEWEST_WORDS * 2 else None,
        _time(element),
        BY.sub("", " ".join(byline.text_content().split())) if byline is not None else None,
        next((link for link in links if link.startswith("http")), None),
        element.get("id"),
    )


def _is_text(element: Element, byline: Element | None) -> bool:
    return bool(element.text_content().strip()) and not any(
        above is byline or above.tag in {"p", "blockquote", "li"} for above in element.iterancestors()
    )


def join_embedded(tree: Element, classes: Sequence[str]) -> str:
    """The page with each embedded post as a paragraph of its own: its words, then who posted them, without its date."""
    for post in [each for each in tree.iter("blockquote", "div") if any(name in _class(each) for name in classes)]:
        words = [" ".join(each.text_content().split()) for each in post.iter("p")]
        for each in [*post.iter("p"), *post.iter("a"), *post.iter("script")]:
            each.drop_tree()
        author = " ".join(post.text_content().split()).strip("—–- ")
        if not any(words):
            continue
        for child in list(post):
            post.remove(child)
        post.tag, post.text = "p", f"“{' '.join(words).strip('“”')}” — {author}" if author else " ".join(words)
        post.attrib.clear()
    return str(tostring(tree, encoding="unicode", method="html"))


def linked_headlines(tree: Element) -> int:
    """How many headlines lead elsewhere, where the page has no story of its own beside them; else 0."""
    found: Counter[str] = Counter()
    run = longest = words = 0
    for element in tree.iter("a", "p", "h1", "h2", "h3", "h4"):
        if any(above.tag in UNREAD for above in element.iterancestors()):
            continue
        said = len(element.text_content().split())
        if element.tag == "a":
            around = next((each for each in element.iterancestors() if each.tag in HEADINGS), None)
            inside = next(element.iter(*HEADINGS), None)
            if said >= SHORTEST_HEADLINE and (around is not None or inside is not None):
                found[element.get("href") or ""] += 1
                run = 0
        elif element.tag == "p" and said >= FEWEST_WORDS and next(element.iter("a"), None) is None:
            run, words = run + said, words + said
            longest = max(longest, run)
    return len(found) if found and longest <= LONGEST_TEASER and words <= LONGEST_TEASER * len(found) else 0


def feed_link(tree: Element, url: str | None) -> str | None:
    """The address of the feed that a page names; None where it names none."""
    for link in tree.iter("link"):
        kind, rel = (link.get("type") or "").lower(), (link.get("rel") or "").lower()
        if "alternate" in rel and ("rss" in kind or "atom" in kind or "feed+json" in kind) and link.get("href"):
            return urljoin(url or "", str(link.get("href")).strip())
    return None
