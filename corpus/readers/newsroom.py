"""What agencies and databases deliver: NITF, NewsML-G2, NewsML 1 and RCV1 as XML; Nexis and Factiva as text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.pages.paragraphs import unwrapped
from corpus.readers.element_trees import Element, children, name_of, parse_xml, text_of
from corpus.readers.page import read_page
from corpus.readers.reading import BadMarkup, Found, Given, NotReadable, Read, Rejection

ROOTS = frozenset({"nitf", "newsitem", "newsmessage", "packageitem", "newsml", "newslines"})
BODIES = ("body.content", "inlinexml", "body", "text", "datacontent", "inlinedata")
PARAGRAPHS = frozenset({"p", "hl2", "h2", "h3", "h4", "li", "blockquote", "pre", "paragraph"})
BY = re.compile(r"\s*by\s+", re.IGNORECASE)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

NEXIS = re.compile(r"^[ \t]*(?:Document )?(\d{1,5}) of (\d{1,5})(?: DOCUMENTS?)?[ \t]*$", re.IGNORECASE | re.MULTILINE)
NEXIS_LABELS = (
    "BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|BODY|GRAPHIC|SOURCE|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SUBJECT|"
    "PERSON|COMPANY|ORGANIZATION|COUNTRY|CITY|STATE|GEOGRAPHIC|INDUSTRY|TICKER|NOTES|CORRECTION|JOURNAL-CODE|ACC-NO|"
    "DOCUMENT-TYPE|URL|EDITION|SERIES|COPYRIGHT|Byline|Section|Length|Dateline|Highlight|Headline|Body|Graphic|Load-Date|"
    "Language"
)
NEXIS_LABEL = re.compile(rf"^({NEXIS_LABELS}):[ \t]*(.*)$", re.MULTILINE)
NEXIS_END = re.compile(
    r"^[ \t]*(?:End of Document|Copyright (?:©? ?)\d{4}.*|All Rights Reserved|Classification)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NEXIS_DAY = re.compile(rf"^[ \t]*({MONTH} \d{{1,2}}, \d{{4}}.*|\d{{1,2}} {MONTH} \d{{4}}.*)$", re.MULTILINE)
FACTIVA_CODES = ("SE HD CR BY WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN CLM ART").split()
FACTIVA = re.compile(rf"^({'|'.join(FACTIVA_CODES)})(?:[ \t]+(.*)|[ \t]*)$", re.MULTILINE)
FACTIVA_END = re.compile(r"^(?:AN[ \t]+)?Document [A-Z]{2,12}\d{8,}[A-Za-z0-9]+[ \t]*$", re.MULTILINE)
FACTIVA_PLAIN = re.compile(r"^[\d,]+ words$", re.MULTILINE)
BLANKS = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an export: its text, and what stands beside it."""

    text: str
    given: Given


def is_newsroom_xml(root_name: str) -> bool:
    """Whether a root element, in lower case and without its namespace, is that of a news format."""
    return root_name in ROOTS


def read_newsroom_xml(document: bytes, origin: str) -> Iterator[Read]:
    """The articles of a document: one of NITF and RCV1, several of NewsML. Raises BadMarkup."""
    items = list(_items(parse_xml(document)))
    if not items:
        raise BadMarkup("it is XML of a news format without a text")
    for number, item in enumerate(items, 1):
        place = origin if len(items) == 1 else f"{origin}, item {number}"
        try:
            found = _xml_document(item)
            yield Found(read_page(found.text, found.given.url or place, found.given), None, "newsroom XML")
        except NotReadable as error:
            yield Rejection(place, str(error))


def is_database_export(text: str) -> bool:
    """Whether a text is an export of Nexis or of Factiva."""
    head = text[:20_000]
    if (first := NEXIS.search(head)) and (first[1] == "1" and not text[: first.start()].strip()):
        return True
    if len(NEXIS_LABEL.findall(head)) >= 3 and re.search(
        r"^(?:LENGTH|LOAD-DATE|Length|Load-Date):", text, re.MULTILINE
    ):
        return True
    codes = {found[1] for found in FACTIVA.finditer(head)}
    return len(codes & {"HD", "WC", "PD", "SN", "LP", "TD"}) >= 4 or (
        FACTIVA_END.search(text) is not None and FACTIVA_PLAIN.search(head) is not None
    )


