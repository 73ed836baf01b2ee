"""Each row of docs/bad-input.md: what was tried, and what the user reads."""

import gzip
from pathlib import Path

import pytest

from corpus.readers.reading import Rejection
from corpus.readers.sources import read_source

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "bad-input.md"
TRIED = {
    "an empty file": b"",
    "white space only": b" \n\t\n",
    "a picture": b"\x89PNG\r\n" + bytes(range(256)) * 20,
    "a damaged PDF": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "a document of a word processor": b"{\\rtf1\\ansi Kenya and Tanzania failed to agree on a tariff.}",
    "50 MB of text": b"word " * 10_000_000,
    "a list of words": b"maize\ntariff\ntalks\n" * 50,
    "a table": b"name,price\nmaize,4\nbeans,7\n" * 50,
    "a program": b"import os\n\n\ndef hello(name):\n    return name\n" * 9,
    "adverts and notices only": b"Advertisement\nSign up for our newsletter, free of charge.\nAll rights reserved.\n",
    "a line that is no JSON": b'{"text": "cut o',
    "a record without a text": b'{"title": "Talks fail"}\n',
    "a page that scripts fill": b"<html><head><script src=a.js></script></head><body><div id=app></div></body></html>",
    "a page behind a paywall": b'<html><head><script type="application/ld+json">{"@type": "NewsArticle", '
    b'"isAccessibleForFree": false}</script></head><body><p>Subscribe to read on.</p></body></html>',
    "a feed with teasers only": b"<rss><channel><item><title>Talks fail</title><link>https://lakeside.example/1</link>"
    b"</item></channel></rss>",
    "a feed without entries": b"<rss><channel><title>Lakeside</title></channel></rss>",
    "a packed file that is cut off": gzip.compress(b"Kenya and Tanzania failed to agree on a tariff. " * 900)[:-30],
    "an archive that is cut off": b"WARC/1.0\r\nWARC-Type: response\r\n",
}


def reasons() -> dict[str, str]:
    rows = (line.strip("| ").split(" | ") for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if "|" in line)
    return {row[0]: row[1] for row in rows if len(row) == 2}


@pytest.mark.parametrize("tried", TRIED)
def test_a_user_reads_what_the_table_of_bad_input_says(tried: str, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(TRIED[tried])
    (only,) = read_source(str(tmp_path / "input"))
    assert isinstance(only, Rejection)
    assert only.reason == reasons()[tried]


def test_the_table_has_no_row_that_is_not_tried() -> None:
    assert set(reasons()) - {"what was tried", "---"} == set(TRIED)
