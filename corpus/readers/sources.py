"""From what the user names (files, folders, URLs, '-') to a stream of articles; one bad page never stops the rest."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.parser import BytesHeaderParser
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from time import monotonic
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from corpus.readers import documents, links, mail, newsroom, tables
from corpus.readers.archives import ArchiveMember, read_warc, tar_members, zip_members
from corpus.readers.decoding import DAMAGE, MOST_BYTES, decode, open_packed, unmark
from corpus.readers.feeds import FeedEntry, is_whole, read_entry, read_feed, read_saved_feed
from corpus.readers.html import has_warning, is_html, read_pages, skip_to_markup
from corpus.readers.json_records import read_json, read_json_lines
from corpus.readers.page import read_page
from corpus.readers.reading import (
    NOTHING,
    BadMarkup,
    BadRecord,
    DamagedArchive,
    Found,
    Given,
    LibraryFailed,
    NotReadable,
    Read,
    Rejection,
    Remark,
    TooLarge,
    WalledPage,
)
from corpus.web.connecting import WrongContent
from corpus.web.fetching import Fetched, Fetcher, NotFetched, Seen

ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([a-zA-Z][\w.-]{0,60})[\s>/]")
FEEDS = frozenset({"rss", "feed", "rdf"})
LISTS = frozenset({"urlset", "sitemapindex", "opml"})
JSON = re.compile(rb'\s*\{\s*["}]')
JSON_LIST = re.compile(rb"\s*\[\s*[{\[\]]")
HTTP_HEAD = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})[^\r\n]{0,200}\r?\n(?:[\w-]{1,60}:[^\r\n]{0,8000}\r?\n){0,100}\r?\n")
WARC = b"WARC/"
MOST_DUMP = 300_000_000  # bytes of one JSON document; what is larger is taken as JSON Lines
MOST_FEED_SECONDS = 1800.0  # for all pages of a feed; polite fetching of a hundred takes two minutes
DEEPEST = 3  # archives within archives, lists that lead to lists
AHEAD = 65_536  # bytes looked at to tell what a file is
PAGES = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where bytes come from: what is said of them beside, and how deep in archives or lists they stand."""

    origin: str
    given: Given = NOTHING
    charset: str | None = None
    is_page: bool = False  # fetched as a web page, whatever its bytes look like
    depth: int = 0

    def within(self, name: str) -> "_Place":
        """The place of a member of an archive."""
        return _Place(f"{self.origin}, {name}", depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Reads sources of any format that is told by its first bytes, never by its name.

    `columns` maps our names of fields to those of a table or a dump. Give all URLs the same fetcher: it remembers each
    site's rules and when it was last asked.
    """

    fetcher: Fetcher = field(default_factory=Fetcher)
    columns: Mapping[str, str] = field(default_factory=dict)

    def read(self, source: str) -> Iterator[Read]:
        """All articles of a source, as they are read: a file, a folder (hidden files left out), a URL, a feed, or '-'.

        What can't be taken comes as a Rejection in its place. Memory stays at a few pages, however large the source is
        (but for JSON that is one document).
        """
        if source.startswith(("http://", "https://")):
            yield from self.read_url(source)
        elif source == "-":
            yield from self._read_stdin()
        elif Path(source).is_dir():
            for file in _files(Path(source)):
                yield from self._read_file(file)
        else:
            yield from self._read_file(Path(source))

    def read_url(self, url: str, depth: int = 0) -> Iterator[Read]:
        """The article at a URL, or those of the feed, sitemap, list or dump that it turns out to be."""
        try:
            yield from self._read_fetched(self.fetcher.fetch(url), depth)
        except NotFetched as error:
            yield Rejection(url, str(error), error.passing)
        except NotReadable as error:
            yield Rejection(url, str(error))

    def read_entries(self, entries: list[FeedEntry]) -> Iterator[Read]:
        """The articles behind the entries of a feed: each fetched from its link, or as the entry carries it.

        A page that could not be had, or that shows less than the entry carries, gives way to the entry's own text,
        where that is a whole story; a teaser never stands for the article. A feed that takes too long is left there.
        """
        until = monotonic() + MOST_FEED_SECONDS
        for read, entry in enumerate(entries):
            if monotonic() > until:
                left = (
                    f"its feed took over {MOST_FEED_SECONDS / 60:.0f} minutes; {len(entries) - read} entries are left"
                )
                yield Rejection(entry.given.url or "an entry", f"{left}; add the feed again", passing=True)
                return
            yield from self._guarded(self._read_entry(entry), entry.given.url or entry.given.headline or "an entry")

    def _read_entry(self, entry: FeedEntry) -> Iterator[Read]:
        url = entry.given.url
        if url is None:
            yield read_entry(entry, entry.given.headline or "an entry without a link")
            return
        carried = read_entry(entry, url) if is_whole(entry) else None
        try:
            found = list(self._read_page(self.fetcher.fetch(url), entry.given))
        except NotFetched as error:
            found = [Rejection(url, str(error), error.passing)]
        except NotReadable as error:
            found = [Rejection(url, str(error), isinstance(error, WalledPage))]
        if isinstance(carried, Found) and _length(found) < _length([carried]):
            yield carried
        else:
            yield from found

    def _read_page(self, fetched: Fetched, given: Given) -> Iterator[Read]:
        """The article of a page behind a feed; anything but a page is not what the feed's headline promises."""
        if not fetched.content_type.startswith(PAGES):
            raise WrongContent(fetched.url, fetched.content_type)
        place = _Place(fetched.url, given, fetched.charset, is_page=True, depth=DEEPEST)
        yield from self._read_whole(fetched.body, place)

    def _read_fetched(self, fetched: Fetched, depth: int) -> Iterator[Read]:
        is_page = not fetched.content_type.startswith("text/plain")
        place = _Place(fetched.url, NOTHING, fetched.charset, is_page, depth)
        yield from self._read_stream(_ahead(BytesIO(fetched.body)), place)

    def _follow(self, found: links.Links, place: _Place) -> Iterator[Read]:
        """What a list of addresses leads to, one after the other."""
        if place.depth >= DEEPEST:
            raise BadMarkup("it is a list of addresses behind lists of addresses")
        yield Remark(place.origin, f"it lists {len(found.addresses)} addresses, which were followed")
        for address in found.addresses:
            yield from self._guarded(self.read_url(address, place.depth + 1), address)
        if found.left_out:
            yield Rejection(
                place.origin, f"{found.left_out} more addresses were left out; split the list, and add each part"
            )

    def _read_stdin(self) -> Iterator[Read]:
        stream = _ahead(sys.stdin.buffer)
        try:
            yield from self._guarded(self._read_stream(stream, _Place("stdin")), "stdin")
        finally:
            stream.detach()

    def _read_file(self, path: Path) -> Iterator[Read]:
        try:
            with path.open("rb", buffering=AHEAD) as file:
                yield from self._guarded(self._read_stream(cast("BufferedReader", file), _Place(str(path))), str(path))
        except OSError as error:
            yield Rejection(str(path), f"it can't be read ({error.strerror}); check the name and its permissions")

    def _guarded(self, reads: Iterator[Read], origin: str) -> Iterator[Read]:
        """The same, but that any fault is one rejection with its reason, and what follows is still read."""
        try:
            yield from reads
        except NotReadable as error:
            yield Rejection(origin, str(error))
        except (OSError, MemoryError):
            raise
        except Exception as error:  # whatever a library makes of a damaged page must not cost the other sources
            yield Rejection(origin, str(LibraryFailed(error)))

    def _read_stream(self, stream: BufferedReader, place: _Place) -> Iterator[Read]:
        head = stream.peek(AHEAD)
        unpacked = open_packed(cast(BinaryIO, stream), head)
        if unpacked is not None:
            yield from self._read_packed(unpacked, place)
        elif head.startswith(b"PK") and head[2:4] in {b"\x03\x04", b"\x05\x06"}:
            yield from self._read_zip(stream, place)
        elif head[257:262] == b"ustar":
            yield from self._read_members(tar_members(cast(BinaryIO, stream)), place)
        elif head.startswith(WARC):
            yield from read_warc(stream, place.origin)
        else:
            yield from self._read_unpacked(stream, head, place)

    def _read_unpacked(self, stream: BufferedReader, head: bytes, place: _Place) -> Iterator[Read]:
        columns, source = self.columns, cast(BinaryIO, stream)
        if head.startswith(b"PAR1"):
            yield from tables.read_parquet(BytesIO(_bytes(stream, MOST_DUMP)), place.origin, columns)
        elif _is_json_lines(head):
            yield from read_json_lines(_lines(stream), place.origin, columns)
        elif JSON.match(unmark(head)) or JSON_LIST.match(unmark(head)):
            yield from self._read_json(_bytes(stream, MOST_DUMP), place)
        elif mail.is_mbox(head):
            yield from mail.read_mbox(source, place.origin)
        elif delimiter := self._delimiter(head, place):
            yield from tables.read_table(source, head, delimiter, place.origin, columns)
        else:
            yield from self._read_whole(_bytes(stream, MOST_BYTES), place)

    def _read_json(self, document: bytes, place: _Place) -> Iterator[Read]:
        text = unmark(document).decode("utf-8", "replace")
        yield from read_json(text, place.origin, self.columns)

    def _delimiter(self, head: bytes, place: _Place) -> str | None:
        text = unmark(head)
        if place.is_page or text.lstrip()[:1] == b"<" or b"\0" in text:
            return None
        return tables.delimiter_of(text.decode("utf-8", "replace"), self.columns)

    def _read_packed(self, stream: BufferedReader, place: _Place) -> Iterator[Read]:
        read = 0
        try:
            if place.depth >= DEEPEST:
                raise BadRecord("it is packed more than three times over")
            for item in self._read_stream(stream, replace(place, depth=place.depth + 1)):
                yield item
                read += 1
        except DAMAGE as error:
            yield Rejection(place.origin, str(DamagedArchive(str(error), read)))

    def _read_zip(self, stream: BufferedReader, place: _Place) -> Iterator[Read]:
        file = cast(BinaryIO, stream) if stream.seekable() else BytesIO(_bytes(stream, MOST_DUMP))
        try:
            with ZipFile(file) as archive:
                if documents.is_document(archive.namelist()):
                    yield documents.read_document(archive, place.origin)
                else:
                    documents.refuse_office(archive.namelist())
                    yield from self._read_members(zip_members(archive), place)
        except (BadZipFile, *DAMAGE) as error:
            yield Rejection(place.origin, str(DamagedArchive(str(error), 0)))

    def _read_members(
        self, members: Iterator[ArchiveMember | Rejection] | Iterator[ArchiveMember], place: _Place
    ) -> Iterator[Read]:
        if place.depth >= DEEPEST:
            raise BadRecord("it is an archive within archives within an archive")
        for member in members:
            if isinstance(member, Rejection):
                yield replace(member, origin=f"{place.origin}, {member.origin}")
                continue
            inside = place.within(member.name)
            yield from self._guarded(self._read_member(member.stream, inside), inside.origin)

    def _read_member(self, stream: BufferedReader, place: _Place) -> Iterator[Read]:
        try:
            yield from self._read_stream(stream, place)
        except (BadZipFile, RuntimeError, *DAMAGE) as error:  # RuntimeError: it is encrypted
            yield Rejection(place.origin, str(DamagedArchive(str(error), 0)))

    def _read_whole(self, page: bytes, place: _Place) -> Iterator[Read]:
        if head := HTTP_HEAD.match(page):
            page, place = _less_http(page, head, place)
        if page.startswith(b"%PDF-"):
            yield documents.read_pdf(page, place.origin)
            return
        documents.refuse_named(page)
        page = unmark(page)
        if mail.is_mail(page):
            yield mail.read_mail(page, place.origin)
            return
        yield from self._read_marked(page, skip_to_markup(page), place)

    def _read_marked(self, page: bytes, markup: bytes, place: _Place) -> Iterator[Read]:
        root = found[1].decode().lower() if (found := ROOT.match(markup)) else ""
        if root in FEEDS and place.depth < DEEPEST:
            if place.origin.startswith(("http://", "https://")):
                yield from self.read_entries(read_feed(markup, place.origin, place.charset))
            else:
                yield from read_saved_feed(markup, place.origin)
        elif root in LISTS:
            yield from self._follow(links.read_link_xml(markup), place)
        elif newsroom.is_newsroom_xml(root):
            yield from newsroom.read_newsroom_xml(markup, place.origin)
        elif is_html(markup) or (place.is_page and b"<" in page[:4000]):
            yield from read_pages(markup if has_warning(page) else page, place.origin, place.given, place.charset)
        elif markup.startswith(b"<") and page.lstrip().startswith((b"<?xml", b"<!DOCTYPE")):
            raise BadMarkup(f"it is XML of no known kind (<{root}>)")
        else:
            yield from self._read_text(decode(page, place.charset), place)

    def _read_text(self, text: str, place: _Place) -> Iterator[Read]:
        if found := links.read_link_list(text):
            yield from self._follow(found, place)
        elif newsroom.is_database_export(text):
            yield from newsroom.read_database_export(text, place.origin)
        elif documents.has_front_matter(text):
            yield documents.read_markdown(text, place.origin)
        elif place.is_page and JSON.match(text.encode()[:4000]):
            yield from read_json(text, place.origin, self.columns)
        else:
            yield Found(read_page(text, place.origin, place.given), None)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a feed brought, read as it is iterated, and what to ask it with next time."""

    seen: Seen
    reads: Iterator[Read]


def refresh(url: str, seen: Seen, fetcher: Fetcher, is_stored: Callable[[str], bool]) -> Refreshed:
    """The articles of a feed whose addresses are not stored yet; none where the feed has not changed since `seen`.

    Raises NotFetched or NotReadable where the feed itself can't be had: keep `seen`, and ask again later.
    """
    fetched = fetcher.fetch(url, seen)
    if not fetched.is_new:
        return Refreshed(fetched.seen, iter(()))
    entries = read_feed(skip_to_markup(unmark(fetched.body)), fetched.url, fetched.charset)
    fresh = [entry for entry in entries if entry.given.url is None or not is_stored(entry.given.url)]
    return Refreshed(fetched.seen, SourceReader(fetcher).read_entries(fresh))


def read_source(source: str, fetcher: Fetcher | None = None) -> Iterator[Read]:
    """All articles of a source, as SourceReader reads them; without a fetcher, public hosts only are fetched."""
    return SourceReader(fetcher or Fetcher()).read(source)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _is_json_lines(head: bytes) -> bool:
    """Whether each line is a value of its own: the first is whole, or the next one opens as it does."""
    if not JSON.match(head):
        return False
    lines = [line for line in head.split(b"\n") if line.strip()]
    if len(lines) == 1 or lines[0].rstrip().endswith(b"}"):
        return True
    return len(lines) > 2 and JSON.match(lines[1]) is not None and not lines[1].startswith((b" ", b"\t"))


def _less_http(page: bytes, head: re.Match[bytes], place: _Place) -> tuple[bytes, _Place]:
    """A page saved with the head of the answer (curl -i), without it; WalledPage where that was no success."""
    while (following := HTTP_HEAD.match(page, head.end())) is not None:
        head = following
    if head[1] >= b"400":
        raise WalledPage(f"an answer with status {head[1].decode()}", "an error", "fetch the page again")
    fields = BytesHeaderParser().parsebytes(head[0].partition(b"\n")[2])
    return page[head.end() :], replace(place, charset=fields.get_content_charset())


def _length(reads: list[Read]) -> int:
    return sum(len(each.article.text) for each in reads if isinstance(each, Found))


def _ahead(raw: object) -> BufferedReader:
    """A stream that can be looked ahead at."""
    return BufferedReader(cast(RawIOBase, raw), AHEAD)


def _lines(stream: BufferedReader) -> Iterator[bytes]:
    """Lines, each read up to the bound for one page; what is longer comes in pieces that no parser takes."""
    while line := stream.readline(MOST_BYTES + 1):
        yield line


def _bytes(stream: BufferedReader, limit: int) -> bytes:
    page = stream.read(limit + 1)
    if len(page) > limit:
        raise TooLarge(limit)
    return page
