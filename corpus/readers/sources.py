"""From what the user names -- files, folders, '-' -- to a stream of articles; one bad page never stops the rest."""

import os
from collections.abc import Iterator
from pathlib import Path

from corpus.readers.decoding import MOST_BYTES, decode
from corpus.readers.errors import NotReadable, TooLarge
from corpus.readers.page import read_page
from corpus.readers.reading import Found, Read, Rejection


def read_source(source: str) -> Iterator[Read]:
    """All articles of a source, as they are read: a file or a folder (with all folders in it, hidden files left out).

    What can't be taken comes as a Rejection in its place. Memory stays at a few pages, however large the source is.
    """
    path = Path(source)
    if path.is_dir():
        for file in _files(path):
            yield from _read_file(file)
    else:
        yield from _read_file(path)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _read_file(path: Path) -> Iterator[Read]:
    try:
        yield Found(read_page(decode(_bytes(path)), str(path)), None)
    except NotReadable as error:
        yield Rejection(str(path), str(error))
    except OSError as error:
        yield Rejection(str(path), f"it can't be read ({error.strerror}); check the name and its permissions")


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise TooLarge(size, MOST_BYTES)
    return path.read_bytes()
