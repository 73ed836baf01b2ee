"""From bytes to text: unpacking within bounds, then the encoding that a mark, the bytes or a declaration tell."""

import bz2
import codecs
import gzip
import lzma
import re
import zlib
from io import BufferedReader
from io import RawIOBase as Raw
from typing import BinaryIO, Protocol, cast

import brotli  # type: ignore[import-untyped]
import charset_normalizer
import zstandard

from corpus.readers.reading import BadPacking, BinaryPage, EmptyPage, TooLarge

GZIP, DEFLATE, RAW = 31, 15, -15  # window bits, as zlib counts them
CHUNK_BYTES = 65_536
MOST_WINDOW = 1 << 27  # bytes; what `zstd --long` writes at most
CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The bytes behind a Content-Encoding (gzip, deflate, br, zstd, in layers); raises BadPacking or TooLarge."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name not in {"", "identity"}:
            body = _unpack_layer(body, name, limit)
    return body


def _unpack_layer(body: bytes, name: str, limit: int) -> bytes:
    if name in {"gzip", "x-gzip"}:
        return _inflate(zlib.decompressobj(GZIP), body, limit)
    if name == "deflate":
        return _inflate(zlib.decompressobj(DEFLATE if body[:1] == b"\x78" else RAW), body, limit)
    if name == "br":
        return _inflate(_Brotli(), body, limit)
    if name == "zstd":
        return _inflate(_Zstandard(), body, limit)
    raise BadPacking(f"it is packed as {name!r}; gzip, deflate, br and zstd are known")


def unchunk(body: bytes) -> bytes:
    """The bytes behind a Transfer-Encoding of chunked; what isn't chunked after all stays as it is."""
    parts: list[bytes] = []
    at = 0
    while found := CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts) or body


def open_packed(stream: BinaryIO, head: bytes) -> BufferedReader | None:
    """What a packed file (gzip, xz, bzip2, Zstandard) holds, told by its first bytes; None where it is not packed.

    Reading from it raises one of DAMAGE where the file is damaged or cut off.
    """
    if head.startswith(b"\x1f\x8b"):
        return BufferedReader(cast(Raw, gzip.open(stream)))
    if head.startswith(b"\xfd7zXZ\0"):
        return BufferedReader(cast(Raw, lzma.open(stream)))
    if head.startswith(b"BZh") and head[3:4].isdigit():
        return BufferedReader(cast(Raw, bz2.open(stream)))
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        inflater = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
        return BufferedReader(cast(Raw, inflater.stream_reader(stream, read_across_frames=True)))
    return None


DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError)


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Brotli:
    """Brotli behind the interface of zlib; it hands out 64 kB at a time, so a bomb ends at the bound."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._inner.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        parts, size = [self._inner.process(data, output_buffer_limit=CHUNK_BYTES)], 0
        while not self.eof and size <= max_length:
            part = self._inner.process(b"", output_buffer_limit=CHUNK_BYTES)
            if not part and self._inner.can_accept_more_data():
                break
            parts.append(part)
            size += len(part)
        return b"".join(parts)


class _Zstandard:
    """Zstandard behind the interface of zlib."""

    eof = False

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        with zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW).stream_reader(data) as reader:
            found: bytes = reader.read(max_length)
        self.eof = True
        return found


def _inflate(inflater: _Inflater, body: bytes, limit: int) -> bytes:
    try:
        found = inflater.decompress(body, limit + 1)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise BadPacking(f"it can't be unpacked ({error})") from None
    if len(found) > limit:
        raise TooLarge(limit)
    if not inflater.eof:
        raise BadPacking("it is cut off")
    return found


MOST_BYTES = 20_000_000  # one page; the longest articles have 1 MB, saved HTML pages 10 MB
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]{3,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:-]{3,40})""",
    re.IGNORECASE,
)
AS_BROWSERS_READ = {  # the Encoding Standard's labels that mean more than their names say
    **dict.fromkeys(
        ["ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "ansi_x3.4-1968"], "windows-1252"
    ),
    **dict.fromkeys(["gb2312", "gbk", "x-gbk", "gb_2312-80", "chinese"], "gb18030"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji"], "cp932"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987", "ksc5601", "korean"], "cp949"),
    **dict.fromkeys(["big5", "big5-hkscs", "x-x-big5", "cn-big5"], "big5hkscs"),
    **dict.fromkeys(["iso-8859-9", "latin5"], "windows-1254"),
    **dict.fromkeys(["tis-620", "iso-8859-11"], "windows-874"),
    "x-user-defined": "windows-1252",
}
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
ASCII = bytes(range(128))
FEW_ACCENTS = 0.05  # of the bytes: French has 4%, Polish and Turkish 7%, Russian 80%
MOST_CONTROL = 0.002  # a stray one survives an old word processor; a picture has a tenth
MOST_BAD = 0.01  # of the bytes outside ASCII; one bad byte costs one character, more mean another encoding
DETECTED_BYTES = 60_000  # what the detector is shown: its time grows with the text


