"""JSON records under the field names of this project and of the common dumps of news."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from corpus.article import OLDER, Article
from corpus.readers.decoding import MOST_BYTES
from corpus.readers.html import read_html
from corpus.readers.page import read_page
from corpus.readers.reading import BadRecord, Found, Given, NotReadable, Read, Rejection, Remark
from corpus.records import EXPORT, read_export

FIELDS = {  # ours first, then those of CC-News, news-please, NewsAPI, GDELT, All the News, JSON-LD, and the like
    "text": "text maintext content body articleBody article_body article_text full_text fulltext article story",
    "html": "html raw_html page_html",
    "url": "url link web_url source_url canonical_url article_url permalink",
    "id": "id _id guid uuid doc_id article_id",
    "headline": "headline title name",
    "published": "published date date_publish publishedAt published_at publish_date published_date date_published "
    "datePublished publication_date pub_date pubDate publication_time published_time timestamp created_at created time",
    "outlet": "outlet source publisher publication site site_name sitename source_name source_domain newspaper domain",
    "agency": "agency wire news_agency",
    "byline": "byline author authors creator writer writers by",
    "place": "place location dateline city",
    "language": "language lang locale",
}
# What feeds and site systems put into "content" or "body"; "text" is always taken as it is.
MARKUP = re.compile(r"\s*<(?:p|div|article|html|body|!doctype|br|h[1-6]|figure|span|section)\b", re.IGNORECASE)
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

AN_ID = re.compile(rf"[^\s{OLDER}]{{1,200}}")  # as it may stand in a TREC run
Record = Mapping[str, object]


def read_json_lines(lines: Iterable[bytes], origin: str) -> Iterator[Read]:
    """An article a line, streamed; a bad line is rejected by its number, and ignored keys are named once at the end."""
    ignored: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{origin}, line {number}"
        try:
            record = _parse(line)
            ignored.update(() if EXPORT in record else record.keys() - _KNOWN)
            yield _found(record, place)
        except NotReadable as error:
            yield Rejection(place, str(error))
    if ignored:
        keys = ", ".join(f"{key} ({count})" for key, count in ignored.most_common(20))
        yield Remark(origin, f"these keys have no meaning here and were ignored, with how often each stood: {keys}")


_KNOWN = frozenset(name for names in FIELDS.values() for name in names.split())


def _parse(line: bytes) -> Record:
    if len(line) > MOST_BYTES:
        raise BadRecord(f"the line is longer than {MOST_BYTES / 1e6:.0f} MB")
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        raise BadRecord(
            f"it is not UTF-8 (byte 0x{line[error.start]:02x} at offset {error.start} of the line)"
        ) from None
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"it is not JSON ({error})") from None
    if not isinstance(record, dict):
        raise BadRecord(f"it is not an object but a {type(record).__name__}")
    return record


def _found(record: Record, place: str) -> Found:
    if EXPORT in record:
        return _exported(record)
    text, html = _string(record, "text"), _string(record, "html")
    if text and MARKUP.match(text) and not _plain(record.get("text")):
        text, html = None, text
    given, given_id = _given(record), _string(record, "id")
    origin = given.url or given_id or place
    if text:
        return Found(_called(given_id, read_page(text, origin, given)), None)
    if html:
        page = html.encode("utf-8", "replace")
        return Found(_called(given_id, read_html(page, origin, given)), page)
    raise BadRecord("it has no text (a key 'text' or 'html' with a string)")


def _called(given_id: str | None, article: Article) -> Article:
    """The article under the id it was given, if that can stand in a list of ids; else as it is."""
    return replace(article, id=given_id) if given_id and AN_ID.fullmatch(given_id) else article


def _exported(record: Record) -> Found:
    try:
        return Found(*read_export(record))
    except ValueError as error:
        raise BadRecord(str(error)) from None


def _given(record: Record) -> Given:
    dates = tuple(filter(None, (_plain(record.get(name)) for name in FIELDS["published"].split())))
    return Given(
        url=_url(_string(record, "url")),
        headline=_string(record, "headline"),
        byline=_string(record, "byline"),
        outlet=_string(record, "outlet"),
        agency=_string(record, "agency"),
        place=_string(record, "place"),
        language=_string(record, "language"),
        published=dates,
    )


def _url(printed: str | None) -> str | None:
    return printed if printed and printed.startswith(("http://", "https://")) else None


def _string(record: Record, field: str) -> str | None:
    """The first value given under any name of a field; names of several people are joined by commas."""
    return next(filter(None, (_plain(record.get(name)) for name in FIELDS[field].split())), None)


def _plain(value: object) -> str | None:
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\ufffd", value) if value.strip() else None
    if isinstance(value, dict):
        return _plain(value.get("name") or value.get("title") or value.get("url"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value))) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None
