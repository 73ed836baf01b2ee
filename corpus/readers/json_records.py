"""JSON under the field names that the field's tools write: a record a line, or indented, in any envelope."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import cache
from html import unescape
from importlib.resources import files

from corpus.article import ITEM, OLDER, Article
from corpus.readers.decoding import MOST_BYTES
from corpus.readers.html import as_page, read_html
from corpus.readers.page import read_page
from corpus.readers.reading import NOTHING, BadRecord, CutOff, Found, Given, NotReadable, Read, Rejection, Remark
from corpus.records import EXPORT, read_export

Record = Mapping[str, object]
Columns = Mapping[str, str]

MARKUP = re.compile(
    r"\s*<(?:p|div|article|html|body|!doctype|br|h[1-6]|figure|span|section)\b|</(?:p|div|h[1-6])>", re.I
)
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
TRUNCATED = re.compile(r"(?:\[\+\d+ chars\]|\[\+\d+ characters\]|\(\.\.\.truncated\)|\[truncated\])\s*$", re.I)
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
PRINTED_LIST = re.compile(r"\s*(?:array\()?\[.*\](?:, dtype=\w+\))?\)?\s*$", re.DOTALL)
NO_VALUE = frozenset({"", "nan", "none", "null", "n/a", "na", "nat", "[]", "{}", "<na>", "\\n"})
ITEM_PLACE = re.compile(r", [a-z]+ \d{1,12}\Z")  # which line, record or row it is
AN_ID = re.compile(rf"[^\s{OLDER}]{{1,200}}")  # as it may stand in a TREC run
DEEPEST = 6  # levels of envelopes around a list of records
# Objects within a record whose fields count as the record's own: Guardian, Elasticsearch, Webz, JSON:API, NYT, Strapi.
NESTED = ("fields", "_source", "attributes", "thread", "article", "meta", "metadata", "header")
WORDS_IN = ("rendered", "main", "name", "title", "value", "$date", "$oid", "content", "text", "plain", "url", "site")
JOINED = ("paragraphs", "sections", "blocks", "elements", "children", "summary", "headline", "text", "content", "body")
LONGEST_HEADLINE = 200  # characters of a first line that stands for one


def read_json_lines(lines: Iterable[bytes], origin: str, columns: Columns | None = None) -> Iterator[Read]:
    """An article a line, streamed; a bad line is rejected by its number, and ignored keys are named once at the end.

    An envelope of several records may stand on a line. `columns` maps our names of fields to those of the records.
    """
    reader = RecordReader(origin, columns or {})
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from reader.read_value(line, f"{origin}, line {number}")
    yield from reader.remarks()


def read_json(document: str, origin: str, columns: Columns | None = None) -> Iterator[Read]:
    """The articles of a whole document: one value, indented or not, or several behind each other."""
    reader = RecordReader(origin, columns or {})
    decoder, at, number = json.JSONDecoder(strict=False), 0, 0
    while at < len(document) and (rest := _skip(document, at)) < len(document):
        number += 1
        try:
            value, at = decoder.raw_decode(document, rest)
        except (ValueError, RecursionError) as error:
            yield Rejection(origin, str(BadRecord(f"it is not JSON ({error})")))
            break
        yield from reader.read_records(value, origin if number == 1 else f"{origin}, value {number}")
    yield from reader.remarks()


def _skip(document: str, at: int) -> int:
    while at < len(document) and document[at] in " \t\r\n,\x1e\ufeff":
        at += 1
    return at


@dataclass(slots=True)
class RecordReader:
    """Reads records to articles, under the columns that the user named and the names of fields that are known."""

    origin: str
    columns: Columns
    form: str = "JSON"
    _ignored: Counter[str] = field(default_factory=Counter)

    def read_value(self, line: bytes, place: str) -> Iterator[Read]:
        """The records on one line of JSON."""
        try:
            value = _parse(line)
        except NotReadable as error:
            yield Rejection(place, str(error))
            return
        yield from self.read_records(value, place)

    def read_records(self, value: object, place: str) -> Iterator[Read]:
        """The records of a value, which may be one itself or an envelope around them."""
        around = _around(value)
        found = list(self._records_in(value, 0))
        for number, record in enumerate(found, 1):
            yield self.read(record, place if len(found) == 1 else f"{place}, record {number}", around)

    def read(self, record: object, place: str, around: Given = NOTHING) -> Read:
        """The article that one record is, or why it is none; `around` is what its envelope says."""
        try:
            if not isinstance(record, Mapping):
                raise BadRecord(f"it is not an object but a {type(record).__name__}")
            if EXPORT in record:
                return _exported(record)
            flat = _flat(record)
            self._ignored.update(record.keys() - _known() - set(self.columns.values()))
            return self._found(flat, place, around)
        except NotReadable as error:
            return Rejection(place, str(error))

    def remarks(self) -> Iterator[Remark]:
        """The keys that were ignored, once."""
        if self._ignored:
            keys = ", ".join(f"{key} ({count})" for key, count in self._ignored.most_common(20))
            yield Remark(
                self.origin, f"these keys have no meaning here and were ignored, with how often each stood: {keys}"
            )

    def has_text(self, record: Record) -> bool:
        """Whether a record holds the text of an article under any known name."""
        if EXPORT in record:
            return True
        flat = _flat(record)
        return any(self._words(flat, name) is not None for name in ("text", "html"))

    def _records_in(self, value: object, depth: int) -> Iterator[object]:
        if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
            for each in value:
                yield from self._records_in(each, depth + 1) if isinstance(each, list) else iter((each,))
            return
        if not isinstance(value, dict):
            yield value
            return
        if depth < DEEPEST and (found := self._enclosed(value, depth)) is not None:
            for each in found:
                yield from self._records_in(each, depth + 1) if isinstance(each, dict) else iter((each,))
        else:
            yield value

    def _enclosed(self, value: Mapping[str, object], depth: int) -> Sequence[object] | None:
        """The records in an envelope: the list of objects, or the objects by key, that hold texts; None in a record."""
        lists = [
            each for each in value.values() if isinstance(each, list) and any(isinstance(one, dict) for one in each)
        ]
        for each in lists:
            records = [one for one in each if isinstance(one, dict)]
            if messages := [one for one in records if one.get("type") == "message" and one.get("text")]:
                return messages
            if "blocks" not in value and sum(map(self._is_record, records)) * 2 >= len(records):
                return None if self.has_text(value) and not _is_list_page(value) else list(each)
        if self.has_text(value) or depth >= DEEPEST:
            return None
        inner = [each for each in value.values() if isinstance(each, dict)]
        holding = [each for each in inner if self._is_record(each) or self._enclosed(each, depth + 1) is not None]
        return holding or None

    def _is_record(self, record: Mapping[str, object]) -> bool:
        flat = _flat(record)
        named = sum(_first(flat, name, self.columns) is not None for name in ("headline", "url", "published", "id"))
        return EXPORT in record or (named > 0 and any(self._words(flat, name) for name in ("text", "html")))

    def _words(self, record: Record, name: str) -> str | None:
        return _text(_first(record, name, self.columns))

    def _found(self, record: Record, place: str, around: Given) -> Found:
        text, html = self._words(record, "text"), self._words(record, "html")
        given = self._given(record, around)
        if text and (
            MARKUP.search(text) if "text" not in record else MARKUP.match(text) and text.rstrip().endswith(">")
        ):
            text, html = None, text
        if text and (cut := TRUNCATED.search(text)):
            raise CutOff(cut[0].strip(), given.url)
        given_id = _plain(_first(record, "id", self.columns))
        source = ITEM_PLACE.sub("", place)
        origin = given.url or (f"{source}{ITEM}{given_id}" if given_id else place)
        if text:
            text = _telegram_words(record, text)
            given = replace(given, headline=given.headline or _first_line(record))
            return Found(_called(given_id, read_page(_entities(text), origin, given)), None, self.form)
        if html:
            page = as_page(html)
            return Found(_called(given_id, read_html(page, origin, given)), page, self.form)
        raise BadRecord("it has no text (a key 'text' or 'html' with a string)")

    def _given(self, record: Record, around: Given) -> Given:
        def printed(name: str) -> str | None:
            found = _plain(_first(record, name, self.columns))
            return " ".join(TAG.sub("", unescape(found)).split()) or None if found else None

        named = [self.columns["published"]] if "published" in self.columns else _names()["published"]
        dates = (_zoned(record), *(_plain(record.get(name)) for name in named))
        return Given(
            url=_url(printed("url")),
            headline=printed("headline"),
            byline=byline if (byline := printed("byline")) and not byline.isdigit() else None,
            outlet=printed("outlet") or around.outlet,
            agency=printed("agency"),
            place=printed("place"),
            language=printed("language") or around.language,
            published=tuple(filter(None, dates)),
        )


@cache
def _names() -> dict[str, list[str]]:
    """The names of each field, best first, as data/fields.tsv has them."""
    table = (files("corpus") / "data" / "fields.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {name: known.split() for name, known in rows}


@cache
def _known() -> frozenset[str]:
    return frozenset([EXPORT, *NESTED, *(name for names in _names().values() for name in names)])


def field_of(column: str) -> str | None:
    """The field that a column's name means, however it is cased and spaced; None where it means none."""
    return _by_column().get(_bare(column))


