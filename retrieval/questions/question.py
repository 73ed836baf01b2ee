"""A question as it was understood: a plain record that can be shown."""

from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.questions.fit import How
from retrieval.questions.when import Period
from retrieval.questions.within import EVERYTHING, Within


class Kind(StrEnum):
    """What is asked for."""

    SAID = "said"
    DID_SAY = "did_say"
    WHO_SAID = "who_said"
    WHO_IS = "who_is"
    FACT = "fact"
    MORE = "more"
    NO_QUESTION = "no_question"


class Order(StrEnum):
    """Which findings come first."""

    RELEVANT = "relevant"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whom a question names: in its own words, and the ids of the known speakers whom these fit, by what."""

    words: str
    fits: tuple[int, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Question:
    """One question, understood.

    `speakers` are whose words are asked for (two or more where they are compared); `addressee` is to whom; `topic` is
    what about, in the asker's words; `source` is the outlet or agency asked for, as it is stored. `beyond_shown` is set
    where only what was not shown before is wanted ("what else did he say?"), `replying_in` where a reply is wanted:
    the articles in which what is replied to was found. `within` is not asked for: it is what the
    answer is confined to in any case.
    """

    text: str
    kind: Kind
    speakers: tuple[Asked, ...] = ()
    addressee: Asked | None = None
    topic: str = ""
    period: Period | None = None
    source: str | None = None
    order: Order = Order.RELEVANT
    beyond_shown: bool = False
    replying_in: tuple[str, ...] = ()
    within: Within = EVERYTHING


def told_in_words(question: Question) -> Question:
    """The question with its time as words of its topic: what happened in 2008 may be told in any year."""
    words = question.period.words if question.period else ""
    return replace(question, topic=f"{question.topic} {words}".strip(), period=None)


def addressee_in_words(question: Question) -> Question:
    """The question with its addressee as words of its topic: who is spoken to is often named some sentences before."""
    words = question.addressee.words if question.addressee else ""
    return replace(question, topic=f"{words} {question.topic}".strip(), addressee=None)


@dataclass(frozen=True, slots=True)
class Context:
    """What one asker's next question may lean on.

    `question` is the last one, with everything in it that was taken from the questions before; `speakers` are the ids
    of whom its answer was about, `shown` how many of its findings have been shown, `articles` those they were from,
    `seen` the ids of statements that were shown of late.
    """

    question: Question | None = None
    speakers: tuple[int, ...] = ()
    shown: int = 0
    articles: tuple[str, ...] = ()
    seen: tuple[int, ...] = ()
