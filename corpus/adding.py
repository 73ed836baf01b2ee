"""Adding: from what was read to what is stored; reading stored pages again; copying a whole store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from corpus.article import Article
from corpus.attribution.statements import find_all_statements
from corpus.errors import StoreUnavailable, UnknownArticle
from corpus.passages import split
from corpus.readers.html import read_html
from corpus.readers.language_detection import ENGLISH
from corpus.readers.page import read_page
from corpus.readers.reading import Found, Given, NotReadable, Read, Rejection, Remark
from corpus.records import PRINTED
from corpus.store import AddOutcome, ArticleStore, DamagedPart, Entry
from corpus.tagging.tagger import Tagger

BATCH_ARTICLES = 16  # one durable commit for so many; more gain little next to reading them for statements
BATCH_CHARACTERS = 500_000
BESIDE = "its id {!r} is that of an unrelated article; both are kept, this one under an id of its own"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What became of an article; it is durably so when this is said."""

    article_id: str
    origin: str
    outcome: AddOutcome


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
            case Acknowledged(outcome=AddOutcome.ADDED | AddOutcome.KEPT_BESIDE):
                self.added += 1
            case Acknowledged(outcome=AddOutcome.CORRECTED):
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


def entries_of(found: Sequence[Found], tagger: Tagger) -> list[Entry]:
    """Articles with their passages, and with their statements where they are in a language that is read for them."""
    articles = [each.article for each in found]
    read = [article for article in articles if article.language in {None, ENGLISH}]
    told = iter(find_all_statements([(article.text, article.blocks) for article in read], tagger))
    statements = [next(told) if article.language in {None, ENGLISH} else [] for article in articles]
    return [
        Entry(each.article, split(each.article.text, each.article.blocks), said, each.page)
        for each, said in zip(found, statements, strict=True)
    ]


def _news(reads: Iterable[Read], store: ArticleStore, tagger: Tagger) -> Iterator[News]:
    waiting: list[Found] = []
    for read in reads:
        if not isinstance(read, Found):
            yield read
            continue
        waiting.append(read)
        if len(waiting) >= BATCH_ARTICLES or sum(len(each.article.text) for each in waiting) > BATCH_CHARACTERS:
            yield from _add(waiting, store, tagger)
            waiting = []
    yield from _add(waiting, store, tagger)


def _add(found: Sequence[Found], store: ArticleStore, tagger: Tagger) -> Iterator[News]:
    try:
        outcomes = _outcomes(found, store, tagger)
    except StoreUnavailable:
        raise
    except Exception as error:  # whatever is wrong with one of them must not cost the others; none is stored yet
        if len(found) == 1:
            yield _rejected(found[0].article.origin, error)
            return
        for each in found:
            yield from _add([each], store, tagger)
        return
    for each, outcome in zip(found, outcomes, strict=True):
        if outcome is AddOutcome.KEPT_BESIDE:
            yield Remark(each.article.origin, BESIDE.format(each.article.id))
        yield Acknowledged(each.article.id, each.article.origin, outcome)


def _outcomes(found: Sequence[Found], store: ArticleStore, tagger: Tagger) -> list[AddOutcome]:
    """What became of each; what is stored already is not read for statements.

    After a correction that can't be known before it is stored: what it corrects may come again behind it.
    """
    outcomes = [store.foresee(each.article) for each in found]
    corrected = outcomes.index(AddOutcome.CORRECTED) if AddOutcome.CORRECTED in outcomes else len(found)
    new = [row for row, outcome in enumerate(outcomes) if row > corrected or outcome is not AddOutcome.DUPLICATE]
    if new:
        for row, outcome in zip(new, store.add_all(entries_of([found[row] for row in new], tagger)), strict=True):
            outcomes[row] = outcome
    return outcomes


def _rejected(origin: str, error: Exception) -> Rejection:
    return Rejection(
        origin, f"working on it failed ({type(error).__name__}: {error}); the rest was added; please report this page"
    )


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


def repair(store: ArticleStore, tagger: Tagger) -> None:
    """Make anew what is damaged and follows from what was published; what was published and is damaged is put aside."""
    damages = store.examine()
    aside = [each.row for each in damages if each.part is DamagedPart.ARTICLE]
    found = {each.row: store.entry(each.row) for each in damages if each.part is DamagedPart.FINDINGS}
    read = {row: entries_of([Found(entry.article, entry.page)], tagger)[0] for row, entry in found.items()}
    if damages:
        store.mend(aside, read)


def copy_articles(source: ArticleStore, target: ArticleStore, progress: Callable[[int], None]) -> int:
    """Copy all articles, and tell `progress` how many are safe in the target; how many there were.

    What the target has already stays there, so that a copy that was stopped may be begun again. Ids of articles stay,
    those of passages and speakers don't: rebuild the index afterwards.
    """
    entries = _whole_entries(source)
    done = 0
    while batch := list(islice(entries, BATCH_ARTICLES)):
        target.add_all(batch)
        done += len(batch)
        progress(done)
    return done


def _whole_entries(source: ArticleStore) -> Iterator[Entry]:
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
