"""The catalogue: what the archive holds, as plain records for those who look around in it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from corpus.article import Article
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore, KnownSpeaker, Size
from retrieval.questions.within import plain_language

SOURCES_SHOWN, SPEAKERS_SHOWN, ARTICLES_SHOWN = 30, 25, 10


@dataclass(frozen=True, slots=True)
class Sources:
    """Outlets with their numbers of articles, most first, and how many outlets are left out of the list."""

    outlets: tuple[tuple[str, int], ...]
    left_out: int
    without: int


@dataclass(frozen=True, slots=True)
class Speakers:
    """Speakers, most statements first, and how many are left out of the list."""

    speakers: tuple[KnownSpeaker, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The articles that were published last, newest first."""

    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class About:
    """How much is held."""

    size: Size


@dataclass(frozen=True, slots=True)
class Holdings:
    """All outlets and agencies, and all languages (as `plain_language` writes them), most articles first."""

    outlets: tuple[str, ...]
    languages: tuple[str, ...]


Listing = Sources | Speakers | Latest | About


@dataclass(frozen=True, slots=True)
class _Scan:
    """What one reading of all articles found."""

    revision: int
    sources: Sources
    newest: tuple[str, ...]
    holdings: Holdings


class Catalogue:
    """Looks up listings in one store; all articles are read once for each of its revisions. For several threads."""

    def __init__(self, store: ArticleStore) -> None:
        self._store, self._scanned, self._reading = store, _Scan(-1, Sources((), 0, 0), (), Holdings((), ())), Lock()

    def sources(self) -> Sources:
        """The outlets."""
        return self._scan().sources

    def speakers(self) -> Speakers:
        """Who has most to say."""
        found = self._store.speakers()
        return Speakers(tuple(found[:SPEAKERS_SHOWN]), max(0, len(found) - SPEAKERS_SHOWN))

    def latest(self) -> Latest:
        """What was published last."""
        return Latest(tuple(self._current(self._scan().newest)))

    def about(self) -> About:
        """How much there is."""
        return About(self._store.size())

    def holdings(self) -> Holdings:
        """What answers can be confined to."""
        return self._scan().holdings

    def _scan(self) -> _Scan:
        with self._reading:
            revision = self._store.revision()
            if revision != self._scanned.revision:
                self._scanned = self._scan_at(revision)
            return self._scanned

    def _scan_at(self, revision: int) -> _Scan:
        outlets, agencies, languages = Counter[str](), Counter[str](), Counter[str]()
        moments = []
        for article in self._current(self._store.article_ids()):
            outlets[article.outlet or ""] += 1
            agencies[article.agency or ""] += 1
            languages[plain_language(article.language)] += 1
            moments.append((_instant(article), article.id))
        without = outlets.pop("", 0)
        shown = tuple(outlets.most_common(SOURCES_SHOWN))
        newest = tuple(name for _, name in sorted(moments, reverse=True)[:ARTICLES_SHOWN])
        del agencies[""]
        names = (name for name, _ in (outlets + agencies).most_common())
        holdings = Holdings(tuple(names), tuple(code for code, _ in languages.most_common()))
        return _Scan(revision, Sources(shown, len(outlets) - len(shown), without), newest, holdings)

    def _current(self, ids: Iterable[str]) -> Iterator[Article]:
        """The articles with these ids; one that is taken down meanwhile is left out."""
        for name in ids:
            try:
                yield self._store.article(name)
            except UnknownArticle:
                continue


def _instant(article: Article) -> datetime:
    """When it was published, for sorting; what has no zone is taken for UTC, what has no date for very old."""
    earliest = datetime.min.replace(tzinfo=UTC)
    if article.published is None:
        return earliest
    try:
        moment = datetime.fromisoformat(article.published.moment)
    except ValueError:
        return earliest
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
