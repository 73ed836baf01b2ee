"""The trees of web pages and other markup, by lxml."""

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement as Element  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring

__all__ = ["Element", "paragraphs", "parse"]

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