def read_database_export(text: str, origin: str) -> Iterator[Read]:
    """The documents of an export, each an article; one that can't be taken is rejected by its number."""
    documents = list(_documents(text))
    for number, document in enumerate(documents, 1):
        place = f"{origin}, document {number}"
        try:
            yield Found(read_page(unwrapped(document.text), place, document.given), None, "database export")
        except NotReadable as error:
            yield Rejection(place, str(error))


def _items(root: Element) -> Iterator[Element]:
    if name_of(root) in {"nitf", "newsitem"}:
        yield root
        return
    found = list(children(root, "newsitem", "nitf"))
    inside = {id(inner) for each in found for inner in each.iterdescendants() if name_of(inner) in {"newsitem", "nitf"}}
    yield from (each for each in found if id(each) not in inside)


def _xml_document(item: Element) -> Document:
    body = next((each for name in BODIES for each in children(item, name)), None)
    if body is None:
        raise BadMarkup("it has no body")
    text = "\n\n".join(filter(None, _paragraphs(body)))
    return Document(text, _xml_given(item))


def _paragraphs(body: Element) -> Iterator[str]:
    inner = [each for each in body.iter() if name_of(each) in PARAGRAPHS]
    outer = {id(above) for each in inner for above in each.iterancestors()}
    innermost = [each for each in inner if id(each) not in outer]
    if not innermost:
        yield "\n\n".join(" ".join(part.split()) for part in BLANKS.split("".join(body.itertext())))
    yield from map(text_of, innermost)


def _xml_given(item: Element) -> Given:
    def said(*names: str) -> str | None:
        return next((found for each in children(item, *names) if (found := text_of(each))), None)

    def noted(name: str, *attributes: str) -> str | None:
        values = (each.get(attribute) for each in children(item, name) for attribute in attributes)
        return next(filter(None, values), None)

    byline = said("byline", "by", "bylineline") or said("creator")
    dates = (
        noted("date.issue", "norm"), noted("pubdata", "date.publication"), noted("story.date", "norm"),
        said("versioncreated"), said("contentcreated"), said("firstcreated"), said("thisrevisioncreated"),
        _of_dc(item, "dc.date.published"), item.get("date"), said("dateline"),
    )  # fmt: skip
    outlet = (
        noted("pubdata", "name") or noted("doc.copyright", "holder")
        or _named(item, "provider", "infosource", "copyrightholder")
        or _of_dc(item, "dc.publisher") or noted("provider", "literal")
    )  # fmt: skip
    url = next((each.get("href") for each in children(item, "link") if "canonical" in (each.get("rel") or "")), None)
    return Given(
        url=url if url and url.startswith("http") else None,
        headline=said("hl1") or said("headline") or said("title"),
        byline=BY.sub("", byline, count=1) if byline else None,
        outlet=outlet,
        place=_named(item, "located") or said("location"),
        language=item.get(XML_LANG),
        published=tuple(filter(None, dates)),
    )


def _named(item: Element, *names: str) -> str | None:
    """The name that a party or place is given, or its text."""
    for name in names:
        for each in children(item, name):
            inner = next((text_of(one) for one in children(each, "name") if text_of(one)), None)
            if found := inner or text_of(each):
                return found
    return None


def _of_dc(item: Element, name: str) -> str | None:
    return next((each.get("value") for each in children(item, "dc") if each.get("element") == name), None)


def _documents(text: str) -> Iterator[Document]:
    text = text.replace("\r\n", "\n").replace("\f", "\n")
    if FACTIVA_END.search(text):
        yield from map(_factiva, _pieces(text, [found.end() for found in FACTIVA_END.finditer(text)]))
    elif NEXIS.search(text):
        yield from map(_nexis, _pieces(text, [found.start() for found in NEXIS.finditer(text)]))
    elif FACTIVA.search(text) and len({found[1] for found in FACTIVA.finditer(text)}) >= 4:
        yield from map(_factiva, _pieces(text, [found.start() for found in FACTIVA.finditer(text) if found[1] == "HD"]))
    else:
        ends = [found.end() for found in re.finditer(r"^End of Document[ \t]*$", text, re.MULTILINE | re.IGNORECASE)]
        yield from map(_nexis, _pieces(text, ends))


def _pieces(text: str, cuts: Sequence[int]) -> list[str]:
    edges = [0, *cuts, len(text)]
    return [piece for start, end in pairwise(edges) if len((piece := text[start:end]).split()) > 15]


