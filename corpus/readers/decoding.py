"""From bytes to text: unpacking within bounds, then the encoding that a mark, the bytes or a declaration tell."""

import codecs
import re
import zlib

from corpus.readers.reading import BadPacking, BinaryPage, EmptyPage, NotUtf8, OtherFormat, TooLarge

GZIP, DEFLATE, RAW = 31, 15, -15  # window bits, as zlib counts them
CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The bytes behind a Content-Encoding of gzip or deflate; raises BadPacking or TooLarge."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return body
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise BadPacking(f"it is packed as {name!r}, and gzip and deflate are known")
    if name == "deflate":
        return _inflate(body, DEFLATE if body[:1] == b"\x78" else RAW, limit)
    return _inflate(body, GZIP, limit)


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


def _inflate(body: bytes, bits: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(bits)
    try:
        found = inflater.decompress(body, limit + 1)
    except zlib.error as error:
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
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w:-]{3,40})""", re.IGNORECASE)
OTHER_FORMATS = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or an Office document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document"),
    (re.compile(rb"bplist00"), "a Safari web archive"),
    (
        re.compile(rb"(?:From|Subject|Date|MIME-Version|Content-Type): (?s:.{0,2000})multipart/related"),
        "an MHTML archive",
    ),
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
MOST_CONTROL = 0.002  # a stray one survives an old word processor; a picture has a tenth


def decode(page: bytes) -> str:
    """The text of a page, without its byte order mark.

    Raises EmptyPage, TooLarge, OtherFormat, BinaryPage or NotUtf8.
    """
    if not page.strip():
        raise EmptyPage
    if len(page) > MOST_BYTES:
        raise TooLarge(MOST_BYTES)
    for first_bytes, kind in OTHER_FORMATS:
        if first_bytes.match(page):
            raise OtherFormat(kind)
    for mark, encoding in MARKS:
        if page.startswith(mark):
            return _decoded(page[len(mark) :], encoding)
    _refuse_binary(page)
    return _decoded(page, "utf-8")


def _refuse_binary(page: bytes) -> None:
    kept = page.translate(None, CONTROL)
    if b"\0" in page or len(page) - len(kept) > MOST_CONTROL * len(page) + 2:
        raise BinaryPage(next(at for at, byte in enumerate(page) if byte in CONTROL))


def _decoded(page: bytes, encoding: str) -> str:
    try:
        return page.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotUtf8(error.start, page[error.start]) from None


def decode_html(page: bytes, charset: str | None) -> str:
    """The markup of a web page; raises EmptyPage, TooLarge or BinaryPage.

    Byte order mark, then UTF-8 if it is valid, then what server and page declare, then Windows-1252: declarations
    are wrong more often than bytes that happen to be valid UTF-8.
    """
    try:
        return decode(page)
    except NotUtf8:
        pass
    declared = DECLARED.search(page[:4000])
    for name in (charset, declared[1].decode("ascii") if declared else None, "windows-1252"):
        try:
            return page.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return page.decode("windows-1252", "replace")
