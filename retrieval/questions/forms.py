"""The forms of questions: from one line to who is asked for, to whom, and about what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.questions import wording
from retrieval.questions.clauses import Clauses, topic_in, topic_of
from retrieval.questions.fit import How
from retrieval.questions.people import People
from retrieval.questions.question import Asked, Context, Kind, Question
from retrieval.questions.verbs_of_saying import CORE_VERB, DOING, NEUTRAL_VERB, VERB
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
            self._of_last, self._follow_up, self._anybody_of, self._who_said, self._compared, self._who_is,
            self._according, self._said_by, clauses.what_did, clauses.did, clauses.reported, self._noun_of, self._from,
            self._on_topic, self._addressed, self._name_first,
        )  # fmt: skip
        for form in forms:
            question = form(plain)
            if question is not None:
                return question
        return Question("", Kind.FACT, topic=plain)

    def _of_last(self, plain: str) -> Question | None:
        """'When was that?', 'who said that?', 'source?': the last answer again, which says when, who and where."""
        before = self._context.question
        return before if before is not None and wording.OF_LAST.match(plain) else None

    def _follow_up(self, plain: str) -> Question | None:
        """'And about sanctions?', 'and Putin?': the last question with one thing in it changed."""
        before = self._context.question
        found = wording.FOLLOW_ABOUT.match(plain) or wording.FOLLOW_AND.match(plain)
        if not found or before is None or VERB.search(found["rest"]):
            return None
        told = wording.FOLLOW_TO.match(plain)
        addressee = self._clauses.addressee("tell", told["rest"])[0] if told and before.speakers else None
        if addressee is not None:
            return replace(before, kind=Kind.SAID, addressee=addressee, beyond_shown=False)
        people = self._people.find_all(found["rest"])
        about = wording.FOLLOW_ABOUT.match(plain) is not None
        if all(self._people.is_person(asked) or (asked.fits and not about) for asked in people):
            return self._of_others(before, people, found["rest"])
        if not before.speakers and not about and all(self._people.may_name(asked.words) for asked in people):
            return self._of_others(before, people, found["rest"])
        if before.kind in (Kind.FACT, Kind.WHO_SAID) or not before.speakers:
            return None
        return replace(before, topic=topic_of(found["rest"]), addressee=None, beyond_shown=False)

    def _of_others(self, before: Question, people: tuple[Asked, ...], words: str) -> Question:
        """The last question about somebody else."""
        if before.kind is Kind.WHO_IS:
            return Question("", Kind.WHO_IS, people[:1], topic=words)
        topic = topic_of(before.topic)
        return replace(before, kind=Kind.SAID, speakers=people, addressee=None, topic=topic, beyond_shown=False)

    def _anybody_of(self, plain: str) -> Question | None:
        """'Did anybody from the harbour comment on the strike?'."""
        found = wording.ANYBODY_OF.match(plain)
        people = self._people.belonging_to(found["body"]) if found else ()
        if not found or not people:
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["rest"], self._context))

    def _who_said(self, plain: str) -> Question | None:
        for form in (wording.SAID_THAT, wording.WHO_SAID, wording.WHOSE_WORDS, wording.EVERYBODY):
            found = form.match(plain)
            if found:
                verb = found.groupdict().get("verb") or "said"
                if DOING.match(verb) or self._is_done_to(found.groupdict().get("aux") or "", verb):
                    return None
                addressee, rest = self._clauses.addressee(verb, found["rest"])
                told = "" if CORE_VERB.match(verb) or NEUTRAL_VERB.match(verb) else verb
                return Question("", Kind.WHO_SAID, addressee=addressee, topic=topic_of(f"{told} {rest}"))
        return None

    def _is_done_to(self, before_verb: str, verb: str) -> bool:
        """Whether 'who was accused ...?' asks for whom something was said of."""
        passive = wording.PASSIVE.search(before_verb) is not None
        return passive and not verb.lower().startswith(("quoted", "on record")) and not verb.lower().endswith("ing")

    def _compared(self, plain: str) -> Question | None:
        found = wording.COMPARE.match(plain) if wording.COMPARES.search(plain) else None
        if not found:
            return None
        people = self._people.find_all(found["speakers"])
        if len(people) < 2:
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["rest"], self._context))

    def _who_is(self, plain: str) -> Question | None:
        found = wording.WHO_IS.match(plain) or wording.OFFICE_OF.match(plain)
        if not found or len(found["speaker"].split()) > LONGEST_DESCRIBED:
            return None
        asked = self._people.find(found["speaker"])
        if not asked.fits and not self._people.prints(asked) and not self._people.may_name(asked.words):
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
        return self._named(wording.NOUN_OF.match(plain))

    def _from(self, plain: str) -> Question | None:
        found = wording.FROM.match(plain)
        if not found:
            return None
        people = self._people.find_all(found["speaker"])
        if not any(asked.fits for asked in people) and ASKING.match(plain):
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["topic"] or found["rest"], self._context))

    def _on_topic(self, plain: str) -> Question | None:
        found = wording.ON_TOPIC.match(plain)
        turned = self._people.find(f"{found['rest']} {found['speaker']}") if found and "," in plain else None
        if turned and turned.how is How.NAME:
            return Question("", Kind.SAID, speakers=(turned,))
        return self._named(found)

    def _addressed(self, plain: str) -> Question | None:
        """'Biden to Putin'."""
        found = wording.ADDRESSED.match(plain)
        speaker = self._people.find(found["speaker"]) if found else None
        if not found or not speaker or not speaker.fits:
            return None
        addressee, rest = self._clauses.addressee("tell", found["rest"])
        if addressee is None:
            return None
        return Question("", Kind.SAID, (speaker,), addressee, topic_in(rest, self._context))

    def _name_first(self, plain: str) -> Question | None:
        """'biden ukraine': a name, and nothing or a topic after it."""
        people = self._people.find_all(plain)
        if all(asked.fits for asked in people):
            return Question("", Kind.SAID, speakers=people)
        found = self._people.leading(plain)
        if found is None or ASKING.match(plain):
            return None
        return Question("", Kind.SAID, speakers=(found[0],), topic=topic_in(found[1], self._context))

    def _named(self, found: re.Match[str] | None) -> Question | None:
        if not found or ASKING.match(found["speaker"]):
            return None
        people = self._people.find_all(found["speaker"])
        if not all(asked.fits or self._people.may_name(asked.words) for asked in people):
            return None
        return Question("", Kind.SAID, speakers=people, topic=topic_in(found["rest"], self._context))
