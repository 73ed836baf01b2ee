"""Each format of docs/formats.md: the same story comes out of all of them, and nothing but the story."""

from pathlib import Path

import pytest
from format_samples import FORMATS, HEADLINE, LINES

from corpus.article import BlockKind
from corpus.readers.reading import Found, Rejection, Remark
from corpus.readers.sources import read_source

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "formats.md"
FIGURES = str.maketrans("“”", '""')
MARKS = (
    "<p>",
    "</",
    "**",
    "&#",
    "&quot;",
    "=E2",
    "boundary",
    "_source",
    "Content-Type",
    "http://",
    "https://",
    "#carrow",
)


def read(content: bytes, folder: Path) -> list[Found]:
    (folder / "input").write_bytes(content)
    items = [item for item in read_source(str(folder / "input")) if not isinstance(item, Remark)]
    assert not [item for item in items if isinstance(item, Rejection)]
    return [item for item in items if isinstance(item, Found)]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_whole_story_and_no_markup(name: str, tmp_path: Path) -> None:
    (found,) = read(FORMATS[name], tmp_path)
    text = " ".join(found.article.text.translate(FIGURES).split())
    for line in LINES:
        assert line.translate(FIGURES) in text
    assert not [mark for mark in MARKS if mark in text]
    assert found.article.language == "en"
    bodies = [span.of(found.article.text) for span in found.article.spans(BlockKind.BODY)]
    assert any("twice a year" in body for body in bodies)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"PDF"}))
def test_every_format_gives_the_headline(name: str, tmp_path: Path) -> None:
    (found,) = read(FORMATS[name], tmp_path)
    assert found.article.headline == HEADLINE


UNDATED = {"plain text", "UTF-16", "Windows-1252", "PDF", "Word", "OpenDocument"}


@pytest.mark.parametrize("name", sorted(set(FORMATS) - UNDATED))
def test_every_format_that_says_it_gives_the_day(name: str, tmp_path: Path) -> None:
    (found,) = read(FORMATS[name], tmp_path)
    assert found.article.published
    assert found.article.published.moment.startswith("2024-03-06")
