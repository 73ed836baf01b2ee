"""What a web page says about itself: JSON-LD, then Open Graph and other meta elements, then microdata."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from corpus.pages.outlets import is_same_site
from corpus.readers.element_trees import Element
from corpus.readers.reading import Given

ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|NewsItem)$")
COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",\s*([}\]])")
DEEPEST = 12

Node = dict[str, object]


def articles(scripts: Iterable[str], url: str | None) -> Iterator[Node]:
    """The articles described, best first: the one at this URL, then those with a headline and a date."""
    nodes = [node for script in scripts for node in _walk(_load(script), 0)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    found = [_resolved(node, by_id) for node in nodes if _is_article(node)]
    found.sort(key=lambda node: -_worth(node, url))
    yield from found


def names(value: object) -> list[str]:
    """The names in an author, publisher or place: a string, an object, or a list of them; links are no names."""
    if isinstance(value, list):
        return list(dict.fromkeys(name for each in value for name in names(each)))
    if isinstance(value, dict):
        return names(value.get("name") or value.get("legalName"))
    return [value.strip()] if isinstance(value, str) and value.strip() and "://" not in value else []


def plain(value: object) -> str | None:
    """A string, the first of a list, the name or value of an object; None for anything else."""
    if isinstance(value, list) and value:
        return plain(value[0])
    if isinstance(value, dict):
        return plain(value.get("@value") or value.get("name") or value.get("@id"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _load(script: str) -> object:
    """What a script holds; None where it is no JSON, even with comments, raw line ends and stray commas allowed."""
    text = COMMENT.sub("", COMMENT.sub("", script.strip()))
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            loaded: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    return None


def _walk(value: object, depth: int) -> Iterator[Node]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            if isinstance(each, dict | list):
                yield from _walk(each, depth + 1)


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _is_article(node: Node) -> bool:
    return any(ARTICLES.match(kind) for kind in _types(node))


def _worth(node: Node, url: str | None) -> int:
    is_here = url is not None and url in {plain(node.get(key)) for key in ("url", "mainEntityOfPage", "@id")}
    worth = 4 * is_here + 2 * ("datePublished" in node) + ("headline" in node) + ("author" in node)
    return worth - 3 * any(kind in {"Comment", "SocialMediaPosting"} for kind in _types(node))


def _resolved(node: Node, by_id: dict[object, Node]) -> Node:
    """The node with authors and publishers that are given by reference replaced by what the reference names."""

    def follow(value: object) -> object:
        if isinstance(value, list):
            return [follow(each) for each in value]
        if isinstance(value, dict) and "name" not in value:
            return by_id.get(value.get("@id"), value)
        return value

    return {
        key: follow(value) if key in {"author", "publisher", "contentLocation"} else value
        for key, value in node.items()
    }


HEADLINES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
DATES = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "date.available",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "dc.date.created",
    "pubdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "article_date_original",
    "date",
    "iso-8601-publish-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "last-modified",
)
AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "og:article:author")
SITES = ("og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title")
LANGUAGES = ("og:locale", "content-language", "language", "dc.language")
SITE_SUFFIX = re.compile(r"\s+[|–—·»]\s+[^|–—·»]{2,40}$|\s+-\s+[^-]{2,40}$")


@dataclass(frozen=True, slots=True)
class Head:
    """What was found: `given` beside the text, the `body` that JSON-LD has, whether it is an article and paid for."""

    given: Given
    body: str | None = None
    is_paid: bool = False
    is_article: bool = False


def read_metadata(tree: Element, url: str | None) -> Head:
    """What a page says about itself; `url` is where it was fetched, if it was."""
    node = next(articles(_scripts(tree), _canonical(tree, url)), {})
    meta = _meta(tree)
    given = Given(
        url=_canonical(tree, url) or _first([plain(node.get("url"))]),
        headline=_text(plain(node.get("headline")) or _named(meta, HEADLINES) or _title(tree)),
        byline=_text(", ".join(names(node.get("author"))) or _authors(meta) or _property(tree, "author")),
        outlet=_text(_first(names(node.get("publisher"))) or _named(meta, SITES)),
        place=_text(_first(names(node.get("dateline") or node.get("contentLocation") or node.get("locationCreated")))),
        language=plain(node.get("inLanguage")) or tree.get("lang") or _named(meta, LANGUAGES),
        published=tuple(dict.fromkeys(_dates(tree, node, meta))),
    )
    is_paid = str(node.get("isAccessibleForFree", "")).lower() in {"false", "no", "0"}
    is_article = bool(node) or (_named(meta, ("og:type",)) or "").lower() == "article"
    return Head(given, plain(node.get("articleBody")), is_paid, is_article)


def _scripts(tree: Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield script.text


def _meta(tree: Element) -> dict[str, list[str]]:
    """The contents of meta elements by their name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        keys = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        for key in {key.strip().lower() for key in keys if key and content}:
            found.setdefault(key, []).append(content)
    return found


def _named(meta: dict[str, list[str]], keys: Iterable[str]) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _authors(meta: dict[str, list[str]]) -> str | None:
    """All of the first kind given; a link to a profile is no name."""
    for key in AUTHORS:
        people = [name for name in meta.get(key, []) if not name.startswith(("http://", "https://", "//", "@"))]
        if people:
            return ", ".join(dict.fromkeys(people))
    return None


def _canonical(tree: Element, url: str | None) -> str | None:
    """The address the page gives itself, if it is a whole one of the site where it was fetched; else that."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    og = _meta(tree).get("og:url", [])
    whole = (urljoin(url or "", each.strip()) for each in [*links, *og] if each and each.strip())
    own = (each for each in whole if each.startswith(("http://", "https://")) and (not url or is_same_site(each, url)))
    return next(own, url)


def _title(tree: Element) -> str | None:
    """The only first-rank heading, else the title without the site's name after the last bar or dash."""
    headings = [found for each in tree.iter("h1") if (found := " ".join(each.text_content().split()))]
    if len(headings) == 1:
        return headings[0]
    title = next((found for each in tree.iter("title") if (found := " ".join(each.text_content().split()))), None)
    return SITE_SUFFIX.sub("", title) if title else None


def _property(tree: Element, name: str) -> str | None:
    """The text or content of microdata's first element with this property."""
    for element in tree.iter():
        if isinstance(element.tag, str) and name in (element.get("itemprop") or "").split():
            inner = next(
                (each for each in element.iter() if each is not element and each.get("itemprop") == "name"), element
            )
            return inner.get("content") or " ".join(inner.text_content().split()) or None
    return None


def _dates(tree: Element, node: dict[str, object], meta: dict[str, list[str]]) -> Iterator[str]:
    yield from filter(None, (plain(node.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")))
    yield from (content for key in DATES for content in meta.get(key, []))
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        is_marked = "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None
        is_quoted = any(above.tag == "blockquote" for above in element.iterancestors("blockquote"))
        if (is_marked or element.tag == "time") and not is_quoted:
            printed = (
                element.get("content") or element.get("datetime") or " ".join(element.text_content().split())[:200]
            )
            if printed:
                yield printed


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


def _text(printed: str | None) -> str | None:
    """Characters for entities, which some sites leave in JSON-LD and meta elements, and single spaces."""
    return " ".join(unescape(unescape(printed)).split()) or None if printed else None
