"""Adding, correcting, replacing and removing articles in SQL; each function runs within a caller's transaction."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace as replace_fields
from hashlib import sha256
from urllib.parse import urlsplit

from corpus.article import ITEM, OLDER, Article, Span
from corpus.duplicates import alike, bands, is_reworded, signature
from corpus.english.words import fold
from corpus.identity import Reported
from corpus.records import about, article_from, decoded, encoded, indexable, seconds, statement_json
from corpus.sql.database import VIA, Database, Value, marks
from corpus.sql.known_speakers import appearance, settle
from corpus.statement import Speaker, Statement
from corpus.store import AddOutcome, Entry

INSERT = """
INSERT INTO article (id, current, url, publisher, digest, moment, published, outlet, agency, language, about)
VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq
"""
TOLD = """
UPDATE article SET moment = ?, published = ?, outlet = ?, agency = ?, language = ?, about = ? WHERE seq = ?
"""
BY_ID_OR_URL = """
SELECT seq, id FROM article WHERE id = ? OR url = ? OR url = (SELECT given.url FROM article AS given WHERE given.id = ?)
ORDER BY seq
"""
# All that a seal is of, in the order of its columns.
PUBLISHED = """
SELECT seq, id, current, url, publisher, digest, moment, published, outlet, agency, language, about, text, bytes
FROM article LEFT JOIN article_text ON article_text.article = seq LEFT JOIN page ON page.article = seq WHERE seq = ?
"""
FOUND = """
SELECT 0 AS kind, id, start, stop, '' AS spans FROM passage WHERE article = ?
UNION ALL SELECT 1, id, 0, 0, spans FROM statement WHERE article = ? ORDER BY 1, 2
"""
SEALED = "INSERT INTO seal VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE SET published = ?, findings = ?"
HOLDER = "SELECT text, about FROM article JOIN article_text ON article = seq WHERE id = ? AND current = 1"
CANDIDATES = """
SELECT article, hashes FROM signature WHERE article IN (SELECT article FROM band WHERE hash IN ({keys}))
ORDER BY article DESC LIMIT {most}
"""
MOST_CANDIDATES = 200  # copies follow soon; what fits more is a form (weather, results), and would cost ever more


def foresee(database: Database, article: Article) -> AddOutcome:
    """What adding this article would come to."""
    same_text = database.rows(
        "SELECT id, url, publisher FROM article WHERE digest = ? AND current = 1", _digest(article.text)
    )
    key = _key(article)
    if any(same == article.id or (key is not None and key == other) for same, other, _ in same_text):
        return AddOutcome.DUPLICATE
    if _older(database, article):
        return AddOutcome.CORRECTED
    publisher = _publisher(article)
    if any(None in (publisher, other) or publisher == other for *_, other in same_text):
        return AddOutcome.DUPLICATE
    return AddOutcome.ADDED if _own_id(database, article) == article.id else AddOutcome.KEPT_BESIDE


def add(database: Database, entry: Entry) -> AddOutcome:
    """Store one article unless it is there already, and retire the text that it corrects."""
    outcome = foresee(database, entry.article)
    if outcome is AddOutcome.KEPT_BESIDE:
        entry = replace_fields(entry, article=replace_fields(entry.article, id=_own_id(database, entry.article)))
    if outcome is not AddOutcome.DUPLICATE:
        for seq in _older(database, entry.article):
            _set_current(database, seq, current=0)
        same = "SELECT seq FROM article WHERE id = ? AND digest = ?"
        earlier = database.rows(same, entry.article.id, _digest(entry.article.text))
        if earlier:
            _set_current(database, earlier[0][0], current=1)
        else:
            # An id that was given beside the text stays with the newest text; older ones are told apart by a number.
            renamed = "UPDATE article SET id = id || ? || seq WHERE id = ? RETURNING seq"
            for (seq,) in database.rows(renamed, OLDER, entry.article.id):
                _seal(database, seq)
            _insert(database, entry)
    return outcome


def remove(database: Database, article: str) -> list[str]:
    """Delete the articles with this id or URL, older texts included; the ids taken."""
    key = indexable(article)
    rows = database.rows(BY_ID_OR_URL, key, key, key)
    for seq, _ in rows:
        _delete(database, seq)
    return [article_id for _, article_id in rows]


def refind(database: Database, seq: int, entry: Entry) -> None:
    """Store what is found in an article whose findings are damaged; who is on record is to be made anew after it."""
    _replace_findings(database, seq, entry)


def replace(database: Database, seq: int, entry: Entry) -> None:
    """Store an article as it was read anew; where its text is unchanged, passages that stay keep their ids."""
    stored = [row[0] for row in database.rows("SELECT seq FROM article WHERE id = ?", entry.article.id)]
    if stored == [seq]:
        _replace_findings(database, seq, entry)
        return
    for other in {seq, *stored}:
        _delete(database, other)
    _insert(database, entry)


def _insert(database: Database, entry: Entry) -> None:
    article = entry.article
    keys = (article.id, _key(article), _publisher(article), _digest(article.text))
    ((seq,),) = database.rows(INSERT, *keys, *_told(article))
    database.rows("INSERT INTO article_text VALUES (?, ?)", seq, encoded(article.text))
    if entry.page is not None:
        database.rows("INSERT INTO page VALUES (?, ?)", seq, zlib.compress(entry.page))
    database.index_text(seq, article.text)
    _add_passages(database, seq, entry.passages)
    put_on_record(database, seq, article, entry.statements)
    sign(database, seq, article)
    _seal(database, seq)


def seal_of(database: Database, rows: str, seq: int) -> bytes:
    """The SHA-256 of what an article's seal is of: PUBLISHED or FOUND."""
    found = database.rows(rows, *[seq] * rows.count("?"))
    return sha256(repr([tuple(map(_plain, row)) for row in found]).encode("utf-8", "surrogatepass")).digest()


