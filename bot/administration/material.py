"""What an admin wants added: addresses, a file, or a text, as it stands in the order or in what it replies to. Pure."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from bot.chat import Command, Spoken, Upload

MOST_URLS = 20
KINDS = (
    ".txt", ".text", ".md", ".html", ".htm", ".xhtml",  ".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson",
    ".warc", ".gz",
)  # fmt: skip
"""Ends of the names of files that may hold articles; what is in them is looked at by the readers."""

SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Pages or feeds to be fetched."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of an article."""

    words: str


Material = Addresses | Text | Upload


def material(spoken: Spoken, given: Command, me: int) -> Material | None:
    """What is to be added; the order's own words go before its file, and that before what it replies to.

    What this bot itself (the account `me`) said is no material.
    """
    replied = spoken.replied if spoken.replied is not None and spoken.replied.author != me else None
    return (
        _of_words(given.words)
        or spoken.upload
        or (replied.upload if replied is not None else None)
        or (_of_words(replied.text) if replied is not None else None)
    )


def is_known_kind(upload: Upload) -> bool:
    """Whether a file's name is one of a file with articles."""
    return PurePath(upload.name).suffix.lower() in KINDS


def file_name(given: str, content: bytes) -> str:
    """A name for a file on this machine: the same for the same content, and nothing of the given one but its end."""
    suffix = PurePath(given).suffix.lower()
    return sha256(content).hexdigest()[:16] + (suffix if suffix in KINDS else ".txt")


def _of_words(words: str) -> Material | None:
    parts = words.split()
    if parts and all(part.lower().startswith(SCHEMES) for part in parts):
        return Addresses(tuple(dict.fromkeys(parts)))
    return Text(words) if parts else None
