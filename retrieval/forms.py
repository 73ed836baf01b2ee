"""The forms of questions: from one line to who is asked for, to whom, and about what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.people import People, bare_name
from retrieval.question import Asked, Context, Kind, Question
from retrieval.verbs_of_saying import CORE_VERB, REPLYING, TO_SOMEBODY, VERB
from retrieval.wording import (
    ACCORDING, CLAUSE, COMPARE, COMPARES, DID, ELSE, EVERYBODY, FILLERS, FOLLOW_ABOUT, FOLLOW_AND, FROM, LEADING, LOOSE,
    NOUN_OF, ON_TOPIC, SAID_BY, WHAT_DID, WHO_IS, WHO_SAID, WHOSE_WORDS,
)  # fmt: skip
from retrieval.words import topic_words

LONGEST_NAMED = 12  # words before a verb of saying that can name who speaks
# "the state", "Varga's plan": no verbs; "day did Varga": no name.
NO_NAME = re.compile(r"^(?:the|a|an|this|my|your|there)$|'s?$|\b(?:did|does|do|is|was|were|are)\b", re.IGNORECASE)
NOBODY_NAMED = re.compile(r"(?:his|her|their|its|my|your|our|a|an|the|this|that|these|those)\b", re.IGNORECASE)
ASKING = re.compile(r"(?:what|when|where|why|how|which|who|is|are|did|does|was)\b", re.IGNORECASE)
EVERYBODY_MEANT = re.compile(r"they$", re.IGNORECASE)
AFTER_ADDRESSEE = frozenset(  # "tell Putin about", not "tell white people"
    ["", *"about on that to how why whether if what when not in of regarding concerning he she they it the and".split()]
)

Form = Callable[[str], Question | None]


@dataclass(frozen=True, slots=True)
class Split:
    """A clause at its verb of saying: who, the verb, and what follows."""

    speakers: tuple[Asked, ...]
    verb: str
    rest: str


class Forms:
    """Reads questions in the light of who is on record and of what was asked before."""

    def __init__(self, people: People, context: Context) -> None:
        self._people = people
        self._context = context

    def read(self, plain: str) -> Question:
        """The question in a line without its words of time, outlet and politeness; what fits no form asks for a fact."""
        forms: Sequence[Form] = (
            self._follow_up, self._who_said, self._compared, self._who_is, self._according, self._said_by,
            self._what_did, self._did, self._reported, self._noun_of, self._from, self._on_topic, self._name_first,
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
        if NOBODY_NAMED.match(found["speaker"]) and not any(asked.fits for asked in people):
            return None
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
        if not found or not split:
            return None
        free = found["wh"].lower().startswith(("what", "how")) and not topic_words(found["before"])
        if not free and not CORE_VERB.match(split.verb):
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
        if not any(asked.fits for asked in people) and ASKING.match(plain):
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
        if found is None or ASKING.match(plain):
            return None
        return Question("", Kind.SAID, speakers=(found[0],), topic=self._topic(found[1]))

    def _known(self, found: re.Match[str] | None) -> Question | None:
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not all(asked.fits for asked in people):
            return None
        return Question("", Kind.SAID, speakers=people, topic=self._topic(found["rest"]))

    def _split(self, clause: str) -> Split | None:
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

    def _said(self, split: Split, kind: Kind, before: str) -> Question:
        addressee, rest = self._addressee(split.verb, split.rest)
        topic = self._topic(f"{rest} {before if topic_words(before) else ''}")
        beyond = bool(ELSE.search(f"{split.verb} {split.rest} {before}")) and not topic
        if topic and EVERYBODY_MEANT.match(split.speakers[0].words) and not split.speakers[0].fits:
            return Question("", Kind.WHO_SAID, topic=topic)
        kind = kind if topic else Kind.SAID
        replying_in = self._context.articles if REPLYING.match(split.verb) and not topic else ()
        return Question(
            "", kind, split.speakers, addressee, topic,
            beyond_shown=beyond and self._again(split), replying_in=replying_in,
        )  # fmt: skip

    def _again(self, split: Split) -> bool:
        """Whether the same person was asked about just before."""
        return {each for asked in split.speakers for each in asked.fits} <= set(self._context.speakers)

    def _addressee(self, verb: str, rest: str) -> tuple[Asked | None, str]:
        words = rest
        if rest.lower().startswith(("to ", "with ")):
            words = rest.partition(" ")[2]
        elif not TO_SOMEBODY.match(verb):
            return None, rest
        found = self._people.leading(words)
        if found is None or found[1].split(" ")[0].lower() not in AFTER_ADDRESSEE:
            return None, rest
        return found

    def _topic(self, rest: str | None) -> str:
        """The topic in some words; 'it' and 'that' are the topic of the question before."""
        words = (rest or "").strip(" ?.!,")
        topic, before = topic_of(words), self._context.question
        left = LEADING.sub("", words) or words.split(" ")[-1]
        return before.topic if not topic and before is not None and LOOSE.match(left) else topic


def topic_of(rest: str) -> str:
    """The words of a topic, '' where none of them carries one."""
    topic = LEADING.sub("", " ".join(FILLERS.sub(" ", rest).split())).strip(" ,.?!:;")
    return topic if topic_words(topic) else ""
