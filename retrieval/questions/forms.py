"""The forms of questions: from one line to who is asked for, to whom, and about what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.questions import wording
from retrieval.questions.clauses import Clauses, topic_in, topic_of
from retrieval.questions.people import People
from retrieval.questions.question import Context, Kind, Question
from retrieval.questions.verbs_of_saying import CORE_VERB, DOING, VERB
from retrieval.questions.words import topic_words

NOBODY_NAMED = re.compile(r"(?:his|her|their|its|my|your|our|a|an|the|this|that|these|those)\b", re.IGNORECASE)
ASKING = re.compile(r"(?:what|when|where|why|how|which|who|is|are|did|does|was)\b", re.IGNORECASE)
LONGEST_DESCRIBED = 9  # words by which 'who is ...?' describes somebody

Form = Callable[[str], Question | None]


class Forms:
    """Reads questions in the light of who is on record and of what was asked before."""

    def __init__(self, people: People, context: Context) -> None:
        self._people = people
        self._context = context
        self._clauses = Clauses(people, context)

    def read(self, plain: str) -> Question:
        """The question in a line without words of time, outlet and politeness; what fits no form asks for a fact."""
        clauses = self._clauses
        forms: Sequence[Form] = (
            self._follow_up, self._who_said, self._compared, self._who_is, self._according, self._said_by,
            clauses.what_did, clauses.did, clauses.reported, self._noun_of, self._from, self._on_topic,
            self._name_first,
        )  # fmt: skip
        for form in forms:
            question = form(plain)
            if question is not None:
                return question
        return Question("", Kind.FACT, topic=plain)

    def _follow_up(self, plain: str) -> Question | None:
        """'And about sanctions?', 'and Putin?': the last question with one thing in it changed."""
        before = self._context.question
        found = wording.FOLLOW_ABOUT.match(plain) or wording.FOLLOW_AND.match(plain)
        if not found or before is None or VERB.search(found["rest"]):
            return None
        people = self._people.find_all(found["rest"])
        if all(
            self._people.is_person(asked) or (asked.fits and not wording.FOLLOW_ABOUT.match(plain)) for asked in people
        ):
            return replace(before, kind=Kind.SAID, speakers=people, addressee=None, beyond_shown=False)
        if before.kind is Kind.FACT or not before.speakers:
            return None
        return replace(before, topic=topic_of(found["rest"]), addressee=None, beyond_shown=False)

    def _who_said(self, plain: str) -> Question | None:
        for form in (wording.WHO_SAID, wording.WHOSE_WORDS, wording.EVERYBODY):
            found = form.match(plain)
            if found:
                verb = found.groupdict().get("verb") or "said"
                if DOING.match(verb):
                    return None
                addressee, rest = self._clauses.addressee(verb, found["rest"])
                told = "" if CORE_VERB.match(verb) else verb
                return Question("", Kind.WHO_SAID, addressee=addressee, topic=topic_of(f"{told} {rest}"))
        return None

    def _compared(self, plain: str) -> Question | None:
        found = wording.COMPARE.match(plain) if wording.COMPARES.search(plain) else None
        if not found:
            return None
        people = self._people.find_all(found["speakers"])
        if len(people) < 2:
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["rest"], self._context))

    def _who_is(self, plain: str) -> Question | None:
        found = wording.WHO_IS.match(plain)
        if not found or len(found["speaker"].split()) > LONGEST_DESCRIBED:
            return None
        asked = self._people.find(found["speaker"])
        if not asked.fits and not self._people.prints(asked):
            return None
        return Question("", Kind.WHO_IS, speakers=(asked,), topic=found["speaker"])

    def _according(self, plain: str) -> Question | None:
        found = wording.ACCORDING.match(plain)
        if not found:
            return None
        rest = " ".join(part for part in (found["before"], found["rest"]) if part)
        people = self._people.find_all(found["speaker"])
        if NOBODY_NAMED.match(found["speaker"]) and not any(asked.fits for asked in people):
            return None
        return Question("", Kind.SAID, speakers=people, topic=" ".join(topic_words(rest)))

    def _said_by(self, plain: str) -> Question | None:
        found = wording.SAID_BY.match(plain)
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["topic"] or found["rest"], self._context))

    def _noun_of(self, plain: str) -> Question | None:
        return self._known(wording.NOUN_OF.match(plain))

    def _from(self, plain: str) -> Question | None:
        found = wording.FROM.match(plain)
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not any(asked.fits for asked in people) and ASKING.match(plain):
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["topic"] or found["rest"], self._context))

    def _on_topic(self, plain: str) -> Question | None:
        return self._known(wording.ON_TOPIC.match(plain))

    def _name_first(self, plain: str) -> Question | None:
        """'biden ukraine': a name, and nothing or a topic after it."""
        people = self._people.find_all(plain)
        if all(asked.fits for asked in people):
            return Question("", Kind.SAID, speakers=people)
        found = self._people.leading(plain)
        if found is None or ASKING.match(plain):
            return None
        return Question("", Kind.SAID, speakers=(found[0],), topic=topic_in(found[1], self._context))

    def _known(self, found: re.Match[str] | None) -> Question | None:
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not all(asked.fits for asked in people):
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["rest"], self._context))
