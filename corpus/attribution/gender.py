"""Evidence that a person is a man or a woman: how the article styles them, and the given name."""

import re
from collections.abc import Iterable

from corpus.article import Span
from corpus.attribution.given_names import Gender, gender_by_name
from corpus.attribution.lexicon import alternatives, words
from corpus.attribution.names import TITLE_GENDERS, Person
from corpus.attribution.roles import head_noun, is_calling

AROUND = 60  # characters before and after a name in which a word can say who this is


ROLES = {
    **dict.fromkeys(words("male nouns"), Gender.MALE),
    **dict.fromkeys(words("female nouns"), Gender.FEMALE),
}
UNNAMED_PERSONS = words("unnamed persons")
NO_PERSONS = words("bodies") | words("writings")
UNNAMED = re.compile(r"(?:an?|one|another) (?P<words>[\w’' -]{2,60})", re.IGNORECASE)
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


def gender_of_unnamed(source: str) -> Gender | None:
    """The gender of somebody who is only described ("a dog walker, who ..."); None for no person, or several."""
    match = UNNAMED.match(source)
    head = head_noun(match["words"]) if match else ""
    if head in ROLES:
        return ROLES[head]
    person = head in UNNAMED_PERSONS or (is_calling(head) and head not in NO_PERSONS)
    return Gender.UNKNOWN if person else None


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
