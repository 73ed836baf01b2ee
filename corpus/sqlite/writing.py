"""Adding, correcting, replacing and removing articles in SQLite; each function runs within a caller's transaction."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from corpus.article import Article, Span
from corpus.duplicates import alike, bands, signature
from corpus.folding import fold
from corpus.records import about, seconds
from corpus.sqlite.on_record import appearances_of, count, put_on_record, review
from corpus.store import Entry, Outcome

ANY_COPY = "SELECT DISTINCT article FROM band WHERE hash IN (SELECT value FROM json_each(?)) AND article <> ?"


def foresee(connection: sqlite3.Connection, article: Article) -> Outcome:
    """What adding this article would come to."""
    row = connection.execute("SELECT current FROM article WHERE id = ?", (article.id,)).fetchone()
    if row and row[0]:
        return Outcome.DUPLICATE
    same_text = connection.execute(
        "SELECT url, publisher FROM article WHERE digest = ? AND current", (digest(article.text),)
    ).fetchall()
    if any(url is not None and url == _url(article) for url, _ in same_text):
        return Outcome.DUPLICATE
    if _older(connection, article):
        return Outcome.CORRECTED
    publisher = publisher_of(article)
    if any(None in (publisher, other) or publisher == other for _, other in same_text):
        return Outcome.DUPLICATE
    return Outcome.ADDED


def add(connection: sqlite3.Connection, entry: Entry) -> Outcome:
    """Store one article unless it is there already, and retire the text that it corrects."""
    outcome = foresee(connection, entry.article)
    if outcome is not Outcome.DUPLICATE:
        for seq in _older(connection, entry.article):
            _set_current(connection, seq, current=0)
        earlier = connection.execute("SELECT seq FROM article WHERE id = ?", (entry.article.id,)).fetchone()
        if earlier:
            _set_current(connection, earlier[0], current=1)
        else:
            insert(connection, entry)
    return outcome


def insert(connection: sqlite3.Connection, entry: Entry) -> int:
    """Store an article that is not there, as current."""
    article = entry.article
    seq = connection.execute(
        "INSERT INTO article (id, current, url, publisher, digest, published, about) VALUES (?, 1, ?, ?, ?, ?, ?)",
        (article.id, _url(article), publisher_of(article), digest(article.text), *_told(article)),
    ).lastrowid
    assert seq is not None  # an INSERT always has one
    connection.execute("INSERT INTO article_text VALUES (?, ?)", (seq, encoded(article.text)))
    if entry.page is not None:
        connection.execute("INSERT INTO page VALUES (?, ?)", (seq, zlib.compress(entry.page)))
    connection.execute("INSERT INTO printed (rowid, text) VALUES (?, ?)", (seq, indexable(article.text)))
    add_passages(connection, seq, entry.passages)
    put_on_record(connection, seq, article, entry.statements)
    _sign(connection, seq, article)
    return seq


def add_passages(connection: sqlite3.Connection, seq: int, passages: Sequence[Span]) -> None:
    """Store passages of an article."""
    connection.executemany(
        "INSERT INTO passage (article, start, stop) VALUES (?, ?, ?)",
        [(seq, span.start, span.end) for span in passages],
    )


def delete(connection: sqlite3.Connection, seq: int) -> None:
    """Delete an article and everything that was found in it."""
    named = appearances_of(connection, seq)
    if connection.execute("SELECT current FROM article WHERE seq = ?", (seq,)).fetchone()[0]:
        count(connection, seq, -1)
    (text,) = connection.execute("SELECT text FROM article_text WHERE article = ?", (seq,)).fetchone()
    connection.execute(
        "INSERT INTO printed (printed, rowid, text) VALUES ('delete', ?, ?)", (seq, indexable(decoded(text)))
    )
    _unsign(connection, seq)
    connection.execute("DELETE FROM article WHERE seq = ?", (seq,))
    review(connection, named)


def replace(connection: sqlite3.Connection, seq: int, entry: Entry) -> None:
    """Store what was read and found anew in an article with unchanged text; passages that stay keep their ids."""
    named = appearances_of(connection, seq)
    count(connection, seq, -1)
    connection.execute("DELETE FROM statement WHERE article = ?", (seq,))
    wanted = {(span.start, span.end) for span in entry.passages}
    stored = connection.execute("SELECT id, start, stop FROM passage WHERE article = ?", (seq,)).fetchall()
    connection.executemany("DELETE FROM passage WHERE id = ?", [row[:1] for row in stored if row[1:] not in wanted])
    kept = {row[1:] for row in stored}
    add_passages(connection, seq, [span for span in entry.passages if (span.start, span.end) not in kept])
    connection.execute("UPDATE article SET published = ?, about = ? WHERE seq = ?", (*_told(entry.article), seq))
    put_on_record(connection, seq, entry.article, entry.statements)
    review(connection, named)
    _unsign(connection, seq)
    _sign(connection, seq, entry.article)


def publisher_of(article: Article) -> str | None:
    """What tells one publisher's copy from another's: the outlet, else the URL's host; None where neither is known."""
    if article.outlet:
        return indexable(fold(article.outlet))
    try:
        return urlsplit(_url(article) or "").hostname
    except ValueError:  # "http://[": no host can be told
        return None


def digest(text: str) -> bytes:
    """SHA-256 of a text."""
    return sha256(encoded(text)).digest()


def encoded(text: str) -> bytes:
    """Any text as bytes; `decoded` gives it back exactly."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """The text that was encoded."""
    return data.decode("utf-8", "surrogatepass")


def indexable(text: str) -> str:
    """A text in characters that a database can compare and index: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _url(article: Article) -> str | None:
    return None if article.url is None else indexable(article.url)


def _older(connection: sqlite3.Connection, article: Article) -> list[int]:
    if article.url is None:
        return []
    rows = connection.execute("SELECT seq FROM article WHERE url = ? AND current", (_url(article),))
    return [seq for (seq,) in rows]


def _set_current(connection: sqlite3.Connection, seq: int, current: int) -> None:
    connection.execute("UPDATE article SET current = ? WHERE seq = ?", (current, seq))
    count(connection, seq, 1 if current else -1)
    review(connection, appearances_of(connection, seq))


def _told(article: Article) -> tuple[float | None, str]:
    return seconds(article.published), json.dumps(about(article), separators=(",", ":"))


def _sign(connection: sqlite3.Connection, seq: int, article: Article) -> None:
    """Note an article's signature, and of which others it is a copy."""
    hashes = signature(article.text, article.blocks)
    if hashes is None:
        return
    keys = bands(hashes)
    for (other,) in connection.execute(ANY_COPY, (json.dumps(keys), seq)).fetchall():
        (stored,) = connection.execute("SELECT hashes FROM signature WHERE article = ?", (other,)).fetchone()
        if alike(hashes, stored):
            connection.execute("INSERT INTO copy VALUES (?1, ?2), (?2, ?1)", (seq, other))
    connection.execute("INSERT INTO signature VALUES (?, ?)", (seq, hashes))
    connection.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, seq) for key in sorted(keys)])


def _unsign(connection: sqlite3.Connection, seq: int) -> None:
    row = connection.execute("DELETE FROM signature WHERE article = ? RETURNING hashes", (seq,)).fetchone()
    if row:
        connection.executemany("DELETE FROM band WHERE hash = ? AND article = ?", [(key, seq) for key in bands(row[0])])
    connection.execute("DELETE FROM copy WHERE article = ?1 OR other = ?1", (seq,))