def _plain(value: Value) -> Value:
    return bytes(value) if isinstance(value, bytes | memoryview) else value


def _seal(database: Database, seq: int) -> None:
    seals = [seal_of(database, rows, seq) for rows in (PUBLISHED, FOUND)]
    database.rows(SEALED, seq, *seals, *seals)


def _add_passages(database: Database, seq: int, passages: Sequence[Span]) -> None:
    database.each(
        "INSERT INTO passage (article, start, stop) VALUES (?, ?, ?)",
        [(seq, span.start, span.end) for span in passages],
    )


def _delete(database: Database, seq: int) -> None:
    """Delete an article and everything that was found in it."""
    named = appearances_of(database, seq)
    ((current, text),) = database.rows(
        "SELECT current, text FROM article JOIN article_text ON article_text.article = seq WHERE seq = ?", seq
    )
    if current:
        count(database, seq, -1)
    database.forget_text(seq, decoded(text))
    _unsign(database, seq)
    database.rows("DELETE FROM article WHERE seq = ?", seq)
    review(database, named)


def _replace_findings(database: Database, seq: int, entry: Entry) -> None:
    named = appearances_of(database, seq)
    count(database, seq, -1)
    database.rows("DELETE FROM statement WHERE article = ?", seq)
    wanted = {(span.start, span.end) for span in entry.passages}
    stored = database.rows("SELECT id, start, stop FROM passage WHERE article = ?", seq)
    database.each("DELETE FROM passage WHERE id = ?", [row[:1] for row in stored if row[1:] not in wanted])
    kept = {row[1:] for row in stored}
    _add_passages(database, seq, [span for span in entry.passages if (span.start, span.end) not in kept])
    told = _told(entry.article)
    database.rows(TOLD, *told, seq)
    put_on_record(database, seq, entry.article, entry.statements)
    review(database, named)
    _unsign(database, seq)
    sign(database, seq, entry.article)
    _seal(database, seq)


