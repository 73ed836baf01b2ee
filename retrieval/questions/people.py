"""Who is meant by some words of a question."""

import re
from collections.abc import Iterable
from typing import Protocol

from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker
from retrieval.questions.names import LINKS, NO_FIT, TITLES, Fit, How, Names, name_words, role_stems
from retrieval.questions.question import Asked
from retrieval.questions.wording import AROUND_NAME, JOINED, PRONOUN
from retrieval.questions.words import FUNCTION_WORDS, any_alike, stem

LONGEST_NAME = 6
LEADING_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|our)\b\s*", re.IGNORECASE)


class Print(Protocol):
    """What the articles print about people."""

    def prints(self, name: str) -> bool:
        """Whether any article prints this name."""

    def described(self, speaker: KnownSpeaker, description: Iterable[str]) -> bool:
        """Whether articles print all these stems close to the speaker's name."""

    def beside(self, phrase: str) -> list[int]:
        """The ids of speakers whose name stands right beside this phrase."""


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
        fit = self._fit(name)
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

    def is_person(self, asked: Asked) -> bool:
        """Whether a person is among those whom the words fit."""
        return any(self._names[each].kind is SpeakerKind.PERSON for each in asked.fits)

    def leading(self, text: str) -> tuple[Asked, str] | None:
        """The longest name that begins the text, and the rest; None where it begins with none."""
        tokens = text.split()
        for count in range(min(LONGEST_NAME, len(tokens)), 0, -1):
            phrase = " ".join(tokens[:count])
            fit = self._named(bare_name(phrase))
            if fit.speakers:
                asked = Asked(bare_name(phrase), tuple(speaker.id for speaker in fit.speakers), fit.how)
                return asked, " ".join(tokens[count:])
        return None

    def _fit(self, name: str) -> Fit:
        names = self._names
        for look in (names.named, names.in_role, self._described, self._titled, self._beside, self._unless_printed):
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

    def _described(self, phrase: str) -> Fit:
        """By a role of which the articles print one half with the name and one beside it ("president of Kestria")."""
        partly = self._names.by_part_of_role(phrase)
        fitting = dict.fromkeys(speaker.id for speaker, rest in partly if rest and self._print.described(speaker, rest))
        return Fit(tuple(self._names[each] for each in fitting), How.ROLE) if fitting else NO_FIT

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
        return bool(telling) and all(word in telling or self._names.knows(word) for word in before)


def bare_name(phrase: str) -> str:
    """A phrase without the little words that stand around a name in a question."""
    return AROUND_NAME.sub("", AROUND_NAME.sub("", phrase.strip(' ,.:;!?"“”'))).strip(' ,.:;!?"“”')
