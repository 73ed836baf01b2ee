"""Citations: where each article was printed, looked up once."""

from dataclasses import replace

from corpus.article import Article
from corpus.store import ArticleStore
from retrieval.answer import Citation


class Citations:
    """The citations of the articles that are current at one revision of the store."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._known: dict[str, Citation] = {}
        self._copies: dict[str, list[str]] = {}

    def __getitem__(self, article_id: str) -> Citation:
        """Where an article was printed, without its copies; UnknownArticle where it is not current."""
        if article_id not in self._known:
            self._known[article_id] = cite(self._store.article(article_id))
        return self._known[article_id]

    def with_copies(self, article_id: str) -> Citation:
        """Where an article was printed, and which other outlets carry the same text."""
        own = self[article_id]
        copies = (self[copy] for copy in self._copies_of(article_id))
        others = (copy.outlet or copy.url or copy.article_id for copy in copies)
        return replace(own, also_in=tuple(sorted({other for other in others if other != own.outlet})))

    def original(self, article_id: str) -> str:
        """One id for an article and all its copies."""
        return min([article_id, *self._copies_of(article_id)])

    def _copies_of(self, article_id: str) -> list[str]:
        if article_id not in self._copies:
            self._copies[article_id] = self._store.copies(article_id)
        return self._copies[article_id]


def cite(article: Article) -> Citation:
    """The citation of an article."""
    published = article.published.moment if article.published else None
    return Citation(
        article.id,
        article.outlet,
        article.agency,
        article.headline,
        article.byline,
        article.place,
        published,
        article.url,
    )