def decode(page: bytes, charset: str | None = None) -> str:
    """The text of a page, without its byte order mark; one bad byte costs one character.

    Byte order mark, then UTF-8 if it is valid but for single bytes, then what the server (`charset`) or the page
    declares, as browsers read the label, then the detector's guess. Declarations are wrong more often than bytes that
    happen to be valid UTF-8. Raises EmptyPage, TooLarge or BinaryPage.
    """
    if not page.strip():
        raise EmptyPage
    if len(page) > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
    if wide := _marked(page):
        return page[wide[1] :].decode(wide[0], "replace")
    _refuse_binary(page)
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(page, charset)


def unmark(page: bytes) -> bytes:
    """The page in UTF-8 without a mark, where a byte order mark says what it is; else as it is."""
    wide = _marked(page)
    return page[wide[1] :].decode(wide[0], "replace").encode() if wide else page


def _marked(page: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark tells, and its length; UTF-16 without a mark is told by its zero bytes."""
    for mark, encoding in MARKS:
        if page.startswith(mark):
            return encoding, len(mark)
    head = page[:2000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[start::2].count(0)
        if zeros > 0.4 * len(head) / 2 and head[1 - start :: 2].count(0) == 0:
            return encoding, 0
    return None


def _decode_other(page: bytes, charset: str | None) -> str:
    text = page.decode("utf-8", "replace")
    outside = sum(char > "\x7f" for char in text)
    if text.count("\ufffd") <= max(1, MOST_BAD * outside) < outside:
        return text
    declared = DECLARED.search(page[:4000])
    names = [charset, *(name.decode("ascii") for name in (declared.groups() if declared else ()) if name)]
    for name in filter(None, names):
        label = name.strip().lower()
        try:
            text = page.decode(AS_BROWSERS_READ.get(label, label), "replace")
        except LookupError:
            continue
        if label not in {"utf-8", "utf8"}:
            return text
    return _detect(page)


def _detect(page: bytes) -> str:
    """Windows-1252 for a Latin text with few accents, else what charset-normalizer finds most plausible."""
    if len(page.translate(None, ASCII)) < FEW_ACCENTS * len(page):
        return page.decode("windows-1252", "replace")
    best = charset_normalizer.from_bytes(page[:DETECTED_BYTES], preemptive_behaviour=False).best()
    name = best.encoding if best else "windows-1252"
    return page.decode(AS_BROWSERS_READ.get(name.replace("_", "-"), name), "replace")


def _refuse_binary(page: bytes) -> None:
    kept = page.translate(None, CONTROL)
    if b"\0" in page or len(page) - len(kept) > MOST_CONTROL * len(page) + 2:
        raise BinaryPage(next(at for at, byte in enumerate(page) if byte in CONTROL))
