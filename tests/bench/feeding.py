"""What it costs to add a file of articles and to index them, to add it again, and to add one article more.

Usage: python tests/bench/feeding.py SOURCE [DATA]     (DATA: a new folder to keep; a temporary one without it)
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from measuring import process

from corpus.sqlite_store import open_store

ADD = """
import sys
from pathlib import Path
from bot.archive import open_archive
from bot.settings import read_settings
from corpus.readers.sources import read_source
with open_archive(read_settings(data_dir=Path(sys.argv[2]))) as archive:
    archive.add(read_source(sys.argv[1]), lambda news: None)
"""
ONE = """Harbour reopens after a week

The harbour of Port Maren reopened on Tuesday. "Two of the berths are still shut, and {number} boats wait outside,"
harbour master Agnes Pohl told reporters. She said the dredger would stay until the end of the month.
"""


def fed(source: Path, data: Path) -> Iterator[str]:
    """A line for each step."""
    added = process("-c", ADD, str(source), str(data))
    with open_store(data / "corpus.sqlite3") as store:
        size, articles = store.size(), store.article_ids()
    yield f"add: {added}; {size.articles / added.cpu:.1f} articles a CPU-second"
    counts = f"{size.articles} articles, {size.passages} passages, {size.statements} statements"
    yield f"  {counts}, {size.speakers} speakers"
    built = process("-m", "bot", "rebuild", "--data-dir", str(data))
    yield f"rebuild: {built}; {size.passages / built.wall:.0f} passages a second"
    yield f"  {1000 * built.cpu / size.passages:.2f} CPU-seconds per 1,000 passages"
    for name, place in (("store", data / "corpus.sqlite3"), ("index", data / "index")):
        yield f"{name}: {on_disk(place) / size.passages:.0f} bytes a passage"
    again = process("-m", "bot", "add", str(source), "--data-dir", str(data))
    with open_store(data / "corpus.sqlite3") as store:
        # Two texts of one page correct each other again: what is current is the same, and their history longer.
        assert sorted(store.article_ids()) == sorted(articles)
        assert replace(store.size(), older=size.older) == size
    share = again.wall / (added.wall + built.wall)
    yield f"add again: {again}; {share:.3f} of the first time, the same afterwards"
    yield from one_more(data)


def one_more(data: Path) -> Iterator[str]:
    """One article, added and indexed; start-up is what adding it again takes."""
    article = data / "one.txt"
    article.write_text(ONE.format(number=time.time_ns()), encoding="utf8")
    new, known = (process("-m", "bot", "add", str(article), "--data-dir", str(data)) for _ in range(2))
    beyond = f"{new.cpu - known.cpu:.2f} CPU-s, {new.wall - known.wall:.2f} s"
    yield f"one article: {new}; {beyond} beyond start-up"


def on_disk(place: Path) -> int:
    """Bytes of a file, or of all files in a folder, those with two names counted once."""
    files = [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
    return sum({each.stat().st_ino: each.stat().st_size for each in files}.values())


def main(source: Path, data: Path | None) -> None:
    with tempfile.TemporaryDirectory() as place:
        for line in fed(source, data or Path(place)):
            print(line, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
