"""From what the user names (files, folders, URLs, '-') to a stream of articles; one bad page never stops the rest."""

import gzip
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from corpus.readers.archives import read_warc
from corpus.readers.decoding import MOST_BYTES, decode
from corpus.readers.feeds import Entry, read_entry, read_feed, read_saved_feed
from corpus.readers.html import read_html
from corpus.readers.json_records import read_json_lines
from corpus.readers.page import read_page
from corpus.readers.reading import (
    NOTHING,
    BadRecord,
    DamagedArchive,
    Found,
    Given,
    NotReadable,
    Read,
    Rejection,
    TooLarge,
)
from corpus.web.fetching import Fetched, Fetcher, NotFetched, Seen

HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.I | re.S
)
FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*|<\?.{0,500}?\?>\s*)*<(?:rss|feed|rdf:rdf)\b", re.I | re.S
)
JSON = re.compile(rb'\s*\{\s*"')
JSON_LIST = re.compile(rb"\s*\[\s*[{\]]")
WARC = b"WARC/"
GZIP = b"\x1f\x8b"


class _Stream(Protocol):
    """Bytes that can be looked ahead at: an open file, or the inside of a packed one."""

    def peek(self, size: int, /) -> bytes: ...
    def seek(self, position: int, whence: int = 0, /) -> int: ...
    def read(self, size: int | None = -1, /) -> bytes: ...
    def read1(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int | None = -1, /) -> bytes: ...


def read_source(source: str, fetcher: Fetcher | None = None) -> Iterator[Read]:
    """All articles of a source, as they are read: a file, a folder (hidden files left out), a URL, a feed, or '-'.

    What a file is, is told by its first bytes, not by its name; packed ones (gzip) are unpacked. What can't be taken
    comes as a Rejection in its place. Memory stays at a few pages, however large the source is. Give all URLs the same
    fetcher: it remembers each site's rules and when it was last asked. Without one, public hosts only are fetched.
    """
    if source.startswith(("http://", "https://")):
        yield from read_url(source, fetcher or Fetcher())
    elif source == "-":
        yield from _read_stdin()
    elif Path(source).is_dir():
        for file in _files(Path(source)):
            yield from _read_file(file)
    else:
        yield from _read_file(Path(source))


def read_url(url: str, fetcher: Fetcher) -> Iterator[Read]:
    """The article at a URL, or those of the feed that it turns out to be."""
    try:
        fetched = fetcher.fetch(url)
        if FEED.match(fetched.body[:4000]):
            yield from read_entries(read_feed(fetched.body, fetched.url), fetcher)
        else:
            yield from _read_fetched(fetched)
    except (NotFetched, NotReadable) as error:
        yield Rejection(url, str(error))


def read_entries(entries: list[Entry], fetcher: Fetcher) -> Iterator[Read]:
    """The articles behind the entries of a feed: each fetched from its link, or as the entry carries it."""
    for entry in entries:
        url = entry.given.url
        try:
            if url is None:
                yield read_entry(entry, entry.given.headline or "an entry without a link")
            else:
                yield from _read_fetched(fetcher.fetch(url), entry.given)
        except (NotFetched, NotReadable) as error:
            carried = read_entry(entry, url or "")
            yield carried if isinstance(carried, Found) else Rejection(url or "", str(error))


def _read_fetched(fetched: Fetched, given: Given = NOTHING) -> Iterator[Read]:
    if fetched.content_type == "text/plain":
        yield Found(read_page(decode(fetched.body), fetched.url, given), fetched.body)
    else:
        yield Found(read_html(fetched.body, fetched.url, given, fetched.charset), fetched.body)


def _read_stdin() -> Iterator[Read]:
    stream = BufferedReader(sys.stdin.buffer)  # type: ignore[type-var]  # it only has to be read
    try:
        yield from _read_stream(stream, "stdin")
    finally:
        stream.detach()


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _read_file(path: Path) -> Iterator[Read]:
    try:
        with path.open("rb") as file:
            yield from _read_stream(file, str(path))
    except OSError as error:
        yield Rejection(str(path), f"it can't be read ({error.strerror}); check the name and its permissions")


def _read_stream(stream: _Stream, origin: str) -> Iterator[Read]:
    head = stream.peek(4000)
    if head.startswith(GZIP):
        with gzip.open(stream) as unpacked:
            yield from _read_packed(unpacked, origin)
    else:
        yield from _read_unpacked(stream, head, origin)


def _read_packed(stream: _Stream, origin: str) -> Iterator[Read]:
    read = 0
    try:
        for item in _read_unpacked(stream, stream.peek(4000), origin):
            yield item
            read += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Rejection(origin, str(DamagedArchive(str(error), read)))


def _read_unpacked(stream: _Stream, head: bytes, origin: str) -> Iterator[Read]:
    if head.startswith(WARC):
        yield from read_warc(stream, origin)
    elif JSON.match(head):
        yield from read_json_lines(_lines(stream), origin)
    else:
        try:
            yield from _read_whole(_bytes(stream), origin)
        except NotReadable as error:
            yield Rejection(origin, str(error))


def _read_whole(page: bytes, origin: str) -> Iterator[Read]:
    if FEED.match(page[:4000]):
        yield from read_saved_feed(page, origin)
    elif HTML.match(page[:4000]):
        yield Found(read_html(page, origin), page)
    elif JSON_LIST.match(page[:4000]):
        yield from read_json_lines(_listed(page), origin)
    else:
        yield Found(read_page(decode(page), origin), None)


def _lines(stream: _Stream) -> Iterator[bytes]:
    """Lines, each read up to the bound for one page; what is longer comes in pieces that no parser takes."""
    while line := stream.readline(MOST_BYTES + 1):
        yield line


def _listed(page: bytes) -> Iterator[bytes]:
    try:
        records = json.loads(page)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"it is not JSON ({error})") from None
    yield from (json.dumps(record).encode() for record in records)


def _bytes(stream: _Stream) -> bytes:
    page = stream.read(MOST_BYTES + 1)
    if len(page) > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
    return page


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a feed brought, read as it is iterated, and what to ask it with next time."""

    seen: Seen
    reads: Iterator[Read]


def refresh(url: str, seen: Seen, fetcher: Fetcher, is_stored: Callable[[str], bool]) -> Refreshed:
    """The articles of a feed whose addresses are not stored yet; none where the feed has not changed since `seen`.

    Raises NotFetched or BadFeed where the feed itself can't be had: keep `seen`, and ask again later.
    """
    fetched = fetcher.fetch(url, seen)
    if not fetched.is_new:
        return Refreshed(fetched.seen, iter(()))
    entries = read_feed(fetched.body, fetched.url)
    fresh = [entry for entry in entries if entry.given.url is None or not is_stored(entry.given.url)]
    return Refreshed(fetched.seen, read_entries(fresh, fetcher))
