"""Who is meant by some words of a question."""

import re
from collections.abc import Sequence
from typing import Protocol

from corpus.english.lexicon import stem
from corpus.english.offices import is_office, role_of
from corpus.english.words import LINKS, name_words
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.name_parts import TITLES, all_names, role_stems, surname
from retrieval.questions.names import Holders, Names
from retrieval.questions.question import NO_FIT, Asked, Fit, How
from retrieval.questions.wording import AROUND_NAME, JOINED, PRONOUN
from retrieval.questions.words import FUNCTION_WORDS, any_alike, is_content

LONGEST_NAME = 6
LONGEST_LINKED = 8  # words of a name or role
MOST_HOLDERS = 60  # of an office whose body only the articles tell
SHORTEST_DESCRIPTION = 3  # words: a determiner, whose, and what
MOST_MEANT = 5  # of those who belong to one body
LONGEST_UNKNOWN = 4  # words of a name that nobody on record has
ASKING = re.compile(r"(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
LEADING_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|our)\b\s*", re.IGNORECASE)


class Print(Protocol):
    """What the articles print about people."""

    def prints(self, name: str) -> bool:
        """Whether any article prints this name."""

    def told(self, holders: Holders) -> list[int]:
        """The ids of those of these speakers of whom articles tell the concepts given with each, right by the name."""

    def told_above(self, holders: Holders) -> list[int]:
        """The same, but told further off."""

    def beside(self, phrase: str) -> list[int]:
        """The ids of speakers whose name stands right beside this phrase."""

    def described(self, phrase: str) -> list[int]:
        """The ids of speakers around whose name an article describes them so, in whatever words."""

    def prints_small(self, word: str) -> bool:
        """Whether articles print this word in lower case, as they do with words that are no names."""


