"""Adding: from what was read to what is stored, one acknowledged article after the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.attribution.statements import find_all_statements
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


def entries_of(found: Sequence[Found], tagger: Tagger) -> list[Entry]:
    """Articles with their passages and statements."""
    articles = [each.article for each in found]
    statements = find_all_statements([(article.text, article.blocks) for article in articles], tagger)
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
        yield Acknowledged(each.article.id, each.article.origin, outcome)


def _outcomes(found: Sequence[Found], store: ArticleStore, tagger: Tagger) -> list[Outcome]:
    """What became of each; what is stored already is not read for statements.

    After a correction that can't be known before it is stored: what it corrects may come again behind it.
    """
    outcomes = [store.foresee(each.article) for each in found]
    corrected = outcomes.index(Outcome.CORRECTED) if Outcome.CORRECTED in outcomes else len(found)
    new = [row for row, outcome in enumerate(outcomes) if row > corrected or outcome is not Outcome.DUPLICATE]
    if new:
        for row, outcome in zip(new, store.add_all(entries_of([found[row] for row in new], tagger)), strict=True):
            outcomes[row] = outcome
    return outcomes


def _rejected(origin: str, error: Exception) -> Rejection:
    return Rejection(
        origin, f"working on it failed ({type(error).__name__}: {error}); the rest was added; please report this page"
    )
