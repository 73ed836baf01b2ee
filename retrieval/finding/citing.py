"""Citations: where each article was printed, looked up once."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.article import Article
from corpus.store import ArticleStore
from retrieval.answer import Citation
from retrieval.questions.within import Within, plain_language


class Citations:
    """The citations of the articles that are current at one revision of the store."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._known: dict[str, Citation] = {}
        self._languages: dict[str, str] = {}
        self._copies: dict[str, list[str]] = {}

    def __getitem__(self, article_id: str) -> Citation:
        """Where an article was printed, without its copies; UnknownArticle where it is not current."""
        if article_id not in self._known:
            article = self._store.article(article_id)
            self._languages[article_id] = plain_language(article.language)
            self._known[article_id] = cite(article)
        return self._known[article_id]

    def lie_within(self, within: Within, article_id: str) -> bool:
        """Whether an article is one that answers may be made of."""
        if within.is_everything:
            return True
        own = self[article_id]
        return within.holds((own.outlet, own.agency), self._languages[article_id])

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

    def sources(self) -> Iterator[str]:
        """The outlets and agencies of all articles; the first call reads every article."""
        for article_id in self._store.article_ids():
            citation = self[article_id]
            yield from filter(None, (citation.outlet, citation.agency))


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