class People:
    """Finds speakers in the words of questions; `meant` is who pronouns stand for."""

    def __init__(self, names: Names, print_: Print, meant: tuple[int, ...]) -> None:
        self._names = names
        self._print = print_
        self._meant = tuple(each for each in meant if each in names)

    def find(self, phrase: str) -> Asked:
        """Whom the phrase names; `fits` is empty where nobody on record fits, and `words` is what is left to name."""
        name = bare_name(phrase)
        if PRONOUN.match(name):
            return Asked(name, self._meant, How.NAME if self._meant else How.NOTHING)
        if ASKING.match(name):
            return Asked(name, (), How.NOTHING)
        fit = self._fit(name)
        return Asked(name, tuple(speaker.id for speaker in fit.speakers), fit.how)

    def in_office(self, phrase: str) -> Asked:
        """Who has the role that the phrase names, or whom a pronoun stands for."""
        name = bare_name(phrase)
        if PRONOUN.match(name):
            return self.find(name)
        fit = self._names.in_role(name)
        return Asked(name, tuple(speaker.id for speaker in fit.speakers), fit.how)

    def find_all(self, phrase: str) -> tuple[Asked, ...]:
        """Everybody whom the phrase names ("Biden and Putin"), one where it is one name."""
        whole = self.find(phrase)
        parts = [part for part in JOINED.split(bare_name(phrase)) if part.strip()]
        if whole.fits or len(parts) < 2:
            return (whole,)
        each = tuple(self.find(part) for part in parts)
        return each if any(asked.fits for asked in each) else (whole,)

    def prints(self, asked: Asked) -> bool:
        """Whether the articles print these words anywhere."""
        return self._print.prints(asked.words)

    def belonging_to(self, phrase: str) -> tuple[Asked, ...]:
        """Those most on record of a body or country: by its name or one that begins with it, or by their roles."""
        body = bare_name(phrase)
        speakers = self._names.belonging_to(body, MOST_MEANT)
        return tuple(Asked(speaker.name, (speaker.id,), How.ROLE) for speaker in speakers)

    def is_person(self, asked: Asked) -> bool:
        """Whether a person is among those whom the words fit."""
        return any(self._names[each].kind is SpeakerKind.PERSON for each in asked.fits)

    def may_name(self, phrase: str) -> bool:
        """Whether this could be somebody's name: each word is a part of one, or never printed in lower case."""
        asked = name_words(bare_name(phrase))
        if not 0 < len(asked) <= LONGEST_UNKNOWN or not all(is_content(word) for word in asked):
            return False
        return all(self._names.knows(word) or not self._print.prints_small(word) for word in asked)

    def leading(self, text: str) -> tuple[Asked, str] | None:
        """The longest name that begins the text, and the rest; None where it begins with none."""
        tokens = text.split()
        if not tokens or ASKING.match(tokens[0]):
            return None
        for count in range(min(LONGEST_NAME, len(tokens)), 0, -1):
            if tokens[count - 1].lower() in FUNCTION_WORDS:
                continue
            phrase = " ".join(tokens[:count])
            fit = self._named(bare_name(phrase))
            if fit.speakers and not self._is_other_ones_given_name(fit, tokens[: count + 1]):
                asked = Asked(bare_name(phrase), tuple(speaker.id for speaker in fit.speakers), fit.how)
                return asked, " ".join(tokens[count:])
        return None

    def _is_other_ones_given_name(self, fit: Fit, begun: list[str]) -> bool:
        """Whether a name fits by a given name only, and goes on as the name of somebody else ("Otto Pike")."""
        given = name_words(" ".join(begun[:-1]))
        if len(begun) < 2 or len(given) != 1 or any(bears_surname(given[0], speaker) for speaker in fit.speakers):
            return False
        capitalised = all(word[0].isupper() and not word.isupper() for word in begun)
        return capitalised or self._print.prints(" ".join(begun))

    def link(self, text: str) -> str:
        """The text with each name and role of several words that somebody on record has made one word, by underscores.

        So no pattern looks for a verb in "secretary of state". `bare_name` and `topic_of` take them apart again.
        """
        tokens, linked, at = text.split(), [], 0
        while at < len(tokens):
            sizes = range(min(LONGEST_LINKED, len(tokens) - at), 1, -1)
            size = next((size for size in sizes if self._is_linked(tokens[at : at + size])), 1)
            linked.append("_".join(tokens[at : at + size]))
            at += size
        return " ".join(linked)

    def _is_linked(self, tokens: Sequence[str]) -> bool:
        inner = [token.lower().strip(",.:;!?") for token in tokens]
        if not inner[-1] or inner[-1] in FUNCTION_WORDS or (inner[0] in FUNCTION_WORDS and inner[0] != "the"):
            return False
        if set(inner) & (FUNCTION_WORDS - LINKS - {"and"}) or tokens[-1] != tokens[-1].rstrip(",:;?!"):
            return False
        name = " ".join(tokens).removesuffix("'s")
        fit = self._names.named(name)
        if fit.speakers and inner[0] != "the":
            return True
        role = role_of(name)
        return bool(role and role.others and is_office(role.head) and self._names.in_role(name).speakers)

    def _fit(self, name: str) -> Fit:
        names = self._names
        if LEADING_DETERMINER.match(name) and (held := names.in_role(name)).speakers:
            whole = [each for each in names.named(name).speakers if name_words(each.name) == name_words(name)]
            if not whole:
                return held
        for look in (
            names.named,
            names.in_role,
            self._holder,
            self._titled,
            self._beside,
            self._described,
            self._holder_of,
            self._unless_printed,
        ):
            fit = look(name)
            if fit.speakers:
                return fit
        return NO_FIT

    def _named(self, name: str) -> Fit:
        fit = self._names.named(name)
        return fit if fit.speakers else self._unless_printed(name)

    def _unless_printed(self, name: str) -> Fit:
        """By a typo's correction, except for names that the articles do print: they are no typos."""
        fit = self._names.misspelt(name)
        return NO_FIT if fit.speakers and self._print.prints(name) else fit

    def _holder(self, phrase: str) -> Fit:
        """By a role of which the articles print one part with the name and one around it ("president of Kestria")."""
        fitting = self._print.told(self._partly(phrase))
        return Fit(tuple(self._names.those(fitting)), How.ROLE) if fitting else NO_FIT

    def _holder_of(self, phrase: str) -> Fit:
        """By a role of which the articles print one part with the name and one elsewhere."""
        fitting = self._print.told_above(self._partly(phrase))
        return Fit(tuple(self._names.those(fitting)), How.ROLE) if fitting else NO_FIT

    def _partly(self, phrase: str) -> Holders:
        return [(speaker, missing) for speaker, missing in self._names.holders(phrase) if missing][:MOST_HOLDERS]

    def _described(self, phrase: str) -> Fit:
        """By what is told of somebody around the name ("the sculptor's widow")."""
        if len(phrase.split()) < SHORTEST_DESCRIPTION or not LEADING_DETERMINER.match(phrase):
            return NO_FIT
        fitting = [each for each in self._print.described(phrase) if each in self._names]
        return Fit(tuple(self._names.those(fitting)), How.ROLE) if fitting else NO_FIT

    def _beside(self, phrase: str) -> Fit:
        """By a description that is printed right beside a name ("the harbour master")."""
        description = LEADING_DETERMINER.sub("", phrase)
        fitting = self._print.beside(description) if description else []
        return Fit(tuple(self._names[each] for each in fitting if each in self._names), How.ROLE) if fitting else NO_FIT

    def _titled(self, phrase: str) -> Fit:
        """By the name at the end of a phrase: a full one, or one after titles or words of that person's role."""
        asked = name_words(phrase)
        for start in range(1, len(asked)):
            if asked[start - 1] in FUNCTION_WORDS - LINKS:
                break
            fit = self._names.named(" ".join(asked[start:]))
            roled = tuple(speaker for speaker in fit.speakers if self._introduces(asked[:start], speaker))
            meant = roled or (fit.speakers if len(asked) - start > 1 else ())
            if meant and all(speaker.kind is SpeakerKind.PERSON for speaker in meant):
                return Fit(meant, fit.how)
        return NO_FIT

    def _introduces(self, before: list[str], speaker: KnownSpeaker) -> bool:
        """Whether the words before a name are titles or a role, other people's names in it aside."""
        known = [each for role, _ in speaker.roles for each in role_stems(role)]
        telling = [word for word in before if word in TITLES or any_alike(stem(word), known)]
        named = [word for word in before if self._names.knows(word)]
        return bool(set(telling) - set(named)) and all(word in telling or word in named for word in before)


def bears_surname(word: str, speaker: KnownSpeaker) -> bool:
    """Whether this is the surname of a person, or in the name of a body."""
    return speaker.kind is not SpeakerKind.PERSON or any(
        surname(name_words(name)) == word for name in all_names(speaker)
    )


def bare_name(phrase: str) -> str:
    """A phrase without the little words that stand around a name in a question."""
    phrase = phrase.replace("_", " ")
    return AROUND_NAME.sub("", AROUND_NAME.sub("", phrase.strip(' ,.:;!?"“”'))).strip(' ,.:;!?"“”')
