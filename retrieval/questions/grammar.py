"""From one line to who is asked for, to whom, and about what."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.questions import wording
from retrieval.questions.people import People, bare_name
from retrieval.questions.question import Asked, Context, How, Kind, Question
from retrieval.questions.wording import (
    CLAUSE,
    CORE_VERB,
    DID,
    DOING,
    ELSE,
    FILLERS,
    LEADING,
    LOOSE,
    NEUTRAL_VERB,
    REPLYING,
    STANCE,
    TO_SOMEBODY,
    VERB,
    WHAT_DID,
)
from retrieval.questions.words import topic_words

LONGEST_NAMED = 12  # words before a verb of saying that can name who speaks
# "the state", "Varga's plan": no verbs; "day did Varga": no name.
NO_NAME = re.compile(r"^(?:the|a|an|this|my|your|there)$|'s?$|\b(?:did|does|do|is|was|were|are)\b", re.IGNORECASE)
EVERYBODY_MEANT = re.compile(r"they$", re.IGNORECASE)
AUDIENCE = re.compile(
    r"(?:the |his |her |their |our )?(?:reporters|journalists|supporters|followers|crowds?|audiences?|press|media|"
    r"public|nation|voters|viewers|readers|listeners|us|everyone|everybody|people|colleagues|fans|world)"
    r"(?=$| (?:about|on|that|to|how|why|whether|if|in|at|after|before|during|regarding|concerning)\b)\s*",
    re.IGNORECASE,
)
UP_TO_TOPIC = re.compile(
    r"(?P<name>\S+(?: \S+){0,5}?)"
    r"(?=$| (?:about|on|that|to|how|why|whether|if|when|regarding|concerning|in|he|she|they)\b)",
    re.IGNORECASE,
)
REPLY_TO_IT = re.compile(r"to (?:that|this|it)$", re.IGNORECASE)
AFTER_ADDRESSEE = frozenset(  # "tell Putin about", not "tell white people"
    ["", *"about on that to how why whether if what when not in of regarding concerning he she they it the and".split()]
)


@dataclass(frozen=True, slots=True)
class Split:
    """A clause at its verb of saying: who, the verb, and what follows."""

    speakers: tuple[Asked, ...]
    verb: str
    rest: str


class Clauses:
    """Reads questions that have a verb of saying."""

    def __init__(self, people: People, context: Context) -> None:
        self._people = people
        self._context = context

    def what_did(self, plain: str) -> Question | None:
        """'What did Varga say about the strait?'; None for other questions, as below."""
        found = WHAT_DID.match(plain)
        split = self._split(found["clause"]) if found else None
        if not found or not split:
            return None
        free = found["wh"].lower().startswith(("what", "how", "where", "whom", "why")) and not topic_words(
            found["before"]
        )
        of_person = any(self._people.is_person(asked) for asked in split.speakers)
        if not CORE_VERB.match(split.verb) and not (free or of_person):
            return None
        return self._said(split, Kind.SAID, found["before"])

    def did(self, plain: str) -> Question | None:
        """'Did Varga say that ...?'."""
        found = DID.match(plain)
        split = self._split(found["clause"]) if found else None
        return self._said(split, Kind.DID_SAY, "") if split else None

    def reported(self, plain: str) -> Question | None:
        """'What Varga said about the strait', 'Varga said'."""
        found = CLAUSE.match(plain)
        split = self._split(found["clause"]) if found else None
        if not found or not split or not (found["wh"] or any(asked.fits for asked in split.speakers)):
            return None
        return self._said(split, Kind.SAID, "")

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
        if REPLY_TO_IT.match(split.rest) and self._context.articles:
            return Question("", Kind.SAID, split.speakers, replying_in=self._context.articles)
        addressee, rest = self.addressee(split.verb, split.rest)
        topic = topic_in(f"{rest} {before if topic_words(before) else ''}", self._context)
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

    def addressee(self, verb: str, rest: str) -> tuple[Asked | None, str]:
        """Who is spoken to, where the words after a verb begin with that, and the words that are left.

        An audience ("reporters", "the crowd") is nobody in particular, and left out of both.
        """
        words = rest
        if rest.lower().startswith(("to ", "with ")):
            words = rest.partition(" ")[2]
        elif not TO_SOMEBODY.match(verb):
            return None, rest
        audience = AUDIENCE.match(words)
        if audience:
            return None, words[audience.end() :]
        found = self._people.leading(words)
        if found is not None and found[1].split(" ")[0].lower() in AFTER_ADDRESSEE:
            return found
        by_role = None if REPLYING.match(verb) else self._by_role_or_print(words)
        return by_role or (None, rest)

    def _by_role_or_print(self, words: str) -> tuple[Asked, str] | None:
        """The addressee up to the words that introduce the topic: somebody's role, or a name that articles print."""
        named = UP_TO_TOPIC.match(words)
        if not named or not named["name"]:
            return None
        asked = self._people.in_office(named["name"])
        if asked.fits or (self._people.may_name(asked.words) and self._people.prints(asked)):
            return asked, words[named.end() :].strip()
        return None


def topic_in(rest: str | None, context: Context) -> str:
    """The topic in some words; 'it' and 'that' are the topic of the question before."""
    words = (rest or "").replace("_", " ").strip(" ?.!,")
    topic, before = topic_of(words), context.question
    left = LEADING.sub("", words) or words.split(" ")[-1]
    return before.topic if not topic and before is not None and LOOSE.match(left) else topic


