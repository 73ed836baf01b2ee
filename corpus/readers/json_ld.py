"""JSON-LD of news pages, however it is nested: a list, a graph, articles inside pages, authors by reference."""

import json
import re
from collections.abc import Iterable, Iterator

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
