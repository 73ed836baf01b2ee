"""Whether what is about to be shown stands in a stored article now, word for word."""

from collections.abc import Iterable

from corpus.article import Article
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore
from retrieval.answer import Finding
from retrieval.questions.question import EVERYTHING, Within


def stands(store: ArticleStore, finding: Finding, within: Within = EVERYTHING) -> bool:
    """Whether the finding's article is current and has its words where the finding says."""
    return bool(standing(store, [finding], within))


def standing(store: ArticleStore, findings: Iterable[Finding], within: Within = EVERYTHING) -> list[Finding]:
    """The findings that stand, in their order, of articles within; each article is read once."""
    read: dict[str, Article | None] = {}
    kept = []
    for finding in findings:
        name = finding.citation.article_id
        if name not in read:
            read[name] = _current(store, name)
        article = read[name]
        if article is not None and _within(within, article) and finding.span.of(article.text) == finding.text:
            kept.append(finding)
    return kept


def _within(within: Within, article: Article) -> bool:
    return within.holds((article.outlet, article.agency), article.language)


def _current(store: ArticleStore, name: str) -> Article | None:
    try:
        return store.article(name)
    except UnknownArticle:
        return None