def _set_current(database: Database, seq: int, current: int) -> None:
    database.rows("UPDATE article SET current = ? WHERE seq = ?", current, seq)
    count(database, seq, 1 if current else -1)
    review(database, appearances_of(database, seq))
    _seal(database, seq)


def sign(database: Database, seq: int, article: Article) -> None:
    """Note an article's signature, and of which others it is a copy."""
    hashes = signature(article.text, article.blocks)
    if hashes is None:
        return
    keys = sorted({*bands(hashes)})
    candidates = database.rows(CANDIDATES.format(keys=marks(keys), most=MOST_CANDIDATES), *keys)
    pairs = [(seq, other) for other, stored in candidates if alike(hashes, stored)]
    database.each("INSERT INTO copy VALUES (?, ?)", [*pairs, *((other, one) for one, other in pairs)])
    database.rows("INSERT INTO signature VALUES (?, ?)", seq, hashes)
    database.each("INSERT INTO band VALUES (?, ?)", [(key, seq) for key in keys])


def _unsign(database: Database, seq: int) -> None:
    for (hashes,) in database.rows("DELETE FROM signature WHERE article = ? RETURNING hashes", seq):
        database.each("DELETE FROM band WHERE hash = ? AND article = ?", [(key, seq) for key in {*bands(hashes)}])
    database.rows("DELETE FROM copy WHERE article = ? OR other = ?", seq, seq)


def _older(database: Database, article: Article) -> list[int]:
    """The current texts that this one takes the place of: those under its URL, or under its id if it corrects them."""
    rows = database.rows("SELECT seq FROM article WHERE url = ? AND current = 1", indexable(article.url or ""))
    held = database.rows("SELECT seq FROM article WHERE id = ? AND current = 1", article.id)
    return [*(seq for (seq,) in rows), *(row[0] for row in held if row not in rows and _corrects(database, article))]


def _own_id(database: Database, article: Article) -> str:
    """The first of its ids that is free or that it corrects: as given, scoped to its source, or its text's own."""
    scopes = ("", f"~{_digest(_source(article)).hex()[:8]}", f"~{_digest(article.origin + article.text).hex()[:8]}")
    for scope in scopes:
        named = replace_fields(article, id=article.id + scope)
        if not database.rows(HOLDER, named.id) or _corrects(database, named):
            return named.id
    raise ValueError(f"the id {article.id!r} is taken by another article; give it another one")


def _corrects(database: Database, article: Article) -> bool:
    """Whether the article that holds this id is the same one: from the same source, and worded alike."""
    for text, about_ in database.rows(HOLDER, article.id):
        holder = article_from(article.id, decoded(text), json.loads(about_))
        return _source(holder) == _source(article) and is_reworded(holder.text, article.text)
    return False


def _source(article: Article) -> str:
    """What ids are scoped to: the publisher, else the file or stream that the article came in."""
    return _publisher(article) or article.origin.partition(ITEM)[0]


def _told(article: Article) -> list[Value]:
    moment = article.published.moment if article.published else ""
    printed = [each and indexable(each) for each in (article.outlet, article.agency, article.language)]
    return [indexable(moment), seconds(article.published), *printed, json.dumps(about(article), separators=(",", ":"))]


def _publisher(article: Article) -> str | None:
    """What tells one publisher's copy from another's: the outlet, else the URL's host; None where neither is known."""
    if article.outlet:
        return indexable(fold(article.outlet))
    try:
        return urlsplit(_key(article) or "").hostname
    except ValueError:  # "http://[": no host can be told
        return None


def _key(article: Article) -> str | None:
    """What all texts of one article share: its URL, else the id that was given beside it; None without both."""
    if article.url is not None:
        return indexable(article.url)
    return f"id:{article.id.partition(OLDER)[0]}" if article.has_given_id else None


