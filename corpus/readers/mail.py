"""Mails (.eml, mbox) and web pages saved as mails (MHTML): the body, and what the heads say of it."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from corpus.pages.paragraphs import unwrapped
from corpus.readers.decoding import MOST_BYTES, decode
from corpus.readers.html import as_page, read_html
from corpus.readers.page import read_page
from corpus.readers.reading import BadRecord, EmptyPage, Found, Given, NotReadable, Read, Rejection, TooLarge

FIELD = (
    rb"(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path|Delivered-To|Reply-To|"
    rb"X-[\w-]+|DKIM-Signature|List-[\w-]+|Snapshot-Content-Location|Content-Transfer-Encoding|ARC-[\w-]+|Sender)"
)
MAIL = re.compile(rb"(?:" + FIELD + rb":[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,60}\r?\n){2,}", re.IGNORECASE)
MBOX = re.compile(rb"From \S{1,200} +\S[^\r\n]{0,80}\d{4}[^\r\n]{0,20}\r?\n" + FIELD + rb":", re.IGNORECASE)
FROM_LINE = re.compile(rb"From \S{1,200} +\S.{0,80}\d{4}")
REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|fw)\s?:\s*)+", re.IGNORECASE)
LEAST_PLAIN = 0.5  # of the words of the HTML part; newsletters put "view this in a browser" into the plain one
FURNITURE = re.compile(
    r"(?:unsubscribe|view (?:this|it|the) (?:e-?mail |message |newsletter )?(?:in|on) (?:your |a )?(?:browser|the web)|"
    r"you(?: are|'re|’re) receiving this|manage (?:your )?(?:preferences|subscription)|update your preferences)",
    re.IGNORECASE,
)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def is_mail(head: bytes) -> bool:
    """Whether a file opens with the head of a mail."""
    return MAIL.match(head) is not None


def is_mbox(head: bytes) -> bool:
    """Whether a file opens as a mailbox of several mails does."""
    return MBOX.match(head) is not None


def read_mbox(stream: BinaryIO, origin: str) -> Iterator[Read]:
    """An article a mail, streamed; a mail that can't be taken is rejected by its number."""
    for number, mail in enumerate(_mails(stream), 1):
        place = f"{origin}, mail {number}"
        try:
            if len(mail) > MOST_BYTES:
                raise TooLarge(MOST_BYTES)
            yield read_mail(mail, place)
        except NotReadable as error:
            yield Rejection(place, str(error))


def read_mail(mail: bytes, origin: str) -> Found:
    """The article that a mail carries, or the page that MHTML does.

    The headline is the subject, the outlet the sender's name, the date that of the mail. Raises NotReadable.
    """
    message = message_from_bytes(mail, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise BadRecord("it is no mail")
    page = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    if page or (message.get_content_type() == "multipart/related" and not message.get("To")):
        return _read_snapshot(message, str(page or ""), origin)
    given = _given(message)
    plain, markup = _part(message, "plain"), _part(message, "html")
    if markup and len(plain.split()) < LEAST_PLAIN * len(re.sub(r"<[^>]*>", " ", markup).split()):
        body = as_page(markup)
        return Found(read_html(body, origin, given), body, "mail")
    if not plain.strip():
        raise EmptyPage
    return Found(read_page(_story(plain), origin, given), None, "mail")


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    mail: list[bytes] = []
    size, after_blank = 0, True
    while line := stream.readline(MOST_BYTES):
        if after_blank and FROM_LINE.match(line):
            if mail:
                yield b"".join(mail)
            mail, size = [], 0
        elif size <= MOST_BYTES:
            mail.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        after_blank = not line.strip()
    if mail:
        yield b"".join(mail)


def _read_snapshot(message: EmailMessage, location: str, origin: str) -> Found:
    part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
    if part is None:
        raise EmptyPage
    url = location if location.startswith(("http://", "https://")) else None
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        raise EmptyPage
    page = decode(body, part.get_content_charset()).encode()
    return Found(read_html(page, url or origin, Given(url=url), "utf-8"), page, "MHTML")


def _given(message: EmailMessage) -> Given:
    subject = " ".join(REPLY.sub("", _field(message, "Subject"), count=1).split())
    name, address = parseaddr(_field(message, "From"))
    date = _field(message, "Date")
    return Given(
        headline=subject or None,
        outlet=name.strip() or address.rpartition("@")[2] or None,
        language=_field(message, "Content-Language") or None,
        published=(date,) if date else (),
    )


def _field(message: EmailMessage, name: str) -> str:
    """A field of the head, decoded; "" where it is missing or beyond repair."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library fails on some damaged fields
        return ""


def _part(message: EmailMessage, kind: str) -> str:
    """The text of the first part of a kind that is no attachment; "" where there is none."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and not part.is_attachment():
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                return decode(body, part.get_content_charset())
    return ""


def _story(plain: str) -> str:
    """The plain part without the sender's signature and the lines on subscriptions."""
    text = plain.replace("\r\n", "\n")
    text = SIGNATURE.split(text, maxsplit=1)[0]
    return unwrapped("\n".join(line for line in text.split("\n") if not (len(line) < 200 and FURNITURE.search(line))))
