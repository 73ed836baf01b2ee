"""The catalogue: what the archive holds, as plain records."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from corpus.article import Article
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore, KnownSpeaker, Size
from retrieval.questions.question import EVERYTHING, Within, plain_language

SOURCES_SHOWN, SPEAKERS_SHOWN, ARTICLES_SHOWN = 30, 25, 10
SCANS_KEPT = 32  # of everything, and of what some chats are confined to


@dataclass(frozen=True, slots=True)
class Outlets:
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


Listing = Outlets | Speakers | Latest | About


@dataclass(frozen=True, slots=True)
class _Scan:
    """What one reading of all articles found."""

    sources: Outlets
    newest: tuple[str, ...]
    holdings: Holdings


class Catalogue:
    """Looks up listings in one store, reading all articles once for each revision and restriction.

    Safe to call from several threads.
    """

    def __init__(self, store: ArticleStore) -> None:
        self._store, self._reading = store, Lock()
        self._revision = -1
        self._scans: dict[Within, _Scan] = {}

    def sources(self, within: Within = EVERYTHING) -> Outlets:
        """The outlets of the articles within."""
        return self._scan(within).sources

    def speakers(self) -> Speakers:
        """Who has most to say."""
        shown = self._store.speakers(SPEAKERS_SHOWN)
        return Speakers(tuple(shown), max(0, self._store.size().speakers - len(shown)))

    def latest(self, within: Within = EVERYTHING) -> Latest:
        """What was published last, of the articles within."""
        return Latest(tuple(self._current(self._scan(within).newest)))

    def about(self) -> About:
        """How much there is."""
        return About(self._store.size())

    def holdings(self) -> Holdings:
        """What answers can be confined to."""
        return self._scan(EVERYTHING).holdings

    def _scan(self, within: Within) -> _Scan:
        with self._reading:
            revision = self._store.revision()
            if revision != self._revision or len(self._scans) >= SCANS_KEPT:
                self._revision, self._scans = revision, {}
            if within not in self._scans:
                self._scans[within] = self._scan_of(within)
            return self._scans[within]

    def _scan_of(self, within: Within) -> _Scan:
        outlets, agencies, languages = Counter[str](), Counter[str](), Counter[str]()
        moments = []
        for article in self._current(self._store.article_ids()):
            if not within.holds((article.outlet, article.agency), article.language):
                continue
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
        return _Scan(Outlets(shown, len(outlets) - len(shown), without), newest, holdings)

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


NAMED = 3


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is, and the names of those with most statements."""

    size: Size
    most_quoted: tuple[str, ...]


class TotalsCounter:
    """Counts once for each revision of a store. For several threads."""

    def __init__(self, store: ArticleStore) -> None:
        self._store, self._counting = store, Lock()
        self._counted: tuple[int, Totals] | None = None

    def totals(self) -> Totals:
        """What there is now."""
        with self._counting:
            revision = self._store.revision()
            if self._counted is None or self._counted[0] != revision:
                names = tuple(speaker.name for speaker in self._store.speakers(NAMED))
                self._counted = revision, Totals(self._store.size(), names)
            return self._counted[1]
