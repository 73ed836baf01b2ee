"""Documents of word processors (.docx, .odt), PDFs with text, and Markdown with front matter."""

import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from corpus.pages.paragraphs import unwrapped
from corpus.readers.element_trees import Element, children, name_of, parse_xml, text_of
from corpus.readers.page import read_page
from corpus.readers.reading import BadPacking, Found, Given, LibraryFailed, MissingReader, OtherFormat, TooLarge

MOST_XML = 50_000_000  # bytes that the text of a document may unpack to
MOST_PAGES = 500  # of a PDF
TO_WORD = "convert it: soffice --headless --convert-to docx FILE"
NAMED = (  # what is told by its first bytes and not read, with the line that converts it
    (re.compile(rb"\{\\rtf"), "an RTF document", TO_WORD),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document", TO_WORD),
    (re.compile(rb"bplist00"), "a Safari web archive", "convert it: textutil -convert html FILE"),
    (re.compile(rb"7z\xbc\xaf"), "a 7-Zip archive", "unpack it: 7z x FILE"),
    (re.compile(rb"Rar!"), "a RAR archive", "unpack it: unrar x FILE"),
    (re.compile(rb"SQLite format 3\0"), "an SQLite database", "convert it: sqlite3 -json FILE 'SELECT ...'"),
    (re.compile(rb"ARROW1\0"), "an Arrow or Feather file", "save it as parquet or CSV"),
    (re.compile(rb"\x89HDF"), "an HDF5 file", "save it as parquet or CSV"),
    (re.compile(rb"\x80[\x02-\x05]."), "a Python pickle", "save it as JSON Lines, and add that"),
    (re.compile(rb"(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*)", re.DOTALL), "a picture",
     "add the text of the article, not a picture of it"),
    (re.compile(rb"....ftyp|\x1aE\xdf\xa3|ID3|OggS|fLaC", re.DOTALL), "a film or a sound", "add its transcript"),
)  # fmt: skip
OFFICE = (
    ("xl/workbook.xml", "a spreadsheet", "soffice --headless --convert-to csv FILE"),
    ("ppt/presentation.xml", "a presentation", "soffice --headless --convert-to pdf FILE"),
    ("META-INF/container.xml", "an e-book", "pandoc FILE -o FILE.html"),
    ("Index/Document.iwa", "a Pages document", "export it as Word from Pages"),
)
FRONT_MATTER = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n\1[ \t]*\n", re.DOTALL)
ENTRY = re.compile(r"^([\w-]+)[ \t]*[:=][ \t]*(.*)$", re.MULTILINE)
ITEM = re.compile(r"^[ \t]*-[ \t]+(.+)$", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)")
LINK = re.compile(r"(?<!\\)\[([^\[\]]{1,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,500}(?: \"[^\"]{0,200}\")?\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")
STRESSED = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,500}?)(?<=\S)\1(?![\w*_])")
LINE_MARK = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
HEADING = re.compile(r"^#[ \t]+(.{1,300}?)[ \t]*#*$", re.MULTILINE)
HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def refuse_named(page: bytes) -> None:
    """Raises OtherFormat for a format that is told by its first bytes and not read, with the line that converts it."""
    for first_bytes, kind, remedy in NAMED:
        if first_bytes.match(page):
            raise OtherFormat(kind, remedy)


def refuse_office(names: list[str]) -> None:
    """Raises OtherFormat for a spreadsheet, presentation or e-book, with the line that converts it."""
    for member, kind, target in OFFICE:
        if member in names:
            raise OtherFormat(kind, f"convert it: {target}")


def is_document(names: list[str]) -> bool:
    """Whether a zip archive with these members is a document that is read here."""
    return "word/document.xml" in names or ("content.xml" in names and "mimetype" in names)


def read_document(archive: ZipFile, origin: str) -> Found:
    """The article in a Word or OpenDocument file: its paragraphs, and the title, author and date of its properties."""
    names = archive.namelist()
    is_word = "word/document.xml" in names
    body = parse_xml(_member(archive, "word/document.xml" if is_word else "content.xml"))
    properties = "docProps/core.xml" if is_word else "meta.xml"
    given = _properties(parse_xml(_member(archive, properties))) if properties in names else Given()
    lines = list(_paragraphs(body))
    if given.headline and lines[:1] != [given.headline] and given.headline not in lines[:3]:
        given = Given(byline=given.byline, published=given.published)  # the title of a template, or of an older text
    return Found(read_page("\n\n".join(lines), origin, given), None, "document")


