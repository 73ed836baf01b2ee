"""Adding: from what was read to what is stored, one acknowledged article after the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.attribution.statements import find_statements
from corpus.errors import StoreUnavailable
from corpus.passages import split
from corpus.readers.reading import Found, Read, Rejection, Remark
from corpus.store import ArticleStore, Entry, Outcome
from corpus.tagging.tagger import Tagger

BATCH_ARTICLES = 16  # one durable commit for so many; more gain little next to reading them for statements
BATCH_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What became of an article; it is durably so when this is said."""

    article_id: str
    origin: str
    outcome: Outcome


News = Acknowledged | Rejection | Remark
Progress = Callable[[News], None]


@dataclass(slots=True)
class Summary:
    """What became of everything that was read."""

    added: int = 0
    corrected: int = 0
    duplicate: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def count(self, news: News) -> None:
        """Take in one piece of news."""
        match news:
            case Rejection():
                self.rejections.append(news)
            case Remark():
                self.remarks.append(news)
            case Acknowledged(outcome=Outcome.ADDED):
                self.added += 1
            case Acknowledged(outcome=Outcome.CORRECTED):
                self.corrected += 1
            case Acknowledged():
                self.duplicate += 1


def add_articles(reads: Iterable[Read], store: ArticleStore, tagger: Tagger, progress: Progress) -> Summary:
    """Store all articles that are read, tell `progress` of each once it is safe on disk, and sum up.

    Articles that are stored already are known before anything is looked for in them. One that can't be worked on is
    rejected, with the reason, and the rest goes on; StoreUnavailable ends it, and what was told of is safe.
    """
    summary = Summary()
    for news in _news(reads, store, tagger):
        summary.count(news)
        progress(news)
    return summary


def entry_of(found: Found, tagger: Tagger) -> Entry:
    """An article with its passages and statements."""
    article = found.article
    passages = split(article.text, article.blocks)
    return Entry(article, passages, find_statements(article.text, article.blocks, tagger), found.page)


def _news(reads: Iterable[Read], store: ArticleStore, tagger: Tagger) -> Iterator[News]:
    waiting: list[Entry] = []
    for read in reads:
        if not isinstance(read, Found):
            yield read
            continue
        worked = _work_on(read, store, tagger)
        if isinstance(worked, Entry):
            waiting.append(worked)
        else:
            yield worked
        if len(waiting) >= BATCH_ARTICLES or sum(len(entry.article.text) for entry in waiting) > BATCH_CHARACTERS:
            yield from _store(waiting, store)
            waiting = []
    yield from _store(waiting, store)


def _work_on(found: Found, store: ArticleStore, tagger: Tagger) -> Entry | News:
    try:
        if store.foresee(found.article) is Outcome.DUPLICATE:
            return Acknowledged(found.article.id, found.article.origin, Outcome.DUPLICATE)
        return entry_of(found, tagger)
    except StoreUnavailable:
        raise
    except Exception as error:  # whatever is wrong with one article must not cost the others
        return _rejected(found.article.origin, error)


def _store(entries: Sequence[Entry], store: ArticleStore) -> Iterator[News]:
    try:
        outcomes = store.add_all(entries) if entries else []
    except StoreUnavailable:
        raise
    except Exception as error:  # the fault of one of them: none is stored yet
        if len(entries) == 1:
            yield _rejected(entries[0].article.origin, error)
            return
        for entry in entries:
            yield from _store([entry], store)
        return
    for entry, outcome in zip(entries, outcomes, strict=True):
        yield Acknowledged(entry.article.id, entry.article.origin, outcome)


def _rejected(origin: str, error: Exception) -> Rejection:
    return Rejection(
        origin, f"working on it failed ({type(error).__name__}: {error}); the rest was added; please report this page"
    )
