"""A seeded life of an archive under faults: python tests/simulation.py FIRST LAST [--plant NAME]

One seed replays one run: articles are added, corrected, removed and read from damaged feeds, the index is rebuilt, the
bot's state is written, and at any file operation the disk is full, a sync fails or the process is killed; writes stop
half-way, within SQLite, FAISS and tantivy too; power goes, and with it whatever was not synced, while clocks jump.
After each step the promises are checked: what was acknowledged is there, nothing else is, no damage is found, an index
answers with slices of current articles only, and a rebuild without faults mends the rest.
"""

import argparse
import errno
import json
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "corpus"), str(Path(__file__).parents[1])]

from invented_news import report  # noqa: E402
from restless_process import OneForm  # noqa: E402
from shelf_store import HashEmbedder  # noqa: E402

from bot.state.inbox import Inbox  # noqa: E402
from bot.state.state import FILE_NAME, StateFile, open_state  # noqa: E402
from corpus.adding import Acknowledged, News, add_articles  # noqa: E402
from corpus.errors import CorpusError, UnknownArticle  # noqa: E402
from corpus.readers.json_records import read_json_lines  # noqa: E402
from corpus.sqlite_store import SqliteConnections, SqliteStore, open_store  # noqa: E402
from corpus.store import AddOutcome  # noqa: E402
from retrieval.errors import RetrievalError  # noqa: E402
from retrieval.index import doctor, faiss_index, generation, open_index, rebuild  # noqa: E402
from retrieval.index.engine import Checkup, Remedy, Scope  # noqa: E402

STEPS = 12
WATCHED = ("open", "os.", "shutil.")
SHORT = (3, 18)  # powers of two: bytes of a file before its writes stop half-way
CODED = 24  # passages from which a segment has codes, so that those are written here too
NAMES = ("Ada Quill", "Tom Reed", "Nils Holt", "A. Quill", "Ada Quill Marsh")


class Killed(BaseException):
    """The process is gone: nothing that would tidy up is done."""


class Broken(Exception):
    """A promise was not kept."""


class Faults:
    """What goes wrong at the next file operations: the one counted down to, and while killed all that follow."""

    def __init__(self) -> None:
        self.left, self.kind, self.folder = 0, "", ""
        sys.addaudithook(self._at)

    @contextmanager
    def after(self, operations: int, kind: str, folder: Path) -> Iterator[None]:
        """Let so many operations on the folder pass, and fail."""
        self.left, self.kind, self.folder = operations, kind, str(folder)
        try:
            yield
        finally:
            self.left, self.kind = 0, ""

    def _at(self, event: str, given: tuple[object, ...]) -> None:
        if self.kind and event.startswith(WATCHED) and any(self.folder in str(each) for each in given):
            self.fail()

    def fail(self) -> None:
        """Count one operation."""
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.kind == "killed"):
            if self.kind == "killed":
                raise Killed
            raise OSError(errno.ENOSPC if self.kind == "full" else errno.EIO, "a planned fault")


FAULTS = Faults()


