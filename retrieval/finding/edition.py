"""An edition: what questions are answered from, at one revision of the store and one generation of the index."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.article import Article, Span
from corpus.store import ArticleStore, KnownSpeaker, Naming
from retrieval.finding.candidates import Candidates
from retrieval.finding.citing import Citations
from retrieval.finding.shelves import Shelves
from retrieval.finding.showing import Shown
from retrieval.finding.topic import Stems, stems_of
from retrieval.questions.names import Names
from retrieval.questions.question import Question
from retrieval.questions.within import Within
from retrieval.vector_index import Index

NAMINGS_READ = 10
APPOSITION = re.compile(r"\s|,\s(?:(?:the|a|an|his|her|their|its)\s)?", re.IGNORECASE)
BESIDE = 80  # characters before and after a name in which its bearer is described


@dataclass(frozen=True, slots=True)
class Edition:
    """The parts that answer a question; `key` is the revision and generation that they were made of."""

    key: tuple[int, str]
    store: ArticleStore
    names: Names
    citations: Citations
    candidates: Candidates
    shown: Shown
    shelves: Shelves

    def fits(self, question: Question, article_id: str) -> bool:
        """Whether an article was published when and where the question asks for."""
        articles = self.shelves.articles(question)
        return articles is None or article_id in articles

    def within(self, within: Within, speaker: KnownSpeaker) -> KnownSpeaker:
        """The speaker with the number of statements that answers may be made of."""
        if within.is_everything:
            return speaker
        statements = self.candidates.statements([speaker.id])
        count = sum(self.shelves.lies_within(within, each.article_id) for each in statements)
        return replace(speaker, statements=count)

    def prints(self, name: str) -> bool:
        """Whether any article prints this name, in whatever kind of block."""
        return bool(self.store.namings(name, 1))

    def prints_small(self, word: str) -> bool:
        """Whether one of the newest places that print a word prints it in lower case."""
        namings = self.store.namings(word, NAMINGS_READ)
        return any(self.shown.article(each.article_id).text[each.span.start].islower() for each in namings)

    def described(self, speaker: KnownSpeaker, description: Iterable[str]) -> bool:
        """Whether articles print all these stems close to the speaker's name ("President Elena Varga of Kestria")."""
        return any(
            all(beside.has(each) for each in description)
            for beside in (self._beside(naming) for naming in self.store.namings(speaker.name, NAMINGS_READ))
        )

    def beside(self, phrase: str) -> list[int]:
        """The ids of speakers whose name stands right beside this phrase, where it is printed as no name itself.

        So "the harbour master" is found in "Harbour master Agnes Pohl", "Varga's aide" in "Varga's aide, Rosa Lind".
        """
        found: dict[int, None] = {}
        for naming in self.store.namings(phrase, NAMINGS_READ):
            article = self.shown.article(naming.article_id)
            if naming.span.of(article.text).split()[-1].islower():
                found |= dict.fromkeys(self._named_beside(article, naming.span))
        return list(found)

    def _named_beside(self, article: Article, phrase: Span) -> Iterator[int]:
        for stored in self.store.statements_in(article.id):
            for speaker, speaker_id in zip(stored.statement.speakers, stored.speaker_ids, strict=True):
                first, second = sorted((speaker.name, phrase))
                if first.end <= second.start and APPOSITION.fullmatch(article.text[first.end : second.start]):
                    yield speaker_id

    def _beside(self, naming: Naming) -> Stems:
        text = self.shown.article(naming.article_id).text
        return stems_of(text[max(0, naming.span.start - BESIDE) : naming.span.end + BESIDE])


def open_edition(store: ArticleStore, index: Index) -> Edition:
    """The edition of now. The revision is read first: a change in between makes the next question open another."""
    key = (store.revision(), index.generation)
    citations = Citations(store)
    return Edition(
        key,
        store,
        Names(store),
        citations,
        Candidates(store, index),
        Shown(store, citations),
        Shelves(store),
    )
