"""Reading again: stored pages through today's readers, and their statements through today's tagger."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.adding import entries_of
from corpus.article import Article
from corpus.errors import StoreUnavailable, UnknownArticle
from corpus.readers.errors import NotReadable
from corpus.readers.given import Given
from corpus.readers.html import read_html
from corpus.readers.page import read_page
from corpus.readers.reading import Found, Rejection
from corpus.records import PRINTED
from corpus.store import ArticleStore, Entry
from corpus.tagging.tagger import Tagger


@dataclass(slots=True)
class Reread:
    """What came of reading again; a page that could not be read again stays as it was, and is among the rejections."""

    changed: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)


def reread(store: ArticleStore, tagger: Tagger, progress: Callable[[int, int], None]) -> Reread:
    """Read all current articles again and store what is different, each durably before the next.

    `progress` is told how many of how many are done. May be stopped at any time and begun again.
    """
    result = Reread()
    articles = store.article_ids()
    for done, article_id in enumerate(articles, 1):
        try:
            changed = _reread(store, store.article(article_id), tagger)
        except UnknownArticle:
            continue  # corrected or taken down in the meantime
        except StoreUnavailable:
            raise
        except Exception as error:  # whatever is wrong with one page must not cost the others
            result.rejections.append(Rejection(article_id, f"reading it again failed ({error}); it stays as it was"))
        else:
            result.changed += changed
            result.unchanged += not changed
        progress(done, len(articles))
    return result


def _reread(store: ArticleStore, stored: Article, tagger: Tagger) -> bool:
    page = store.page(stored.id)
    today = _read(stored, page)
    (entry,) = entries_of([Found(replace(today, id=stored.id) if stored.has_given_id else today, page)], tagger)
    if _is_stored(store, stored, entry):
        return False
    store.replace(stored.id, entry)
    return True


def _read(stored: Article, page: bytes | None) -> Article:
    """The article as read today.

    What its web page says today goes before what is stored; of plain text, what was given beside it stays first.
    """
    given = Given(url=stored.url)
    if page is not None and page != stored.text.encode("utf-8", "surrogatepass"):
        today = read_html(page, stored.origin, given)
        return replace(today, **_told(today, stored))
    try:
        today = read_page(stored.text, stored.origin, given)
    except NotReadable:  # it was taken as an article when it was added
        return stored
    return replace(today, **_told(stored, today))


def _told(first: Article, second: Article) -> dict[str, Any]:
    """What the first article says of itself, and where it says nothing, what the second does."""
    return {key: getattr(first, key) or getattr(second, key) for key in (*PRINTED, "published")}


def _is_stored(store: ArticleStore, stored: Article, entry: Entry) -> bool:
    return (
        entry.article == stored
        and [passage.span for passage in store.passages_of(stored.id)] == list(entry.passages)
        and [each.statement for each in store.statements_in(stored.id)] == list(entry.statements)
    )
