"""What questions are answered from: one revision of the store and one generation of the index."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.article import Article, BlockKind, Span
from corpus.english.offices import concepts, head_among, role_of
from corpus.store import ANYWHERE, ArticleStore, KnownSpeaker, Printed
from retrieval.finding.candidates import Candidates
from retrieval.finding.findings import Citations, Shown
from retrieval.questions.names import Holders, Names
from retrieval.questions.question import UNKNOWN, Question, Within, plain_language
from retrieval.vector_index import Index

READ_LANGUAGES = frozenset({"en", UNKNOWN})
SCOPES_KEPT = 64  # as many chats with restrictions of their own as are asked side by side, and periods


class ArticleScope:
    """The articles and passages that a question, or its asker, is confined to. None stands for all there are."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._articles = lru_cache(SCOPES_KEPT)(lambda printed: frozenset(store.article_ids(printed)))
        self._passages = lru_cache(SCOPES_KEPT)(lambda printed: frozenset(store.passage_ids(printed)))
        self._of_chat = lru_cache(SCOPES_KEPT)(self._printed_in_chat)
        self.sources = lru_cache(1)(store.sources)

    def articles(self, question: Question) -> Collection[str] | None:
        """The ids of the articles that a question is confined to."""
        scope = [self._articles(printed) for printed in self._all_of(question)]
        return frozenset.intersection(*scope) if scope else None

    def passages(self, question: Question) -> Collection[int] | None:
        """The ids of their passages."""
        scope = [self._passages(printed) for printed in self._all_of(question)]
        return frozenset.intersection(*scope) if scope else None

    def looked_through(self, within: Within) -> tuple[int, int]:
        """How many articles answers may be made of, and how many of those are in languages not read for statements."""
        foreign = tuple(each for each in self._store.languages() if plain_language(each) not in READ_LANGUAGES)
        there, unread = self._articles(ANYWHERE), self._articles(Printed(languages=foreign)) if foreign else frozenset()
        for printed in self._of_chat(within):
            there, unread = there & self._articles(printed), unread & self._articles(printed)
        return len(there), len(unread)

    def lies_within(self, within: Within, article_id: str) -> bool:
        """Whether an article is one that answers may be made of."""
        return all(article_id in self._articles(printed) for printed in self._of_chat(within))

    def _all_of(self, question: Question) -> list[Printed]:
        return [*_of_words(question), *self._of_chat(question.within)]

    def _printed_in_chat(self, within: Within) -> tuple[Printed, ...]:
        if within.is_everything:
            return ()
        given = self._store.languages() if within.languages else []
        languages = tuple(each for each in given if plain_language(each) in within.languages)
        # Where nothing is in these languages, the plain ones stand in: no article gives them either.
        return (Printed(within.outlets, languages or within.languages),)


def _of_words(question: Question) -> tuple[Printed, ...]:
    """What the words of a question confine it to."""
    if question.period is None and question.source is None:
        return ()
    days = (question.period.since, question.period.until) if question.period else (None, None)
    since, until = (day.isoformat() if day else "" for day in days)
    return (Printed((question.source,) if question.source else (), (), since, until),)


NAMINGS_READ = 10
APPOSITION = re.compile(r"\s|,\s(?:(?:the|a|an|his|her|their|its)\s)?", re.IGNORECASE)
BEGINNING = 200  # characters
BESIDE = 80  # characters before and after a name in which its bearer is described


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The parts that answer a question; `key` is the revision and generation that they were made of."""

    key: tuple[int, str]
    store: ArticleStore
    names: Names
    citations: Citations
    candidates: Candidates
    shown: Shown
    scope: ArticleScope

    def fits(self, question: Question, article_id: str) -> bool:
        """Whether an article was published when and where the question asks for."""
        articles = self.scope.articles(question)
        return articles is None or article_id in articles

    def headline(self, article_id: str) -> str:
        """What an article is about in few words: its headline, or where it has none, how its body begins."""
        article = self.shown.article(article_id)
        body = next(iter(article.spans(BlockKind.BODY)), Span(0, len(article.text)))
        return article.headline or body.of(article.text)[:BEGINNING]

    def within(self, within: Within, speaker: KnownSpeaker) -> KnownSpeaker:
        """The speaker with the number of statements that answers may be made of."""
        if within.is_everything:
            return speaker
        statements = self.candidates.statements([speaker.id])
        count = sum(self.scope.lies_within(within, each.article_id) for each in statements)
        return replace(speaker, statements=count)

    def prints(self, name: str) -> bool:
        """Whether any article prints this name, in whatever kind of block."""
        return bool(self.store.namings(name, 1))

    def prints_small(self, word: str) -> bool:
        """Whether one of the newest places that print a word prints it in lower case."""
        namings = self.store.namings(word, NAMINGS_READ)
        return any(self.shown.article(each.article_id).text[each.span.start].islower() for each in namings)

    def told(self, holders: Holders) -> list[int]:
        """The ids of those of these speakers of whom articles tell the concepts given with each right around the name.

        So "president of Kestria" is found in "President Elena Varga of Kestria".
        """
        return self._told(holders, self._around)

    def told_above(self, holders: Holders) -> list[int]:
        """The same, but told in the headline above the name, or else anywhere in the article."""
        return self._told(holders, self._above) or self._told(holders, self._in_article)

    def _told(self, holders: Holders, concepts_there: Callable[[str, Span], frozenset[str]]) -> list[int]:
        namings = {speaker.id: self.store.namings(speaker.name, NAMINGS_READ) for speaker, _ in holders}
        return [
            speaker.id
            for speaker, missing in holders
            if any(missing <= concepts_there(each.article_id, each.span) for each in namings[speaker.id])
        ]

    def described(self, phrase: str) -> list[int]:
        """The ids of speakers around whose name an article describes them so: whoever it describes most closely."""
        asked = role_of(phrase)
        scores: dict[int, int] = {}
        for article_id in self.candidates.articles_with(phrase) if asked and asked.others else ():
            assert asked
            for stored in self.store.statements_in(article_id):
                for speaker, speaker_id in zip(stored.statement.speakers, stored.speaker_ids, strict=True):
                    close = self._around(article_id, speaker.name)
                    whole = asked.others <= close | self._in_article(article_id, speaker.name)
                    if whole and head_among(asked, close) and asked.others & close:
                        scores[speaker_id] = max(scores.get(speaker_id, 0), len(asked.concepts & close))
        best = max(scores.values(), default=0)
        return [each for each, score in scores.items() if score == best]

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

    def _around(self, article_id: str, name: Span) -> frozenset[str]:
        text = self.shown.article(article_id).text
        start, end = max(0, name.start - BESIDE), name.end + BESIDE
        before = text[start : name.start].rpartition("\n")[2]
        return frozenset(concepts(f"{before} , {text[name.end : end].partition(chr(10))[0]}"))

    def _above(self, article_id: str, name: Span) -> frozenset[str]:
        return self._around(article_id, name) | frozenset(concepts(self.headline(article_id)))

    def _in_article(self, article_id: str, name: Span) -> frozenset[str]:
        return frozenset(concepts(self.shown.article(article_id).text))


def open_snapshot(store: ArticleStore, index: Index) -> Snapshot:
    """The snapshot of now. The revision is read first: a change in between makes the next question open another."""
    key = (store.revision(), index.generation)
    citations = Citations(store)
    return Snapshot(
        key,
        store,
        Names(store),
        citations,
        Candidates(store, index),
        Shown(store, citations),
        ArticleScope(store),
    )
