"""Clauses with a verb of saying: who, to whom, and what about."""

import re
from dataclasses import dataclass

from retrieval.questions.people import People, bare_name
from retrieval.questions.question import Asked, Context, Kind, Question
from retrieval.questions.verbs_of_saying import CORE_VERB, REPLYING, TO_SOMEBODY, VERB
from retrieval.questions.wording import CLAUSE, DID, ELSE, FILLERS, LEADING, LOOSE, WHAT_DID
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
        free = found["wh"].lower().startswith(("what", "how")) and not topic_words(found["before"])
        if not free and not CORE_VERB.match(split.verb):
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
    words = (rest or "").strip(" ?.!,")
    topic, before = topic_of(words), context.question
    left = LEADING.sub("", words) or words.split(" ")[-1]
    return before.topic if not topic and before is not None and LOOSE.match(left) else topic


def topic_of(rest: str) -> str:
    """The words of a topic, '' where none of them carries one."""
    topic = LEADING.sub("", " ".join(FILLERS.sub(" ", rest).split())).strip(" ,.?!:;")
    return topic if topic_words(topic) else ""
