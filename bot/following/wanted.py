"""Whom a /follow names: speakers with a topic, or a choice between several."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation import Newsroom, Thread
from bot.following.hearing import here, known_words
from bot.following.news import ReadUpTo
from corpus.store import ArticleStore
from retrieval.answer import Outcome
from retrieval.finding.topics import has_topic
from retrieval.questions.question import Context

LONGEST_TOPIC = 80


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker who is to be followed, and what he or she said already, which is no news."""

    speaker: int
    name: str
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a /follow names: speakers with a topic, or a choice between several."""

    speakers: tuple[Named, ...]
    topic: str
    up_to: ReadUpTo
    choice: Thread


def wanted(newsroom: Newsroom, words: str) -> Wanted:
    """Whom and what these words name. Raises what the newsroom raises where search is down."""
    answer, context = newsroom.ask(words, None)
    if answer.outcome is Outcome.WHICH_SPEAKER:
        return Wanted((), "", here(newsroom.store), Thread(context, answer))
    by_name = context.question is not None and bool(context.question.speakers)
    return named(newsroom.store, context.speakers if by_name else (), topic_of(context))


def named(store: ArticleStore, speakers: Iterable[int], topic: str) -> Wanted:
    """These speakers, with what they said already; one who is on record no longer is left out."""
    up_to = here(store)
    fullest = ((speaker, _fullest_name(store, speaker)) for speaker in dict.fromkeys(speakers))
    found = tuple(Named(speaker, name, tuple(known_words(store, speaker))) for speaker, name in fullest if name)
    return Wanted(found, topic, up_to, Thread())


def _fullest_name(store: ArticleStore, speaker: int) -> str:
    return max((alias.name for alias in store.aliases(speaker)), key=len, default="")


def topic_of(context: Context | None) -> str:
    """The topic in a line; '' where it has no word that carries one."""
    question = context.question if context is not None else None
    topic = " ".join(question.topic.split())[:LONGEST_TOPIC] if question is not None else ""
    return topic if has_topic(topic) else ""