@cache
def _by_column() -> dict[str, str]:
    return {_bare(known): name for name, names in reversed(_names().items()) for known in reversed(names)}


def _bare(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name).lower()


def _parse(line: bytes) -> object:
    if len(line) > MOST_BYTES:
        raise BadRecord(f"the line is longer than {MOST_BYTES / 1e6:.0f} MB")
    try:
        record: object = json.loads(line.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"it is not JSON ({error})") from None
    if not isinstance(record, dict | list):
        raise BadRecord(f"it is not an object but a {type(record).__name__}")
    return record


def _around(value: object) -> Given:
    """What an envelope says of all its records: the title of a JSON Feed, the name of a channel."""
    if not isinstance(value, dict) or not any(key in value for key in ("version", "messages", "home_page_url")):
        return NOTHING
    return Given(outlet=_plain(value.get("title") or value.get("name")), language=_plain(value.get("language")))


def _is_list_page(value: Mapping[str, object]) -> bool:
    return any(key in value for key in ("articles", "posts", "results", "items", "objects", "hits", "messages"))


def _flat(record: Record) -> Record:
    """A record with the fields of the objects in it that count as its own; what stands outside goes first."""
    flat = dict(record)
    for name in NESTED:
        inner = record.get(name)
        if isinstance(inner, Mapping):
            flat |= {key: value for key, value in inner.items() if flat.get(key) in (None, "", [])}
    return flat


