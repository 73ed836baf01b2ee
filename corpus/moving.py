"""Moving: a whole corpus from one store to another, with all that was found in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from corpus.errors import UnknownArticle
from corpus.store import ArticleStore, Entry

AT_ONCE = 16


def copy_articles(source: ArticleStore, target: ArticleStore, progress: Callable[[int], None]) -> int:
    """Copy all articles, and tell `progress` how many are safe in the target; how many there were.

    What the target has already stays there, so that a copy that was stopped may be begun again. Ids of articles stay,
    those of passages and speakers don't: rebuild the index afterwards.
    """
    entries = _found(source)
    done = 0
    while batch := list(islice(entries, AT_ONCE)):
        target.add_all(batch)
        done += len(batch)
        progress(done)
    return done


def _found(source: ArticleStore) -> Iterator[Entry]:
    """All articles; current ones with their passages and statements."""
    for entry in source.everything():
        try:
            article = source.article(entry.article.id)
        except UnknownArticle:  # corrected since; nothing of it is ever shown
            yield entry
        else:
            passages = [passage.span for passage in source.passages_of(article.id)]
            statements = [stored.statement for stored in source.statements_in(article.id)]
            yield replace(entry, passages=passages, statements=statements)
