import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from invented_news import article

from corpus import sqlite_store
from corpus.adding import Acknowledged, add_articles, reread
from corpus.article import BlockKind, Span
from corpus.errors import StoreUnavailable
from corpus.readers.html import read_html
from corpus.readers.json_records import read_json_lines
from corpus.readers.page import read_page
from corpus.readers.reading import Found, Rejection, Remark
from corpus.records import export_lines
from corpus.sqlite_store import SqliteStore
from corpus.store import AddOutcome, Entry
from corpus.tagging.tags import Tags

STORY = "The north quay stays shut, harbour master Ada Quill said on day {0}, since crane {0} fell into dock {0}."


class FakeTagger:
    """Finds nothing, counts the texts it is given, and fails on those that say so."""

    def __init__(self) -> None:
        self.read = 0

    def tag(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Tags]:
        self.read += len(texts)
        if any("unlucky" in text for text, _ in texts):
            raise ZeroDivisionError("division by zero")
        return [Tags((), ()) for _ in texts]


class FullDisk:
    """A store whose disk is full after a number of commits."""

    def __init__(self, store: SqliteStore, commits: int) -> None:
        self.store, self.commits = store, commits

    def foresee(self, story):
        return self.store.foresee(story)

    def add_all(self, entries: Sequence[Entry]) -> list[AddOutcome]:
        if not self.commits:
            raise StoreUnavailable("corpus.sqlite3", "the disk is full", "free some space")
        self.commits -= 1
        return self.store.add_all(entries)


def found(number: int, text: str = STORY) -> Found:
    return Found(article(text.format(number), f"https://n.example/{number}"), None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with sqlite_store.open_store(tmp_path / "corpus.sqlite3") as opened:
        yield opened


@pytest.fixture
def tagger() -> FakeTagger:
    return FakeTagger()


def test_the_summary_counts_what_became_of_each(store, tagger):
    corrected = found(1, STORY + " It was mended later.")
    reads = [found(1), found(2), corrected, found(2), Rejection("a.bin", "it is empty"), Remark("b", "2 keys")]
    summary = add_articles(reads, store, tagger, lambda news: None)
    assert (summary.added, summary.corrected, summary.duplicate) == (2, 1, 1)
    assert [rejection.origin for rejection in summary.rejections] == ["a.bin"]
    assert [remark.text for remark in summary.remarks] == ["2 keys"]


def test_what_is_stored_already_is_not_read_for_statements_again(store, tagger):
    for _ in range(2):
        add_articles(map(found, range(40)), store, tagger, lambda news: None)
    assert tagger.read == 40


def test_of_two_texts_of_a_page_the_later_one_stays_however_often_they_are_added(store, tagger):
    early, late = found(1), found(1, STORY + " It was mended later.")
    for _ in range(3):
        add_articles([early, found(2), late], store, tagger, lambda news: None)
        assert late.article.id in store.article_ids()
        assert early.article.id not in store.article_ids()


def test_an_article_is_acknowledged_only_when_it_is_safe(store, tagger, tmp_path):
    def check(news):
        with sqlite_store.open_store(tmp_path / "corpus.sqlite3") as other:
            assert other.article(news.article_id)

    add_articles(map(found, range(40)), store, tagger, check)


def test_one_article_that_breaks_the_tagger_is_rejected_and_the_rest_is_added(store, tagger):
    summary = add_articles([found(1), found(2, "unlucky " + STORY), found(3)], store, tagger, lambda news: None)
    assert summary.added == 2
    assert "ZeroDivisionError: division by zero" in summary.rejections[0].reason


def test_one_article_that_breaks_the_store_is_rejected_and_the_rest_of_its_batch_is_added(store, tagger):
    broken = found(2)
    broken = Found(replace(broken.article, headline=b"bytes"), None)
    summary = add_articles([found(1), broken, found(3)], store, tagger, lambda news: None)
    assert (summary.added, [rejection.origin for rejection in summary.rejections]) == (2, ["https://n.example/2"])


def test_a_full_disk_ends_adding_and_keeps_what_was_acknowledged(store, tagger):
    told: list[Acknowledged] = []
    with pytest.raises(StoreUnavailable, match="free some space"):
        add_articles(map(found, range(40)), FullDisk(store, 1), tagger, told.append)
    assert [news.article_id for news in told] == store.article_ids()
    assert told


def test_an_export_is_added_again_as_the_same_corpus(store, tagger, tmp_path):
    reads = [found(1), found(1, "Corrected. " + STORY), Found(found(2, "cut \ud83d " + STORY).article, b"\xff\x00page")]
    add_articles(reads, store, tagger, lambda news: None)
    lines = [line.encode("ascii") for line in export_lines(store)]
    with sqlite_store.open_store(tmp_path / "copy.sqlite3") as copy:
        add_articles(read_json_lines(lines, "export.jsonl"), copy, tagger, lambda news: None)
        assert [*copy.everything()] == [*store.everything()]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ontherecord": 9}, "format 9"),
        ({"blocks": [["body", 0, 10**6]]}, "does not fit"),
        ({"blocks": [["body", 5, 2]]}, "damaged"),
        ({"blocks": [["poem", 0, 2]]}, "damaged"),
        ({"blocks": []}, "no body"),
        ({"page": "%%%"}, "damaged"),
        ({"origin": None}, "damaged"),
    ],
)
def test_a_damaged_export_is_rejected_by_line(store, tagger, change, reason):
    add_articles([found(1)], store, tagger, lambda news: None)
    (line,) = export_lines(store)
    damaged = json.dumps({**json.loads(line), **change}).encode()
    (rejection,) = read_json_lines([damaged], "export.jsonl")
    assert rejection.origin == "export.jsonl, line 1"
    assert reason in rejection.reason


PAGE = (
    "<html><head><title>Quay shut</title></head><body><article><h1>Quay shut</h1>"
    + "".join(f"<p>{STORY.format(number)} The board meets again, and boats wait outside.</p>" for number in range(8))
    + "</article></body></html>"
).encode()


def plain() -> Found:
    """A page of plain text as its reader reads it today."""
    text = "\n".join(f"{STORY.format(number)} The board meets again, and boats wait." for number in range(20, 28))
    return Found(read_page(text, "https://n.example/plain"), None)


def test_reading_again_mends_an_article_that_was_read_badly(store, tagger):
    right = read_html(PAGE, "https://n.example/quay")
    wrong = replace(right, blocks=tuple(replace(block, kind=BlockKind.BODY) for block in right.blocks), headline=None)
    add_articles([Found(wrong, PAGE), plain()], store, tagger, lambda news: None)
    result = reread(store, tagger, lambda done, total: None)
    assert (result.changed, result.rejections) == (1, [])
    assert store.article(right.id) == right


def test_reading_again_changes_nothing_where_nothing_improved(store, tagger):
    add_articles([Found(read_html(PAGE, "https://n.example/quay"), PAGE), plain()], store, tagger, lambda news: None)
    before, told = store.revision(), []
    result = reread(store, tagger, lambda done, total: told.append((done, total)))
    assert (result.changed, result.unchanged, store.revision()) == (0, 2, before)
    assert told == [(1, 2), (2, 2)]


def test_a_page_that_can_not_be_read_again_stays_as_it_was(store, tagger):
    story = found(1).article
    add_articles([Found(story, b"<html></html>"), plain()], store, tagger, lambda news: None)
    result = reread(store, tagger, lambda done, total: None)
    assert (len(result.rejections), result.unchanged) == (1, 1)
    assert store.article(story.id) == story
