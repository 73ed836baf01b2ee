"""Unpacking what servers pack, never beyond a bound: a page of a few kilobytes can unpack to gigabytes."""

import re
import zlib

from corpus.readers.errors import BadPacking, TooLarge

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
