"""Shelves: which articles a question, or whoever asks, is confined to; looked up once for each such restriction."""

from collections.abc import Collection
from functools import lru_cache

from corpus.store import ArticleStore, Printed
from retrieval.questions.question import Question
from retrieval.questions.within import Within, plain_language

SHELVES_KEPT = 64  # as many chats with restrictions of their own as are asked side by side, and periods


class Shelves:
    """The articles and passages on each shelf, at one revision of the store. None stands for all there are."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._articles = lru_cache(SHELVES_KEPT)(lambda printed: frozenset(store.article_ids(printed)))
        self._passages = lru_cache(SHELVES_KEPT)(lambda printed: frozenset(store.passage_ids(printed)))
        self._of_chat = lru_cache(SHELVES_KEPT)(self._shelf_of_chat)
        self.sources = lru_cache(1)(store.sources)

    def articles(self, question: Question) -> Collection[str] | None:
        """The ids of the articles that a question is confined to."""
        shelves = [self._articles(printed) for printed in self._all_of(question)]
        return frozenset.intersection(*shelves) if shelves else None

    def passages(self, question: Question) -> Collection[int] | None:
        """The ids of their passages."""
        shelves = [self._passages(printed) for printed in self._all_of(question)]
        return frozenset.intersection(*shelves) if shelves else None

    def lies_within(self, within: Within, article_id: str) -> bool:
        """Whether an article is one that answers may be made of."""
        return all(article_id in self._articles(printed) for printed in self._of_chat(within))

    def _all_of(self, question: Question) -> list[Printed]:
        return [*_of_words(question), *self._of_chat(question.within)]

    def _shelf_of_chat(self, within: Within) -> tuple[Printed, ...]:
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
