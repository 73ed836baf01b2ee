"""The same invented story in every format that people have it in: name, bytes, and what is known beside the text."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import zstandard

HEADLINE = "Lighthouse lamp to shine again"
LINES = (
    "The lamp of the old lighthouse at Carrow Head will be lit again in May, the harbour board said on Wednesday.",
    "“Nobody sails by it any more, but everybody walks home by it,” said Orla Keane, who chairs the board.",
    "The keeper's grandson, Fintan Daly, said the lens had been kept in a barn, wrapped in sails.",
    "“We turned it twice a year so that it would not forget how,” Daly said.",
)
TEXT = "\n\n".join(LINES)
MARKUP = "".join(f"<p>{line}</p>\n" for line in LINES)
URL = "https://carrowgazette.example/lamp"
OUTLET, BYLINE, DATE = "The Carrow Gazette", "Nuala Quirke", "2024-03-06T09:15:00+00:00"
HEAD = (
    f'<title>{HEADLINE} | {OUTLET}</title><meta property="og:title" content="{HEADLINE}">'
    f'<meta property="og:site_name" content="{OUTLET}"><meta property="article:published_time" content="{DATE}">'
    f'<meta name="author" content="{BYLINE}"><meta property="og:type" content="article">'
)
BODY = f"<body><main><article><h1>{HEADLINE}</h1>{MARKUP}</article></main></body>"
PAGE = f"<!doctype html><html lang=en><head><meta charset=utf-8>{HEAD}</head>{BODY}</html>"
RECORD = {
    "title": HEADLINE, "text": TEXT, "url": URL, "published": DATE, "outlet": OUTLET, "author": BYLINE,
}  # fmt: skip


def dumped(value: object, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent, ensure_ascii=False).encode()


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"{OUTLET} <news@carrowgazette.example>", "readers@lists.example"
    message["Subject"], message["Date"] = HEADLINE, "Wed, 06 Mar 2024 09:15:00 +0000"
    message.set_content(parts.get("plain", ""))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message.as_bytes()


def zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (HEADLINE, *LINES))
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{HEADLINE}</dc:title></cp:coreProperties>'
    )
    document = f'<w:document xmlns:w="{space}"><w:body>{runs}</w:body></w:document>'
    return zipped({"word/document.xml": document.encode(), "docProps/core.xml": core.encode()})


def open_document() -> bytes:
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    lines = f"<text:h>{HEADLINE}</text:h>" + "".join(f"<text:p>{line}</text:p>" for line in LINES)
    content = f"<office:document-content {space}><office:body><office:text>{lines}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def warc() -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
    head = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {URL}", "WARC-Date: 2024-03-06T10:00:00Z",
        "WARC-Record-ID: <urn:uuid:0>", "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}", "", "",
    ]  # fmt: skip
    return "\r\n".join(head).encode() + http + b"\r\n\r\n"


def parquet() -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet as pq  # type: ignore[import-untyped]

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([RECORD]), file)
    return file.getvalue()


def pdf() -> bytes:
    """A PDF of one page, its lines set in a font of the fourteen that every reader has."""
    lines = [HEADLINE, *(line.replace("“", '"').replace("”", '"') for line in LINES)]
    shown = "".join(f"({line.replace('(', '')}) Tj T* " for line in lines)
    stream = f"BT /F1 10 Tf 14 TL 40 700 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = (
        f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + trailer.encode()


def csv(delimiter: str, header: str, row: list[str]) -> bytes:
    cells = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row)
    return f"{header}\n{cells}\n".encode()


FEED = (
    f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    f"<title>{OUTLET}</title><item><title>{HEADLINE}</title><link>{URL}</link><pubDate>Wed, 06 Mar 2024 09:15:00 GMT"
    f"</pubDate><content:encoded><![CDATA[{MARKUP}]]></content:encoded></item></channel></rss>"
)
NITF = (
    f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>{HEADLINE}</title><docdata>'
    f'<date.issue norm="20240306T091500Z"/><doc.copyright holder="{OUTLET}"/></docdata></head><body><body.head>'
    f"<hedline><hl1>{HEADLINE}</hl1></hedline><byline>By {BYLINE}</byline></body.head><body.content>{MARKUP}"
    f"</body.content></body></nitf>"
)
G2 = (
    '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem xml:lang="en"><itemMeta><provider>'
    f"<name>{OUTLET}</name></provider><versionCreated>{DATE}</versionCreated></itemMeta><contentMeta><by>{BYLINE}</by>"
    f"<headline>{HEADLINE}</headline></contentMeta><contentSet><inlineXML><html><body>{MARKUP}</body></html></inlineXML>"
    "</contentSet></newsItem></itemSet></newsMessage>"
)
RCV1 = (
    (
        f'<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="2330" date="2024-03-06" xml:lang="en"><title>'
        f"{HEADLINE}</title><headline>{HEADLINE}</headline><byline>{BYLINE}</byline><text>{MARKUP}</text><copyright>(c) "
        f'</copyright><metadata><dc element="dc.publisher" value="{OUTLET}"/></metadata></newsitem>'
    )
    .replace("“", "&quot;")
    .replace("”", "&quot;")
)
NEXIS = (
    f"Page 1 of 2\n\n{HEADLINE}\n\n{OUTLET}\n\nMarch 6, 2024 Wednesday\n\nCopyright 2024 {OUTLET} All Rights Reserved\n\n"
    f"Section: NEWS; Pg. 3\nLength: 88 words\nByline: {BYLINE}\n\nBody\n\n\n{TEXT}\n\n\nLoad-Date: March 7, 2024\n\n\n"
    "End of Document\n"
)
FACTIVA = (
    f"{HEADLINE}\nBy {BYLINE}\n88 words\n6 March 2024\n09:15\n{OUTLET}\nCGAZ\nEnglish\n© 2024 {OUTLET}\n\n{TEXT}\n\n"
    "Document CGAZ000020240306ek360000b\n"
)
MARKDOWN = (
    f'---\ntitle: "{HEADLINE}"\ndate: {DATE}\nauthor: {BYLINE}\npublisher: {OUTLET}\n---\n\n'
    f"# {HEADLINE}\n\n**{LINES[0]}**\n\n> {LINES[1]}\n\n{LINES[2].replace('Fintan Daly', '[Fintan Daly](https://x.example/)')}\n\n{LINES[3]}\n"
)
MHTML = (
    f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {HEADLINE}\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----M"\r\n\r\n------M\r\nContent-Type: text/html'
    f"; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {URL}\r\n\r\n{PAGE}\r\n------M--\r\n"
)
PARTS = [{"type": "bold", "text": HEADLINE}, f"\n\n{TEXT}\n\n", {"type": "hashtag", "text": "#carrow"}]
CHANNEL = {
    "name": OUTLET, "type": "public_channel", "id": 7,
    "messages": [{"id": 1, "type": "service", "text": ""},
                 {"id": 2, "type": "message", "date": "2024-03-06T09:15:00", "text": PARTS}],
}  # fmt: skip
POST = {
    "id": 12, "date": "2024-03-06T09:15:00", "date_gmt": "2024-03-06T09:15:00", "link": URL, "author": 4,
    "title": {"rendered": HEADLINE.replace("again", "again&#8203;").replace("&#8203;", "")},
    "content": {"rendered": MARKUP, "protected": False}, "excerpt": {"rendered": f"<p>{LINES[0]}</p>"},
}  # fmt: skip
GUARDIAN = {
    "response": {"status": "ok", "results": [
        {"id": "uk/lamp", "type": "article", "webTitle": HEADLINE, "webUrl": URL, "webPublicationDate": DATE,
         "fields": {"headline": HEADLINE, "byline": BYLINE, "body": MARKUP, "bodyText": TEXT, "publication": OUTLET}},
    ]},
}  # fmt: skip
FUNDUS = {
    "title": HEADLINE, "authors": [BYLINE], "publishing_date": DATE, "publisher": OUTLET, "lang": "en",
    "body": {"summary": [LINES[0]], "sections": [{"headline": [], "paragraphs": list(LINES[1:])}]},
}  # fmt: skip
NINJS = {
    "uri": "urn:x:lamp", "versioncreated": DATE, "headlines": [{"role": "main", "value": HEADLINE}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": MARKUP}], "copyrightholder": OUTLET, "byline": BYLINE,
}  # fmt: skip
WEBZ = {"posts": [{"thread": {"site_full": "carrowgazette.example", "url": URL, "section_title": "News"},
                   "uuid": "a1", "url": URL, "author": BYLINE, "published": DATE, "title": HEADLINE, "text": TEXT}],
        "totalResults": 1}  # fmt: skip
ELASTIC = {"hits": {"total": {"value": 1}, "hits": [{"_index": "n", "_id": "1", "_source": RECORD}]}}
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": OUTLET, "items": [
    {"id": "1", "url": URL, "title": HEADLINE, "content_html": MARKUP, "date_published": DATE,
     "authors": [{"name": BYLINE}]}]}  # fmt: skip
ALL_THE_NEWS = csv(",", ",id,title,publication,author,date,year,month,url,content",
                   ["0", "17283", HEADLINE, OUTLET, BYLINE, "2024-03-06", "2024.0", "3.0", URL, TEXT])  # fmt: skip
PANDAS = csv(",", "Unnamed: 0,Headline,Article text,Authors,Published Date,Source",
             ["0", HEADLINE, TEXT, f"['{BYLINE}']", "2024-03-06 09:15:00+00:00", OUTLET])  # fmt: skip

FORMATS: dict[str, bytes] = {
    "plain text": f"{HEADLINE}\nBy {BYLINE}\n\n{TEXT}\n".encode(),
    "UTF-16": f"{HEADLINE}\n\n{TEXT}\n".encode("utf-16"),
    "Windows-1252": f"{HEADLINE}\n\n{TEXT}\n".encode("cp1252"),
    "web page": PAGE.encode(),
    "web page behind a comment": b"<!-- " + b"x" * 5000 + b" -->\n" + PAGE.encode(),
    "web page behind a warning of PHP": b"<br />\n<b>Warning</b>:  include(x): failed in <b>/x.php</b> on line <b>3</b><br />\n"
    + PAGE.encode(),
    "web page behind a script": b"<script>var a = 1;</script>\n" + PAGE.encode(),
    "web page behind HTTP headers": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    + PAGE.encode(),
    "page saved by SingleFile": PAGE.replace(
        "<head>", f"<head><!--\n Page saved with SingleFile \n url: {URL} \n saved date: Wed Mar 06 2024\n-->"
    ).encode(),
    "MHTML": MHTML.encode(),
    "RSS": FEED.encode(),
    "JSON record": dumped(RECORD),
    "JSON Lines": dumped(RECORD) + b"\n",
    "JSON indented": dumped(RECORD, 2),
    "JSON list with a byte order mark": b"\xef\xbb\xbf" + dumped([RECORD], 1),
    "JSON in UTF-16": json.dumps([RECORD], indent=1).encode("utf-16"),
    "JSON objects behind each other": dumped(RECORD, 2) + b"\n",
    "news-please": dumped(
        {
            "maintext": TEXT,
            "title": HEADLINE,
            "date_publish": "2024-03-06 09:15:00",
            "authors": [BYLINE],
            "source_domain": "carrowgazette.example",
            "url": URL,
        },
        2,
    ),
    "newspaper4k": dumped(
        [
            {
                "text": TEXT,
                "title": HEADLINE,
                "publish_date": DATE,
                "authors": [BYLINE],
                "url": URL,
                "meta_site_name": OUTLET,
            }
        ],
        2,
    ),
    "NewsAPI": dumped(
        {
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": None, "name": OUTLET},
                    "author": BYLINE,
                    "title": HEADLINE,
                    "url": URL,
                    "publishedAt": DATE,
                    "content": TEXT,
                }
            ],
        }
    ),
    "Guardian": dumped(GUARDIAN),
    "WordPress": dumped([POST], 1),
    "ninjs": dumped(NINJS),
    "JSON Feed": dumped(JSON_FEED),
    "fundus": dumped([FUNDUS], 2),
    "Webz": dumped(WEBZ),
    "Diffbot": dumped(
        {
            "request": {"pageUrl": URL},
            "objects": [
                {
                    "type": "article",
                    "title": HEADLINE,
                    "text": TEXT,
                    "html": MARKUP,
                    "author": BYLINE,
                    "siteName": OUTLET,
                    "date": "Wed, 06 Mar 2024 09:15:00 GMT",
                    "pageUrl": URL,
                }
            ],
        }
    ),
    "Telegram export": dumped(CHANNEL, 1),
    "Elasticsearch": dumped(ELASTIC),
    "CSV": csv(",", "title,content,date,url,source", [HEADLINE, TEXT, DATE, URL, OUTLET]),
    "CSV with semicolons": csv(";", "Title;Text;Published;Outlet", [HEADLINE, TEXT, DATE, OUTLET]),
    "TSV": "headline\ttext\tpublished\n{}\t{}\t{}\n".format(HEADLINE, " ".join(LINES), DATE).encode(),
    "All the News": ALL_THE_NEWS,
    "CSV of pandas": PANDAS,
    "parquet": parquet(),
    "mail": mail(plain=TEXT),
    "mail in HTML": mail(plain="View this in your browser.", html=f"<html><body>{MARKUP}</body></html>"),
    "mailbox": b"From news@x.example Wed Mar  6 09:15:00 2024\n" + mail(plain=TEXT),
    "NITF": NITF.encode(),
    "NewsML-G2": G2.encode(),
    "RCV1": RCV1.encode("latin-1"),
    "Nexis": NEXIS.encode(),
    "Factiva": FACTIVA.encode(),
    "Markdown with front matter": MARKDOWN.encode(),
    "Word": word(),
    "OpenDocument": open_document(),
    "PDF": pdf(),
    "WARC": warc(),
    "zip": zipped({"pages/lamp.html": PAGE.encode(), "__MACOSX/._lamp.html": b"\0\1"}),
    "WACZ": zipped(
        {
            "datapackage.json": b"{}",
            "archive/data.warc.gz": gzip.compress(warc()),
            "pages/pages.jsonl": b'{"format": "x"}\n',
        }
    ),
    "tar.gz": tarred("lamp.html", PAGE.encode()),
    "gzip": gzip.compress(PAGE.encode()),
    "xz": lzma.compress(PAGE.encode()),
    "bzip2": bz2.compress(PAGE.encode()),
    "Zstandard": zstandard.compress(PAGE.encode()),
}
