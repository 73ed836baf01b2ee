"""Lists of addresses: sitemaps, OPML, and text files with a URL a line; what they lead to is fetched, bounded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readers.element_trees import children, name_of, parse_xml, text_of
from corpus.readers.reading import BadMarkup

MOST_PAGES = 1000  # of one list
ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
COMMENT = re.compile(r"\s*(?:#|//|;)")


@dataclass(frozen=True, slots=True)
class Links:
    """Where a list leads: `addresses` in its order, up to 1,000, and how many more there are."""

    addresses: tuple[str, ...]
    left_out: int = 0


def read_link_list(text: str) -> Links | None:
    """The addresses of a text that is nothing but URLs, a line each, comments and blanks aside; else None."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip() and not COMMENT.match(line)]
    if not lines or not all(ADDRESS.fullmatch(line.split()[0].strip("<>,")) for line in lines):
        return None
    if any(len(line.split()) > 2 for line in lines):
        return None
    return _links(line.split()[0].strip("<>,") for line in lines)


def read_link_xml(document: bytes) -> Links:
    """The addresses of a sitemap, a sitemap index or OPML. Raises BadMarkup where there are none."""
    root = parse_xml(document)
    if name_of(root) == "opml":
        found = (each.get("xmlUrl") or each.get("xmlurl") or each.get("url") for each in children(root, "outline"))
    else:
        found = (
            text_of(each)
            for each in children(root, "loc")
            if name_of(each.getparent()) in {"url", "sitemap"}
        )  # fmt: skip
    links = _links(address for address in found if address and ADDRESS.fullmatch(address))
    if not links.addresses:
        raise BadMarkup(f"it is a list of addresses ({name_of(root)}) without any")
    return links


def _links(addresses: Iterator[str]) -> Links:
    unique = list(dict.fromkeys(addresses))
    return Links(tuple(unique[:MOST_PAGES]), max(0, len(unique) - MOST_PAGES))