def read_pdf(document: bytes, origin: str) -> Found:
    """The text of a PDF. Raises MissingReader without the library, OtherFormat where it holds pictures only."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415
    except ImportError:
        raise MissingReader("a PDF", "documents") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(BytesIO(document))
            pages = [page.extract_text() for _, page in zip(range(MOST_PAGES), reader.pages, strict=False)]
            given = _pdf_given(dict(reader.metadata or {}))
    except Exception as error:  # whatever a damaged PDF makes of a parser is one rejection
        raise LibraryFailed(error) from None
    text = _flowing("\n\n".join(pages))
    if not text.strip():
        raise OtherFormat("a PDF of pictures", "recognise its text first: ocrmypdf FILE OUT.pdf")
    headline = given.headline if given.headline and given.headline in " ".join(text.split()) else None
    return Found(read_page(text, origin, Given(headline=headline, byline=given.byline)), None, "PDF")


def has_front_matter(text: str) -> bool:
    """Whether a text is Markdown with front matter, as site generators write it."""
    found = FRONT_MATTER.match(text)
    return found is not None and ENTRY.search(found[2]) is not None


def read_markdown(text: str, origin: str) -> Found:
    """The article of a Markdown file with front matter; its markup is taken off, and front matter is no text."""
    text = text.replace("\r\n", "\n")
    found = FRONT_MATTER.match(text)
    fields = _front_matter(found[2]) if found else {}
    body = text[found.end() :] if found else text
    heading = HEADING.search(body[:2000])

    def first(*names: str) -> str | None:
        return next((fields[name] for name in names if fields.get(name)), None)

    given = Given(
        url=first("canonical_url", "canonical", "url", "link", "permalink", "source_url"),
        headline=first("title", "headline") or (heading[1] if heading else None),
        byline=first("author", "authors", "byline", "creator", "by"),
        outlet=first("outlet", "publisher", "source", "publication", "site"),
        language=first("lang", "language", "locale"),
        place=first("place", "location", "dateline"),
        published=tuple(filter(None, (first("date"), first("published", "pubdate", "publishdate", "created")))),
    )
    given = given if given.url and given.url.startswith("http") else _without_url(given)
    return Found(read_page(plain_of(body).strip("\n"), origin, given), None, "Markdown")


def plain_of(markdown: str) -> str:
    """The words of Markdown without the signs of its markup."""
    text = IMAGE.sub("", markdown)
    text = LINK.sub(r"\1", text)
    for form in (STRONG, STRONG, STRESSED):
        text = form.sub(r"\2", text)
    return LINE_MARK.sub("", text)


def _without_url(given: Given) -> Given:
    fields = {name: getattr(given, name) for name in Given.__slots__ if name != "url"}
    return Given(**fields)


def _front_matter(block: str) -> Mapping[str, str]:
    """Keys and values of YAML or TOML as far as front matter has them: strings, dates and lists of strings."""
    fields: dict[str, str] = {}
    entries = list(ENTRY.finditer(block))
    for entry, after in zip(entries, [*entries[1:], None], strict=False):
        value = entry[2].strip()
        if not value:
            items = ITEM.findall(block[entry.end() : after.start() if after else len(block)])
            value = ", ".join(_unquoted(item) for item in items)
        elif value.startswith("[") and value.endswith("]"):
            value = ", ".join(_unquoted(item) for item in value[1:-1].split(","))
        fields[entry[1].lower()] = _unquoted(value)
    return fields


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _member(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_XML:
        raise TooLarge(MOST_XML)
    try:
        return archive.read(name)
    except Exception as error:  # zipfile raises what it meets: damage, encryption, an unknown method
        raise BadPacking(f"{name} can't be unpacked ({error})") from None


def _paragraphs(body: Element) -> Iterator[str]:
    """Paragraphs and headings; within one, tabs and line breaks are spaces."""
    for paragraph in children(body, "p", "h"):
        if any(name_of(above) in {"txbxcontent", "annotation", "note"} for above in paragraph.iterancestors()):
            continue
        parts = []
        for each in paragraph.iter():
            if name_of(each) in {"tab", "br", "cr", "s", "line-break"}:
                parts.append(" ")
            if name_of(each) not in {"instrtext", "deltext"}:
                parts.append(each.text or "")
            if each is not paragraph:
                parts.append(each.tail or "")
        if line := " ".join("".join(parts).split()):
            yield line


def _properties(core: Element) -> Given:
    def said(*names: str) -> str | None:
        return next((found for each in children(core, *names) if (found := text_of(each))), None)

    date = said("created", "creation-date") or said("modified", "date")
    return Given(headline=said("title"), byline=said("creator", "initial-creator"), published=(date,) if date else ())


def _pdf_given(metadata: Mapping[str, object]) -> Given:
    title, author = (" ".join(str(metadata.get(key) or "").split()) for key in ("/Title", "/Author"))
    return Given(headline=title or None, byline=author or None)


def _flowing(text: str) -> str:
    """The paragraphs of a PDF, lines and the words cut at their ends joined again."""
    return unwrapped(HYPHENATED.sub("", text.replace("\r\n", "\n")))
