import json
from pathlib import Path

import pytest

from corpus.readers.json_records import read_json_lines
from corpus.readers.reading import Found, Read, Rejection, Remark
from corpus.readers.sources import read_source

TEXT = "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks."


def read(*records: object) -> list[Read]:
    lines = [record if isinstance(record, bytes) else json.dumps(record).encode() + b"\n" for record in records]
    return list(read_json_lines(lines, "dump.jsonl"))


def found(record: dict[str, object]) -> Found:
    (first,) = (item for item in read(record) if not isinstance(item, Remark))
    assert isinstance(first, Found), first
    return first


def test_a_record_of_this_project_is_read_whole() -> None:
    article = found(
        {
            "text": TEXT,
            "url": "https://lakeside.example/1",
            "headline": "Talks fail",
            "published": "2023-03-14T18:40:00+03:00",
            "outlet": "The Lakeside Post",
            "agency": "KNA",
            "byline": "Amina Juma",
            "place": "Arusha",
            "language": "en",
        }
    ).article
    assert (article.origin, article.url) == ("https://lakeside.example/1",) * 2
    assert (article.headline, article.outlet, article.agency) == ("Talks fail", "The Lakeside Post", "KNA")
    assert (article.byline, article.place, article.language) == ("Amina Juma", "Arusha", "en")
    assert article.published
    assert article.published.moment == "2023-03-14T18:40:00+03:00"


@pytest.mark.parametrize(
    "record",
    [
        {"maintext": TEXT, "title": "Talks fail", "date_publish": "2023-03-14 18:40:00",
         "authors": ["A. Juma", "T. Abel"]},
        {"content": TEXT, "title": "Talks fail", "publishedAt": "2023-03-14T18:40:00", "author": "A. Juma, T. Abel"},
        {"articleBody": TEXT, "headline": "Talks fail", "datePublished": "2023-03-14 18:40:00",
         "author": [{"name": "A. Juma"}, {"name": "T. Abel"}]},
    ],
)  # fmt: skip
def test_the_names_of_common_dumps_are_known(record: dict[str, object]) -> None:
    article = found({**record, "source": {"id": None, "name": "The Lakeside Post"}}).article
    assert (article.headline, article.outlet, article.byline) == ("Talks fail", "The Lakeside Post", "A. Juma, T. Abel")
    assert article.published
    assert article.published.moment == "2023-03-14T18:40:00"


def test_seconds_and_milliseconds_since_1970_are_dates() -> None:
    for stamp in (1678799400, 1678799400000, "1678799400"):
        article = found({"text": TEXT, "timestamp": stamp}).article
        assert article.published
        assert article.published.moment == "2023-03-14T13:10:00+00:00"


def test_html_is_read_as_a_page_and_its_bytes_are_kept() -> None:
    page = f"<html><body><article><h1>Talks fail</h1><p>{TEXT}</p></article></body></html>"
    item = found({"html": page, "url": "https://lakeside.example/1"})
    assert item.page == page.encode()
    assert TEXT in item.article.text


def test_markup_given_as_text_is_read_as_markup() -> None:
    item = found({"content": f"<p>{TEXT}</p><p>“We shall see,” she said.</p>"})
    assert "<p>" not in item.article.text


def test_keys_without_a_meaning_are_named_once_with_how_often_they_stood() -> None:
    items = read({"text": TEXT, "tweet": 1}, {"text": TEXT + " So.", "tweet": 2, "sentiment": 0.5})
    (remark,) = (item for item in items if isinstance(item, Remark))
    assert "tweet (2), sentiment (1)" in remark.text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{oops}\n", "not JSON"),
        (b'{"text": "cut o', "not JSON"),
        (b"[1, 2]\n", "not an object but a list"),
        (b'{"title": "x"}\n', "it has no text"),
        (b'{"text": null}\n', "it has no text"),
        (b'{"text": ["a", 1]}\n', "no article"),
        (b'{"text": "maize"}\n', "no article"),
        (b'{"text": ' + b"[" * 100_000 + b"\n", "not JSON"),
        (b'{"text": "' + b"x" * 20_000_001, "longer than 20 MB"),
    ],
)
def test_a_bad_line_is_rejected_by_its_number_and_the_rest_is_read(line: bytes, reason: str) -> None:
    good, bad, after = read({"text": TEXT}, line, {"text": TEXT + " So."})
    assert isinstance(good, Found)
    assert isinstance(after, Found)
    assert isinstance(bad, Rejection)
    assert bad.origin == "dump.jsonl, line 2"
    assert reason in bad.reason


def test_half_characters_are_replaced_since_no_store_can_keep_them() -> None:
    assert "\ufffd" in found({"text": f"\ud800 {TEXT}"}).article.text


def test_records_without_a_url_are_told_apart_by_id_or_line() -> None:
    by_id, by_line = (item for item in read({"text": TEXT, "id": "n-1"}, {"text": TEXT}) if isinstance(item, Found))
    assert (by_id.article.origin, by_line.article.origin) == (
        "dump.jsonl, id n-1",
        "dump.jsonl, line 2",
    )


def test_official_texts_by_the_thousand_are_read_whole(shared: Path) -> None:
    items = list(read_source(str(shared / "data" / "whitehouse_ukraine.jsonl.gz")))
    assert len(items) > 200
    assert all(isinstance(item, Found) for item in items)
