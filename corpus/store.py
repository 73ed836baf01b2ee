"""The article store: the seam between what was published and everything that reads it.

The store is the truth; vectors and words are derived from it. One writer at a time; any number of readers, in
other processes too, see whole articles or none of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from corpus.article import Article, BlockKind, Span
from corpus.statement import SpeakerKind, Statement


class AddOutcome(StrEnum):
    """What became of an article that was given to the store."""

    ADDED = "added"
    CORRECTED = "corrected"
    DUPLICATE = "duplicate"
    KEPT_BESIDE = "kept_beside"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with what was found in it; `page` is its bytes as fetched, where its text was extracted from them."""

    article: Article
    passages: Sequence[Span]
    statements: Sequence[Statement]
    page: bytes | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How much is stored; `older` counts texts that were corrected since, which the others leave out."""

    articles: int
    older: int
    passages: int
    statements: int
    speakers: int


class DamagedPart(StrEnum):
    """What damage is in: the file itself, what was published, what was found in it, or what follows from both."""

    FILE = "file"
    ARTICLE = "article"
    FINDINGS = "findings"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing in a store that is not what was written, in words; `row` is the article's, 0 where it is of many."""

    part: DamagedPart
    what: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Alias:
    """A name under which articles report a speaker, with the role given ("" for none), and why it is this speaker."""

    name: str
    role: str
    kind: SpeakerKind
    statements: int
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval. `id` is never used again for another passage, and survives every rebuild."""

    id: int
    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement of a stored article. `speaker_ids` and `via_id` name known speakers, in the order of its speakers."""

    id: int
    article_id: str
    statement: Statement
    speaker_ids: tuple[int, ...]
    via_id: int | None


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """One person, organisation or group across all articles, under the fullest name that any of them gives.

    `roles` are as reported, each with the date of its newest article, newest first; `aliases` are all names printed;
    `statements` counts those of current articles, own words and second-hand ones alike.
    """

    id: int
    name: str
    kind: SpeakerKind
    roles: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where a name is printed: which article, in what kind of block, and where."""

    article_id: str
    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Printed:
    """Which articles, by where and when they were printed; what is empty confines to nothing.

    `sources` are outlets or agencies, `languages` as articles give them ("" for none). `since` and `until` are days in
    ISO 8601, both included, by an article's own calendar; one without a date is in no such period.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


ANYWHERE = Printed()


