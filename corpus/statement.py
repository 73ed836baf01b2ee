"""A statement: who said what, as spans into the article that reports it."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.article import Span


class StatementKind(StrEnum):
    """How the content is given: in quotation marks, in the reporter's words, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementType(StrEnum):
    """PARC's terms: what was said, written or announced; or what somebody thinks, wants, fears or plans."""

    ASSERTION = "assertion"
    ATTITUDE = "attitude"


class SpeakerKind(StrEnum):
    """What is on record: one named person, an organisation, or a group ("White House officials")."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the fullest name and the role that this article gives, both as printed in it.

    `surname` is set where it is printed with a partner's name only: Rolf's in "Rolf and Greta Sandhagen".
    """

    name: Span
    role: Span | None
    kind: SpeakerKind
    surname: Span | None = None

    def full_name(self, text: str) -> str:
        """The name in words of the article's text."""
        return self.name.of(text) + (f" {self.surname.of(text)}" if self.surname else "")


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in the sense of PARC 3 and PolNeAR.

    `source`, `cue` and `content` are the words in the sentence ("He", "added", ...); `speakers` is who that is:
    empty where it is not known, several where they speak jointly. `via` is who passed the words on, where they
    are second-hand. `extent` spans the whole sentences that a reader needs to see. Speech that did not happen (negated,
    hypothetical, future, asked about) is not `actual`, but a speech that is quoted before it is held is.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: StatementKind
    speakers: tuple[Speaker, ...]
    via: Speaker | None
    extent: Span
    type: StatementType = StatementType.ASSERTION
    actual: bool = True