def _first(record: Record, name: str, columns: Columns) -> object:
    """The first value given under any name of a field, or under the one that the user named."""
    names = [columns[name]] if name in columns else _names()[name]
    is_given = _text if name in {"text", "html"} else _plain
    return next((value for each in names if is_given(value := record.get(each))), None)


def _zoned(record: Record) -> str | None:
    """The date of a WordPress post in its own zone, which is how far its `date` lies from its `date_gmt`."""
    try:
        there, utc = (datetime.fromisoformat(str(record[name])) for name in ("date", "date_gmt"))
        return there.replace(tzinfo=timezone(there - utc)).isoformat()
    except (KeyError, ValueError, TypeError):
        return None


def _text(value: object) -> str | None:
    """The words of a text that is given as a string, as paragraphs in a list, or as sections of paragraphs."""
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\ufffd", value) if value.strip() else None
    if isinstance(value, list):
        if any(isinstance(each, dict) and "type" in each and "text" in each for each in value) and any(
            isinstance(each, str) for each in value
        ):
            return "".join(each if isinstance(each, str) else _plain(each.get("text")) or "" for each in value)
        return "\n\n".join(filter(None, map(_text, value))) or None
    if isinstance(value, Mapping):
        if "rendered" in value:
            return _text(value["rendered"])
        return "\n\n".join(filter(None, (_text(value[name]) for name in _in_order(value)))) or _plain(value)
    return None


def _in_order(value: Mapping[str, object]) -> list[str]:
    """The parts of a section in reading order: summary, headline, then what it holds."""
    order = ("summary", "headline", *JOINED)
    return [name for name in dict.fromkeys(order) if name in value]


def _telegram_words(record: Record, text: str) -> str:
    """A message of Telegram's export without the links and tags under it."""
    parts = record.get("text")
    if not isinstance(parts, list) or record.get("type") != "message":
        return text
    kept = [part for part in parts if isinstance(part, str) or part.get("type") not in {"text_link", "hashtag", "link"}]
    return (_text([*kept, ""]) or text).strip()


def _first_line(record: Record) -> str | None:
    """The bold line that opens a message."""
    parts = record.get("text")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, dict) and first.get("type") == "bold":
        return " ".join(str(first.get("text", "")).split())[:LONGEST_HEADLINE] or None
    return None


def _entities(text: str) -> str:
    """The characters that entities stand for, where a text has them though it is no markup."""
    return unescape(text) if ENTITY.search(text) else text


def _called(given_id: str | None, article: Article) -> Article:
    """The article under the id it was given, if that can stand in a list of ids; else as it is."""
    return replace(article, id=given_id) if given_id and AN_ID.fullmatch(given_id) else article


def _exported(record: Record) -> Found:
    try:
        return Found(*read_export(record), "export")
    except ValueError as error:
        raise BadRecord(str(error)) from None


def _url(printed: str | None) -> str | None:
    return printed if printed and printed.startswith(("http://", "https://")) else None


def _plain(value: object) -> str | None:
    """A value as one string; names of several people are joined by commas, also where a list was printed as text."""
    if isinstance(value, str):
        if value.strip().lower() in NO_VALUE:
            return None
        listed = _printed_list(value) if PRINTED_LIST.match(value[:2000]) else None
        return LONE_SURROGATE.sub("\ufffd", value) if listed is None else _plain(listed)
    if isinstance(value, Mapping):
        return next((found for key in WORDS_IN if (found := _plain(value.get(key)))), None)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value))) or None
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:  # noqa: PLR0124  # no NaN
        return str(value)
    return None


def _printed_list(value: str) -> list[object] | None:
    """A list as pandas and numpy print it ("['Jane Doe', 'John Roe']"); None where it is none."""
    try:
        found = ast.literal_eval(value.strip().removeprefix("array(").partition(", dtype")[0].removesuffix(")"))
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return found if isinstance(found, list) else None
