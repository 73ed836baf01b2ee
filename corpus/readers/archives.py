"""Archives, and whether they are whole: WARC (as of CC-NEWS) with its pages, zip and tar with their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, UnsupportedOperation
from io import RawIOBase as Raw
from tarfile import TarError
from tarfile import open as open_tar
from typing import BinaryIO, Protocol, cast
from zipfile import BadZipFile, ZipFile

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from corpus.readers.decoding import DAMAGE, MOST_BYTES, unchunk, unpack
from corpus.readers.html import read_html
from corpus.readers.reading import DamagedArchive, Found, Given, NotReadable, Read, Rejection

END = b"\r\n\r\n"  # closes every record of WARC 1.0 and 1.1
MOST_MEMBERS = 100_000
PAGES = frozenset({"text/html", "application/xhtml+xml"})


class Readable(Protocol):
    """What is read from: a file, or the inside of a packed one."""

    def read1(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, as many as are there at once; none at the end."""


@dataclass(slots=True)
class _Watched:
    """A stream that remembers how it ended: fastwarc takes a cut-off archive for a whole one, and panics on errors."""

    stream: Readable
    at: int = 0
    tail: bytes = b""
    fault: str = ""

    def read(self, size: int = 65536) -> bytes:
        try:
            found = self.stream.read1(size)
        except DAMAGE as error:
            self.fault, found = str(error), b""
        self.at += len(found)
        self.tail = (self.tail + found[-4:])[-4:]
        return found

    def tell(self) -> int:
        return self.at

    def seek(self, position: int, whence: int = 0) -> int:
        raise UnsupportedOperation("an archive is read from start to end")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""


def read_warc(archive: Readable, origin: str) -> Iterator[Read]:
    """An item for each HTML response with status 200, streamed; `archive` is unpacked already.

    Damage and an end in the middle are the last item, a Rejection of `origin` that says how many records were read.
    """
    watched, read = _Watched(archive), 0
    try:
        for record in ArchiveIterator(watched, record_types=WarcRecordType.response, parse_http=True):
            yield from _read_record(record, origin)
            read += 1
        fault = watched.fault or ("" if watched.tail == END else "it ends in the middle of a record")
    except (DamagedArchive, OSError, ValueError) as error:
        fault = watched.fault or (error.fault if isinstance(error, DamagedArchive) else str(error))
    if fault:
        yield Rejection(origin, str(DamagedArchive(fault, read)))


def _read_record(record: WarcRecord, origin: str) -> Iterator[Read]:
    head = record.http_headers
    if head is None:
        raise DamagedArchive("a response has no HTTP head", 0)
    if head.status_code != 200 or record.http_content_type not in PAGES:
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or origin
    expected = record.content_length
    body = record.reader.read(min(expected, MOST_BYTES) + 1)
    if len(body) < min(expected, MOST_BYTES):
        raise DamagedArchive(f"{url} has {len(body)} of {expected} bytes", 0)
    try:
        page = _unpacked(body, head)
        given = Given(url=url if url.startswith("http") else None)
        yield Found(read_html(page, url, given, record.http_charset), page, "WARC")
    except NotReadable as error:
        yield Rejection(url, str(error))


def _unpacked(body: bytes, head: object) -> bytes:
    fields = {name.lower(): value.lower() for name, value in head}  # type: ignore[attr-defined]
    if "chunked" in fields.get("transfer-encoding", ""):
        body = unchunk(body)
    return unpack(body, fields.get("content-encoding", ""), MOST_BYTES)


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file in an archive: its name, and its bytes as a stream that is good until the next member is asked for."""

    name: str
    stream: BufferedReader


def zip_members(archive: ZipFile) -> Iterator[ArchiveMember | Rejection]:
    """The files in a zip archive in its order, hidden ones left out; of a WACZ those under archive/ only.

    A member that is damaged or encrypted comes as a Rejection in its place.
    """
    names = [name for name in archive.namelist() if not name.endswith("/") and not _is_hidden(name)]
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        names = [name for name in names if name.startswith("archive/")]
    for name in names[:MOST_MEMBERS]:
        try:
            with archive.open(name) as member:
                yield ArchiveMember(name, BufferedReader(cast(Raw, member), 65_536))
        except (BadZipFile, RuntimeError, NotImplementedError, *DAMAGE) as error:
            yield Rejection(name, str(DamagedArchive(str(error), 0)))


def tar_members(stream: BinaryIO) -> Iterator[ArchiveMember]:
    """The files in a tar archive, streamed. Raises DamagedArchive."""
    read = 0
    try:
        with open_tar(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                member = archive.extractfile(entry) if entry.isfile() and not _is_hidden(entry.name) else None
                if member is not None:
                    yield ArchiveMember(entry.name, BufferedReader(cast(Raw, member), 65_536))
                    read += 1
    except (TarError, *DAMAGE) as error:
        raise DamagedArchive(str(error), read) from None


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(part.startswith(".") and part != "." for part in name.split("/"))
