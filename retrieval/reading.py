"""Reading a question: from its words to the record of what is asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.people import People, bare_name
from retrieval.question import Asked, Context, Kind, Order, Question
from retrieval.sources import Sources
from retrieval.when import take_period
from retrieval.wording import (
    ACCORDING, CLAUSE, COMPARE, COMPARES, CORE_VERB, DID, ELSE, EVERYBODY, FILLERS, FOLLOW_ABOUT, FOLLOW_AND, FROM,
    LEADING, LOOSE, MORE, NEWEST, NOUN_OF, ON_TOPIC, POLITE, SAID_BY, TO_SOMEBODY, VERB, WHAT_DID, WHO_IS, WHO_SAID,
    WHOSE_WORDS,
)
from retrieval.words import topic_words

LONGEST_READ = 500  # characters: beyond that a message is a text, and its beginning says what it is about

LONGEST_NAMED = 12  # words before a verb of saying that can name who speaks
NO_NAME = re.compile(r"^(?:the|a|an|this|my|your|there)$|'s?$", re.IGNORECASE)  # "the state", "Varga's plan": no verbs

Form = Callable[[str], Question | None]


class Reader:
    """Reads questions in the light of who is on record and of what was asked before."""

    def __init__(self, people: People, sources: Sources, today: date, context: Context) -> None:
        self._people = people
        self._sources = sources
        self._today = today
        self._context = context

    def read(self, text: str) -> Question:
        """The question, understood. Whatever the text is, a record comes back: NO_QUESTION where it asks nothing."""
        plain = tidy(text)
        if MORE.fullmatch(plain):
            return Question(text, Kind.MORE)
        if not re.search(r"[^\W_]", plain):
            return Question(text, Kind.NO_QUESTION)
        sourced = self._sources.take(plain)
        timed = take_period(sourced.rest, self._today)
        order = Order.NEWEST if NEWEST.search(timed.rest) else Order.RELEVANT
        question = self._by_form(unprefixed(" ".join(NEWEST.sub(" ", timed.rest).split())))
        question = replace(question, text=text, period=timed.period, source=sourced.source, order=order)
        return untimed(question, unprefixed(sourced.rest)) if question.kind is Kind.FACT else question

    def _by_form(self, plain: str) -> Question:
        forms: Sequence[Form] = (
            self._follow_up, self._who_said, self._compared, self._who_is, self._according, self._said_by, self._what_did,
            self._did, self._reported, self._noun_of, self._from, self._on_topic, self._name_first,
        )  # fmt: skip
        for form in forms:
            question = form(plain)
            if question is not None:
                return question
        return Question("", Kind.FACT, topic=plain)

    def _follow_up(self, plain: str) -> Question | None:
        """'And about sanctions?', 'and Putin?': the last question with one thing in it changed."""
        before = self._context.question
        found = FOLLOW_ABOUT.match(plain) or FOLLOW_AND.match(plain)
        if not found or before is None or VERB.search(found["rest"]):
            return None
        people = self._people.find_all(found["rest"])
        if all(self._people.is_person(asked) or (asked.fits and not FOLLOW_ABOUT.match(plain)) for asked in people):
            return replace(before, kind=Kind.SAID, speakers=people, addressee=None, beyond_shown=False)
        if before.kind is Kind.FACT or not before.speakers:
            return None
        return replace(before, topic=topic_of(found["rest"]), addressee=None, beyond_shown=False)

    def _who_said(self, plain: str) -> Question | None:
        for form in (WHO_SAID, WHOSE_WORDS, EVERYBODY):
            found = form.match(plain)
            if found:
                verb = found.groupdict().get("verb") or "said"
                addressee, rest = self._addressee(verb, found["rest"])
                told = "" if CORE_VERB.match(verb) else verb
                return Question("", Kind.WHO_SAID, addressee=addressee, topic=topic_of(f"{told} {rest}"))
        return None

    def _compared(self, plain: str) -> Question | None:
        found = COMPARE.match(plain) if COMPARES.search(plain) else None
        if not found:
            return None
        people = self._people.find_all(found["speakers"])
        if len(people) < 2:
            return None
        return Question("", Kind.SAID, speakers=people, topic=self._topic(found["rest"]))

    def _who_is(self, plain: str) -> Question | None:
        found = WHO_IS.match(plain)
        if not found or len(found["speaker"].split()) > 9:
            return None
        asked = self._people.find(found["speaker"])
        if not asked.fits and not self._people.prints(asked):
            return None
        return Question("", Kind.WHO_IS, speakers=(asked,), topic=found["speaker"])

    def _according(self, plain: str) -> Question | None:
        found = ACCORDING.match(plain)
        if not found:
            return None
        rest = " ".join(part for part in (found["before"], found["rest"]) if part)
        people = self._people.find_all(found["speaker"])
        return Question("", Kind.SAID, speakers=people, topic=" ".join(topic_words(rest)))

    def _said_by(self, plain: str) -> Question | None:
        found = SAID_BY.match(plain)
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        return Question("", Kind.SAID, speakers=people, topic=self._topic(found["topic"] or found["rest"]))

    def _what_did(self, plain: str) -> Question | None:
        found = WHAT_DID.match(plain)
        split = self._split(found["clause"]) if found else None
        if not found or not split or not (CORE_VERB.match(split.verb) or found["wh"].lower().startswith(("what", "how"))):
            return None
        return self._said(split, Kind.SAID, found["before"])

    def _did(self, plain: str) -> Question | None:
        found = DID.match(plain)
        split = self._split(found["clause"]) if found else None
        return self._said(split, Kind.DID_SAY, "") if split else None

    def _reported(self, plain: str) -> Question | None:
        found = CLAUSE.match(plain)
        split = self._split(found["clause"]) if found else None
        if not found or not split or not (found["wh"] or any(asked.fits for asked in split.speakers)):
            return None
        return self._said(split, Kind.SAID, "")

    def _noun_of(self, plain: str) -> Question | None:
        return self._known(NOUN_OF.match(plain))

    def _from(self, plain: str) -> Question | None:
        found = FROM.match(plain)
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not any(asked.fits for asked in people) and re.match(r"(?:what|when|where|why|how|which|who)\b", plain, re.I):
            return None
        return Question("", Kind.SAID, speakers=people, topic=self._topic(found["topic"] or found["rest"]))

    def _on_topic(self, plain: str) -> Question | None:
        return self._known(ON_TOPIC.match(plain))

    def _name_first(self, plain: str) -> Question | None:
        """'biden ukraine': a name, and nothing or a topic after it."""
        people = self._people.find_all(plain)
        if all(asked.fits for asked in people):
            return Question("", Kind.SAID, speakers=people)
        found = self._people.leading(plain)
        if found is None or re.match(r"(?:what|when|where|why|how|which|who|is|are|did|does|was)\b", plain, re.I):
            return None
        return Question("", Kind.SAID, speakers=(found[0],), topic=self._topic(found[1]))

    def _known(self, found: re.Match[str] | None) -> Question | None:
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not all(asked.fits for asked in people):
            return None
        return Question("", Kind.SAID, speakers=people, topic=self._topic(found["rest"]))

    def _split(self, clause: str) -> "Split | None":
        """The clause at the verb of saying before which a known name stands; else at the first that surely says."""
        splits = []
        for verb in VERB.finditer(clause):
            name = bare_name(clause[: verb.start()])
            if name and len(name.split()) <= LONGEST_NAMED and not NO_NAME.search(name):
                split = Split(self._people.find_all(name), verb[0], clause[verb.end() :].strip(" ,:"))
                if any(asked.fits for asked in split.speakers):
                    return split
                splits.append(split)
        return next((split for split in splits if CORE_VERB.match(split.verb)), None)

    def _said(self, split: "Split", kind: Kind, before: str) -> Question:
        addressee, rest = self._addressee(split.verb, split.rest)
        topic = self._topic(f"{rest} {before if topic_words(before) else ''}")
        beyond = bool(ELSE.search(f"{split.verb} {split.rest} {before}")) and not topic
        kind = kind if topic else Kind.SAID
        return Question("", kind, split.speakers, addressee, topic, beyond_shown=beyond and self._again(split))

    def _again(self, split: "Split") -> bool:
        """Whether the same person was asked about just before."""
        return {each for asked in split.speakers for each in asked.fits} <= set(self._context.speakers)

    def _addressee(self, verb: str, rest: str) -> tuple[Asked | None, str]:
        words = rest
        if rest.lower().startswith(("to ", "with ")):
            words = rest.partition(" ")[2]
        elif not TO_SOMEBODY.match(verb):
            return None, rest
        found = self._people.leading(words)
        return found if found else (None, rest)

    def _topic(self, rest: str | None) -> str:
        """The topic in some words; 'it' and 'that' are the topic of the question before."""
        before = self._context.question
        topic = topic_of(rest or "")
        loose = bool(LOOSE.match(LEADING.sub("", (rest or "").strip(" ?.!,")) or (rest or "").strip(" ?.!,").split(" ")[-1]))
        return before.topic if loose and before is not None and not topic else topic


@dataclass(frozen=True, slots=True)
class Split:
    """A clause at its verb of saying: who, the verb, and what follows."""

    speakers: tuple[Asked, ...]
    verb: str
    rest: str


def untimed(question: Question, words: str) -> Question:
    """A question of what happened with its time as words: what was in 2008 may be told in any year.

    Only a time without a year ("last week") stays a period of publication, as no text has those words.
    """
    told = question.period is not None and re.search(r"\d{4}", question.period.words)
    return replace(question, topic=words, period=None if told else question.period)


def tidy(text: str) -> str:
    """The beginning of a text on one line, typographic apostrophes plain, without the marks around it."""
    plain = " ".join(text[: 4 * LONGEST_READ].replace("’", "'").replace("`", "'").split())
    return plain[:LONGEST_READ].strip(" ?.!,;:¿¡…\"“”'")


def unprefixed(plain: str) -> str:
    """A question without what politeness puts before it."""
    for _ in range(3):
        plain = POLITE.sub("", plain, count=1)
    return plain.strip(" ?.!,")


def topic_of(rest: str) -> str:
    """The words of a topic, '' where none of them carries one."""
    topic = LEADING.sub("", " ".join(FILLERS.sub(" ", rest).split())).strip(" ,.?!:;")
    return topic if topic_words(topic) else ""
