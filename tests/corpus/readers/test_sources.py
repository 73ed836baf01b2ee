import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.readers.reading import Found, Read, Rejection
from corpus.readers.sources import read_source
from corpus.web.connecting import FetchFailed
from corpus.web.fetching import UNSEEN, Fetched, Fetcher, Seen

STORY = "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks.\n"
HTML = f"<!doctype html><html><body><article><h1>Talks fail</h1><p>{STORY}</p></article></body></html>"
RECORD = json.dumps({"text": STORY, "url": "https://lakeside.example/1"})


class Web(Fetcher):
    """Pages by their address, without a network."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"https://lakeside.example/{name}": page for name, page in pages.items()}

    def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
        if url not in self.pages:
            raise FetchFailed(url, "no such host")
        kind = "text/plain" if url.endswith("plain") else "text/html"
        return Fetched(url, self.pages[url].encode(), kind, "utf-8", seen, is_new=True)


def texts(items: Iterator[Read]) -> list[str]:
    return [item.article.text if isinstance(item, Found) else str(item) for item in items]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.txt", STORY.encode()),
        ("page", b"\xef\xbb\xbf" + STORY.encode()),
        ("page.html", HTML.encode()),
        ("no-name-of-html", b"  \n" + HTML.encode()),
        ("dump.jsonl", RECORD.encode()),
        ("dump.txt", b" " + RECORD.encode() + b"\n"),
        ("dump.json", f"[{RECORD}]".encode()),
        ("page.txt.gz", gzip.compress(STORY.encode(), mtime=0)),
        ("dump.jsonl.gz", gzip.compress(RECORD.encode(), mtime=0)),
        ("windows.txt", STORY.encode("utf-16")),
    ],
)
def test_a_file_is_what_its_first_bytes_say(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (text,) = texts(read_source(str(tmp_path / name)))
    assert STORY.strip() in text


def test_a_folder_is_read_whole_in_the_order_of_names_and_one_bad_page_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, content in {"a.txt": STORY, "b.txt": "", "sub/c.txt": STORY, ".hidden": STORY, "z.txt": "words"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    items = list(read_source(str(tmp_path)))
    assert [type(item) for item in items] == [Found, Rejection, Rejection, Found]
    assert [Path(item.origin).name for item in items if isinstance(item, Rejection)] == ["b.txt", "z.txt"]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert list(read_source(str(tmp_path))) == []


def test_a_file_that_is_not_there_is_rejected_by_name(tmp_path: Path) -> None:
    (only,) = read_source(str(tmp_path / "none.txt"))
    assert isinstance(only, Rejection)
    assert "No such file" in only.reason


@pytest.mark.parametrize("content", [STORY, HTML, RECORD])
def test_a_dash_is_standard_input_of_any_kind(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    (text,) = texts(read_source("-"))
    assert STORY.strip() in text
    assert not stdin.closed


def test_a_page_at_an_address_is_kept_with_its_bytes() -> None:
    (item,) = read_source("https://lakeside.example/page", Web(page=HTML))
    assert isinstance(item, Found)
    assert item.page == HTML.encode()
    assert item.article.url == "https://lakeside.example/page"


def test_plain_text_at_an_address_is_read_as_text() -> None:
    (item,) = read_source("https://lakeside.example/plain", Web(plain=STORY))
    assert isinstance(item, Found)
    assert item.article.text == STORY


def test_a_feed_at_an_address_brings_its_pages_and_what_it_says_of_them() -> None:
    feed = (
        "<rss><channel><title>Lakeside</title>"
        "<item><link>https://lakeside.example/page</link><pubDate>Tue, 14 Mar 2023 15:40:00 GMT</pubDate></item>"
        "<item><link>https://lakeside.example/gone</link></item></channel></rss>"
    )
    page, gone = read_source("https://lakeside.example/feed", Web(feed=feed, page=HTML))
    assert isinstance(page, Found)
    assert page.article.published
    assert page.article.published.moment == "2023-03-14T15:40:00+00:00"
    assert isinstance(gone, Rejection)
    assert "no such host" in gone.reason


def test_what_was_read_before_a_packed_file_breaks_is_kept(tmp_path: Path) -> None:
    records = "".join(json.dumps({"text": f"{STORY} Part {part}.", "id": str(part)}) + "\n" for part in range(3000))
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(records.encode())[:-1000])
    *read, last = read_source(str(tmp_path / "dump.jsonl.gz"))
    assert len(read) > 1000
    assert isinstance(last, Rejection)
    assert f"cut off after {len(read)} records" in last.reason
