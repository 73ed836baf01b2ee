"""A question as it was understood: a plain record that can be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.store import KnownSpeaker
from retrieval.questions.when import Period


class How(StrEnum):
    """By what a name fits."""

    NAME = "name"
    ROLE = "role"
    TYPO = "typo"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Fit:
    """The speakers whom some words fit, most statements first, and by what."""

    speakers: tuple[KnownSpeaker, ...]
    how: How


NO_FIT = Fit((), How.NOTHING)


UNKNOWN = "und"
"""The language of an article that gives none, as BCP 47 writes it."""


@dataclass(frozen=True, slots=True)
class Within:
    """Outlets or agencies as they are stored, and languages as `plain_language` writes them; none: all of them."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether answers are confined to nothing."""
        return not self.outlets and not self.languages

    def holds(self, sources: Iterable[str | None], language: str | None) -> bool:
        """Whether an article of this outlet and agency, in this language, may be shown."""
        by_outlet = not self.outlets or any(source in self.outlets for source in sources)
        return by_outlet and (not self.languages or plain_language(language) in self.languages)


EVERYTHING = Within()


def plain_language(given: str | None) -> str:
    """The language alone, in lower case: "en" for "en-GB" and "EN_us"; `UNKNOWN` where none is given."""
    return (given or "").replace("_", "-").partition("-")[0].strip().lower() or UNKNOWN


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
    where only what was not shown before is wanted ("what else did he say?"), `stance` where
    everybody's stance on the topic is, `replying_in` where a reply is wanted:
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
    stance: bool = False
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
    of whom its answer was about, `articles` those they were from,
    `seen` the ids of statements that were shown of late.
    """

    question: Question | None = None
    speakers: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    seen: tuple[int, ...] = ()
