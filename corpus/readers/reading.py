"""What comes out of a source, one item at a time: articles, what was given beside them, and reasons for refusals."""

from dataclasses import dataclass

from corpus.article import Article
from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Given:
    """Each as given, None where it was not. `published` are the dates given, best first, as they stand there."""

    url: str | None = None
    headline: str | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    place: str | None = None
    language: str | None = None
    published: tuple[str, ...] = ()


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and the page's own bytes where its text was extracted from them (HTML); None for plain text.

    `form` names the format that it was read from, as the summary does.
    """

    article: Article
    page: bytes | None
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was named or stood in a source and was not taken, with the reason for a reader.

    `passing` marks what may succeed later: a site that was down, a page that asked to wait.
    """

    origin: str
    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the user should know of a source that was read, said once ('2 keys were ignored: ...')."""

    origin: str
    text: str


Read = Found | Rejection | Remark


class NotReadable(CorpusError):
    """A page or a source that can't be taken; the rest of the batch can."""


class EmptyPage(NotReadable):
    """Nothing is there."""

    def __init__(self) -> None:
        super().__init__("it is empty; nothing was added")


class BinaryPage(NotReadable):
    """Control characters: a picture, a PDF, an archive."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(f"it is not text (a control character at byte {offset}); add text, HTML, JSON Lines or WARC")


class OtherFormat(NotReadable):
    """A document of another kind, told by its first bytes."""

    def __init__(self, kind: str, remedy: str = "save the article as text or HTML and add that") -> None:
        self.kind, self.remedy = kind, remedy
        super().__init__(f"it is {kind}, which is not read; {remedy}")


class MissingReader(NotReadable):
    """A format that an optional library reads, which is not installed."""

    def __init__(self, kind: str, extra: str) -> None:
        self.kind, self.extra = kind, extra
        super().__init__(f"it is {kind}; to read it install the library: pip install 'ontherecord[{extra}]'")


class TooLarge(NotReadable):
    """Over the bound for one page."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"it is larger than the {limit / 1e6:.0f} MB that one page may have; "
            "split it into articles, or add many at once as JSON Lines or WARC"
        )


class NoArticle(NotReadable):
    """Text, but no news story: a list of words, code, a table, furniture only."""

    def __init__(self, words: int, needed: int) -> None:
        self.words, self.needed = words, needed
        super().__init__(
            f"it holds no article ({words} words stand in sentences of a story, {needed} are needed); "
            "add the page of the story itself"
        )


class CodeNotArticle(NotReadable):
    """The source of a program, a settings file, a data structure."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        super().__init__(f"it is no article but code ({lines} lines of it); add text, HTML, JSON Lines or WARC")


class BadRecord(NotReadable):
    """A line of a JSON Lines file that is no record of an article."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(
            f'{fault}; a record is one line: {{"text": ..., "url": ..., "headline": ..., "published": ...}}'
        )


class WalledPage(NotReadable):
    """A page that stands in for the article: a challenge, a consent wall, an error page."""

    def __init__(self, kind: str, shown: str, remedy: str) -> None:
        self.kind, self.shown, self.remedy = kind, shown, remedy
        super().__init__(f"it is {kind} and no article ({shown!r}); {remedy}")


class FrontPage(NotReadable):
    """A list of stories, as on a home page or a section page."""

    def __init__(self, stories: int, feed: str | None) -> None:
        self.stories, self.feed = stories, feed
        remedy = f"add its feed: ontherecord add {feed}" if feed else "add the pages of the stories, or the site's feed"
        super().__init__(f"it is a front page, a list of {stories} stories, and no article; {remedy}")


class CutOff(NotReadable):
    """A record whose text the service that gave it has truncated."""

    def __init__(self, mark: str, url: str | None) -> None:
        self.mark, self.url = mark, url
        remedy = f"add the page: ontherecord add {url}" if url else "add the page of the story itself"
        super().__init__(f"its text is truncated ({mark!r}); {remedy}")


class UnknownColumns(NotReadable):
    """A table of which no column is known to hold the text."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        shown = ", ".join(names[:12])
        super().__init__(
            f"it is a table, and none of its columns ({shown}) is known to hold the text; "
            f"say which does: ontherecord add --columns text={names[-1]} FILE"
        )


class BadMarkup(NotReadable):
    """XML that can't be parsed, or that is of no known kind."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(f"{fault}; add the article as NITF, NewsML-G2, HTML, text or JSON")


class LibraryFailed(NotReadable):
    """A fault of a library, in whatever it was given."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        super().__init__(f"reading it failed ({type(error).__name__}: {error}); the rest was read; please report it")


class PaidArticle(NotReadable):
    """The page says that it is paid for, and what it shows is no article."""

    def __init__(self) -> None:
        super().__init__("it is behind a paywall and shows no article; save the page as a subscriber and add the file")


class EmptyExtract(NotReadable):
    """HTML without a text: a frame, a redirection, or a page that scripts fill."""

    def __init__(self, scripts: int) -> None:
        self.scripts = scripts
        super().__init__(
            f"no text of an article stands in this HTML ({scripts} scripts do); "
            "if the page is filled by scripts, save it from a browser and add the file"
        )


class BadPacking(NotReadable):
    """A packed body that can't be unpacked."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(f"{fault}; fetch or save it again")


class DamagedArchive(NotReadable):
    """A WARC file, or a packed file, that is damaged or cut off."""

    def __init__(self, fault: str, read: int) -> None:
        self.fault, self.read = fault, read
        super().__init__(
            f"the file is damaged or cut off after {read} records: {fault}; get it again, what was read is kept"
        )


class BadFeed(NotReadable):
    """A feed without entries, or what was taken for one."""

    def __init__(self) -> None:
        super().__init__("it is a feed without entries; check it in a browser")


class OnlyTeaser(NotReadable):
    """An entry of a saved feed that holds no article itself."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(f"the feed holds only a teaser; add the page: ontherecord add {url}")