def _digest(text: str) -> bytes:
    return sha256(encoded(text)).digest()


LONGEST_NAME = 300
NEWEST = """
UPDATE appearance SET (newest, newest_at) = (
    SELECT article.moment, article.published FROM on_record
    JOIN statement ON statement.id = on_record.statement JOIN article ON article.seq = statement.article
    WHERE on_record.appearance = ? AND article.current = 1
    ORDER BY article.published DESC NULLS LAST, article.seq DESC LIMIT 1)
WHERE id = ? AND statements > 0
"""
LATER = """
UPDATE appearance SET newest = ?, newest_at = ?
WHERE id = ? AND (newest_at IS NULL AND newest = '' OR newest_at < ?)
"""
COUNTED = """
SELECT on_record.appearance, COUNT(DISTINCT on_record.statement) FROM on_record
JOIN statement ON statement.id = on_record.statement WHERE statement.article = ? GROUP BY on_record.appearance
"""
UNNAMED = """
DELETE FROM appearance WHERE id = ? AND NOT EXISTS (SELECT 1 FROM on_record WHERE on_record.appearance = appearance.id)
RETURNING family
"""


def put_on_record(database: Database, seq: int, article: Article, statements: Sequence[Statement]) -> None:
    """Store an article's statements, and settle who their speakers are."""
    known: dict[Reported, int] = {}
    unsettled: set[str] = set()
    on_record: list[tuple[Value, ...]] = []
    for statement in statements:
        ((row,),) = database.rows(
            "INSERT INTO statement (article, spans) VALUES (?, ?) RETURNING id", seq, statement_json(statement)
        )
        for part, speaker in parts(statement):
            named = reported(article, speaker)
            if named not in known:
                known[named] = appearance(database, named, unsettled)
            on_record.append((row, part, known[named]))
    database.each("INSERT INTO on_record VALUES (?, ?, ?)", on_record)
    count(database, seq, +1)
    at = seconds(article.published)
    when = article.published.moment if article.published else ""
    database.each(LATER, [(when, at, named, at) for named in known.values()])
    settle(database, unsettled)


def count(database: Database, seq: int, change: int) -> None:
    """Add (1) or take away (-1) an article's statements in the counts of its speakers."""
    counted = [(change * statements, named) for named, statements in database.rows(COUNTED, seq)]
    database.each("UPDATE appearance SET statements = statements + ? WHERE id = ?", counted)
    database.each(
        "UPDATE speaker SET statements = statements + ? WHERE id = (SELECT speaker FROM appearance WHERE id = ?)",
        counted,
    )


def appearances_of(database: Database, seq: int) -> list[int]:
    """The appearances that an article's statements name."""
    return [named for named, _ in database.rows(COUNTED, seq)]


def review(database: Database, appearances: Iterable[int]) -> None:
    """After statements went: date the appearances anew, drop those that nothing names any more."""
    unsettled: set[str] = set()
    for named in appearances:
        database.rows(NEWEST, named, named)
        unsettled.update(family for (family,) in database.rows(UNNAMED, named))
    settle(database, unsettled)


def parts(statement: Statement) -> list[tuple[int, Speaker]]:
    """The speakers of a statement and who passed it on, by their parts in on_record."""
    parts = list(enumerate(statement.speakers))
    return parts if statement.via is None else [*parts, (VIA, statement.via)]


def reported(article: Article, speaker: Speaker) -> Reported:
    """A speaker as the article prints it."""
    role = _in_one_line(speaker.role.of(article.text)) if speaker.role else ""
    return Reported(_in_one_line(speaker.full_name(article.text)), role, speaker.kind)


def _in_one_line(printed: str) -> str:
    """A name or role in one line, in characters that a database can compare."""
    text = printed[:LONGEST_NAME].encode("utf-8", "replace").decode()
    return " ".join(text.replace("\0", " ").split())
