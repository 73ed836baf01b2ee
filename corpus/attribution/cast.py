"""The cast of an article: its persons with gender and role, who is named where, and whom descriptions mean."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.layout import Layout
from corpus.attribution.persons import TITLE_GENDERS, Mention, Person, persons
from corpus.attribution.roles import NO_PERSONS, head_noun, is_calling, is_office, role_of
from corpus.english.lexicon import alternatives, words
from corpus.english.names import Gender, gender_by_name
from corpus.statement import Speaker, SpeakerKind

THE = re.compile(r"\b[Tt]he (?=\w)")
NEXT_WORD = re.compile(r"[\w.’'-]{0,30}[\w’']")
LONGEST = 4  # words after "the"

Roles = Sequence[Span | None]


class Descriptions:
    """The roles that an article gives to the members of its cast, to be found again by later descriptions."""

    def __init__(self, text: str, roles: Roles) -> None:
        self._text = text
        self._bearers: dict[str, list[tuple[int, frozenset[str], int]]] = defaultdict(list)
        for number, role in enumerate(roles):
            if role:
                words = role.of(text).lower()
                self._bearers[head_noun(words)].append((role.start, frozenset(words.split()), number))

    def meant(self, description: str, offset: int) -> int | None:
        """Whom a description, less "the", means at an offset: the one whose role, printed before, has its words."""
        plain = description.lower().removeprefix("ex-")
        words = plain.split()
        bearers = [
            number
            for start, role, number in self._bearers.get(head_noun(plain), ())
            if start < offset and role.issuperset(words)
        ]
        return bearers[0] if len(bearers) == 1 else None

    def knows(self, head: str) -> bool:
        """Whether anybody has a role with this noun."""
        return head in self._bearers

    def places(self, layout: Layout) -> Iterator[tuple[Span, int]]:
        """All descriptions of somebody in the body, in order, with the member who is meant."""
        for paragraph in layout.paragraphs:
            for article in THE.finditer(self._text, paragraph.start, paragraph.end):
                span = self._office_after(article.end(), paragraph.end)
                member = self.meant(span.of(self._text), article.start()) if span else None
                if span and member is not None:
                    yield Span(article.start(), span.end), member

    def _office_after(self, start: int, limit: int) -> Span | None:
        """From a word on to the first word that is an office, a few words at most."""
        end = start
        for _ in range(LONGEST):
            word = NEXT_WORD.match(self._text, end, limit)
            if word is None:
                return None
            if is_office(word[0]):
                return Span(start, word.end())
            end = word.end() + 1
        return None


AROUND = 60  # characters before and after a name in which a word can say who this is


ROLES = {
    **dict.fromkeys(words("male nouns"), Gender.MALE),
    **dict.fromkeys(words("female nouns"), Gender.FEMALE),
}
UNNAMED_PERSONS = words("unnamed persons")
UNNAMED = re.compile(r"(?:an?|one|another) (?P<words>[\w’' -]{2,60})", re.IGNORECASE)
ROLE_BEFORE = re.compile(r"(?<![a-z])([a-z]+),? \Z")
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


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the gender and the role that the article gives."""

    person: Person
    gender: Gender
    role: Span | None

    def speaker(self) -> Speaker:
        """The record of this person as a speaker."""
        return Speaker(self.person.name, self.role, SpeakerKind.PERSON, self.person.surname)


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of an article, and all their mentions in order with the number of the member who is named."""

    members: tuple[Member, ...]
    mentions: tuple[tuple[Mention, int], ...]
    descriptions: Descriptions

    def named_in(self, span: Span) -> Sequence[tuple[Mention, int]]:
        """The mentions that begin within a span, in order."""
        first = bisect_left(self.mentions, span.start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, span.end, key=_start)]

    def before(self, offset: int, most: int) -> Sequence[tuple[Mention, int]]:
        """The last mentions, at most so many, that begin before an offset."""
        last = bisect_left(self.mentions, offset, key=_start)
        return self.mentions[max(0, last - most) : last]


def cast_of(layout: Layout, named: Sequence[Span]) -> Cast:
    """The cast whom these names of persons make up."""
    members = tuple(_member(layout, person) for person in persons(layout, named))
    mentions = ((mention, number) for number, each in enumerate(members) for mention in each.person.mentions)
    descriptions = Descriptions(layout.text, [member.role for member in members])
    return Cast(members, tuple(sorted(mentions, key=_start)), descriptions)


def _start(mention: tuple[Mention, int]) -> int:
    return mention[0].span.start


def _member(layout: Layout, person: Person) -> Member:
    homes = ((mention.span, layout.sentences[layout.sentence(mention.span.start)]) for mention in person.mentions)
    roles = (role for span, home in homes if (role := role_of(layout.text, span, home)))
    return Member(person, gender_of(layout.text, person), next(roles, None))


WITHIN_SENTENCE = re.compile(
    r"(?<=[a-z,] )(?<![Tt]he )[^\W\d_a-z][^\W\d_]{2,}\b(?![’'-]\w| [^\W\d_a-z])"
)  # a name of one word
NEIGHBOURS = 3  # names marked in one source


class Organisations:
    """The names of organisations and places that are marked in a text, in order, and the words they begin with."""

    def __init__(self, text: str, marked: Sequence[Span]) -> None:
        self._marked = marked
        self._first_words = {span.of(text).split()[0].removesuffix("'s").removesuffix("’s") for span in marked}
        self._first_words.update(WITHIN_SENTENCE.findall(text))

    def at(self, span: Span) -> Sequence[Span]:
        """The marked names that share a character with a span."""
        place = bisect_left(self._marked, span.end, key=lambda each: each.start)
        return [each for each in self._marked[max(0, place - NEIGHBOURS) : place] if each.touches(span)]

    def before(self, offset: int) -> Sequence[Span]:
        """The marked names that begin before an offset, in order."""
        return self._marked[: bisect_left(self._marked, offset, key=lambda each: each.start)]

    def is_one(self, word: str) -> bool:
        """Whether a single word begins the name of an organisation that is marked, or has a capital in a sentence."""
        return word in self._first_words
