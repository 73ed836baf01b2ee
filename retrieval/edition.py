"""An edition: what questions are answered from, as it is at one revision of the store and one generation of the index."""

from dataclasses import dataclass

from corpus.store import ArticleStore
from retrieval.candidates import Candidates
from retrieval.citing import Citations
from retrieval.names import Names
from retrieval.question import Question
from retrieval.showing import Shown
from retrieval.vector_index import Index


@dataclass(frozen=True, slots=True)
class Edition:
    """The parts that answer a question; `key` is the revision and generation that they were made of."""

    key: tuple[int, str]
    store: ArticleStore
    names: Names
    citations: Citations
    candidates: Candidates
    shown: Shown

    def fits(self, question: Question, article_id: str) -> bool:
        """Whether an article was published when and where the question asks for."""
        citation = self.citations[article_id]
        in_time = question.period is None or question.period.holds(citation.published)
        return in_time and question.source in (None, citation.outlet, citation.agency)

    def articles(self, question: Question) -> list[str] | None:
        """The articles that a question is confined to by time or outlet; None where it is to none."""
        if question.period is None and question.source is None:
            return None
        return [article for article in self.store.article_ids() if self.fits(question, article)]

    def prints(self, name: str) -> bool:
        """Whether any article prints this name, in whatever kind of block."""
        return bool(self.store.namings(name, 1))


def open_edition(store: ArticleStore, index: Index, citations: Citations) -> Edition:
    """The edition of today: names read anew, citations kept, since an article's never change."""
    key = (store.revision(), index.generation)
    shown = Shown(store, citations)
    return Edition(key, store, Names(store.speakers()), citations, Candidates(store, index), shown)