def _factiva(piece: str) -> Document:
    """A document with codes before its fields (HD, BY, PD, SN, LP, TD), or with the fields in a row."""
    fields: dict[str, str] = {}
    found = list(FACTIVA.finditer(piece))
    for each, after in zip(found, [*found[1:], None], strict=False):
        end = after.start() if after else len(piece)
        fields.setdefault(each[1], f"{each[2] or ''}{piece[each.end() : end]}".strip())
    if "LP" not in fields and "TD" not in fields:
        return _factiva_plain(piece)
    day = " ".join(filter(None, (fields.get("PD"), fields.get("ET"))))
    return Document(
        "\n\n".join(filter(None, (fields.get("LP"), fields.get("TD")))),
        Given(
            headline=_line(fields.get("HD")),
            byline=_without_by(fields.get("BY")),
            outlet=_line(fields.get("SN")),
            language=fields.get("LA"),
            published=(day,) if day else (),
        ),
    )


def _factiva_plain(piece: str) -> Document:
    """Headline, writer, 'N words', date, outlet, code, language, copyright, then the story."""
    lines = [line.strip() for line in piece.split("\n")]
    at = next((row for row, line in enumerate(lines) if FACTIVA_PLAIN.fullmatch(line)), 0)
    over = [line for line in lines[:at] if line]
    under = [line for line in lines[at + 1 :] if line]
    start = next((row for row, line in enumerate(lines) if row > at and re.match(r"(?:\(c\)|Copyright|©)", line)), at)
    text = FACTIVA_END.sub("", "\n".join(lines[start + 1 :])).strip()
    return Document(
        text,
        Given(
            headline=over[0] if over else None,
            byline=_without_by(over[1]) if len(over) > 1 else None,
            outlet=next((line for line in under[1:3] if not re.match(r"\d{1,2}:\d{2}", line)), None),
            published=(under[0],) if under else (),
        ),
    )


def _nexis(piece: str) -> Document:
    """A document with labels ('BYLINE: ...'), whose outlet, date and headline stand over them without one."""
    piece = NEXIS.sub("", piece, count=1)
    labels = list(NEXIS_LABEL.finditer(piece))
    fields = {each[1].upper(): each[2].strip() for each in labels}
    head = piece[: labels[0].start()] if labels else piece
    body = _nexis_body(piece, labels)
    over = [" ".join(block.split()) for block in BLANKS.split(head) if block.strip()]
    day = NEXIS_DAY.search(head)
    lines = [line for line in over if not _is_nexis_furniture(line)]
    over_day = [line for line in lines if day and head.find(line.split()[0]) < day.start()]
    is_headline_first = len(over_day) > 1 or (day is None and len(lines) > 1)
    headline = fields.get("HEADLINE") or (lines[0] if is_headline_first else lines[-1] if lines else None)
    outlet = next((line for line in lines if line != headline), None)
    return Document(
        body,
        Given(
            headline=headline,
            byline=_without_by(fields.get("BYLINE")),
            outlet=outlet,
            place=fields.get("DATELINE") or None,
            language=fields.get("LANGUAGE"),
            published=(day[1].strip(),) if day else tuple(filter(None, [fields.get("LOAD-DATE")])),
        ),
    )


def _nexis_body(piece: str, labels: Sequence[re.Match[str]]) -> str:
    """Behind BODY or the last label over the story, up to the next label or the copyright."""
    over = ("BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "HEADLINE", "SOURCE", "BODY", "EDITION", "SERIES")
    start, end = 0, len(piece)
    for each in labels:
        if each[1].upper() in over and not (start and piece[start : each.start()].count(". ") > 1):
            start = each.end()
        elif start:
            end = each.start()
            break
    closing = next((each for each in NEXIS_END.finditer(piece, start) if piece[start : each.start()].strip()), None)
    return piece[start : min(end, closing.start() if closing else end)].strip("\n")


def _is_nexis_furniture(line: str) -> bool:
    return bool(NEXIS_DAY.match(line) or NEXIS_END.match(line)) or bool(
        re.fullmatch(
            r"(?:\w+ ){0,3}Edition|Copyright .*|All Rights Reserved|(?:Page|Document) \d+ of \d+|\d+ of \d+ DOCUMENTS",
            line,
            re.IGNORECASE,
        )
    )


def _line(field: str | None) -> str | None:
    return " ".join(field.split()) or None if field else None


def _without_by(field: str | None) -> str | None:
    line = _line(field)
    return BY.sub("", line, count=1) if line else None