@contextmanager
def short_files(most: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes: whoever writes on, in whatever language, stops in the middle."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Synced:
    """Which files were synced as they are now."""

    def __init__(self) -> None:
        self._known: set[tuple[int, int, int]] = set()

    def note(self, status: os.stat_result) -> None:
        self._known.add(self._key(status))

    def __contains__(self, file: Path) -> bool:
        return self._key(file.stat()) in self._known

    @staticmethod
    def _key(status: os.stat_result) -> tuple[int, int, int]:
        return status.st_ino, status.st_size, status.st_mtime_ns


class Life:
    """One archive and what is known of it: the articles that were acknowledged, by what they say."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.rng, self.data, self.number = random.Random(seed), folder, seed * 1000
        self.safe: set[str] = set()
        self.history: list[set[str]] = [set()]
        self.updates: set[int] = set()
        self.in_doubt: set[int] = set()
        self.synced = Synced()
        self.embedder = HashEmbedder()
        self.store = open_store(folder / "corpus.sqlite3")

    def run(self) -> None:
        """All steps, each with its faults and the promises after it."""
        steps = (
            self.add,
            self.add,
            self.correct,
            self.remove,
            self.feed,
            self.index,
            self.index,
            self.crash,
            self.state,
            self.state,
        )
        for _ in range(STEPS):
            step = self.rng.choice(steps)
            kind = "" if step == self.crash else self.rng.choice(("", "full", "lost", "killed", "short"))
            try:
                self._under(kind, step)
            except (CorpusError, RetrievalError, OSError, sqlite3.Error):
                self._refuse_silence(kind)
                self._take_what_came(step == self.feed)
            except Killed:
                self._open_again()
                self._take_what_came(step == self.feed)
            self.check()
        self._index_whole()
        self.store.close()

    def _under(self, kind: str, step: Callable[[], None]) -> None:
        jump = self.rng.choice((0.0, 0.0, 1e6, -1e6))
        with mock.patch("time.monotonic", lambda: time.perf_counter() + jump), self._sqlite_faults(kind):
            if not kind:
                step()
                return
            if kind == "short":
                with self._short_writes():
                    step()
                return
            with FAULTS.after(self.rng.randint(1, 60), kind, self.data):
                step()

    @contextmanager
    def _short_writes(self) -> Iterator[None]:
        """Of all files, or only of those that FAISS writes, which come after larger ones of tantivy."""
        most, write = int(2 ** self.rng.uniform(*SHORT)), faiss_index.write_vectors

        def write_short(*given: object, **more: object) -> None:
            with short_files(most):
                write(*given, **more)  # type: ignore[arg-type]

        if self.rng.random() < 0.5:
            with short_files(most):
                yield
        else:
            with mock.patch.object(rebuild, "write_vectors", write_short):
                yield

    @contextmanager
    def _sqlite_faults(self, kind: str) -> Iterator[None]:
        """The engine stops in the middle of a statement, as a failed write stops it."""
        connection = self.store._file._connection()
        left = iter(range(self.rng.randint(1, 400)))
        if kind in ("full", "lost"):
            connection.set_progress_handler(lambda: next(left, None) is None, 50)
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)

    def _refuse_silence(self, kind: str) -> None:
        if not kind:
            raise Broken("a step failed though nothing was wrong")

    def _take_what_came(self, from_feed: bool) -> None:
        """Of a feed that was cut short, an article may be stored that nobody was told of."""
        current = set(self.store.article_ids())
        if from_feed and self.safe < current and len(current - self.safe) == 1:
            self._note(current)

    def _open_again(self) -> None:
        self.store.close()
        self.store = open_store(self.data / "corpus.sqlite3")

    def _note(self, changed: set[str]) -> None:
        self.safe = changed
        self.history.append(set(changed))

    def add(self) -> None:
        """A batch, stored whole or not at all."""
        entries = []
        for _ in range(self.rng.randint(1, 4)):
            self.number += 1
            entries.append(report(self.rng.choice(NAMES), "pilot", self.number))
        outcomes = self.store.add_all(entries)
        if outcomes != [AddOutcome.ADDED] * len(entries):
            raise Broken(f"new articles were {outcomes}")
        self._note(self.safe | {each.article.id for each in entries})

    def correct(self) -> None:
        """A later text of an article with a URL."""
        for name in self.rng.sample(sorted(self.safe), min(1, len(self.safe))):
            old = self.store.article(name)
            if old.url is None:
                continue
            self.number += 1
            entry = report("Nils Holt", "", self.number)
            new = entry.article
            changed = type(new)(new.id, new.origin, new.text, new.blocks, url=old.url)
            self.store.add(changed, entry.passages, entry.statements, None)
            self._note(self.safe - {name} | {changed.id})

    def remove(self) -> None:
        """One article is taken down."""
        for name in self.rng.sample(sorted(self.safe), min(1, len(self.safe))):
            self.store.remove(name)
            self._note(self.safe - {name})

    def feed(self) -> None:
        """Lines of which some are damaged: the others are stored."""
        self.number += 1
        told = (
            f'"Pier {self.number} is shut," said Ada Quill Reed on Monday. Boats wait, and nobody knows for how long.\n'
        )
        good = json.dumps({"id": "1", "text": told * 5, "outlet": f"Oar {self.number}"}).encode()
        bad = [b"{", b"\xff\xfe", b"null", b'{"text": "&#0;"}', b"[" * 5000, good[: self.rng.randrange(len(good))]]
        lines = [*self.rng.sample(bad, 3), good, *self.rng.sample(bad, 2)]
        told_of: list[str] = []

        def note(news: News) -> None:
            if isinstance(news, Acknowledged):
                told_of.append(news.article_id)

        add_articles(read_json_lines(lines, "feed.jsonl"), self.store, OneForm(), note)  # type: ignore[arg-type]
        if len(told_of) != 1:
            raise Broken(f"of a feed with one good line {len(told_of)} were stored")
        self._note(set(self.store.article_ids()))

    def index(self) -> None:
        """A rebuild, which may be stopped anywhere."""
        scope = self.rng.choice((Scope.MISSING, Scope.EVERYTHING))
        with mock.patch("os.fsync", _counted(os.fsync, self.synced)):
            rebuild.rebuild(self.store, self.data, self.embedder, scope, lambda _: None, cancelled=lambda: False)

    def state(self) -> None:
        """The bot's state is opened, and updates are accepted and done with."""
        state = open_state(self.data)
        try:
            if FAULTS.kind in ("full", "lost"):
                left = iter(range(self.rng.randint(1, 60)))
                state.set_progress_handler(lambda: next(left, None) is None, 10)
            inbox = Inbox(state)
            inbox.take_over()
            for _ in range(self.rng.randint(1, 4)):
                self.number += 1
                self.in_doubt.add(self.number)
                if inbox.accept(self.number, 1, "?"):
                    self.in_doubt.discard(self.number)
                    self.updates.add(self.number)
        finally:
            state.close()

    def _read_state(self, folder: Path) -> set[int]:
        state = StateFile(folder / FILE_NAME) if (folder / FILE_NAME).exists() else open_state(folder)
        try:
            if state.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Broken("the state is damaged")
            if state.execute("PRAGMA user_version").fetchone() == (0,):
                return set()
            return {number for (number,) in state.execute("SELECT update_id FROM inbox")}
        finally:
            state.close()

    def crash(self) -> None:
        """Power goes: journals end anywhere, what was not synced is anything. What is left is whole, and was once."""
        image = self.data / "image"
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        try:
            for file in self.data.glob("*.sqlite3*"):
                if not file.name.endswith("-shm"):
                    shutil.copyfile(file, image / file.name)
            for journal in image.glob("*-wal"):
                self._tear(journal)
            self._read_state(image)
            self._lose_what_was_not_synced(image / generation.INDEXES)
            self._examine(image)
            with open_store(image / "corpus.sqlite3") as store:
                if (found := set(store.article_ids())) not in self.history:
                    raise Broken(f"after a crash there are {len(found)} articles, as there never were")
                _no_damage(store)
        finally:
            shutil.rmtree(image, ignore_errors=True)

    def _tear(self, file: Path) -> None:
        """Cut the end off a file, or leave something else in its place."""
        raw = file.read_bytes()
        end = self.rng.randint(0, len(raw))
        rest = self.rng.choice((0, 0, min(len(raw) - end, 5000)))
        file.write_bytes(raw[:end] + self.rng.randbytes(rest))

    def _lose_what_was_not_synced(self, image: Path) -> None:
        if not (self.data / generation.INDEXES).exists():
            return
        shutil.copytree(self.data / generation.INDEXES, image)
        for file in (self.data / generation.INDEXES).rglob("*"):
            if file.is_file() and file not in self.synced and self.rng.random() < 0.7:
                self._tear(image / file.relative_to(self.data / generation.INDEXES))

    def check(self) -> None:
        """The promises that hold at any moment."""
        current = set(self.store.article_ids())
        if current != self.safe:
            raise Broken(f"{len(self.safe - current)} acknowledged articles are gone, {len(current - self.safe)} came")
        accepted = self._read_state(self.data)
        if not self.updates <= accepted <= self.updates | self.in_doubt:
            raise Broken(f"of {len(self.updates)} accepted updates {len(self.updates - accepted)} are gone")
        _no_damage(self.store)
        if self._examine(self.data).generation:
            self._ask()

    def _examine(self, data: Path) -> Checkup:
        with mock.patch.object(doctor, "load_embedder", lambda model, data: self.embedder):
            checkup = doctor.examine(self.store, data, "hash")
        if wrong := [fault for fault in checkup.faults if fault.remedy is not Remedy.REBUILD]:
            raise Broken(str(wrong))
        return checkup

    def _ask(self) -> None:
        index = open_index.open_index(self.data, self.store, "hash")
        query = np.ones(self.embedder.dimension, np.float32) / self.embedder.dimension**0.5
        hits = [*index.vectors.search(query, 5, None), *index.words.search("bridge spring", 5, None)]
        for passage in self.store.passages([number for number, _ in hits]):
            try:
                article = self.store.article(passage.article_id)
            except UnknownArticle as error:
                raise Broken("a passage of no current article is found") from error
            if len(passage.span.of(article.text)) != passage.span.end - passage.span.start:
                raise Broken("a passage is no slice of its article")

    def _index_whole(self) -> None:
        rebuild.rebuild(self.store, self.data, self.embedder, Scope.MISSING, lambda _: None, cancelled=lambda: False)
        with mock.patch.object(doctor, "load_embedder", lambda model, data: self.embedder):
            if faults := doctor.examine(self.store, self.data, "hash").faults:
                raise Broken(f"after a rebuild without faults: {faults}")


def _counted(sync: Callable[[int], None], synced: Synced) -> Callable[[int], None]:
    def counted(handle: int) -> None:
        if FAULTS.kind:
            FAULTS.fail()
        sync(handle)
        synced.note(os.fstat(handle))

    return counted


def _no_damage(store: SqliteStore) -> None:
    if damage := store.examine():
        raise Broken(f"damage: {[each.what for each in damage]}")


def _early_pointer(building: Path, manifest: generation.Manifest) -> generation.Generation:
    """Planted: the pointer is moved before what it names is there."""
    (building.parent / generation.POINTER).write_text("99999999")
    return PUBLISH(building, manifest)


def _early_commit(self: SqliteConnections) -> object:
    """Planted: what is written is committed though its transaction fails."""

    @contextmanager
    def writing() -> Iterator[object]:
        with self.reading():
            pass
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            with self._explained():
                from corpus.sqlite_store import SqliteDatabase

                yield SqliteDatabase(connection)
        finally:
            connection.execute("COMMIT")

    return writing()


def _no_seal(*_: object) -> None:
    """Planted: a correction leaves the seal of what it corrected."""


def _no_sync(_: Path) -> None:
    """Planted: a generation is published without a sync."""


@contextmanager
def _deaf(state: StateFile) -> Iterator[None]:
    """Planted: what the state could not write is taken for written."""
    try:
        state.execute("BEGIN")
        yield
        state.execute("COMMIT")
    except sqlite3.Error:
        state.rollback()


PUBLISH = generation.publish
PLANTED = {
    "early pointer": lambda: mock.patch.object(generation, "publish", _early_pointer),
    "early commit": lambda: mock.patch.object(SqliteConnections, "writing", _early_commit),
    "no seal": lambda: mock.patch("corpus.sql.writing._seal", _no_seal),
    "no sync": lambda: mock.patch.object(generation, "_sync", _no_sync),
    "deaf state": lambda: mock.patch("bot.state.inbox.together", _deaf),
}


def live(seed: int) -> str:
    """What promise was broken in the life of this seed; "" where none was."""
    with tempfile.TemporaryDirectory(prefix="simulation-") as folder:
        try:
            with mock.patch.object(faiss_index, "CODED", CODED):
                Life(seed, Path(folder)).run()
        except Broken as broken:
            return str(broken)
        except Exception as fault:  # whatever it is, nobody was told what to do
            return "".join(traceback.format_exception(fault)[-3:])
    return ""


def main() -> None:
    """Run seeds and print those that broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--plant", choices=PLANTED)
    given = parser.parse_args()
    broken = 0
    for seed in range(given.first, given.last + 1):
        if given.plant:
            with PLANTED[given.plant]():
                fault = live(seed)
        else:
            fault = live(seed)
        broken += bool(fault)
        if fault:
            print(f"seed {seed}: {fault}", flush=True)
    print(f"{given.last - given.first + 1} seeds, {broken} broke a promise")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
