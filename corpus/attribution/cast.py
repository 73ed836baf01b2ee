"""The cast of an article: its persons with all that it says of them, and who is named where."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span
from corpus.attribution.descriptions import Descriptions
from corpus.attribution.gender import gender_of
from corpus.attribution.given_names import Gender
from corpus.attribution.layout import Layout
from corpus.attribution.mentions import Mention
from corpus.attribution.names import Person, persons
from corpus.attribution.roles import role_of
from corpus.statement import Speaker, SpeakerKind


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the gender and the role that the article gives."""

    person: Person
    gender: Gender
    role: Span | None

    def speaker(self) -> Speaker:
        """The record of this person as a speaker."""
        return Speaker(self.person.name, self.role, SpeakerKind.PERSON)


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