def topic_of(rest: str) -> str:
    """The words of a topic, '' where none of them carries one."""
    topic = LEADING.sub("", " ".join(FILLERS.sub(" ", rest.replace("_", " ")).split())).strip(" ,.?!:;")
    return topic if topic_words(topic) else ""


NOBODY_NAMED = re.compile(r"(?:his|her|their|its|my|your|our|a|an|the|this|that|these|those)\b", re.IGNORECASE)
ASKING = re.compile(r"(?:what|when|where|why|how|which|who|is|are|did|does|was)\b", re.IGNORECASE)
SAID_AROUND = re.compile(r"^what |(?: (?:said|say|says|think|thinks|tweeted|have said))$", re.IGNORECASE)
LOOSE_INSIDE = re.compile(r"\b(?:it|its|that|this|there|they|them|their|he|she|him|her|his)\b", re.IGNORECASE)
FEW = 2  # content words of a question that only "it" tells what it is about
FACTUAL = re.compile(r"(?:when|where|why|who|whom|whose|which|how|did|does|was|were|is|are|has|have)\b", re.IGNORECASE)
LONGEST_DESCRIBED = 9  # words by which 'who is ...?' describes somebody

Form = Callable[[str], Question | None]


class Forms:
    """Reads questions in the light of who is on record and of what was asked before."""

    def __init__(self, people: People, context: Context) -> None:
        self._people = people
        self._context = context
        self._clauses = Clauses(people, context)

    def read(self, plain: str) -> Question:
        """The question in a line without words of time, outlet and politeness: names first, then its form.

        What fits no form, or takes words for a name that name nobody, asks for the words of whom it names, or a fact.
        """
        linked = self._people.link(plain)
        clauses = self._clauses
        forms: Sequence[Form] = (
            self._of_last, self._follow_up, self._anybody_of, self._who_said, self._compared, self._who_is,
            self._according, self._said_by, clauses.what_did, clauses.did, clauses.reported, self._noun_of, self._from,
            self._on_topic, self._addressed, self._name_first,
        )  # fmt: skip
        read = next((question for form in forms if (question := form(linked)) is not None), None)
        if read is not None and all(self._names_somebody(asked) for asked in read.speakers):
            return replace(read, topic=read.topic.replace("_", " "))
        return self._speaker_and_topic(linked) or Question("", Kind.FACT, topic=self._with_what_it_is(plain))

    def _with_what_it_is(self, plain: str) -> str:
        """The words of a question about a fact; "it" and "there" are what the question before was about."""
        before = self._context.question
        if before is None or len(topic_words(plain)) > FEW or not LOOSE_INSIDE.search(plain):
            return plain
        return " ".join([plain, *(asked.words for asked in before.speakers), *topic_words(before.topic)])

    def _names_somebody(self, asked: Asked) -> bool:
        """Whether words of a question may be somebody's name or description at all."""
        if asked.fits or wording.PRONOUN.match(asked.words):
            return True
        words = asked.words.split()
        described = NOBODY_NAMED.match(asked.words) is not None or words[-1:] == [""]
        named = any(word[:1].isupper() for word in words) or self._people.may_name(asked.words)
        return bool(words) and len(words) <= LONGEST_DESCRIBED and (described or named)

    def _speaker_and_topic(self, linked: str) -> Question | None:
        """A wording that nobody foresaw: the words of the first person named, on whatever else it says."""
        if FACTUAL.match(linked):
            return None
        tokens = linked.split()
        for at in range(len(tokens)):
            found = self._people.leading(" ".join(tokens[at:]))
            if found is not None and self._people.is_person(found[0]) and found[0].how is How.NAME:
                rest = f"{' '.join(tokens[:at])} {found[1]}"
                return Question("", Kind.SAID, speakers=(found[0],), topic=" ".join(topic_words(topic_of(rest))))
        return None

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
        whole = wording.ON_TOPIC.match(found["rest"])
        if whole and self._people.find(whole["speaker"]).fits:
            return self._named(whole)
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
            if found and not self._ends_with_speaker(found["rest"]):
                verb = found.groupdict().get("verb") or "said"
                other = ELSE.search(plain) is not None
                if STANCE.match(verb) and not wording.PASSIVE.search(found.groupdict().get("aux") or ""):
                    return Question("", Kind.WHO_SAID, topic=topic_of(found["rest"]), stance=True, beyond_shown=other)
                if DOING.match(verb) or self._is_done_to(found.groupdict().get("aux") or "", verb):
                    return None
                addressee, rest = self._clauses.addressee(verb, found["rest"])
                told = "" if CORE_VERB.match(verb) or NEUTRAL_VERB.match(verb) else verb
                topic = topic_of(f"{told} {rest}")
                return Question("", Kind.WHO_SAID, addressee=addressee, topic=topic, beyond_shown=other)
        return None

    def _ends_with_speaker(self, rest: str) -> bool:
        """Whether the words after a verb end with who said it ("the fires by Macron")."""
        by = rest.rpartition(" by ")[2]
        return by != rest and bool(self._people.find(by).fits)

    def _is_done_to(self, before_verb: str, verb: str) -> bool:
        """Whether 'who was accused ...?' asks for whom something was said of."""
        passive = wording.PASSIVE.search(before_verb) is not None
        return passive and not verb.lower().startswith(("quoted", "on record")) and not verb.lower().endswith("ing")

    def _compared(self, plain: str) -> Question | None:
        found = wording.COMPARE.match(plain) if wording.COMPARES.search(plain) else None
        if not found:
            return None
        people = self._people.find_all(SAID_AROUND.sub("", found["speakers"]))
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