class ArticleStore(Protocol):
    """Articles with their blocks, passages, statements and speakers.

    Only current articles are ever returned: one that was corrected or removed is not. Reads raise StoreUnavailable
    where the store can't be opened or read, never an empty answer.
    """

    def add(
        self, article: Article, passages: Sequence[Span], statements: Sequence[Statement], page: bytes | None
    ) -> AddOutcome:
        """Keep an article, durably, before returning. `page` is its bytes as fetched.

        Same id, or same text with the same URL or from the same publisher (or from one that isn't known): DUPLICATE,
        nothing changes. Same URL with another text: CORRECTED, the older one stays for the record and is no longer
        current; where the text is one that the URL had before, that one is current again. An id that was given corrects
        only what comes from the same source and is worded alike: an unrelated article that has the same id is
        KEPT_BESIDE, under an id of its own.
        """

    def add_all(self, entries: Sequence[Entry]) -> list[AddOutcome]:
        """`add` for several articles in turn, durably all of them or, where it raises, none."""

    def foresee(self, article: Article) -> AddOutcome:
        """What `add` would return now for this article; nothing changes."""

    def replace(self, article_id: str, entry: Entry) -> None:
        """Store a current article as it was read anew from the same page; this is no correction.

        Where its text is unchanged, it keeps its id, and so do passages that stay. UnknownArticle where there is none.
        """

    def remove(self, article: str) -> list[str]:
        """Take down the articles with this id or URL, older texts included; the ids taken. Empty: none had it."""

    def article(self, article_id: str) -> Article:
        """The current article with this id, text exactly as it was added; UnknownArticle where there is none."""

    def has_url(self, url: str) -> bool:
        """Whether an article of this URL is stored, current or not."""

    def articles_at(self, url: str) -> list[str]:
        """The ids of the current articles of this URL."""

    def article_ids(self, printed: Printed = ANYWHERE) -> list[str]:
        """The ids of current articles, all or those printed so, in the order in which they were added."""

    def sources(self) -> list[str]:
        """The outlets and agencies of current articles, each once; characters that no database takes are replaced."""

    def languages(self) -> list[str]:
        """The languages that current articles give, each once, "" where one gives none."""

    def copies(self, article_id: str) -> list[str]:
        """The ids of the other current articles that carry (nearly) the same text, as syndicated copies do."""

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """The current passages with these ids, in the order given; ids that are not current are left out."""

    def passage_ids(self, printed: Printed = ANYWHERE) -> list[int]:
        """The ids of current passages, all or those of articles printed so, ascending."""

    def passage_texts(self, after: int) -> Iterator[tuple[Passage, str]]:
        """Current passages with an id above `after`, ascending, with their texts, streamed."""

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in its order."""

    def statements_of(self, speaker_ids: Iterable[int], limit: int | None = None) -> list[StoredStatement]:
        """Statements of these speakers, their own or passed on by them, newest article first, then in its order.

        With a limit, so many of the first.
        """

    def statements_in(self, article_id: str) -> list[StoredStatement]:
        """The statements of an article, in its order."""

    def speakers(self, limit: int | None = None) -> list[KnownSpeaker]:
        """All speakers who have a statement, most statements first; with a limit, so many of the first."""

    def speakers_by_id(self, ids: Sequence[int]) -> list[KnownSpeaker]:
        """Those of these speakers who have a statement, in no order."""

    def bearers(self, words: Sequence[str]) -> list[int]:
        """The speakers with a name or alias that has all these words, in word_forms; most statements first, then by id.

        Among them may be some who had such a name only in a text that was corrected since. Of more than 32 words, none.
        """

    def bearers_of_any(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """Each of these words with each speaker who has it in a name; most statements first, then by id and word.

        A title of theirs in a text that was corrected since may count as such a word.
        """

    def known_among(self, words: Sequence[str]) -> set[str]:
        """Those of these words that `bearers_of_any` knows bearers of."""

    def words_like(self, beginning: str, shortest: int, longest: int) -> list[str]:
        """The words of names that begin so and have so many letters.

        Among them may be some of names that are no longer on record.
        """

    def in_roles(self, beginnings: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
        """Speakers with each role that has a word with one of the first beginnings, one with one of the second, ...

        Speakers with most statements first, then by id. For more than 32 words, none.
        """

    def bodies(self, letters: str) -> list[int]:
        """The organisations and groups with a name of these initials; most statements first, then by id."""

    def names_like(self, name: str, limit: int) -> list[KnownSpeaker]:
        """Speakers of whom a name or alias has all words of `name`, accents and case folded; most statements first."""

    def namings(self, name: str, limit: int) -> list[Naming]:
        """Where current articles print this name (case and accents folded, whole words), in blocks of any kind."""

    def aliases(self, speaker_id: int) -> list[Alias]:
        """All names of a speaker, most statements first, with why they are taken for one."""

    def everything(self) -> Iterator[Entry]:
        """All articles with their pages, without passages and statements: corrected texts first, in order of adding.

        Adding them in this order to an empty store gives the same articles.
        """

    def page(self, article_id: str) -> bytes | None:
        """The bytes that a current article was fetched as; None where it has none."""

    def examine(self) -> list[Damage]:
        """All damage: each row is compared with its seal, or with what it follows from."""

    def entry(self, row: int) -> Entry:
        """The article of a row with its page, whether current or not; UnknownArticle where there is none."""

    def mend(self, aside: Collection[int], found: Mapping[int, Entry]) -> None:
        """Make anew all that follows from articles: what was `found` in some, and who is who, copies and words of all.

        Articles aside are damaged: they are no longer current, and stay damaged.
        """

    def size(self) -> Size:
        """How much is stored."""

    def revision(self) -> int:
        """A number that grows with every change, for caches and to see that an index is behind."""
