import gzip
from io import BytesIO

import pytest

from corpus.readers.archives import read_warc
from corpus.readers.reading import Found, Read, Rejection

LINES = [
    f"<p>Kenya and Tanzania failed to agree on a common tariff for maize on day {day} of the talks.</p>"
    for day in range(9)
]
PAGE = f"<html><body><article><h1>Talks fail</h1>{''.join(LINES)}</article></body></html>".encode()


def record(
    url: str, body: bytes, *fields: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields, "", ""]
    http = "\r\n".join(head).encode() + body
    warc = ["WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {url}", "WARC-Date: 2023-03-14T15:40:00Z",
            "WARC-Record-ID: <urn:uuid:0>", "Content-Type: application/http; msgtype=response",
            f"Content-Length: {len(http)}", "", ""]  # fmt: skip
    return "\r\n".join(warc).encode() + http + b"\r\n\r\n"


RECORDS = [record(f"https://lakeside.example/{name}", PAGE) for name in "abc"]
WHOLE = b"".join(RECORDS)
PACKED = b"".join(map(gzip.compress, RECORDS))


def read(archive: bytes) -> list[Read]:
    return list(read_warc(BytesIO(archive), "news.warc"))


def unpack(archive: bytes) -> list[Read]:
    with gzip.open(BytesIO(archive)) as stream:
        return list(read_warc(stream, "news.warc.gz"))


def test_each_page_is_an_article_at_its_address() -> None:
    for items in (read(WHOLE), unpack(PACKED)):
        urls = [item.article.url for item in items if isinstance(item, Found)]
        assert urls == [f"https://lakeside.example/{name}" for name in "abc"]


def test_packed_and_chunked_pages_are_unpacked() -> None:
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    archive = record("https://lakeside.example/a", gzip.compress(PAGE), "Content-Encoding: gzip")
    archive += record("https://lakeside.example/b", chunked, "Transfer-Encoding: chunked")
    assert [item.page for item in read(archive) if isinstance(item, Found)] == [PAGE, PAGE]


def test_pictures_redirections_and_errors_are_passed_over() -> None:
    archive = record("https://lakeside.example/a.png", b"\x89PNG", kind="image/png")
    archive += record("https://lakeside.example/b", b"gone", status="404 Not Found")
    assert read(archive + RECORDS[0])[0] == read(RECORDS[0])[0]


def test_a_page_without_an_article_is_rejected_and_the_rest_is_read() -> None:
    bad, good = read(record("https://lakeside.example/x", b"<html><body></body></html>") + RECORDS[0])
    assert isinstance(bad, Rejection)
    assert bad.origin == "https://lakeside.example/x"
    assert isinstance(good, Found)


ENDS = {
    "in a page": WHOLE[: -len(PAGE) // 2],
    "in a head": WHOLE[: len(RECORDS[0]) + len(RECORDS[1]) + 40],
    "before the last line end": WHOLE[:-2],
}


@pytest.mark.parametrize("end", ENDS)
def test_an_archive_that_ends_in_the_middle_is_never_taken_for_a_whole_one(end: str) -> None:
    *whole, last = read(ENDS[end])
    assert len(whole) >= 2
    assert isinstance(last, Rejection)
    assert "damaged or cut off after" in last.reason


@pytest.mark.parametrize("lost", [1, 8, 60, len(gzip.compress(RECORDS[2])) - 5, len(gzip.compress(RECORDS[2])) + 4])
def test_a_packed_archive_that_ends_in_the_middle_is_never_taken_for_a_whole_one(lost: int) -> None:
    last = unpack(PACKED[:-lost])[-1]
    assert isinstance(last, Rejection)
    assert "damaged or cut off" in last.reason


def test_damage_is_reported_with_how_much_was_read_before_it() -> None:
    damaged = bytearray(PACKED)
    start = len(gzip.compress(RECORDS[0])) + 40
    damaged[start : start + 20] = bytes(20)
    good, bad = unpack(bytes(damaged))
    assert isinstance(good, Found)
    assert isinstance(bad, Rejection)
    assert "after 1 records" in bad.reason


@pytest.mark.parametrize("archive", [b"", b"hello\n" * 100, b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_rejected(archive: bytes) -> None:
    (only,) = read(archive)
    assert isinstance(only, Rejection)


def test_a_page_that_unpacks_to_gigabytes_is_rejected() -> None:
    bomb = gzip.compress(bytes(30_000_000))
    (only,) = read(record("https://lakeside.example/bomb", bomb, "Content-Encoding: gzip"))
    assert isinstance(only, Rejection)
    assert "20 MB" in only.reason
