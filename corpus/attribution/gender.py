"""Evidence that a person is a man or a woman: how the article styles them, and the given name."""

import re
from collections.abc import Iterable

from corpus.article import Span
from corpus.attribution.given_names import Gender, gender_by_name
from corpus.attribution.lexicon import alternatives, words
from corpus.attribution.names import TITLE_GENDERS, Person

AROUND = 60  # characters before and after a name in which a word can say who this is


ROLES = {
    **dict.fromkeys(words("male nouns"), Gender.MALE),
    **dict.fromkeys(words("female nouns"), Gender.FEMALE),
}
ROLE_BEFORE = re.compile(r"([a-z]+),? \Z")
ROLE_AFTER = re.compile(
    rf",? (?:\d\d, )?(?:an?|the|his|her|their|its) (?:[a-z-]+ ){{0,3}}?({alternatives('male nouns', 'female nouns')})\b"
)


def gender_of(text: str, person: Person) -> Gender:
    """A person's gender by title, else by role or kinship, else by given name; UNKNOWN where nothing tells."""
    styled = _majority(TITLE_GENDERS.get(mention.title, Gender.UNKNOWN) for mention in person.mentions)
    if styled is not Gender.UNKNOWN:
        return styled
    called = _majority(_called(text, mention.span) for mention in person.mentions)
    return called if called is not Gender.UNKNOWN else gender_by_name(person.words)


def _called(text: str, name: Span) -> Gender:
    """What a noun right before or after a name makes of its bearer."""
    before = ROLE_BEFORE.search(text[max(0, name.start - AROUND) : name.start])
    after = ROLE_AFTER.match(text[name.end : name.end + AROUND])
    word = before[1] if before and before[1] in ROLES else after[1] if after else ""
    return ROLES.get(word, Gender.UNKNOWN)


def _majority(votes: Iterable[Gender]) -> Gender:
    counted = list(votes)
    men, women = counted.count(Gender.MALE), counted.count(Gender.FEMALE)
    if men == women:
        return Gender.UNKNOWN
    return Gender.MALE if men > women else Gender.FEMALE
